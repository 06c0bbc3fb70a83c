package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"time"

	"github.com/pressly/goose/v3"
)

//go:embed migrations
var migrations embed.FS

// ErrNewer is the failure of a database that a later version of the program
// has written: opening it could lose what this version does not know.
var ErrNewer = errors.New("the database was written by a newer version of the program")

// migrate brings the schema up to date with numbered SQL files. Several
// processes may try at once: one wins, the others find it done.
func (s *Store) migrate(ctx context.Context) error {
	var err error
	for wait := 50 * time.Millisecond; wait < 2*time.Second; wait *= 2 {
		if err = s.migrateOnce(ctx); err == nil || errors.Is(err, ErrNewer) {
			return err
		}
		time.Sleep(wait)
	}
	return fmt.Errorf("migrate: %w", err)
}

func (s *Store) migrateOnce(ctx context.Context) error {
	pool, err := s.write.DB()
	if err != nil {
		return err
	}
	files, err := fs.Sub(migrations, "migrations/"+s.dialect.name)
	if err != nil {
		return err
	}
	dialect := goose.DialectSQLite3
	if s.dialect.name == "postgres" {
		dialect = goose.DialectPostgres
	}
	provider, err := goose.NewProvider(dialect, pool, files, goose.WithSlog(slog.New(slog.DiscardHandler)))
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
	if _, err = provider.Up(ctx); err == nil {
		s.migratedFrom = current
	}
	return err
}
