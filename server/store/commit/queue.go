// Package commit is a group commit: items that arrive together are stored
// together, in one transaction, and each is answered only after that is on the
// disk. It knows nothing of what the items are; a Writer stores them.
//
// Nobody waits for company: as soon as there is anything, a writer takes what
// has come by then. Where commits are slow more wait, and batches grow.
package commit

import (
	"errors"
	"fmt"
	"sync"

	"ciaw/server/store/db"
)

// Bounds of the queue in front of the writers.
const (
	maxWaiting = 1024 // requests; more are refused at once
	fewest     = 48   // items that are committed together if as many wait
)

// errClosed is the failure of a write after Close.
var errClosed = errors.New("the register is closed")

// Writer stores batches, one after the other.
type Writer[T any] interface {
	// Prepare gives items what must be known before they are stored.
	Prepare(batch []T) error
	// Store stores a batch in one transaction, all of it or nothing.
	Store(batch []T) error
	// Stored is told how each item of a batch ended, after Store.
	Stored(batch []T, errs []error)
	// Isolates reports whether the failure of a batch may lie in one of its
	// items: then each is stored alone, so that it does not fail its neighbours.
	Isolates(err error) bool
	// Unavailable reports whether nothing at all can be written now: then all who
	// wait are refused, as each would take as long to find that out.
	Unavailable(err error) bool
}

// Queue is the queue in front of the writers W of items T.
type Queue[T any, W Writer[T]] struct {
	most int // items of a batch, unless one request holds more

	mu       sync.RWMutex // held to read while a request is enqueued
	closed   bool
	requests chan *request[T, W]
	running  sync.WaitGroup
}

// request is one request to write: items, or something else to do alone.
type request[T any, W Writer[T]] struct {
	items    []T
	errs     []error       // of the items
	do       func(W) error // instead of items
	err      error         // of do
	prepared chan struct{} // closed when all items are prepared, or never will be
	ready    bool          // they are
	done     chan struct{}
}

// New starts a queue; most is how many items are committed together, unless one
// request holds more.
func New[T any, W Writer[T]](most int, writers ...W) *Queue[T, W] {
	q := &Queue[T, W]{most: most, requests: make(chan *request[T, W], maxWaiting)}
	for _, w := range writers {
		q.running.Go(func() { q.run(w) })
	}
	return q
}

// Close commits what is waiting, and stops.
func (q *Queue[T, W]) Close() {
	q.mu.Lock()
	if !q.closed {
		q.closed = true
		close(q.requests)
	}
	q.mu.Unlock()
	q.running.Wait()
}

// enqueue hands a request to the writers, or refuses it at once.
func (q *Queue[T, W]) enqueue(r *request[T, W]) error {
	q.mu.RLock()
	defer q.mu.RUnlock()
	if q.closed {
		return errClosed
	}
	select {
	case q.requests <- r:
		return nil
	default:
		return db.ErrBusy
	}
}

// Do has a writer do something else, alone, between two batches.
func (q *Queue[T, W]) Do(do func(W) error) error {
	r := &request[T, W]{do: do, done: make(chan struct{})}
	if err := q.enqueue(r); err != nil {
		return err
	}
	<-r.done
	return r.err
}

// Pending are items that were put into the queue.
type Pending[T any, W Writer[T]] struct{ r *request[T, W] }

// Put puts items into the queue. They are stored in their order, in one
// transaction.
func (q *Queue[T, W]) Put(items []T) (Pending[T, W], error) {
	r := &request[T, W]{items: items, errs: make([]error, len(items)), prepared: make(chan struct{}), done: make(chan struct{})}
	return Pending[T, W]{r}, q.enqueue(r)
}

// Prepared waits until the items are prepared; false says that they never will
// be.
func (p Pending[T, W]) Prepared() bool {
	<-p.r.prepared
	return p.r.ready
}

// Wait waits for the commit, and returns an error for each item, nil if it is on
// the disk.
func (p Pending[T, W]) Wait() []error {
	<-p.r.done
	return p.r.errs
}

// alone reports whether the request shares its transaction with no other.
func (r *request[T, W]) alone() bool { return r.do != nil }

// finish answers a request.
func (r *request[T, W]) finish(err error) {
	if err != nil {
		r.err = err
		for i := range r.errs {
			r.errs[i] = err
		}
	}
	close(r.done)
}

// refuse answers a request that nothing was done for.
func (r *request[T, W]) refuse(err error) {
	if r.prepared != nil {
		close(r.prepared)
	}
	r.finish(fmt.Errorf("%w: %w", db.ErrBusy, err))
}
