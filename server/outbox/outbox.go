// Package outbox tells others what was stored. An item is written in the
// transaction that stored what it is about; here it is claimed for a while,
// delivered, and removed when the receiver has it. Delivery is at least once:
// an item's id is the receiver's key against doubles.
//
// What fails is tried again, later and later; what keeps failing is set aside
// for the operator (a dead letter), never dropped. An item about many presences
// that fails is split first: one of them must not hold up the others. An item
// with which nothing is wrong, but whose receiver is out of reach, waits for as
// long as that lasts (Wait).
package outbox

import (
	"context"
	"encoding/hex"
	"errors"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"ciaw/server/checkin"
)

// Topic decides who is told of an item, and what its subjects are. Whoever
// stores something says on which topic it is told.
type Topic string

// The topics.
const (
	Check  Topic = "check"  // of new presences: the content check, and who follows it
	Cancel Topic = "cancel" // of a presence that was cancelled: likewise
	Push   Topic = "push"   // of a push, to a device outside
	Hook   Topic = "hook"   // of deliveries, to a web hook outside

	Challenge Topic = "challenge" // of a web hook, whose address must answer before it is used

	Forward       Topic = "forward"        // of new presences, to the authority that gives their numbers
	ForwardCancel Topic = "forward_cancel" // of cancelled ones that it may know
	Refresh       Topic = "refresh"        // of registered ones, whose content it checks later
	Settled       Topic = "settled"        // of presences about which it has answered: who follows them
)

// Always returns the same topic for every presence.
func Always(t Topic) func(checkin.Presence) Topic {
	return func(checkin.Presence) Topic { return t }
}

// Subject is the id of what an item is about: of a presence, a push or a
// delivery, as its topic says.
type Subject [16]byte

// String returns it in hexadecimal.
func (s Subject) String() string { return hex.EncodeToString(s[:]) }

// Item is something that somebody must still be told.
type Item struct {
	ID         [16]byte
	Topic      Topic
	Subjects   []Subject // one, or several that are told of together
	Due        time.Time
	Tries      int  // this one included
	DeadLetter bool // set aside for the operator: it failed too often
	LastError  string

	// Stored are the presences that it is about as they were stored, if whoever
	// delivers has just stored them; else nil: then they must be read.
	Stored []checkin.Presence
}

// Outcome is the result of delivering an item.
type Outcome struct {
	ID         [16]byte
	Delivered  bool
	Split      bool      // from now on, tell of each subject by an item of its own
	Due        time.Time // when to try again, if not delivered
	DeadLetter bool      // do not try again by yourself
	Waits      bool      // the try does not count: tries are as before it was claimed
	Error      string    // of the last try; names nobody
}

// Wait is the answer of a receiver that cannot be told of an item yet, though
// nothing is wrong with the item: an authority is out of reach, or has not done
// its part. The item is told again at that time. It does not count as tried, is
// not split and never becomes a dead letter.
type Wait struct {
	Until time.Time // at least two seconds from now and at most eight hours
	Why   error     // names nobody; shown to the operator
}

// Error says why.
func (w *Wait) Error() string { return "waits: " + w.Why.Error() }

// Unwrap returns why.
func (w *Wait) Unwrap() error { return w.Why }

// Whole is the failure of an item that is told as a whole: it is not split.
type Whole struct{ Why error }

// Error says why.
func (w *Whole) Error() string { return w.Why.Error() }

// Unwrap returns why.
func (w *Whole) Unwrap() error { return w.Why }

// Store keeps the items.
type Store interface {
	// Claim takes items that are due, for the length of a lease: about up to n
	// subjects, and no more items than that.
	Claim(ctx context.Context, n int, now time.Time, lease time.Duration) ([]Item, error)
	// Settle records what became of claimed items.
	Settle(ctx context.Context, outcomes []Outcome) error
}

// Receiver is told about items of one topic, and answers with an error for each
// in the same order, or nil if all are told. It must be harmless to tell it the
// same item twice.
type Receiver func(ctx context.Context, items []Item) []error

// MaxTries is how often an item is tried, within about two days; then it is set
// aside.
const MaxTries = 12

// Bounds of delivery.
const (
	AtOnce   = 256              // subjects told of together: not many commits, and none of them long
	Together = 32               // subjects of an item, at most
	Lease    = 30 * time.Second // after which another process may take them
	firstGap = 2 * time.Second
	maxGap   = 8 * time.Hour
	poll     = time.Second // between looks when nothing is due
)

// Deliverer delivers items until its context ends.
type Deliverer struct {
	Store     Store
	Receivers map[Topic]Receiver
	Now       func() time.Time
	Log       *slog.Logger
	AtOnce    int             // about how many subjects are told of together; default: 256
	Wakeup    <-chan struct{} // receives when there is no need to wait for the next poll; may be nil
}

// Run delivers what is due, and looks again.
func (d *Deliverer) Run(ctx context.Context) {
	for ctx.Err() == nil {
		n, err := d.Deliver(ctx)
		if err != nil && ctx.Err() == nil {
			d.Log.ErrorContext(ctx, "outbox not delivered", "err", err)
		}
		if n < d.atOnce() {
			select {
			case <-ctx.Done():
			case <-d.Wakeup:
			case <-time.After(poll):
			}
		}
	}
}

// RunEach is Run for receivers outside, of whom any may be slow: each item is
// told and settled by itself, AtOnce of them at the same time, and none waits
// for another.
func (d *Deliverer) RunEach(ctx context.Context) {
	places := make(chan struct{}, d.atOnce())
	var running sync.WaitGroup
	defer running.Wait()
	for {
		select {
		case places <- struct{}{}:
			<-places // one is free, and only we take any
		case <-ctx.Done():
			return
		}
		free := cap(places) - len(places)
		items, err := d.Store.Claim(ctx, free, d.Now(), Lease)
		if err != nil && ctx.Err() == nil {
			d.Log.ErrorContext(ctx, "outbox not claimed", "err", err)
		}
		for _, item := range items {
			places <- struct{}{}
			running.Go(func() {
				defer func() { <-places }()
				d.deliverOne(ctx, item)
			})
		}
		if len(items) == free {
			continue
		}
		select {
		case <-ctx.Done():
		case <-d.Wakeup:
		case <-time.After(poll):
		}
	}
}

// deliverOne tells of one item, and records what became of it.
func (d *Deliverer) deliverOne(ctx context.Context, item Item) {
	told, cancel := context.WithTimeout(ctx, Lease*2/3)
	defer cancel()
	outcomes := d.tell(told, item.Topic, []Item{item})
	if err := d.Store.Settle(context.WithoutCancel(ctx), outcomes); err != nil {
		d.Log.ErrorContext(ctx, "outbox not settled", "topic", item.Topic, "err", err)
	}
}

func (d *Deliverer) atOnce() int {
	if d.AtOnce > 0 {
		return d.AtOnce
	}
	return AtOnce
}

// Deliver claims what is due once, tells the receivers, and returns of how many
// subjects.
func (d *Deliverer) Deliver(ctx context.Context) (int, error) {
	items, err := d.Store.Claim(ctx, d.atOnce(), d.Now(), Lease)
	if err != nil || len(items) == 0 {
		return 0, err
	}
	told, cancel := context.WithTimeout(ctx, Lease*2/3)
	defer cancel()
	topics, subjects := map[Topic][]Item{}, 0
	for _, item := range items {
		topics[item.Topic] = append(topics[item.Topic], item)
		subjects += len(item.Subjects)
	}
	var outcomes []Outcome
	for topic, items := range topics {
		outcomes = append(outcomes, d.tell(told, topic, items)...)
	}
	return subjects, d.Store.Settle(context.WithoutCancel(ctx), outcomes)
}

// errUnknownTopic is the failure of an item that nobody here is told about.
var errUnknownTopic = errors.New("nobody receives this topic")

func (d *Deliverer) tell(ctx context.Context, topic Topic, items []Item) []Outcome {
	errs := make([]error, len(items))
	if receiver, found := d.Receivers[topic]; found {
		copy(errs, receiver(ctx, items))
	} else {
		for i := range errs {
			errs[i] = errUnknownTopic
		}
	}
	outcomes := make([]Outcome, len(items))
	for i, item := range items {
		outcomes[i] = d.outcome(item, errs[i])
	}
	return outcomes
}

func (d *Deliverer) outcome(item Item, err error) Outcome {
	if err == nil {
		return Outcome{ID: item.ID, Delivered: true}
	}
	if wait, ok := errors.AsType[*Wait](err); ok {
		after := min(max(wait.Until.Sub(d.Now()), firstGap), maxGap)
		return Outcome{ID: item.ID, Due: d.Now().Add(after), Waits: true, Error: err.Error()}
	}
	o := Outcome{ID: item.ID, Due: d.Now().Add(gap(item.Tries)), Error: err.Error()}
	_, whole := errors.AsType[*Whole](err)
	o.Split = len(item.Subjects) > 1 && !whole
	o.DeadLetter = item.Tries >= MaxTries && !o.Split
	if o.DeadLetter {
		d.Log.Error("outbox item set aside", "topic", item.Topic, "tries", item.Tries, "err", err)
	}
	return o
}

// gap returns how long to wait after so many tries: twice as long each time,
// and somewhere between that and half of it, so that tries do not come in
// waves.
func gap(tries int) time.Duration {
	wait := maxGap
	if tries < 16 {
		wait = min(maxGap, firstGap<<max(tries-1, 0))
	}
	return wait/2 + rand.N(wait/2+1)
}
