package checkin

import (
	"slices"
	"time"
)

// Run is whose Ins and Outs belong together: those of a person, for an employer,
// at a workplace.
type Run struct{ Person, Employer, Workplace string }

// Run returns the run that a presence belongs to.
func (p Presence) Run() Run {
	return Run{p.PersonDigits(), p.Employer.Number(), p.Workplace.String()}
}

// Stay is a time that somebody spent at a workplace: from an In to the Out that
// belongs to it. One of them may be missing: nobody closes a stay for somebody.
type Stay struct{ In, Out *Presence }

// Open reports whether they are in at that time, as far as is known.
func (s Stay) Open(at time.Time) bool {
	return s.In != nil && !s.In.At().After(at) && !s.Unclosed(at) && (s.Out == nil || s.Out.At().After(at))
}

// Unclosed reports whether no Out was registered, and none can belong to it any
// more at that time.
func (s Stay) Unclosed(at time.Time) bool {
	return s.In != nil && s.Out == nil && at.Sub(s.In.At()) >= Shift
}

// Stays returns the stays of one run, in order of time, from its Ins and Outs
// that count, in any order.
func Stays(all []Presence) (stays []Stay) {
	events := slices.Clone(all)
	slices.SortStableFunc(events, func(a, b Presence) int {
		if n := a.At().Compare(b.At()); n != 0 {
			return n
		}
		return a.RecordedAt.Compare(b.RecordedAt)
	})
	var in *Presence
	for i := range events {
		p := &events[i]
		near := in != nil && p.At().Sub(in.At()) < Shift
		switch {
		case p.Direction == Out && near:
			stays, in = append(stays, Stay{In: in, Out: p}), nil
		case p.Direction == Out:
			stays, in = append(unended(stays, in), Stay{Out: p}), nil
		case !near: // an In while in changes nothing
			stays, in = unended(stays, in), p
		}
	}
	return unended(stays, in)
}

// unended appends a stay that has no end.
func unended(stays []Stay, in *Presence) []Stay {
	if in == nil {
		return stays
	}
	return append(stays, Stay{In: in})
}
