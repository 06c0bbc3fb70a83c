package store

import (
	"context"
	"errors"
	"fmt"
	"os"

	"gorm.io/gorm"

	"ciaw/server/durable"
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
	if s.dialect.name == "sqlite" {
		write = s.vacuumInto
	}
	if err := write(ctx, file); err != nil {
		return err
	}
	return errors.Join(os.Chmod(file, 0o600), durable.Flush(file))
}

// vacuumInto lets SQLite copy itself. It takes a connection of its own: readers
// are forbidden to write anything, and the writer has other things to do.
func (s *Store) vacuumInto(ctx context.Context, file string) error {
	db, err := dialSQLite(s.file, "", 1)
	if err != nil {
		return err
	}
	pool, err := db.DB()
	if err != nil {
		return err
	}
	return errors.Join(db.WithContext(ctx).Exec("VACUUM INTO ?", file).Error, pool.Close())
}

// writeOut copies the register into a new SQLite file.
func (s *Store) writeOut(ctx context.Context, file string) error {
	to, err := Open(ctx, file, s.Options)
	if err != nil {
		return err
	}
	return errors.Join(s.copyTo(ctx, to), to.Close())
}

// Restore fills this register, which must be empty, from another one: a backup
// that was opened, or a register to move from one database to the other.
func (s *Store) Restore(ctx context.Context, from *Store) error {
	var there int64
	if err := s.read.WithContext(ctx).Model(&presenceRow{}).Limit(1).Count(&there).Error; err != nil {
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
	return s.read.WithContext(ctx).Transaction(func(from *gorm.DB) error {
		return to.write.WithContext(ctx).Transaction(func(into *gorm.DB) error {
			for _, copyTable := range tables {
				if err := copyTable(from, into); err != nil {
					return err
				}
			}
			return nil
		})
	}, s.moment())
}

// tables copy one table each, those that others refer to first.
var tables = []func(from, into *gorm.DB) error{
	copyRows[markRow], copyRows[companyRow], copyRows[userRow], copyRows[sessionRow], copyRows[passkeyRow], copyRows[onceRow],
	copyRows[workplaceRow], copyRows[contractorRow], copyRows[posterRow], copyRows[presenceRow],
	copyRows[subscriptionRow], copyRows[alarmRow], copyRows[pushRow], copyRows[hookRow], copyRows[deliveryRow],
	copyRows[counterRow], copyRows[outboxRow], copyRows[auditRow], copyRows[endRow],
}

// counterRow is a row of the table receipt_counters.
type counterRow struct {
	Day  string `gorm:"primaryKey"`
	Last int64
}

// TableName names the table for gorm.
func (counterRow) TableName() string { return "receipt_counters" }

// copyRows replaces the rows of a table by those of another database.
func copyRows[R any](from, into *gorm.DB) error {
	if err := into.Where("1 = 1").Delete(new(R)).Error; err != nil {
		return err
	}
	rows, err := from.Model(new(R)).Rows()
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // its error is rows.Err's
	var batch []R
	for rows.Next() {
		var row R
		if err := from.ScanRows(rows, &row); err != nil {
			return err
		}
		if batch = append(batch, row); len(batch) == maxGroup {
			if err := into.Create(&batch).Error; err != nil {
				return err
			}
			batch = nil
		}
	}
	if err := rows.Err(); err != nil || len(batch) == 0 {
		return err
	}
	return into.Create(&batch).Error
}
