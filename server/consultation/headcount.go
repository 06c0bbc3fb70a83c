package consultation

import (
	"context"
	"time"

	"ciaw/server/checkin"
)

// headcount is who is at a workplace, and who was.
type headcount struct {
	present  []checkin.Presence // registered for the day, or in at the moment
	left     []left             // came in and went out
	unclosed []checkin.Presence // came in and never went out
}

// left is somebody's going, and when they had come in.
type left struct {
	checkin.Presence
	Since time.Time // zero if they never registered that
}

// headcount reads who is at a workplace on a day. Where In and Out are registered
// a stay may have begun the day before and end the day after.
func (s *Service) headcount(ctx context.Context, w checkin.Workplace, on checkin.Day, now time.Time) (headcount, error) {
	from, to := on, on
	if s.Rules.For(w.Sector, on).InOut || s.Rules.For(w.Sector, on.Add(-1)).InOut {
		from, to = on.Add(-1), on.Add(1)
	}
	standing, err := s.Store.Standing(ctx, w.Number, from, to)
	return headcountOf(standing, on, now), err
}

// headcountOf returns who is at a workplace on a day, from all that counts there on
// that day, and on the two beside it where that matters. At a day that is over, those are present who
// were in at its end.
func headcountOf(standing []checkin.Presence, on checkin.Day, now time.Time) headcount {
	var a headcount
	runs := map[checkin.Run][]checkin.Presence{}
	for _, p := range standing {
		switch {
		case p.Direction.Timed():
			runs[p.Run()] = append(runs[p.Run()], p)
		case p.On == on:
			a.present = append(a.present, p)
		}
	}
	moment := now
	if end := on.End().Add(-time.Millisecond); end.Before(now) {
		moment = end
	}
	for _, run := range runs {
		a.add(checkin.Stays(run), on, moment, now)
	}
	return a
}

// add adds the stays of one run: where the person is at the moment, and what was
// forgotten.
func (a *headcount) add(stays []checkin.Stay, on checkin.Day, moment, now time.Time) {
	var last *checkin.Stay
	for i, s := range stays {
		if s.Unclosed(now) {
			if s.In.On == on || s.In.On == on.Add(-1) {
				a.unclosed = append(a.unclosed, *s.In)
			}
			continue
		}
		if first := s.In; first == nil && !s.Out.At().After(moment) || first != nil && !first.At().After(moment) {
			last = &stays[i]
		}
	}
	switch {
	case last == nil:
	case last.Open(moment):
		a.present = append(a.present, *last.In)
	case last.Out.On == on:
		gone := left{Presence: *last.Out}
		if last.In != nil {
			gone.Since = last.In.At()
		}
		a.left = append(a.left, gone)
	}
}

// here returns everybody who was there that day, by the digits of their number.
func (a headcount) here() map[string]bool {
	here := map[string]bool{}
	for _, p := range a.present {
		here[p.PersonDigits()] = true
	}
	for _, p := range a.left {
		here[p.PersonDigits()] = true
	}
	return here
}
