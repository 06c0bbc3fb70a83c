// Package bulkhead bounds heavy work, so that a crowd of one kind of work takes
// neither the memory nor the processors of everything else (the bulkhead
// pattern). Each kind has a few slots and a short queue before them. The queue
// is fair: a key, such as a network address, has few places in it, and of keys
// that wait the one that was served least comes first (start-time fair queueing).
//
// It knows nothing of the work, and measures no memory: how much one piece may
// take is bounded where it is done. Which kinds there are is in package web.
package bulkhead

import (
	"context"
	"slices"
	"sync"
	"time"

	"ciaw/server/fault"
)

// ErrBusy is the refusal of work that finds no place, or that waited too long.
// It says when to try again.
var ErrBusy = fault.New(fault.Unavailable, "busy")

// Rule bounds one kind of work.
type Rule struct {
	Slots      int           // done at once
	Waiting    int           // may wait for a slot, in all
	KeySlots   int           // done at once for one key
	KeyWaiting int           // may wait, of one key
	Patience   time.Duration // longest wait for a slot
	Retry      time.Duration // what a refusal says of when to try again
}

// Bulkhead admits work of one kind by its rule. It is safe for use by many
// goroutines.
type Bulkhead struct {
	rule Rule

	mu      sync.Mutex
	inside  int    // places taken
	running int    // slots taken
	round   uint64 // of who was served last
	keys    map[string]*key
	queue   []*Place // waiting for a slot
}

// key is what is known of a key that has a place.
type key struct {
	inside, running int
	round           uint64 // of its latest place in the queue
}

// New returns a bulkhead with all its slots free.
func New(r Rule) *Bulkhead { return &Bulkhead{rule: r, keys: map[string]*key{}} }

// Place is a place inside a bulkhead. Leave gives it back, with its slot if it
// has one.
type Place struct {
	bulkhead *Bulkhead
	name     string
	round    uint64
	started  bool          // has a slot
	left     bool          // is no place any more
	slot     chan struct{} // closed when the slot is given
}

// Enter takes a place, before anything of the work is taken in. It never waits:
// without a place left, in all or for the key, it fails with ErrBusy.
func (b *Bulkhead) Enter(name string) (*Place, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	k := b.keys[name]
	if b.inside >= b.rule.Slots+b.rule.Waiting || k != nil && k.inside >= b.rule.KeySlots+b.rule.KeyWaiting {
		return nil, b.busy()
	}
	if k == nil {
		k = &key{}
		b.keys[name] = k
	}
	b.inside++
	k.inside++
	return &Place{bulkhead: b, name: name, slot: make(chan struct{})}, nil
}

// Start waits for a slot, at most as long as the rule is patient: then it fails
// with ErrBusy. It fails with the context's error when that ends before. Call it
// once.
func (p *Place) Start(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	b := p.bulkhead
	b.mu.Lock()
	k := b.keys[p.name]
	p.round = max(b.round, k.round+1)
	k.round = p.round
	b.queue = append(b.queue, p)
	b.serve()
	started := p.started
	b.mu.Unlock()
	if started {
		return nil
	}
	tired := time.NewTimer(b.rule.Patience)
	defer tired.Stop()
	select {
	case <-p.slot:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-tired.C:
		return b.busy()
	}
}

// Leave gives back the place and the slot. Leaving twice changes nothing.
func (p *Place) Leave() {
	b := p.bulkhead
	b.mu.Lock()
	defer b.mu.Unlock()
	if p.left {
		return
	}
	p.left = true
	k := b.keys[p.name]
	b.queue = slices.DeleteFunc(b.queue, func(q *Place) bool { return q == p })
	if p.started {
		b.running--
		k.running--
	}
	b.inside--
	if k.inside--; k.inside == 0 {
		delete(b.keys, p.name)
	}
	b.serve()
}

// serve gives free slots to those that wait: the earliest round first, and in a
// round who came first. The caller holds the lock.
func (b *Bulkhead) serve() {
	for b.running < b.rule.Slots {
		var next *Place
		for _, p := range b.queue {
			if b.keys[p.name].running < b.rule.KeySlots && (next == nil || p.round < next.round) {
				next = p
			}
		}
		if next == nil {
			return
		}
		b.queue = slices.DeleteFunc(b.queue, func(q *Place) bool { return q == next })
		next.started, b.round = true, next.round
		b.running++
		b.keys[next.name].running++
		close(next.slot)
	}
}

func (b *Bulkhead) busy() error { return fault.After(b.rule.Retry, ErrBusy) }
