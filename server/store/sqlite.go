package store

import (
	"context"
	"database/sql"
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

// openWriter opens the one connection that writes. Its transactions take the
// lock at BEGIN: taking it later fails under load, whatever the busy timeout.
func openWriter(file string) (*gorm.DB, error) {
	db, err := open(file, "&_txlock=immediate&_auto_vacuum=incremental")
	if err != nil {
		return nil, err
	}
	return db, limit(db, 1)
}

// openReaders opens connections that cannot write.
func openReaders(file string) (*gorm.DB, error) {
	db, err := open(file, "&_query_only=true")
	if err != nil {
		return nil, err
	}
	return db, limit(db, 2*runtime.NumCPU())
}

func open(file, more string) (*gorm.DB, error) {
	// In a URI a question mark, a hash or a percent sign in the path would end it.
	path := (&url.URL{Path: file}).EscapedPath()
	dsn := "file:" + path + "?_journal_mode=WAL&_synchronous=FULL&_busy_timeout=5000&_foreign_keys=true" + more
	return gorm.Open(sqlite.Open(dsn), &gorm.Config{
		SkipDefaultTransaction: true,
		PrepareStmt:            true,
		Logger:                 logger.Discard, // errors travel up and are logged once, without values
	})
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

// durable fails unless a commit on db is on the disk when it returns.
func durable(ctx context.Context, db *gorm.DB) error {
	if version, number, _ := sqlite3.Version(); number < leastSQLite {
		return fmt.Errorf("SQLite %s is too old", version)
	}
	pool, err := db.DB()
	if err != nil {
		return err
	}
	for pragma, want := range map[string]string{"synchronous": "2", "journal_mode": "wal"} {
		got, err := setting(ctx, pool, pragma)
		if err != nil {
			return fmt.Errorf("ask SQLite for %s: %w", pragma, err)
		}
		if !strings.EqualFold(got, want) {
			return fmt.Errorf("SQLite has %s = %s, need %s", pragma, got, want)
		}
	}
	return nil
}

func setting(ctx context.Context, pool *sql.DB, pragma string) (string, error) {
	var value string
	err := pool.QueryRowContext(ctx, "PRAGMA "+pragma).Scan(&value)
	return value, err
}
