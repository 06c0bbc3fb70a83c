package registration

import (
	"cmp"
	"context"
	"time"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/fault"
)

// longestWait is how long after the codes were read a presence is still taken: as
// long as one can register ahead, and a little more. An older time is no time at
// which anybody read them.
const longestWait = 40 * 24 * time.Hour

// screenWait is how long after the codes were read a screen at the gate still
// proves anything: a hole in the network at the gate, and no code kept for weeks.
const screenWait = 12 * time.Hour

// clockSlack is how far ahead a device's clock may be before it is remarked.
const clockSlack = 10 * time.Minute

// findWorkplace finds the workplace that the request names. Its number alone may
// not do, from who has no account: it can be sent from anywhere.
func (s *Service) findWorkplace(ctx context.Context, who checkin.Actor, r Request) (checkin.Workplace, error) {
	if r.Poster.IsZero() {
		w, found, err := s.Workplaces.FindWorkplace(ctx, r.Workplace)
		switch {
		case err != nil:
			return w, err
		case !found:
			return w, fault.At("workplace", ErrWorkplace)
		case w.PosterNeeded && access.IsStranger(who):
			return w, fault.At("workplace", ErrPosterNeeded)
		}
		return w, nil
	}
	poster, w, found, err := s.Workplaces.FindPoster(ctx, r.Poster)
	switch {
	case err != nil:
		return w, err
	case !found:
		return w, fault.At("poster", ErrPosterUnknown)
	case poster.Revoked:
		return w, fault.At("poster", ErrPosterRevoked)
	case !r.Workplace.IsZero() && r.Workplace != w.Number:
		return w, fault.At("workplace", ErrWorkplace)
	}
	return w, nil
}

// accept applies the rules and returns the presence to store.
func (s *Service) accept(who checkin.Actor, r Request, at checkin.Workplace, now time.Time) (checkin.Presence, error) {
	p := checkin.Presence{
		ID: r.ID, Owner: who.Owner, Channel: who.Channel, Company: who.Company.ID, Registrar: who.ID,
		Limosa: r.Limosa, NISS: r.NISS, Name: r.Name, Employer: r.Employer, Workplace: at.Number, Poster: r.Poster,
		On: r.On, Direction: cmp.Or(r.Direction, checkin.Daily), CapturedAt: r.CapturedAt, RecordedAt: now,
		Position: r.Position, State: checkin.Registered,
	}
	if access.IsStranger(who) && who.Address != "" {
		p.Network = s.networks.hash(who.Address, checkin.DayOf(now))
	}
	switch {
	case saysItsDay(r):
		p.On = checkin.DayOf(p.At())
	case p.On.IsZero():
		p.On = checkin.DayOf(now)
	}
	p.Screen = s.showed(r, p)
	rule := s.Rules.For(at.Sector, p.On)
	if rule.SelfOnly && !access.RegistersSelf(who, r.NISS) {
		return checkin.Presence{}, fault.At("worker", ErrSelfOnly)
	}
	if err := day(p, rule); err != nil {
		return checkin.Presence{}, err
	}
	if err := open(p, at); err != nil {
		return checkin.Presence{}, err
	}
	if r.Position != nil && !r.Position.Valid() {
		return checkin.Presence{}, fault.At("position", checkin.ErrPosition)
	}
	if err := access.MayRegisterAt(who, at.Number); err != nil {
		return checkin.Presence{}, err
	}
	p.Remarks = remarks(p, r, rule)
	return p, nil
}

// showed reports whether the code of a screen at the gate was read there on the
// day of the presence, and came soon enough to be believed.
func (s *Service) showed(r Request, p checkin.Presence) bool {
	return s.Showed != nil && r.Screen != "" && checkin.DayOf(p.CapturedAt) == p.On && p.RecordedAt.Sub(p.CapturedAt) <= screenWait &&
		s.Showed(r.Poster, r.Screen, r.CapturedAt)
}

// saysItsDay reports whether an In or Out names no other day than that of its
// time, by the device's own clock. It is then of the day of the time that counts:
// a clock that is a little ahead is in tomorrow before we are.
func saysItsDay(r Request) bool {
	return r.Direction.Timed() && (r.On.IsZero() || r.On == checkin.DayOf(r.CapturedAt))
}

// day refuses days and times that cannot be registered for, now and by that
// rule.
func day(p checkin.Presence, rule checkin.Rule) error {
	today := checkin.DayOf(p.RecordedAt)
	switch {
	case p.RecordedAt.Sub(p.CapturedAt) > longestWait:
		return fault.At("capturedAt", ErrDeliveredLate)
	case rule.InOut && !p.Direction.Timed():
		return fault.At("direction", ErrDirectionRequired)
	case !rule.InOut && p.Direction.Timed():
		return fault.At("direction", ErrDirectionUnexpected)
	// A device that believes it is tomorrow asks for a day that it did not mean.
	case today.Before(checkin.DayOf(p.CapturedAt)) && p.CapturedAt.Sub(p.RecordedAt) > clockSlack:
		return fault.At("capturedAt", ErrClockAhead)
	case p.Direction.Timed():
		return inTime(p, rule)
	// A promise kept over midnight lands here: it is refused and explained,
	// never moved to a day on which nobody may have been there.
	case p.On.Before(today):
		return fault.At("on", ErrDayPassed)
	case today.Add(rule.DaysAhead).Before(p.On):
		return fault.At("on", ErrDayTooFar)
	}
	return nil
}

// inTime refuses an In or Out of another day than that of its time, and one that
// comes too late.
func inTime(p checkin.Presence, rule checkin.Rule) error {
	of := checkin.DayOf(p.At())
	switch {
	case p.On.Before(of):
		return fault.At("on", ErrDayPassed)
	case of.Before(p.On):
		return fault.At("on", ErrDayTooFar)
	case delay(p) > max(rule.OnTime, rule.Latest):
		return fault.At("capturedAt", ErrDeliveredLate)
	}
	return nil
}

// delay returns how long after its time a presence was delivered.
func delay(p checkin.Presence) time.Duration { return p.RecordedAt.Sub(p.At()) }

// open refuses days on which the workplace is not open.
func open(p checkin.Presence, at checkin.Workplace) error {
	field := "poster"
	if p.Poster.IsZero() {
		field = "workplace"
	}
	switch at.Opening(p.On) {
	case checkin.NotYet:
		return fault.At(field, ErrNotYetOpen)
	case checkin.Closed:
		return fault.At(field, ErrClosed)
	}
	return nil
}

// remarks applies the soft rules, which were only inferred: they never refuse.
func remarks(p checkin.Presence, r Request, rule checkin.Rule) []checkin.Remark {
	var all []checkin.Remark
	add := func(yes bool, remark checkin.Remark) {
		if yes {
			all = append(all, remark)
		}
	}
	add(!r.Limosa.IsZero() && !r.Limosa.Likely(), checkin.LimosaUnlikely)
	add(p.On.Before(r.ActiveFrom) || !r.ActiveTo.IsZero() && r.ActiveTo.Before(p.On), checkin.LimosaNotActive)
	add(p.CapturedAt.Sub(p.RecordedAt) > clockSlack, checkin.ClockAhead)
	add(p.Direction.Timed() && delay(p) > rule.OnTime, checkin.Late)
	return all
}
