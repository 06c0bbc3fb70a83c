package authority

import (
	"context"
	"errors"
	"sync"
	"time"

	"ciaw/server/id"
	"ciaw/server/outbox"
)

// Pauses before an authority that is out of reach is tried again.
const (
	firstPause = 5 * time.Second
	maxPause   = 2 * time.Minute
	maxBusy    = 15 * time.Minute // however long it asks to be left alone
)

// errIdle is returned to a gate by whoever had nothing to ask after all.
var errIdle = errors.New("nothing to ask")

// errSlots is the reason to wait while all calls at once are under way.
var errSlots = errors.New("many calls to the authority are under way")

// gate bounds the calls to one authority that run at once, and is a circuit
// breaker: after a call that failed it closes for a pause, which doubles with
// each failure, and then lets one call through to try.
type gate struct {
	slots chan struct{}
	now   func() time.Time

	mu             sync.Mutex
	failures       int       // in a row
	since          time.Time // the first of them
	until          time.Time // closed before that
	last           error     // of the last call that failed
	trying         bool      // one call is let through
	denied         map[id.Key]time.Time
	contradictions int
}

func newGate(atOnce int, now func() time.Time) *gate {
	return &gate{slots: make(chan struct{}, atOnce), now: now, denied: map[id.Key]time.Time{}}
}

// do calls ask, with at most that time, and returns its error; or an
// *outbox.Wait, without having called it, if the gate is closed.
func (g *gate) do(ctx context.Context, limit time.Duration, ask func(context.Context) error) error {
	select {
	case g.slots <- struct{}{}:
	case <-ctx.Done():
		return &outbox.Wait{Until: g.now(), Why: errSlots}
	}
	defer func() { <-g.slots }()
	// A call that would be given up half-way tells nothing of the authority.
	if end, ends := ctx.Deadline(); ends && time.Until(end) < limit/2 {
		return &outbox.Wait{Until: g.now(), Why: errSlots}
	}
	if err := g.enter(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	err := ask(ctx)
	g.leave(err)
	return err
}

// enter refuses while the gate is closed.
func (g *gate) enter() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.failures == 0 {
		return nil
	}
	if g.trying || g.now().Before(g.until) {
		return g.wait()
	}
	g.trying = true
	return nil
}

// wait is the answer about a presence while the authority is out of reach.
func (g *gate) wait() *outbox.Wait { return &outbox.Wait{Until: g.until, Why: g.last} }

// reached reports whether the authority answered, be it with a refusal.
func reached(err error) bool {
	return err == nil || errors.Is(err, ErrDenied) || errors.Is(err, ErrMalformed)
}

// leave notes how a call ended.
func (g *gate) leave(err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.trying = false
	if errors.Is(err, errIdle) {
		return
	}
	if reached(err) {
		g.failures, g.since, g.last = 0, time.Time{}, nil
		return
	}
	now := g.now()
	if g.failures++; g.failures == 1 {
		g.since = now
	}
	pause := min(firstPause<<min(g.failures-1, 10), maxPause)
	if busy, ok := errors.AsType[Busy](err); ok {
		pause = min(max(pause, busy.After), maxBusy)
	}
	g.until, g.last = now.Add(pause), err
}

// pause is the answer about presences whose call failed.
func (g *gate) pause(err error) *outbox.Wait {
	g.mu.Lock()
	defer g.mu.Unlock()
	return &outbox.Wait{Until: g.until, Why: err}
}

// note counts contradictions.
func (g *gate) note(contradictions int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.contradictions += contradictions
}

// deny notes since when the mandate of a company is not accepted; or that it is.
func (g *gate) deny(company id.Key, denied bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	switch _, known := g.denied[company]; {
	case !denied:
		delete(g.denied, company)
	case !known:
		g.denied[company] = g.now()
	}
}
