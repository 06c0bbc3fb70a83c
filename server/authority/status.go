package authority

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"ciaw/server/id"
)

// Status is how it stands with an authority, for the operator. What is about
// calls is as this process has seen it since it started.
type Status struct {
	Authority      string
	Queued         int       // presences without an answer
	Oldest         time.Time // when the oldest of them was recorded
	Unreachable    time.Time // since when no call was answered; zero if the last one was
	Failures       int       // calls that failed since then
	LastError      string    // of the last of them
	Contradictions int       // answers that the operator should look at
	Denied         []Denial  // companies whose presences wait for a mandate
}

// Denial is a company whose mandate an authority does not accept.
type Denial struct {
	Company id.Key
	Since   time.Time
}

// Status returns how it stands with each authority of the book, and with others
// that presences wait for.
func (r *Relay) Status(ctx context.Context) ([]Status, error) {
	queues, err := r.Store.Queues(ctx)
	if err != nil {
		return nil, err
	}
	all := map[string]Status{}
	for _, one := range r.Book.Authorities {
		all[one.Name()] = Status{}
	}
	for _, q := range queues {
		all[q.Authority] = Status{Queued: q.Count, Oldest: q.Oldest}
	}
	for name, s := range all {
		s.Authority = name
		all[name] = r.gate(name).status(s)
	}
	return slices.SortedFunc(maps.Values(all), func(a, b Status) int { return cmp.Compare(a.Authority, b.Authority) }), nil
}

// status adds what the gate knows.
func (g *gate) status(s Status) Status {
	g.mu.Lock()
	defer g.mu.Unlock()
	s.Unreachable, s.Failures, s.Contradictions = g.since, g.failures, g.contradictions
	if g.last != nil {
		s.LastError = g.last.Error()
	}
	for company, since := range g.denied {
		s.Denied = append(s.Denied, Denial{company, since})
	}
	slices.SortFunc(s.Denied, func(a, b Denial) int { return a.Since.Compare(b.Since) })
	return s
}
