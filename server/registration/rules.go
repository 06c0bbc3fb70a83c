package registration

import (
	"cmp"
	"context"
	"time"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/fault"
)

// clockSlack is how far ahead a device's clock may be before it is remarked.
const clockSlack = 10 * time.Minute

// count refuses who tries too often. A Limosa number is counted together with
// the address, so that knowing somebody's number is not enough to keep them
// from registering.
func (s *Service) count(who checkin.Actor, r Request) error {
	where := cmp.Or(r.Poster.String(), r.Workplace.String())
	for _, c := range [...]struct{ class, key string }{
		{ByAddress, who.Address},
		{ByLimosa, r.Limosa.Digits() + r.NISS.Digits() + " " + who.Address},
		{ByPoster, where},
	} {
		if wait := s.Allow(c.class, c.key); wait > 0 {
			return fault.After(wait, checkin.ErrTooMany)
		}
	}
	return nil
}

// findWorkplace finds the workplace that the request names.
func (s *Service) findWorkplace(ctx context.Context, r Request) (checkin.Workplace, error) {
	if r.Poster.IsZero() {
		w, found, err := s.Workplaces.FindWorkplace(ctx, r.Workplace)
		if err == nil && !found {
			err = fault.At("workplace", ErrWorkplace)
		}
		return w, err
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
func accept(who checkin.Actor, r Request, at checkin.Workplace, now time.Time) (checkin.Presence, error) {
	today := checkin.DayOf(now)
	on := r.On
	if on.IsZero() {
		on = today
	}
	if err := day(r, at, on, now); err != nil {
		return checkin.Presence{}, err
	}
	if r.Position != nil && !r.Position.Valid() {
		return checkin.Presence{}, fault.At("position", checkin.ErrPosition)
	}
	if err := access.MayRegisterAt(who, at.Number); err != nil {
		return checkin.Presence{}, err
	}
	if at.Sector.SelfOnly(on) && !access.RegistersSelf(who, r.NISS) {
		return checkin.Presence{}, fault.At("worker", ErrSelfOnly)
	}
	return checkin.Presence{
		ID: r.ID, Owner: who.Owner, Channel: who.Channel, Company: who.Company.ID, Registrar: who.ID,
		Limosa: r.Limosa, NISS: r.NISS, Name: r.Name, Employer: r.Employer, Workplace: at.Number, Poster: r.Poster, On: on,
		CapturedAt: r.CapturedAt, RecordedAt: now, Position: r.Position,
		State: checkin.Registered, Remarks: remarks(r, on, now),
	}, nil
}

// day refuses days that cannot be registered for, now and at that workplace.
func day(r Request, at checkin.Workplace, on checkin.Day, now time.Time) error {
	today := checkin.DayOf(now)
	switch {
	// A promise kept over midnight lands here: it is refused and explained,
	// never moved to a day on which nobody may have been there.
	case on.Before(today):
		return fault.At("on", ErrDayPassed)
	// A device that believes it is tomorrow asks for a day that it did not mean.
	case today.Before(checkin.DayOf(r.CapturedAt)) && r.CapturedAt.Sub(now) > clockSlack:
		return fault.At("capturedAt", ErrClockAhead)
	case today.Add(at.Sector.DaysAhead(on)).Before(on):
		return fault.At("on", ErrDayTooFar)
	}
	field := "poster"
	if r.Poster.IsZero() {
		field = "workplace"
	}
	switch at.Opening(on) {
	case checkin.NotYet:
		return fault.At(field, ErrNotYetOpen)
	case checkin.Closed:
		return fault.At(field, ErrClosed)
	}
	return nil
}

// remarks applies the soft rules, which were only inferred: they never refuse.
func remarks(r Request, on checkin.Day, now time.Time) []checkin.Remark {
	var all []checkin.Remark
	if !r.Limosa.IsZero() && !r.Limosa.Likely() {
		all = append(all, checkin.LimosaUnlikely)
	}
	if on.Before(r.ActiveFrom) || !r.ActiveTo.IsZero() && r.ActiveTo.Before(on) {
		all = append(all, checkin.LimosaNotActive)
	}
	if r.CapturedAt.Sub(now) > clockSlack {
		all = append(all, checkin.ClockAhead)
	}
	return all
}
