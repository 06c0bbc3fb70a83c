package consultation

import (
	"context"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
)

// The refusals to note somebody as seen: who is not registered there, or for a day
// that is over or to come.
var (
	ErrNotHere   = fault.New(fault.Unknown, "presence_unknown")
	ErrDayPassed = fault.New(fault.Invalid, "day_passed")
	ErrDayTooFar = fault.New(fault.Invalid, "day_too_far")
)

// Shown is what somebody shows, or is picked on the board by: the id of a
// presence, or a receipt number.
type Shown struct {
	Presence id.Presence
	Receipt  id.Receipt
}

// See notes that somebody was seen at the gate who is registered at a workplace.
// Repeating it changes nothing. Only those note it who keep the workplace.
func (s *Service) See(ctx context.Context, who checkin.Actor, number id.Workplace, shown Shown) (Seen, error) {
	if err := access.Observers.Admit(who); err != nil {
		return Seen{}, err
	}
	if err := s.keeps(ctx, who, number); err != nil {
		return Seen{}, err
	}
	p, err := s.registered(ctx, number, shown)
	if err != nil {
		return Seen{}, err
	}
	switch today := checkin.DayOf(s.Now()); {
	case p.Workplace != number || p.State == checkin.Cancelled || p.State == checkin.Refused:
		return Seen{}, ErrNotHere
	case p.On == today, p.Direction == checkin.In && p.On == today.Add(-1): // a shift may go on over midnight
	case p.On.Before(today):
		return Seen{}, ErrDayPassed
	default:
		return Seen{}, ErrDayTooFar
	}
	at, err := s.Store.AddSighting(ctx, who.User.ID, p.ID, s.Now())
	if !access.SeesNames(who) {
		p.Name = ""
	}
	return Seen{Presence: p, SeenAt: at}, err
}

// registered finds a presence by its id, or by its receipt number. Of one that
// says again what another said it is the other, which stands on the board.
func (s *Service) registered(ctx context.Context, number id.Workplace, shown Shown) (checkin.Presence, error) {
	p, err := s.shown(ctx, number, shown)
	if err != nil || p.DuplicateOf.IsZero() {
		return p, err
	}
	first, err := s.Store.FindPresences(ctx, []id.Presence{p.DuplicateOf})
	if err != nil || len(first) == 0 {
		return p, err
	}
	return first[0], nil
}

func (s *Service) shown(ctx context.Context, number id.Workplace, shown Shown) (checkin.Presence, error) {
	if shown.Receipt.IsZero() {
		found, err := s.Store.FindPresences(ctx, []id.Presence{shown.Presence})
		if err == nil && len(found) == 0 {
			err = ErrNotHere
		}
		if err != nil {
			return checkin.Presence{}, err
		}
		return found[0], nil
	}
	p, found, err := s.Store.FindReceipt(ctx, shown.Receipt, number, checkin.DayOf(s.Now()))
	if err == nil && !found {
		err = ErrNotHere
	}
	return p, err
}
