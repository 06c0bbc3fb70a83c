package store

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"runtime"
	"strings"
	"time"

	sqlite3 "github.com/mattn/go-sqlite3"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// leastSQLite is the first version (3.51.3) without a fault that could damage
// a write-ahead log when two connections checkpoint it at once.
const leastSQLite = 3_051_003

// checkpointPages is how long the write-ahead log grows before a commit must
// fold it back, in pages; a writer with nothing to do folds it earlier.
const checkpointPages = 8000

// openSQLite opens one connection that writes and several that only read. The
// writer takes the lock at BEGIN: taking it later fails under load, whatever
// the busy timeout.
func (s *Store) openSQLite(ctx context.Context, file string) error {
	s.dialect = dialect{name: "sqlite", writers: 1, askers: 1}
	s.file = file
	var err error
	if s.write, err = dialSQLite(file, "&_txlock=immediate", 1); err != nil {
		return err
	}
	if err := durableSQLite(ctx, s.write); err != nil {
		return err
	}
	if err := s.migrate(ctx); err != nil {
		return err
	}
	s.read, err = dialSQLite(file, "&_query_only=true", 2*runtime.NumCPU())
	return err
}

func dialSQLite(file, more string, connections int) (*gorm.DB, error) {
	// In a URI a question mark, a hash or a percent sign in the path would end it.
	path := (&url.URL{Path: file}).EscapedPath()
	dsn := "file:" + path + "?_journal_mode=WAL&_synchronous=FULL&_busy_timeout=5000&_foreign_keys=true&_stmt_cache_size=256" + more
	db, err := gorm.Open(sqlite.Open(dsn), settings()) // never one config for two dialects
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return db, limit(db, connections)
}

// settings are gorm's, made anew for every connection pool: a pool changes
// them for its dialect. Both drivers keep prepared statements for every
// connection; gorm's own would be prepared again in every transaction.
func settings() *gorm.Config {
	return &gorm.Config{
		SkipDefaultTransaction: true,
		Logger:                 logger.Discard, // errors travel up and are logged once, without values
	}
}

func limit(db *gorm.DB, connections int) error {
	pool, err := db.DB()
	if err != nil {
		return err
	}
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	pool.SetConnMaxIdleTime(time.Hour)
	return nil
}

// durableSQLite fails unless a commit on db is on the disk when it returns. It
// also sets how far the write-ahead log may grow.
func durableSQLite(ctx context.Context, db *gorm.DB) error {
	if version, number, _ := sqlite3.Version(); number < leastSQLite {
		return fmt.Errorf("SQLite %s is too old", version)
	}
	db = db.WithContext(ctx)
	for pragma, want := range map[string]string{
		"synchronous": "2", "journal_mode": "wal", fmt.Sprintf("wal_autocheckpoint=%d", checkpointPages): fmt.Sprint(checkpointPages),
	} {
		var got string
		if err := db.Raw("PRAGMA " + pragma).Scan(&got).Error; err != nil {
			return fmt.Errorf("ask SQLite for %s: %w", pragma, err)
		}
		if !strings.EqualFold(got, want) {
			return fmt.Errorf("SQLite has %s = %s, need %s", pragma, got, want)
		}
	}
	return nil
}

// stuck reports whether nothing at all can be written now: another process kept
// the database locked for longer than the busy timeout, or the disk is full or
// failing. That says nothing about what was to be written, so there is no sense
// in trying one item after the other.
func stuck(err error) bool {
	var e sqlite3.Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code {
	case sqlite3.ErrBusy, sqlite3.ErrLocked, sqlite3.ErrFull, sqlite3.ErrIoErr:
		return true
	}
	return false
}
