package consultation

import (
	"context"
	"fmt"
	"slices"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
)

// MostChosen is how many presences can be asked for by their ids at once.
const MostChosen = 200

// ErrChosen is the refusal of no presence at all, or of too many.
var ErrChosen = fault.New(fault.Invalid, "items_invalid")

// Chosen is some presences that were asked for by their ids.
type Chosen struct {
	Presences  []checkin.Presence // each once, latest day first
	Workplaces map[id.Workplace]checkin.Workplace
}

// Choose returns presences by their ids: those that one of the actor's own
// searches finds. One that none finds is ErrNotHere at its place in the list,
// whether there is such a presence or not.
func (s *Service) Choose(ctx context.Context, who checkin.Actor, which []id.Presence) (Chosen, error) {
	whose, err := access.WidestSearch(who)
	if err != nil {
		return Chosen{}, err
	}
	if len(which) == 0 || len(which) > MostChosen {
		return Chosen{}, fault.At("presences", ErrChosen)
	}
	search, scope, err := s.searchOf(ctx, who, Query{By: whose})
	if err != nil {
		return Chosen{}, err
	}
	there, err := s.Store.FindPresences(ctx, which)
	if err != nil {
		return Chosen{}, err
	}
	search.Which, search.Limit = which, len(which)
	for _, p := range there {
		if !slices.Contains(search.Days, p.On) {
			search.Days = append(search.Days, p.On)
		}
	}
	var found []checkin.Presence
	if len(there) > 0 {
		if found, err = s.Store.SearchPresences(ctx, search); err != nil {
			return Chosen{}, err
		}
	}
	chosen := Chosen{Presences: seen(scope, found)}
	for i, one := range which {
		if !slices.ContainsFunc(chosen.Presences, func(p checkin.Presence) bool { return p.ID == one }) {
			return Chosen{}, fault.At(fmt.Sprintf("presences.%d", i), ErrNotHere)
		}
	}
	chosen.Workplaces, err = s.workplacesOf(ctx, chosen.Presences)
	return chosen, err
}
