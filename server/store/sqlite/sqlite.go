// Package sqlite opens a register in a SQLite file: one connection that writes,
// several that only read, and one that checkpoints the write-ahead log. It knows
// what a durable commit needs there, how its failures are to be taken, and how
// rows are stored fastest.
package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net/url"
	"runtime"
	"strings"

	sqlite3 "github.com/mattn/go-sqlite3"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"

	"ciaw/server/store/db"
)

// leastVersion is the first version (3.51.3) without a fault that could damage a
// write-ahead log when two connections checkpoint it at once.
const leastVersion = 3_051_003

// Write opens the connection that writes. It takes the lock at BEGIN: taking it
// later fails under load, whatever the busy timeout. Most of what SQLite caches
// of the file is left to it: other connections forget it with every commit.
func Write(ctx context.Context, file string) (db.Handle, error) {
	h := db.Handle{Dialect: db.Dialect{
		Name: "sqlite", Writers: 1, Unavailable: isUnavailable, Transient: isTransient,
	}}
	var err error
	if h.Write, err = dial(file, "&_txlock=immediate&_cache_size=-12000", 1); err != nil {
		return h, err
	}
	h.BulkInsert = (&bulkInsert{pool: h.Write}).store
	return h, checkDurable(ctx, h.Write)
}

// Read opens the connections that only read, once the schema is there.
func Read(h *db.Handle, file string) (err error) {
	h.Read, err = dial(file, "&_query_only=true&_cache_size=-1000", 2*runtime.NumCPU())
	return err
}

// Dial opens one more connection to a file, for something that neither readers
// nor the writer may do.
func Dial(file string) (*gorm.DB, error) { return dial(file, "", 1) }

func dial(file, more string, connections int) (*gorm.DB, error) {
	// In a URI a question mark, a hash or a percent sign in the path would end it.
	path := (&url.URL{Path: file}).EscapedPath()
	dsn := "file:" + path + "?_journal_mode=WAL&_synchronous=FULL&_busy_timeout=5000&_foreign_keys=true" +
		"&_stmt_cache_size=256&_mutex=no" + more
	pool := sql.OpenDB(connector{&sqlite3.SQLiteDriver{ConnectHook: prepare}, dsn})
	opened, err := gorm.Open(sqlite.New(sqlite.Config{Conn: pool}), db.Config()) // never one config for two dialects
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", file, err), pool.Close())
	}
	return opened, db.Limit(opened, connections)
}

// prepare sets what cannot be set by name. The statement journal, by which a
// statement about many rows is undone, would else be a file, made and deleted
// for each.
func prepare(c *sqlite3.SQLiteConn) error {
	_, err := c.Exec(fmt.Sprintf("PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = %d", autoCheckpoint), nil)
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

// checkDurable fails unless a commit is on the disk when it returns.
func checkDurable(ctx context.Context, write *gorm.DB) error {
	if version, number, _ := sqlite3.Version(); number < leastVersion {
		return fmt.Errorf("SQLite %s is too old", version)
	}
	for pragma, want := range map[string]string{
		"synchronous": "2", "journal_mode": "wal", "wal_autocheckpoint": fmt.Sprint(autoCheckpoint),
	} {
		var got string
		if err := write.WithContext(ctx).Raw("PRAGMA " + pragma).Scan(&got).Error; err != nil {
			return fmt.Errorf("ask SQLite for %s: %w", pragma, err)
		}
		if !strings.EqualFold(got, want) {
			return fmt.Errorf("SQLite has %s = %s, need %s", pragma, got, want)
		}
	}
	return nil
}

// isUnavailable reports whether nothing at all can be written now: another
// process kept the database locked for longer than the busy timeout, or the disk
// is full or failing. That says nothing about what was to be written, so there
// is no sense in trying one item after the other.
func isUnavailable(err error) bool {
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

// isTransient reports whether the connection went away.
func isTransient(err error) bool {
	return errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF)
}
