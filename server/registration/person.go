package registration

import (
	"context"

	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
)

// people says of each order whom it registers: what Self and Like stand for is
// put in their place, and the employer is filled in. An order for somebody whom
// the actor may not register has its refusal among the outcomes.
func (s *Service) people(ctx context.Context, orders []Order, outcomes []Outcome) ([]Order, error) {
	likes, err := s.likes(ctx, orders)
	if err != nil {
		return nil, err
	}
	known := make([]Order, len(orders))
	for i, o := range orders {
		known[i] = o
		known[i].Request, outcomes[i].Err = person(o.Who, o.Request, likes)
	}
	return known, nil
}

// likes returns the presences that orders refer to, by id.
func (s *Service) likes(ctx context.Context, orders []Order) (map[id.Presence]checkin.Presence, error) {
	var which []id.Presence
	for _, o := range orders {
		if !o.Like.IsZero() {
			which = append(which, o.Like)
		}
	}
	if len(which) == 0 {
		return nil, nil
	}
	found, err := s.Store.FindPresences(ctx, which)
	likes := map[id.Presence]checkin.Presence{}
	for _, p := range found {
		likes[p.ID] = p
	}
	return likes, err
}

// person fills in whom a request is for.
func person(who checkin.Actor, r Request, likes map[id.Presence]checkin.Presence) (Request, error) {
	if !who.Known() {
		return r, nil // by Limosa number: web takes nothing else
	}
	switch {
	case r.Self && who.User.NISS.IsZero():
		return r, fault.At("worker.self", ErrNoNISS)
	case r.Self:
		r.NISS = who.User.NISS
	case !r.Like.IsZero():
		p, found := likes[r.Like]
		if !found || p.Owner != who.Owner || !concerns(who, p) {
			return r, fault.At("worker.like", ErrLikeUnknown)
		}
		r.Limosa, r.NISS, r.Name, r.Employer = p.Limosa, p.NISS, p.Name, p.Employer
	}
	r.Self = !r.NISS.IsZero() && r.NISS == who.User.NISS
	if !r.Self && !who.May(checkin.MayRegister) {
		return r, ErrDenied
	}
	if r.Self {
		r.Name, r.Employer = who.User.Name, who.Company.Employer
	}
	if r.Limosa.IsZero() && r.Employer.Number() == "" {
		r.Employer = who.Company.Employer
	}
	return r, nil
}

// own reports whether a presence is the actor's own doing: without an account,
// whoever knows the secret; with one, what they registered or what is of them.
func own(who checkin.Actor, p checkin.Presence) bool {
	return !who.Known() || p.Registrar == who.User.ID || !p.NISS.IsZero() && p.NISS == who.User.NISS
}

// concerns reports whether the actor may read a presence that their company
// registered.
func concerns(who checkin.Actor, p checkin.Presence) bool {
	return own(who, p) || who.May(checkin.MayRegister) || who.May(checkin.MayConsult)
}
