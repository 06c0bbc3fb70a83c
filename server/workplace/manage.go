package workplace

import (
	"context"
	"crypto/rand"
	"errors"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
)

// Details are a workplace with all that belongs to it.
type Details struct {
	Workplace   checkin.Workplace
	Contractors []checkin.Contractor
	Posters     []checkin.Poster
	Kept        bool            // by the actor's company
	Opening     checkin.Opening // today
}

// Add keeps a workplace here, for the actor's company. Nobody else must.
func (s *Service) Add(ctx context.Context, who checkin.Actor, w checkin.Workplace, contractors []checkin.Contractor) (Details, error) {
	if err := access.Keepers.Admit(who); err != nil {
		return Details{}, err
	}
	w.Company = who.Company.ID
	if err := check(w, contractors); err != nil {
		return Details{}, err
	}
	added, err := s.Store.AddWorkplace(ctx, who.User.ID, w, contractors)
	if err == nil && !added {
		err = fault.At("number", ErrKept)
	}
	if err != nil {
		return Details{}, err
	}
	return s.details(ctx, who, w)
}

// Change changes a workplace that the actor's company keeps.
func (s *Service) Change(ctx context.Context, who checkin.Actor, w checkin.Workplace, contractors []checkin.Contractor) (Details, error) {
	if err := access.Keepers.Admit(who); err != nil {
		return Details{}, err
	}
	w.Company = who.Company.ID
	if err := check(w, contractors); err != nil {
		return Details{}, err
	}
	changed, err := s.Store.ChangeWorkplace(ctx, who.User.ID, w, contractors)
	if err == nil && !changed {
		err = checkin.ErrWorkplace
	}
	if err != nil {
		return Details{}, err
	}
	return s.details(ctx, who, w)
}

// Find returns a workplace that concerns the actor's company: it keeps it, or
// has a part in its chain.
func (s *Service) Find(ctx context.Context, who checkin.Actor, number id.Workplace) (Details, error) {
	if err := access.Members.Admit(who); err != nil {
		return Details{}, err
	}
	w, found, err := s.Store.FindWorkplace(ctx, number)
	if err != nil {
		return Details{}, err
	}
	if !found {
		return Details{}, checkin.ErrWorkplace
	}
	return s.details(ctx, who, w)
}

// details adds what belongs to a workplace, as far as it is the actor's concern.
func (s *Service) details(ctx context.Context, who checkin.Actor, w checkin.Workplace) (Details, error) {
	chains, err := s.Store.ContractorsOf(ctx, []id.Workplace{w.Number})
	if err != nil {
		return Details{}, err
	}
	part, concerned := access.PartOf(who.Company, w, chains[w.Number])
	if !concerned {
		return Details{}, checkin.ErrWorkplace
	}
	d := Details{Workplace: w, Kept: part.Kept, Opening: w.Opening(checkin.DayOf(s.Now()))}
	if access.SeesContractors(who) {
		d.Contractors = part.Contractors
	}
	if d.Kept && access.SeesPosters(who) {
		d.Posters, err = s.Store.PostersOf(ctx, w.Number)
	}
	return d, err
}

// AddPoster makes a poster for a workplace that the actor's company keeps, or
// for one gate of it.
func (s *Service) AddPoster(ctx context.Context, who checkin.Actor, number id.Workplace, gate string) (checkin.Poster, error) {
	if _, err := s.kept(ctx, who, number); err != nil {
		return checkin.Poster{}, err
	}
	for {
		random := make([]byte, 7)
		_, _ = rand.Read(random) // never fails
		code, ok := id.NewPoster(random)
		if !ok {
			return checkin.Poster{}, errors.New("too few random bytes for a poster's code")
		}
		p := checkin.Poster{Code: code, Gate: gate, Created: s.Now()}
		if added, err := s.Store.AddPoster(ctx, who.User.ID, number, p); err != nil || added {
			return p, err
		}
	}
}

// RevokePoster revokes one poster; all others stay as they are.
func (s *Service) RevokePoster(ctx context.Context, who checkin.Actor, number id.Workplace, code id.Poster) (checkin.Poster, error) {
	if _, err := s.kept(ctx, who, number); err != nil {
		return checkin.Poster{}, err
	}
	found, err := s.Store.RevokePoster(ctx, who.User.ID, number, code)
	if err == nil && !found {
		err = ErrPosterUnknown
	}
	if err != nil {
		return checkin.Poster{}, err
	}
	p, _, _, err := s.Store.FindPoster(ctx, code)
	return p, err
}

// PostersToPrint returns the posters that are not revoked, or the one with that
// code; for whoever keeps the workplace.
func (s *Service) PostersToPrint(ctx context.Context, who checkin.Actor, number id.Workplace, code id.Poster) (Details, error) {
	d, err := s.kept(ctx, who, number)
	if err != nil {
		return Details{}, err
	}
	var wanted []checkin.Poster
	for _, p := range d.Posters {
		if !p.Revoked && (code.IsZero() || p.Code == code) {
			wanted = append(wanted, p)
		}
	}
	if d.Posters = wanted; len(wanted) == 0 {
		return Details{}, ErrPosterUnknown
	}
	return d, nil
}

// kept returns a workplace that the actor's company keeps and the actor may
// manage.
func (s *Service) kept(ctx context.Context, who checkin.Actor, number id.Workplace) (Details, error) {
	if err := access.Keepers.Admit(who); err != nil {
		return Details{}, err
	}
	d, err := s.Find(ctx, who, number)
	if err == nil && !d.Kept {
		err = checkin.ErrWorkplace
	}
	return d, err
}

// check refuses workplaces that contradict themselves.
func check(w checkin.Workplace, contractors []checkin.Contractor) error {
	var errs []error
	if !w.ClosesOn.IsZero() && w.ClosesOn.Before(w.OpensOn) {
		errs = append(errs, fault.At("closesOn", ErrDates))
	}
	if w.Position != nil && !w.Position.Valid() {
		errs = append(errs, fault.At("position", checkin.ErrPosition))
	}
	known := map[string]bool{"": true}
	for _, c := range contractors {
		if known[c.Number()] {
			errs = append(errs, fault.At("contractors", ErrContractor)) // twice
		}
		known[c.Number()] = true
	}
	for _, c := range contractors {
		if !known[c.Under] || c.Under == c.Number() {
			errs = append(errs, fault.At("contractors", ErrContractor))
		}
	}
	return errors.Join(errs...)
}
