package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"time"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/outbox"
)

// Bounds of the queue in front of the writers.
const (
	maxWaiting = 1024 // jobs; more are refused at once
	maxGroup   = 256  // default of Options.MaxGroup
	fewest     = 48   // presences that are committed together if as many wait
)

// patience bounds a write once it has begun. It does not end with the request
// that asked for it: a client that hangs up must not undo a commit.
const patience = 10 * time.Second

// ErrBusy is the refusal of a write while too many are waiting.
var ErrBusy = fault.After(time.Second, fault.New(fault.Unavailable, "busy"))

// errClosed is the failure of a write after Close.
var errClosed = errors.New("the register is closed")

// job is one request to write: presences to add, something else to do in a
// transaction of its own, or the log to fold.
type job struct {
	adds      []*addition
	do        func(tx *gorm.DB, log *chain) error
	elsewhere bool  // do writes no workplace and no poster
	err       error // of do
	fold      bool
	numbered  chan struct{} // closed when all additions have receipt numbers, or never will
	done      chan struct{}
}

// alone reports whether the job shares its transaction with no other.
func (j *job) alone() bool { return j.do != nil || j.fold }

// addition is a presence to add, and what became of it.
type addition struct {
	presence checkin.Presence // as exact as it is stored; with its receipt number once that is given
	counter  int              // of its receipt number
	row      presenceRow      // of the presence, as the first of its person
	actor    string           // for the audit log
	stored   *presenceRow     // what has the id now; row, unless there was something
	added    bool             // it is this one
	same     *addition        // an earlier one of the group has the same id
	err      error
}

// submit hands a job to the writers and waits until it is done.
func (s *Store) submit(j *job) error {
	j.done = make(chan struct{})
	if err := s.hand(j); err != nil {
		return err
	}
	<-j.done
	return j.err
}

func (s *Store) hand(j *job) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.closed {
		return errClosed
	}
	select {
	case s.jobs <- j:
		return nil
	default:
		return ErrBusy
	}
}

// change runs f in a transaction of its own.
func (s *Store) change(_ context.Context, f func(tx *gorm.DB) error) error {
	return s.submit(&job{do: func(tx *gorm.DB, _ *chain) error { return f(tx) }})
}

// changeElsewhere does so for changes of no workplace and no poster, and lets
// what is remembered of them be.
func (s *Store) changeElsewhere(f func(tx *gorm.DB) error) error {
	return s.submit(&job{do: func(tx *gorm.DB, _ *chain) error { return f(tx) }, elsewhere: true})
}

// writer commits groups, one after the other.
type writer struct {
	*Store
	chain   chain
	claimed []outbox.Item // by the transaction under way
	stuck   bool          // nothing could be written
}

// startWriters starts as many writers as the database can use.
func (s *Store) startWriters() {
	for range s.dialect.writers {
		w := &writer{Store: s, chain: newChain(s.Keys)}
		s.work.Go(w.run)
	}
	if s.folding != nil {
		s.work.Go(s.folder)
	}
}

// run commits what is waiting, many together, as soon as there is anything:
// nobody waits for company.
func (w *writer) run() {
	for j := range w.jobs {
		for j != nil {
			var group []*job
			runtime.Gosched() // who is about to ask comes along; alone, that is nothing
			group, j = w.gather(j)
			w.commit(group)
			if !group[0].fold { // or folding would call for folding
				w.wrote.Store(true)
			}
			if w.stuck {
				w.refuse(j)
				j = nil
			}
		}
	}
}

// refuse answers the next job, if any, and all that wait by now: nothing can be
// written, and each would take as long to find that out.
func (w *writer) refuse(next *job) {
	for n := len(w.jobs); ; n-- {
		if next != nil {
			for _, a := range next.adds {
				a.err = ErrBusy
			}
			if next.numbered != nil {
				close(next.numbered)
			}
			next.err = ErrBusy
			close(next.done)
		}
		if n == 0 {
			return
		}
		next = <-w.jobs // a database that can be stuck has no other writer
	}
}

// gather takes the additions that are waiting behind the first job, up to
// MaxGroup presences, but of many only a part: while those are committed, who
// was before them is answered and who comes after is read. Then nobody waits
// much longer than others. Where commits are slow more wait, and groups grow.
// A job of another kind ends the group and is returned as the next, unless it is
// the first.
func (w *writer) gather(first *job) (group []*job, next *job) {
	group = []*job{first}
	most := min(w.MaxGroup, max(len(w.jobs)/4, fewest))
	for size := len(first.adds); !first.alone() && size < most; {
		select {
		case j, open := <-w.jobs:
			if !open {
				return group, nil
			}
			if j.alone() {
				return group, j
			}
			group = append(group, j)
			size += len(j.adds)
		default:
			return group, nil
		}
	}
	return group, nil
}

// commit does what the jobs of a group ask for and answers them.
func (w *writer) commit(group []*job) {
	switch do := group[0].do; {
	case group[0].fold:
		fold(w.write)
		w.stuck = false
	case do != nil:
		group[0].err = w.transact(func(tx *gorm.DB) error { return do(tx, &w.chain) })
		w.stuck = stuck(group[0].err)
		if !group[0].elsewhere {
			w.places.forget()
			w.sheets.forget()
		}
	default:
		w.addAll(group)
	}
	for _, j := range group {
		close(j.done)
	}
}

// addAll gives the additions of a group their receipt numbers and stores them.
func (w *writer) addAll(group []*job) {
	var adds []*addition
	for _, j := range group {
		adds = append(adds, j.adds...)
	}
	err := w.receipts.give(adds)
	for _, j := range group {
		close(j.numbered)
	}
	if err == nil {
		w.add(adds)
		w.receipts.takeBack(adds)
		return
	}
	w.stuck = stuck(err)
	for _, a := range adds {
		a.err = err
	}
}

// add stores all additions in one transaction. If that fails for a reason that
// may lie in one of them, each is tried alone, so that one bad item does not
// fail its neighbours.
func (w *writer) add(adds []*addition) {
	err := w.burst(adds)
	switch {
	case stuck(err):
		err = fmt.Errorf("%w: %w", ErrBusy, err)
	case err != nil:
		err = w.transact(func(tx *gorm.DB) error {
			w.claimed = nil
			return w.insert(tx, adds)
		})
	}
	w.stuck = stuck(err)
	if err == nil {
		w.handed.give(w.claimed)
	}
	for _, a := range adds {
		switch {
		case err == nil && a.same != nil:
			a.stored, a.added = a.same.stored, false
		case err != nil && len(adds) > 1 && !passing(err):
			w.add([]*addition{a})
		default:
			a.err = err
		}
	}
}

// transact runs f in a transaction, again if it failed for another's sake. f
// must be able to find what an earlier try of itself has committed: the answer
// to a commit may be lost.
func (w *writer) transact(f func(*gorm.DB) error) error {
	ctx, cancel := w.patient()
	defer cancel()
	return again(ctx, func() error {
		err := w.write.WithContext(ctx).Transaction(f)
		if err != nil {
			w.chain.forget()
		}
		return err
	})
}

// patient returns a context that bounds work which nobody may cancel. SQLite
// needs no bound: it waits for locks no longer than its busy timeout, and where
// there is a bound its driver starts a goroutine for every statement.
func (s *Store) patient() (context.Context, context.CancelFunc) {
	if s.dialect.name == "sqlite" {
		return context.Background(), func() {}
	}
	return context.WithTimeout(context.Background(), patience)
}

// again calls f until it succeeds, fails for a reason of its own, or ctx ends.
// A failure that may pass later is then ErrBusy.
func again(ctx context.Context, f func() error) error {
	for wait := 10 * time.Millisecond; ; wait *= 2 {
		err := f()
		switch {
		case err == nil || !passing(err):
			return err
		case stuck(err) || ctx.Err() != nil || wait > patience/4: // SQLite has waited for the lock already
			return fmt.Errorf("%w: %w", ErrBusy, err)
		}
		time.Sleep(wait + rand.N(wait))
	}
}
