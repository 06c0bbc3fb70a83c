package sqlite

import (
	"sync/atomic"
	"time"

	"gorm.io/gorm"
)

// Bounds of the write-ahead log, in pages.
const (
	checkpointEvery = 250 * time.Millisecond
	longLog         = 24000 // after which the log should begin anew

	// autoCheckpoint is how long the log may grow before a commit must
	// checkpoint it, should all else have failed.
	autoCheckpoint = 3 * longLog
)

// Checkpointer copies the write-ahead log back into the database on a
// connection of its own, so that no commit waits for it. Only when the log is
// long the writer pauses to copy what has come in meanwhile: a log begins anew
// when nothing of it is left.
type Checkpointer struct {
	db    *gorm.DB
	wrote atomic.Bool // since the last checkpoint
}

// NewCheckpointer opens its connection.
func NewCheckpointer(file string) (*Checkpointer, error) {
	db, err := dial(file, "&_cache_size=-500", 1)
	return &Checkpointer{db: db}, err
}

// Wrote says that something was committed.
func (c *Checkpointer) Wrote() { c.wrote.Store(true) }

// checkpointed is the answer of SQLite to a checkpoint.
type checkpointed struct {
	Busy         int
	Log          int // pages in the log when it began
	Checkpointed int // of these, in the database as well
}

// checkpoint copies what others leave alone.
func checkpoint(db *gorm.DB) (c checkpointed) {
	// The answer must be read to its end: a statement under way would keep every
	// later commit on the connection from succeeding.
	db.Raw("PRAGMA wal_checkpoint(PASSIVE)").Scan(&c)
	return c
}

// Run checkpoints until stop is closed. Pause has the writer do something
// between two commits.
func (c *Checkpointer) Run(stop <-chan struct{}, pause func(func(write *gorm.DB))) {
	tick := time.NewTicker(checkpointEvery)
	defer tick.Stop()
	for whole := false; ; {
		select {
		case <-stop:
			return
		case <-tick.C:
		}
		if !c.wrote.Swap(false) && whole {
			continue
		}
		done := checkpoint(c.db)
		if whole = done.Log == done.Checkpointed; done.Log > longLog {
			for range 2 { // what has come in meanwhile, so that less is left
				checkpoint(c.db)
			}
			pause(func(write *gorm.DB) { checkpoint(write) })
		}
	}
}

// Close brings all of the write-ahead log into the database and empties it, so
// that a stopped register is one file, and closes its connection. Left to SQLite
// the log would stay: statements that the driver has cached outlive their
// connections. Where others use the database, the log stays, and nothing is lost.
func (c *Checkpointer) Close() error {
	if c == nil || c.db == nil {
		return nil
	}
	var done checkpointed
	c.db.Exec("PRAGMA busy_timeout = 250")
	c.db.Raw("PRAGMA wal_checkpoint(TRUNCATE)").Scan(&done)
	pool, err := c.db.DB()
	if err != nil {
		return err
	}
	return pool.Close()
}
