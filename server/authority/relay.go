package authority

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/outbox"
)

// Relay takes items from the outbox and has authorities told. Any number of
// processes may run one on the same store, also on the same presences at once.
//
// What "never twice" rests on: no request takes effect at an authority later
// than Bounds.Settle after the mark of its presences, by clocks that agree to
// within what that leaves.
type Relay struct {
	Store  Store
	Book   *Book
	Now    func() time.Time
	Log    *slog.Logger
	Bounds Bounds

	mu    sync.Mutex
	gates map[string]*gate // by name of authority
}

// Bounds are what a relay may do. Where one is zero its default counts.
type Bounds struct {
	// Settle is how long after its mark a presence that is not found may still
	// turn up at the authority: longer than Call and the time that a request may
	// be under way there after we have given it up. Default: two minutes. An
	// authority that knows better has a method Settles.
	Settle time.Duration
	// Call is how long a call may take. Default: 15 seconds.
	Call time.Duration
	// AtOnce is how many calls to one authority run at once. Default: 4.
	AtOnce int
	// Patience is how long an authority is asked what became of the check of the
	// content. Default: a day.
	Patience time.Duration
}

// Defaults of Bounds.
const (
	defaultSettle   = 2 * time.Minute
	defaultCall     = 15 * time.Second
	defaultAtOnce   = 4
	defaultPatience = 24 * time.Hour
)

// Receivers returns the receivers of the topics that concern authorities. They
// belong to a lane of the outbox of their own: a call may take a while.
func (r *Relay) Receivers() map[outbox.Topic]outbox.Receiver {
	return map[outbox.Topic]outbox.Receiver{
		outbox.Forward:       r.Forward,
		outbox.ForwardCancel: r.Cancel,
		outbox.Refresh:       r.Refresh,
	}
}

// party is an authority, and the company under whose mandate it is told.
type party struct {
	authority string
	company   id.Key
}

// talk is what one party is told of: presences under one mandate.
type talk struct {
	*Relay
	party
	office   Authority
	mandate  Mandate
	gate     *gate
	verdicts *verdicts
}

// tell reads the presences that items are about, sorts those that are wanted by
// party, and has each party told of its own at the same time. What nobody finds
// fault with is told.
func (r *Relay) tell(ctx context.Context, items []outbox.Item, wanted func(Entry) bool, told func(*talk, context.Context, []Entry)) []error {
	v := &verdicts{failed: map[id.Presence]error{}}
	entries, err := r.Store.FindForwarded(ctx, subjects(items))
	if err != nil {
		return v.all(items, err)
	}
	parties := map[party][]Entry{}
	for _, e := range entries {
		if wanted(e) {
			which := party{e.Authority, e.Mandate}
			parties[which] = append(parties[which], e)
		}
	}
	var running sync.WaitGroup
	for which, some := range parties {
		running.Go(func() {
			if t := r.talk(ctx, which, some, v); t != nil {
				told(t, ctx, some)
			}
		})
	}
	running.Wait()
	return v.of(items)
}

// talk prepares to tell a party; nil if it cannot be told now.
func (r *Relay) talk(ctx context.Context, which party, some []Entry, v *verdicts) *talk {
	office, gate := r.Book.authority(which.authority), r.gate(which.authority)
	later := r.Now().Add(maxPause)
	if office == nil {
		v.put(some, &outbox.Wait{Until: later, Why: fmt.Errorf("authority %q is not configured", which.authority)})
		return nil
	}
	m, found, err := r.Book.Mandates.FindMandate(ctx, which.company, which.authority)
	if err != nil {
		v.put(some, fmt.Errorf("find the mandate of a company: %w", err))
		return nil
	}
	if !found {
		gate.deny(which.company, true)
		v.put(some, &outbox.Wait{Until: later, Why: errNoMandate})
		return nil
	}
	return &talk{r, which, office, m, gate, v}
}

// errNoMandate is the reason to wait when a mandate was taken back.
var errNoMandate = errors.New("the company has no mandate any more")

// gate returns the gate of an authority.
func (r *Relay) gate(authority string) *gate {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.gates == nil {
		r.gates = map[string]*gate{}
	}
	g := r.gates[authority]
	if g == nil {
		g = newGate(cmp.Or(r.Bounds.AtOnce, defaultAtOnce), r.Now)
		r.gates[authority] = g
	}
	return g
}

// settleTime is what the authority itself says, Bounds.Settle or its default.
func (t *talk) settleTime() time.Duration {
	if own, says := t.office.(interface{ Settles() time.Duration }); says {
		return own.Settles()
	}
	return cmp.Or(t.Bounds.Settle, defaultSettle)
}

// callTime is Bounds.Call or its default.
func (r *Relay) callTime() time.Duration { return cmp.Or(r.Bounds.Call, defaultCall) }

// verdicts are why presences could not be told of.
type verdicts struct {
	mu     sync.Mutex
	failed map[id.Presence]error
}

// put notes the same of some presences; what was noted first stands.
func (v *verdicts) put(some []Entry, err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, e := range some {
		if v.failed[e.ID] == nil {
			v.failed[e.ID] = err
		}
	}
}

// of returns what to answer the outbox of each item: a failure of any of its
// presences, or else the shortest wait.
func (v *verdicts) of(items []outbox.Item) []error {
	errs := make([]error, len(items))
	for i, item := range items {
		var shortest *outbox.Wait
		for _, one := range item.Subjects {
			err := v.failed[id.PresenceOf(one)]
			wait, waits := errors.AsType[*outbox.Wait](err)
			switch {
			case waits && (shortest == nil || wait.Until.Before(shortest.Until)):
				shortest = wait
			case err != nil && !waits && errs[i] == nil:
				errs[i] = err
			}
		}
		if errs[i] == nil && shortest != nil {
			errs[i] = shortest
		}
	}
	return errs
}

// all returns the same error for each item.
func (*verdicts) all(items []outbox.Item, err error) []error {
	errs := make([]error, len(items))
	for i := range errs {
		errs[i] = err
	}
	return errs
}

// subjects returns the presences that items are about.
func subjects(items []outbox.Item) (which []id.Presence) {
	for _, item := range items {
		for _, one := range item.Subjects {
			which = append(which, id.PresenceOf(one))
		}
	}
	return which
}

// presences returns what an authority is told of entries.
func presences(some []Entry) []checkin.Presence {
	all := make([]checkin.Presence, len(some))
	for i, e := range some {
		all[i] = e.Presence
	}
	return all
}

// ids returns the ids of entries.
func ids(some []Entry) []id.Presence {
	all := make([]id.Presence, len(some))
	for i, e := range some {
		all[i] = e.ID
	}
	return all
}
