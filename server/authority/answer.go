package authority

import (
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// Answer is what an authority says of one presence.
type Answer struct {
	Presence id.Presence      // our reference, as it came back
	Number   id.Receipt       // the authority's; zero if Refused
	State    checkin.State    // Registered, Validated, Doubted, Cancelled or Refused
	Remarks  []checkin.Remark // why it is doubted or refused
	Err      error            // of Cancel: why it was not cancelled
}

// sound reports whether an answer to Register or Find says something: what has
// a number is not refused, and what has none is.
func (a Answer) sound() bool {
	switch a.State {
	case checkin.Registered, checkin.Validated, checkin.Doubted, checkin.Cancelled:
		return !a.Number.IsZero()
	case checkin.Refused:
		return a.Number.IsZero()
	}
	return false
}

// Effect is what an answer does to a presence.
type Effect int

// The effects.
const (
	Nothing     Effect = iota // it was known
	Change                    // the presence is another one now
	Contradicts               // what was known stands, and the operator should look
)

// Apply returns a presence as it is once the authority has answered at that
// time. It is the one rule of settling; a Store applies it to what it reads and
// writes in one transaction. The first number stands, and so does the first
// result of the content check: any other is a contradiction. One that was
// cancelled here stays so, and gets its number, by which it is cancelled there.
func (a Answer) Apply(p checkin.Presence, at time.Time) (checkin.Presence, Effect) {
	switch {
	case !a.sound() || a.Presence != p.ID:
		return p, Contradicts
	case a.State == checkin.Refused:
		return a.refuse(p)
	case p.State == checkin.Refused, !p.Receipt.IsZero() && p.Receipt != a.Number:
		return p, Contradicts
	}
	effect := Nothing
	if p.Receipt.IsZero() {
		p.Receipt, effect = a.Number, Change
	}
	switch {
	case rank(p.State) < rank(a.State):
		p.State, p.Remarks, effect = a.State, checkin.WithRemarks(p.Remarks, a.Remarks...), Change
		if p.State == checkin.Cancelled {
			p.Cancellation = &checkin.Cancellation{Reason: checkin.Other, At: at}
		}
	case rank(p.State) == rank(a.State) && p.State != a.State:
		return p, Contradicts
	}
	return p, effect
}

// refuse applies a refusal.
func (a Answer) refuse(p checkin.Presence) (checkin.Presence, Effect) {
	switch {
	case !p.Receipt.IsZero():
		return p, Contradicts
	case p.State != checkin.Queued:
		return p, Nothing
	}
	p.State, p.Remarks = checkin.Refused, checkin.WithRemarks(p.Remarks, a.Remarks...)
	return p, Change
}

// rank says how far a presence has come; it never goes back.
func rank(s checkin.State) int {
	switch s {
	case checkin.Registered:
		return 1
	case checkin.Validated, checkin.Doubted:
		return 2
	case checkin.Cancelled:
		return 3
	}
	return 0
}

// sift sorts answers by presence. Several that agree are one: the one that came
// furthest. Those about presences that nobody asked for, those that say nothing
// and those that disagree are left out, and counted as odd.
func sift(asked []Entry, answers []Answer) (sifted map[id.Presence]Answer, odd int) {
	sifted = map[id.Presence]Answer{}
	wanted, disagree := map[id.Presence]bool{}, map[id.Presence]bool{}
	for _, e := range asked {
		wanted[e.ID] = true
	}
	for _, a := range answers {
		earlier, found := sifted[a.Presence]
		switch {
		case !wanted[a.Presence] || !a.sound():
			odd++
		case !found || earlier.Number == a.Number && rank(earlier.State) < rank(a.State):
			sifted[a.Presence] = a
		case earlier.Number != a.Number:
			disagree[a.Presence] = true
		}
	}
	for which := range disagree {
		delete(sifted, which)
	}
	return sifted, odd + len(disagree)
}

// registeredOnce prepares what was found for sift: of several registrations of
// one presence there, which must not be, the lowest number stands that is not
// cancelled. It returns how many others there are.
func registeredOnce(found []Answer) (once []Answer, doubles int) {
	best := map[id.Presence]Answer{}
	for _, a := range found {
		b, known := best[a.Presence]
		switch {
		case !known:
			best[a.Presence] = a
			continue
		case a.Number == b.Number && rank(a.State) <= rank(b.State):
			continue
		case a.Number == b.Number || a.before(b):
			best[a.Presence] = a
		}
		if a.Number != b.Number {
			doubles++
		}
	}
	for _, a := range best {
		once = append(once, a)
	}
	return once, doubles
}

// before reports whether a stands rather than b.
func (a Answer) before(b Answer) bool {
	if x, y := a.weight(), b.weight(); x != y {
		return x < y
	}
	return a.Number.Number() < b.Number.Number()
}

// weight sorts what stands before what was cancelled and what never stood.
func (a Answer) weight() int {
	switch a.State {
	case checkin.Cancelled:
		return 1
	case checkin.Refused:
		return 2
	}
	return 0
}
