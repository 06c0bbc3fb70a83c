package registration

import (
	"cmp"
	"context"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/id"
)

// attempt is an order on its way through the door.
type attempt struct {
	Order
	presence  checkin.Presence // to be stored, once it is admitted
	workplace checkin.Workplace
	admitted  bool
	uncertain bool // not stored, but its id may be in the register already
	counted   []try
	Outcome
}

// RegisterAll does what Register does, for all orders in one transaction. Each
// has an outcome of its own, in the same order; the error is about all of them.
//
// Nearly all come for the first time, so nobody is asked first whether an id is
// known: storing tells. Only what cannot be stored is looked up, as it may have
// been registered when it could.
func (s *Service) RegisterAll(ctx context.Context, orders []Order) ([]Outcome, error) {
	all := make([]attempt, len(orders))
	for i, o := range orders {
		all[i].Order = o
	}
	if err := s.identify(ctx, all); err != nil {
		return nil, err
	}
	defer s.giveBack(all)
	s.admit(ctx, all)
	failed := s.store(ctx, all)
	if err := s.recall(ctx, all); err != nil {
		return nil, err
	}
	entries := make([]Entry, len(all))
	for i, a := range all {
		if a.admitted && a.uncertain {
			return nil, failed
		}
		entries[i] = a.Entry
	}
	firsts, err := s.firsts(ctx, entries...)
	if err != nil {
		return nil, err
	}
	outcomes := make([]Outcome, len(all))
	for i, a := range all {
		outcomes[i] = a.Outcome
		outcomes[i].Presence = access.Told(a.Who, a.Presence, a.Where, firsts[a.DuplicateOf])
	}
	return outcomes, nil
}

// admit counts each attempt that was not refused yet, finds its workplace and
// applies the rules.
func (s *Service) admit(ctx context.Context, all []attempt) {
	for i := range all {
		a := &all[i]
		if a.Err != nil {
			continue
		}
		if a.Err = a.count(s); a.Err == nil {
			a.workplace, a.Err = s.findWorkplace(ctx, a.Who, a.Request)
		}
		if a.Err == nil {
			a.presence, a.Err = s.accept(a.Who, a.Request, a.workplace, s.Now())
		}
		if a.Err == nil && s.Choose != nil {
			a.Err = s.choose(ctx, a)
		}
		a.admitted, a.uncertain = a.Err == nil, a.Err != nil
	}
}

// choose has the presence wait for another authority, if that gives its number.
func (s *Service) choose(ctx context.Context, a *attempt) (err error) {
	p := &a.presence
	p.Authority, p.Mandate, err = s.Choose(ctx, *p, a.workplace)
	if p.Authority != "" {
		p.State = checkin.Queued
	}
	return err
}

// store stores what was admitted, and has what will be answered prepared
// meanwhile. Its error is about all of that.
func (s *Service) store(ctx context.Context, all []attempt) error {
	var presences []checkin.Presence
	var admitted []*attempt
	for i := range all {
		if a := &all[i]; a.admitted {
			a.uncertain = true
			presences, admitted = append(presences, a.presence), append(admitted, a)
		}
	}
	if len(admitted) == 0 {
		return nil
	}
	pending, err := s.Store.AddPresences(ctx, presences, topicOf)
	if err != nil {
		return err
	}
	if s.Prepare != nil {
		if numbered := pending.Numbered(); numbered != nil {
			s.Prepare(numbered)
		}
	}
	for i, result := range pending.Wait() {
		a := admitted[i]
		a.uncertain = false
		switch {
		case result.Err != nil: // perhaps it was stored when it could be
			a.Outcome, a.admitted, a.uncertain = Outcome{Err: result.Err}, false, true
		case result.Added:
			a.Outcome = Outcome{Entry: Entry{result.Presence, a.workplace}, Added: true}
		default: // somebody else was faster with the same id
			a.Entry, a.Err = s.repeat(ctx, a.Who, a.Request, result.Presence)
		}
	}
	return nil
}

// recall answers those of uncertain attempts whose ids are in the register
// already.
func (s *Service) recall(ctx context.Context, all []attempt) error {
	var ids []id.Presence
	for _, a := range all {
		if a.uncertain {
			ids = append(ids, a.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	found, err := s.Store.FindPresences(ctx, ids)
	if err != nil {
		return err
	}
	byID := make(map[id.Presence]checkin.Presence, len(found))
	for _, p := range found {
		byID[p.ID] = p
	}
	for i := range all {
		a := &all[i]
		if p, known := byID[a.ID]; known && a.uncertain {
			a.uncertain = false
			a.Entry, a.Err = s.repeat(ctx, a.Who, a.Request, p)
		}
	}
	return nil
}

// repeat answers a request whose id is in the register already.
func (s *Service) repeat(ctx context.Context, who checkin.Actor, r Request, earlier checkin.Presence) (Entry, error) {
	again := checkin.Presence{Limosa: r.Limosa, NISS: r.NISS, Employer: r.Employer, Workplace: r.Workplace, On: r.On, Direction: cmp.Or(r.Direction, checkin.Daily)}
	if r.On.IsZero() || saysItsDay(r) {
		again.On = earlier.On
	}
	if !r.Poster.IsZero() {
		// A poster that was revoked since still says which workplace was meant.
		_, w, found, err := s.Workplaces.FindPoster(ctx, r.Poster)
		if err != nil {
			return Entry{}, err
		}
		if !found {
			return Entry{}, ErrReused
		}
		again.Workplace = w.Number
	}
	if !access.MayRepeat(who, earlier) || !earlier.SameContent(again) {
		return Entry{}, ErrReused
	}
	return s.entry(ctx, earlier)
}
