// Package presences keeps presences. They are written by Writer.Store
// (writer.go), many together: package commit calls it with what has come by
// then. Each has a receipt number by that time (receipt_numbers.go).
package presences

import (
	"time"

	"gorm.io/gorm"

	"ciaw/server/seal"
	"ciaw/server/store/audit"
	"ciaw/server/store/commit"
	"ciaw/server/store/db"
	"ciaw/server/store/outboxes"
)

// Options says how presences are kept.
type Options struct {
	Keys       *seal.Keys           // encrypt who persons are
	Simulation bool                 // receipt numbers begin with 9: none of them is a registration
	MaxBatch   int                  // presences committed together, unless one request holds more
	Preclaimed *outboxes.Preclaimed // items that this process delivers itself
	Committed  func(*audit.Chain)   // is called after each commit, with the chain of whoever wrote
	Now        func() time.Time
	Alarm      func(used float64) // is called once when that part of a day's receipt numbers is given; may be nil
}

// Presences are the table of presences, and the queue in front of its writers.
type Presences struct {
	db.Handle
	Options
	queue   *commit.Queue[*addition, *Writer]
	lookups lookups
	numbers *receiptNumbers
}

// New starts the writers.
func New(h db.Handle, o Options) *Presences {
	numbers := &receiptNumbers{Handle: h, simulation: o.Simulation, alarm: o.Alarm}
	p := &Presences{Handle: h, Options: o, numbers: numbers}
	writers := make([]*Writer, max(h.Writers, 1))
	for i := range writers {
		writers[i] = &Writer{Writer: audit.NewWriter(h, o.Keys), options: o, numbers: numbers}
	}
	p.queue = commit.New(o.MaxBatch, writers...)
	p.lookups.most = len(writers)
	return p
}

// Close commits what is waiting, and stops the writers.
func (p *Presences) Close() { p.queue.Close() }

// Change runs f in a transaction of its own, when it is its turn.
func (p *Presences) Change(f func(tx *gorm.DB, log *audit.Chain) error) error {
	return p.queue.Do(func(w *Writer) error {
		err := w.Change(f)
		p.Committed(w.Chain)
		return err
	})
}

// Pause has the writer do something with its connection between two commits.
// Nothing is said if it has too much to do for that.
func (p *Presences) Pause(f func(write *gorm.DB)) {
	_ = p.queue.Do(func(w *Writer) error {
		f(w.Write)
		return nil
	})
}

// toMilliseconds returns a time as exact as it is stored: a repetition must not
// differ.
func toMilliseconds(t time.Time) time.Time { return db.Time(t.UnixMilli()) }
