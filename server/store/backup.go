package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	"gorm.io/gorm"

	"ciaw/server/atomicfile"
	"ciaw/server/store/accounts"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
	"ciaw/server/store/mandates"
	"ciaw/server/store/notices"
	"ciaw/server/store/outboxes"
	"ciaw/server/store/presences"
	"ciaw/server/store/rollcalls"
	"ciaw/server/store/sqlite"
	"ciaw/server/store/workplaces"
)

// ErrNotEmpty is the failure of restoring into a register that is in use.
var ErrNotEmpty = errors.New("there are presences in the register already")

// Backup writes the register, as it is at one moment, to a SQLite file that
// must not be there yet, whatever the database. Registering goes on meanwhile.
// Numbers stay encrypted: keep the keys elsewhere.
func (s *Store) Backup(ctx context.Context, file string) (err error) {
	if _, err := os.Lstat(file); err == nil {
		return fmt.Errorf("back up: %s is there already", file)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("back up: %w", err), os.RemoveAll(file))
		}
	}()
	write := s.writeOut
	if s.handle.SQLite() {
		write = s.vacuumInto
	}
	if err := write(ctx, file); err != nil {
		return err
	}
	return errors.Join(os.Chmod(file, 0o600), atomicfile.Flush(file))
}

// vacuumInto lets SQLite copy itself. It takes a connection of its own: readers
// are forbidden to write anything, and the writer has other things to do.
func (s *Store) vacuumInto(ctx context.Context, file string) error {
	own, err := sqlite.Dial(s.file)
	if err != nil {
		return err
	}
	pool, err := own.DB()
	if err != nil {
		return err
	}
	return errors.Join(own.WithContext(ctx).Exec("VACUUM INTO ?", file).Error, pool.Close())
}

// writeOut copies the register into a new SQLite file.
func (s *Store) writeOut(ctx context.Context, file string) error {
	to, err := Open(ctx, file, s.options)
	if err != nil {
		return err
	}
	return errors.Join(s.copyTo(ctx, to), to.Close())
}

// Restore fills this register, which must be empty, from another one: a backup
// that was opened, or a register to move from one database to the other.
func (s *Store) Restore(ctx context.Context, from *Store) error {
	there, err := s.Count(ctx)
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	if there > 0 {
		return ErrNotEmpty
	}
	if err := from.copyTo(ctx, s); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	return nil
}

// copyTo copies every table, as they are at one moment, in one transaction.
func (s *Store) copyTo(ctx context.Context, to *Store) error {
	return s.handle.Read.WithContext(ctx).Transaction(func(from *gorm.DB) error {
		return to.handle.Write.WithContext(ctx).Transaction(func(into *gorm.DB) error {
			for _, copyTable := range tables {
				if err := copyTable(from, into); err != nil {
					return err
				}
			}
			return nil
		})
	}, s.handle.Snapshot())
}

// tables copy one table each, those that others refer to first.
var tables = slices.Concat(
	[]db.Copier{db.Copy[markRow]}, accounts.Tables, mandates.Tables, workplaces.Tables, presences.Tables, rollcalls.Tables, notices.Tables, outboxes.Tables, audit.Tables,
)
