// Package db is the ground that the store stands on: a handle on a database,
// what differs between the two, and the statements that every registration
// runs.
//
// Those hot statements go through this package, where gorm's work around each
// would be half of its cost: reading presences, posters, sessions and
// contractors, inserting presences, outbox items and audit entries, claiming
// and settling outbox items. The drivers keep them prepared. gorm does the
// rest. A hot table declares its columns once (Table); everything that goes by
// position is derived from that.
package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// MaxRows is how many rows one statement reads or writes at most, and one
// transaction where a request does not ask for more.
const MaxRows = 256

// writeTimeout bounds a write once it has begun. It does not end with the
// request that asked for it: a client that hangs up must not undo a commit.
const writeTimeout = 10 * time.Second

// Handle is an open database.
type Handle struct {
	Write, Read *gorm.DB // the same pool on PostgreSQL
	Dialect
}

// Dialect is what differs between the databases.
type Dialect struct {
	Name       string // sqlite or postgres; also the folder of its migrations
	SkipLocked string // ends a query that claims rows nobody else has claimed
	ForUpdate  string // ends a query whose rows nobody else may change or read to keep
	ForShare   string // ends a query whose rows nobody else may change
	Writers    int    // how many transactions may write at once

	// BulkInsert stores rows of several tables in one transaction, all or none,
	// in the way that costs the database least.
	BulkInsert func(all []Rows) error

	// Unavailable reports whether nothing at all can be written now. That says
	// nothing about what was to be written.
	Unavailable func(error) bool
	// Transient reports whether the same transaction may succeed when it is
	// tried again.
	Transient func(error) bool
}

// SQLite reports whether this is SQLite.
func (d Dialect) SQLite() bool { return d.Name == "sqlite" }

// Config returns settings of gorm, made anew for every connection pool: a pool
// changes them for its dialect. Both drivers keep prepared statements for every
// connection; gorm's own would be prepared again in every transaction.
func Config() *gorm.Config {
	return &gorm.Config{
		SkipDefaultTransaction: true,
		Logger:                 logger.Discard, // errors travel up and are logged once, without values
	}
}

// Limit bounds the connections of a pool.
func Limit(db *gorm.DB, connections int) error {
	pool, err := db.DB()
	if err != nil {
		return err
	}
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	pool.SetConnMaxIdleTime(time.Hour)
	return nil
}

// Close closes the pools.
func (h Handle) Close() error {
	pools := []*gorm.DB{h.Read, h.Write}
	if h.Read == h.Write {
		pools = pools[:1]
	}
	var errs []error
	for _, db := range pools {
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

// WriteContext returns a context that bounds a write which nobody may cancel.
// SQLite needs no bound: it waits for locks no longer than its busy timeout, and
// where there is a bound its driver starts a goroutine for every statement.
func (h Handle) WriteContext() (context.Context, context.CancelFunc) {
	if h.SQLite() {
		return context.Background(), func() {}
	}
	return context.WithTimeout(context.Background(), writeTimeout)
}

// Snapshot returns how to begin a transaction that sees the database as it is at
// one moment.
func (h Handle) Snapshot() *sql.TxOptions {
	if h.SQLite() {
		return nil // every transaction does
	}
	return &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
}

// Wrap says what was attempted, if it failed.
func Wrap(attempted string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", attempted, err)
}

// UnlessAbsent returns the error of a query for one row; nil if there is none.
func UnlessAbsent(err error) error {
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil
	}
	return err
}
