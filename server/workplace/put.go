package workplace

import (
	"context"
	"reflect"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
)

// Fate is what becomes of a workplace that is put.
type Fate string

// The fates.
const (
	Added     Fate = "added"
	Changed   Fate = "changed"
	Unchanged Fate = "unchanged" // it is kept and was so before
)

// Put adds a workplace, or changes the one that the actor's company keeps; its
// contractors, its contact, and whether a poster is needed, stay. It is what an import does with each row.
func (s *Service) Put(ctx context.Context, who checkin.Actor, w checkin.Workplace) (Fate, error) {
	fate, w, err := s.fateOf(ctx, who, w)
	if err != nil {
		return "", err
	}
	switch fate {
	case Added:
		_, err = s.Add(ctx, who, w, nil)
	case Changed:
		var chain map[id.Workplace][]checkin.Contractor
		if chain, err = s.Store.ContractorsOf(ctx, []id.Workplace{w.Number}); err == nil {
			_, err = s.Change(ctx, who, w, chain[w.Number])
		}
	}
	return fate, err
}

// Preview returns what Put would do, and changes nothing.
func (s *Service) Preview(ctx context.Context, who checkin.Actor, w checkin.Workplace) (Fate, error) {
	fate, _, err := s.fateOf(ctx, who, w)
	return fate, err
}

// fateOf returns what becomes of a workplace, and the workplace as it would be
// stored.
func (s *Service) fateOf(ctx context.Context, who checkin.Actor, w checkin.Workplace) (Fate, checkin.Workplace, error) {
	if err := access.Keepers.Admit(who); err != nil {
		return "", w, err
	}
	before, found, err := s.Store.FindWorkplace(ctx, w.Number)
	if err != nil {
		return "", w, err
	}
	w.Company, w.PosterNeeded, w.Contact = who.Company.ID, before.PosterNeeded, before.Contact
	if err := check(w, nil); err != nil {
		return "", w, err
	}
	switch {
	case !found || before.Company.IsZero():
		return Added, w, nil
	case before.Company != w.Company:
		return "", w, fault.At("number", ErrKept)
	case reflect.DeepEqual(before, w):
		return Unchanged, w, nil
	}
	return Changed, w, nil
}

// Kept returns a workplace that the actor's company keeps, as it is stored; known
// says whether it does.
func (s *Service) Kept(ctx context.Context, who checkin.Actor, number id.Workplace) (w checkin.Workplace, known bool, err error) {
	if err := access.Keepers.Admit(who); err != nil {
		return checkin.Workplace{}, false, nil // told by what is tried with it
	}
	w, known, err = s.Store.FindWorkplace(ctx, number)
	if err != nil || !known || w.Company != who.Company.ID {
		return checkin.Workplace{}, false, err
	}
	return w, true, nil
}
