// Package store keeps the register in a database, SQLite or PostgreSQL,
// through gorm. It applies no business rules: it satisfies the small
// interfaces that the features declare.
//
// What a method stored is durable when the method returns: it survives a crash
// and a power cut. Registrations that arrive together are committed together,
// each answered only after that commit (group.go). What must be told to others
// is written in the same transaction (outbox.go), and so is who did it
// (audit.go). Numbers of persons are encrypted (row.go). Rows, column names
// and gorm's errors stay inside.
package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/seal"
)

// Options says how a register is opened.
type Options struct {
	Keys       *seal.Keys       // encrypt the numbers of persons
	Simulation bool             // receipt numbers begin with 9: none of them is a registration
	Now        func() time.Time // default: time.Now
	MaxGroup   int              // presences committed together, unless one request holds more; default: 256
}

// Store is an open register.
type Store struct {
	Options
	dialect     dialect
	file        string // of SQLite
	write, read *gorm.DB
	folding     *gorm.DB    // of SQLite
	wrote       atomic.Bool // since the log was folded
	receipts    receiptNumbers

	migratedFrom int64 // version of the schema that was found; 0: none

	places  recent[id.Workplace, checkin.Workplace]
	sheets  recent[id.Poster, sheet]
	lookups lookups
	handed  handed

	mu     sync.RWMutex // held to read while a job is handed over
	closed bool
	jobs   chan *job
	stop   chan struct{} // closed with the jobs
	work   sync.WaitGroup
}

// dialect is what differs between the databases.
type dialect struct {
	name    string // also the folder of its migrations
	skip    string // ends a query that claims rows nobody else has claimed
	lock    string // ends a query whose rows nobody else may change or read to keep
	keep    string // ends a query whose rows nobody else may change
	writers int    // how many groups may be committed at once
	askers  int    // how many look-ups of presences may be under way at once
	burst   func(*Store, burst) error
}

// Open opens the register, makes it if there is none, and brings it up to the
// present form. A database is a PostgreSQL URL, or a SQLite file with or
// without the prefix sqlite:.
func Open(ctx context.Context, database string, o Options) (*Store, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.MaxGroup == 0 {
		o.MaxGroup = maxGroup
	}
	s := &Store{Options: o, jobs: make(chan *job, maxWaiting), stop: make(chan struct{}), handed: handed{enough: make(chan struct{}, 1)}}
	s.receipts.store = s
	open := s.openSQLite
	if IsPostgreSQL(database) {
		open = s.openPostgreSQL
	}
	err := open(ctx, strings.TrimPrefix(database, "sqlite:"))
	if err == nil {
		err = s.checkKeys(ctx)
	}
	if err == nil {
		err = s.sealOldEnds(ctx)
	}
	s.lookups.most = s.dialect.askers
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open database: %w", err), s.Close())
	}
	s.startWriters()
	return s, nil
}

// IsPostgreSQL reports whether a database is named by a PostgreSQL URL.
func IsPostgreSQL(database string) bool {
	return strings.HasPrefix(database, "postgres://") || strings.HasPrefix(database, "postgresql://")
}

// Close commits what is waiting and closes the register.
func (s *Store) Close() error {
	s.mu.Lock()
	if !s.closed {
		s.closed = true
		close(s.jobs)
		close(s.stop)
	}
	s.mu.Unlock()
	s.work.Wait()
	var errs []error
	pools := []*gorm.DB{s.read, s.write, s.folding}
	if s.read == s.write {
		pools = pools[:1]
	}
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

// Ready returns nil if the register takes writes.
func (s *Store) Ready(ctx context.Context) error {
	return s.change(ctx, func(tx *gorm.DB) error {
		// An update that changes nothing still needs the right and the room to write.
		return tx.Exec("UPDATE marks SET value = value WHERE name = ?", keyMark).Error
	})
}

// keyMark is the mark by which a database knows its keys.
const keyMark = "keys"

// ErrOtherKeys is the failure of keys that did not encrypt this database.
var ErrOtherKeys = errors.New("these data keys are not the ones of this database")

// checkKeys fails if the numbers in the database were encrypted with other
// keys: going on would make two registers out of one.
func (s *Store) checkKeys(ctx context.Context) error {
	if s.Keys == nil {
		return errors.New("no data keys")
	}
	mark := s.Keys.Find("mark", keyMark)
	db := s.write.WithContext(ctx)
	row := markRow{Name: keyMark, Value: mark[:]}
	if err := db.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
		return err
	}
	var kept markRow
	if err := db.Where("name = ?", keyMark).Take(&kept).Error; err != nil {
		return err
	}
	if !bytes.Equal(kept.Value, mark[:]) {
		return ErrOtherKeys
	}
	return nil
}

// markRow is a row of the table marks.
type markRow struct {
	Name  string `gorm:"primaryKey"`
	Value []byte
}

// TableName names the table for gorm.
func (markRow) TableName() string { return "marks" }
