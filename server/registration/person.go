package registration

import (
	"cmp"
	"context"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
)

// identify says of each attempt whom it is for: what Self and Like stand for is
// put in their place, and the employer is filled in. One for somebody whom the
// actor may not register is refused.
func (s *Service) identify(ctx context.Context, all []attempt) error {
	likes, err := s.likes(ctx, all)
	if err != nil {
		return err
	}
	for i := range all {
		a := &all[i]
		a.Request, a.Err = person(a.Who, a.Request, likes)
	}
	return nil
}

// likes returns the presences that attempts refer to, by id.
func (s *Service) likes(ctx context.Context, all []attempt) (map[id.Presence]checkin.Presence, error) {
	var which []id.Presence
	for _, a := range all {
		if !a.Like.IsZero() {
			which = append(which, a.Like)
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

// person fills in whom a request is for, and refuses whom the actor may not
// register.
func person(who checkin.Actor, r Request, likes map[id.Presence]checkin.Presence) (Request, error) {
	switch {
	case who.Principal == checkin.DevicePrincipal:
		return r, access.MayRegister(who, r.Limosa, r.NISS)
	case r.Typed != "" && !r.Limosa.IsZero():
		r.Name = cmp.Or(r.Name, r.Typed) // what the document itself says goes first
	case r.Self && who.User.NISS.IsZero():
		return r, fault.At("worker.self", ErrNoNISS)
	case r.Self:
		r.NISS = who.User.NISS
	case !r.Like.IsZero():
		p, found := likes[r.Like]
		if !found || !access.Reads(who, p) {
			return r, fault.At("worker.like", ErrLikeUnknown)
		}
		r.Limosa, r.NISS, r.Name, r.Employer = p.Limosa, p.NISS, p.Name, p.Employer
	}
	if err := access.MayRegister(who, r.Limosa, r.NISS); err != nil {
		return r, err
	}
	if who.Principal == checkin.UserPrincipal && access.RegistersSelf(who, r.NISS) {
		r.Name, r.Employer = who.User.Name, who.Company.Employer
	}
	if r.Limosa.IsZero() && r.Employer.Number() == "" {
		r.Employer = who.Company.Employer
	}
	return r, nil
}
