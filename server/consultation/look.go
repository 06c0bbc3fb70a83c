package consultation

import (
	"context"
	"slices"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
)

// ErrFlag is the refusal of a word that is no flag.
var ErrFlag = fault.New(fault.Invalid, "flag_unknown")

// flags are all of them.
var flags = []Flag{FarAway, SameDevice, TwoWorkplaces, Remarked, Typed, SameNetwork, Burst, OtherName}

// Look is that somebody of the keeper looked at flags of a presence.
type Look struct {
	checkin.Look
	Name string // of who looked; "" if there is no such user any more
}

// Looked is what somebody has looked at.
type Looked struct {
	Presence id.Presence
	Flags    []Flag // none: nothing after all
}

// Look notes that flags of somebody who stands on the board of a workplace were
// looked at, or with none of them that they were not. Repeating it changes
// nothing. Only those note it who keep the workplace.
func (s *Service) Look(ctx context.Context, who checkin.Actor, number id.Workplace, at Looked) (Look, error) {
	if err := access.Observers.Admit(who); err != nil {
		return Look{}, err
	}
	if err := s.keeps(ctx, who, number); err != nil {
		return Look{}, err
	}
	look := checkin.Look{Presence: at.Presence, By: who.User.ID, At: s.Now()}
	for _, f := range at.Flags {
		if !slices.Contains(flags, f) {
			return Look{}, fault.At("flags", ErrFlag)
		}
		if word := string(f); !slices.Contains(look.Flags, word) {
			look.Flags = append(look.Flags, word)
		}
	}
	slices.Sort(look.Flags)
	found, err := s.Store.FindPresences(ctx, []id.Presence{at.Presence})
	if err != nil {
		return Look{}, err
	}
	if len(found) == 0 || found[0].Workplace != number {
		return Look{}, ErrNotHere
	}
	look, err = s.Store.PutLook(ctx, look)
	return Look{Look: look, Name: who.User.Name}, err
}

// keeps refuses actors whose company does not keep the workplace.
func (s *Service) keeps(ctx context.Context, who checkin.Actor, number id.Workplace) error {
	w, found, err := s.Store.FindWorkplace(ctx, number)
	if err == nil && (!found || w.Company.IsZero() || w.Company != who.Company.ID) {
		err = checkin.ErrWorkplace
	}
	return err
}
