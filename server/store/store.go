// Package store keeps the register in a database, through gorm. It applies no
// business rules: it satisfies the small interfaces that the features declare.
//
// What a method stored is durable when the method returns: it survives a
// crash and a power cut (write-ahead log, synchronous = FULL). All writes go
// through one connection, so that they queue in the program and never fail
// with "database is locked"; readers have connections of their own and never
// wait for a writer. Rows, column names and gorm's errors stay inside.
package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"

	"github.com/pressly/goose/v3"
	"gorm.io/gorm"
)

//go:embed migrations
var migrations embed.FS

// Store is an open register.
type Store struct {
	write, read *gorm.DB
	simulation  bool
}

// Options says how a register is opened.
type Options struct {
	Simulation bool // receipt numbers begin with 9: none of them is a registration
}

// ErrNewer is the failure of a database that a later version of the program
// has written: opening it could lose what this version does not know.
var ErrNewer = errors.New("the database was written by a newer version of the program")

// Open opens the register in a SQLite file, makes it if there is none, and
// brings it up to the present form.
func Open(ctx context.Context, file string, o Options) (*Store, error) {
	write, err := openWriter(file)
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", file, err)
	}
	s := &Store{write: write, simulation: o.Simulation}
	if err := s.prepare(ctx, file); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// prepare checks that the database keeps its promises, migrates it and opens
// the readers.
func (s *Store) prepare(ctx context.Context, file string) error {
	if err := durable(ctx, s.write); err != nil {
		return err
	}
	if err := migrate(ctx, s.write); err != nil {
		return fmt.Errorf("migrate database %s: %w", file, err)
	}
	read, err := openReaders(file)
	if err != nil {
		return fmt.Errorf("open database %s to read: %w", file, err)
	}
	s.read = read
	return nil
}

// Close waits for the last write and closes the register.
func (s *Store) Close() error {
	var errs []error
	for _, db := range []*gorm.DB{s.read, s.write} {
		if db == nil {
			continue
		}
		pool, err := db.DB()
		if err == nil {
			err = pool.Close()
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// Ready returns nil if the register takes writes.
func (s *Store) Ready(ctx context.Context) error {
	err := s.write.WithContext(ctx).Transaction(func(*gorm.DB) error { return nil })
	if err != nil {
		return fmt.Errorf("begin a transaction: %w", err)
	}
	return nil
}

// migrate brings the schema up to date with numbered SQL files.
func migrate(ctx context.Context, db *gorm.DB) error {
	pool, err := db.DB()
	if err != nil {
		return err
	}
	files, err := fs.Sub(migrations, "migrations/sqlite")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, pool, files, goose.WithSlog(slog.New(slog.DiscardHandler)))
	if err != nil {
		return err
	}
	current, target, err := provider.GetVersions(ctx)
	if err != nil {
		return err
	}
	if current > target {
		return fmt.Errorf("version %d, known up to %d: %w", current, target, ErrNewer)
	}
	_, err = provider.Up(ctx)
	return err
}
