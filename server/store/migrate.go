package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"time"

	"ciaw/server/store/db"

	"github.com/pressly/goose/v3"
)

//go:embed migrations
var migrations embed.FS

// ErrNewer is the failure of a database that a later version of the program
// has written: opening it could lose what this version does not know.
var ErrNewer = errors.New("the database was written by a newer version of the program")

// migrate brings the schema up to date with numbered SQL files and one step in Go
// (texts.go), and returns the version that it found; 0 if there was none. Several
// processes may try at once: one wins, the others find it done.
func migrate(ctx context.Context, h db.Handle) (from int64, err error) {
	for wait := 50 * time.Millisecond; wait < 2*time.Second; wait *= 2 {
		if from, err = migrateOnce(ctx, h); err == nil || errors.Is(err, ErrNewer) {
			return from, err
		}
		time.Sleep(wait)
	}
	return 0, fmt.Errorf("migrate: %w", err)
}

func migrateOnce(ctx context.Context, h db.Handle) (from int64, err error) {
	pool, err := h.Write.DB()
	if err != nil {
		return 0, err
	}
	files, err := fs.Sub(migrations, "migrations/"+h.Name)
	if err != nil {
		return 0, err
	}
	dialect := goose.DialectSQLite3
	if h.Name == "postgres" {
		dialect = goose.DialectPostgres
	}
	provider, err := goose.NewProvider(dialect, pool, files, goose.WithGoMigrations(cleanTexts()), goose.WithSlog(slog.New(slog.DiscardHandler)))
	if err != nil {
		return 0, err
	}
	current, target, err := provider.GetVersions(ctx)
	if err != nil {
		return 0, err
	}
	if current > target {
		return 0, fmt.Errorf("version %d, known up to %d: %w", current, target, ErrNewer)
	}
	_, err = provider.Up(ctx)
	return current, err
}
