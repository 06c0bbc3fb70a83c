package store

import (
	"time"

	"gorm.io/gorm"
)

// Bounds of folding the write-ahead log of SQLite back into the database.
const (
	foldEvery = 250 * time.Millisecond
	longLog   = 24000 // pages after which the log should begin anew

	// checkpointPages is how long the log may grow before a commit must fold
	// it, should all else have failed.
	checkpointPages = 3 * longLog
)

// folded is the answer of SQLite to a checkpoint.
type folded struct {
	Busy         int
	Log          int // pages in the log when it began
	Checkpointed int // of these, in the database as well
}

// fold folds what others leave alone.
func fold(db *gorm.DB) (f folded) {
	// The answer must be read to its end: a statement under way would keep every
	// later commit on the connection from succeeding.
	db.Raw("PRAGMA wal_checkpoint(PASSIVE)").Scan(&f)
	return f
}

// folder folds the log on a connection of its own until the register is closed,
// so that no commit waits for it. Only when the log is long the writer pauses to
// fold what has come in meanwhile: a log begins anew when nothing of it is left.
func (s *Store) folder() {
	tick := time.NewTicker(foldEvery)
	defer tick.Stop()
	for whole := false; ; {
		select {
		case <-s.stop:
			return
		case <-tick.C:
		}
		if !s.wrote.Swap(false) && whole {
			continue
		}
		f := fold(s.folding)
		if whole = f.Log == f.Checkpointed; f.Log > longLog {
			for range 2 { // what has come in meanwhile, so that less is left
				fold(s.folding)
			}
			_ = s.submit(&job{fold: true}) // should too many wait, it is tried again
		}
	}
}
