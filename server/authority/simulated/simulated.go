// Package simulated is an authority for demonstrations and trials. It answers
// after a delay, as an office far away does, with numbers of a simulation: they
// begin with 9 and count for nothing.
//
// It keeps what it knows in memory. After a restart an unknown reference is
// registered anew; as its number is made of the reference, that gives the same
// number, and nothing is ever there twice. What shows that number is known.
package simulated

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"sync"
	"time"

	"ciaw/server/authority"
	"ciaw/server/checkin"
	"ciaw/server/id"
)

// checkTime is how long after registering the content is checked.
const checkTime = 2 * time.Second

// Authority is a simulated authority.
type Authority struct {
	name  string
	delay time.Duration
	now   func() time.Time

	mu    sync.Mutex
	known map[id.Presence]registration
}

// registration is a presence that it has taken.
type registration struct {
	at        time.Time
	cancelled bool
}

var _ authority.Authority = (*Authority)(nil)

// New returns an authority of that name, which answers each call after a delay.
func New(name string, delay time.Duration, now func() time.Time) *Authority {
	return &Authority{name: name, delay: delay, now: now, known: map[id.Presence]registration{}}
}

// Settles is how long after it was sent a presence may still turn up: it takes
// what it is sent at once.
func (a *Authority) Settles() time.Duration { return a.delay + 5*time.Second }

// Name returns its name.
func (a *Authority) Name() string { return a.name }

// numberOf is the receipt number of a presence: a 9, and 14 digits of a hash of
// the reference. Among a million presences two have the same with a chance of
// one in two hundred.
func numberOf(which id.Presence) id.Receipt {
	const first, last = 9 * 100_000_000_000_000, 100_000_000_000_000
	sum := sha256.Sum256([]byte(which.String()))
	n, err := id.ReceiptOf(first + int64(binary.BigEndian.Uint64(sum[:])%last))
	if err != nil {
		panic(err) // impossible: it has 15 digits
	}
	return n
}

// wait waits for the delay, unless ctx ends before.
func (a *Authority) wait(ctx context.Context) error {
	timer := time.NewTimer(a.delay)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Register takes every presence, at once; the answer comes after the delay. One
// that it has already stays as it is.
func (a *Authority) Register(ctx context.Context, _ authority.Mandate, all []checkin.Presence) ([]authority.Answer, error) {
	a.mu.Lock()
	answers := make([]authority.Answer, len(all))
	for i, p := range all {
		if _, known := a.known[p.ID]; !known {
			a.known[p.ID] = registration{at: a.now()}
		}
		answers[i] = authority.Answer{Presence: p.ID, Number: numberOf(p.ID), State: checkin.Registered}
	}
	a.mu.Unlock()
	return answers, a.wait(ctx)
}

// Cancel cancels presences until their day is over.
func (a *Authority) Cancel(ctx context.Context, _ authority.Mandate, all []checkin.Presence) ([]authority.Answer, error) {
	a.mu.Lock()
	answers := make([]authority.Answer, len(all))
	for i, p := range all {
		answers[i] = authority.Answer{Presence: p.ID, Number: p.Receipt, State: checkin.Cancelled}
		r, known := a.find(p)
		switch {
		case !known || p.Receipt != numberOf(p.ID):
			answers[i].State, answers[i].Err = "", authority.ErrUnknown
		case !r.cancelled && !a.now().Before(p.On.End()):
			answers[i].State, answers[i].Err = "", authority.ErrTooLate
		default:
			r.cancelled = true
			a.known[p.ID] = r
		}
	}
	a.mu.Unlock()
	return answers, a.wait(ctx)
}

// Find finds presences that it has. Their content is checked by the remarks that
// this register has made, as the register itself does.
func (a *Authority) Find(ctx context.Context, _ authority.Mandate, all []checkin.Presence) (answers []authority.Answer, err error) {
	a.mu.Lock()
	for _, p := range all {
		r, known := a.find(p)
		if !known {
			continue
		}
		found := authority.Answer{Presence: p.ID, Number: numberOf(p.ID), State: checkin.Registered}
		switch {
		case r.cancelled:
			found.State = checkin.Cancelled
		case a.now().Sub(r.at) < checkTime:
		case len(p.Remarks) > 0:
			found.State, found.Remarks = checkin.Doubted, p.Remarks
		default:
			found.State = checkin.Validated
		}
		answers = append(answers, found)
	}
	a.mu.Unlock()
	return answers, a.wait(ctx)
}

// find returns what it has of a presence. One that shows its number was taken
// before a restart, when it is not known whether it was cancelled too.
func (a *Authority) find(p checkin.Presence) (registration, bool) {
	r, known := a.known[p.ID]
	if !known && p.Receipt == numberOf(p.ID) {
		return registration{at: p.RecordedAt}, true
	}
	return r, known
}
