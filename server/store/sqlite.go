package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
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

// openSQLite opens one connection that writes, several that only read, and one
// that folds the write-ahead log. Most of what SQLite remembers of the file is
// left to the writer: others forget it with every commit. The writer takes the lock at BEGIN: taking it later fails under load, whatever
// the busy timeout.
func (s *Store) openSQLite(ctx context.Context, file string) error {
	s.dialect = dialect{name: "sqlite", writers: 1, askers: 1, burst: new(sqliteBurst).write}
	s.file = file
	var err error
	if s.write, err = dialSQLite(file, "&_txlock=immediate&_cache_size=-12000", 1); err != nil {
		return err
	}
	if err := durableSQLite(ctx, s.write); err != nil {
		return err
	}
	if err := s.migrate(ctx); err != nil {
		return err
	}
	if s.read, err = dialSQLite(file, "&_query_only=true&_cache_size=-1000", 2*runtime.NumCPU()); err != nil {
		return err
	}
	s.folding, err = dialSQLite(file, "&_cache_size=-500", 1)
	return err
}

func dialSQLite(file, more string, connections int) (*gorm.DB, error) {
	// In a URI a question mark, a hash or a percent sign in the path would end it.
	path := (&url.URL{Path: file}).EscapedPath()
	dsn := "file:" + path + "?_journal_mode=WAL&_synchronous=FULL&_busy_timeout=5000&_foreign_keys=true&_stmt_cache_size=256&_mutex=no" + more
	pool := sql.OpenDB(connector{&sqlite3.SQLiteDriver{ConnectHook: prepareSQLite}, dsn})
	db, err := gorm.Open(sqlite.New(sqlite.Config{Conn: pool}), settings()) // never one config for two dialects
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", file, err), pool.Close())
	}
	return db, limit(db, connections)
}

// prepareSQLite sets what cannot be set by name. The journal by which a
// statement about many rows is undone would else be a file, made and deleted for
// each.
func prepareSQLite(c *sqlite3.SQLiteConn) error {
	_, err := c.Exec(fmt.Sprintf("PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = %d", checkpointPages), nil)
	return err
}

// connector opens connections to a SQLite file.
type connector struct {
	driver *sqlite3.SQLiteDriver
	dsn    string
}

// Connect opens one.
func (c connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.dsn) }

// Driver returns the driver.
func (c connector) Driver() driver.Driver { return c.driver }

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

// durableSQLite fails unless a commit on db is on the disk when it returns.
func durableSQLite(ctx context.Context, db *gorm.DB) error {
	if version, number, _ := sqlite3.Version(); number < leastSQLite {
		return fmt.Errorf("SQLite %s is too old", version)
	}
	db = db.WithContext(ctx)
	for pragma, want := range map[string]string{
		"synchronous": "2", "journal_mode": "wal", "wal_autocheckpoint": fmt.Sprint(checkpointPages),
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
