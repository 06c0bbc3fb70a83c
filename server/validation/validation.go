// Package validation checks the content of presences after they were
// registered, as the official service does: the registration stands at once,
// and is then validated, or doubted because somebody may ask about it. Nothing
// is ever refused here.
package validation

import (
	"context"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// Store keeps presences.
type Store interface {
	// FindPresences returns those of the presences that are there.
	FindPresences(ctx context.Context, which []id.Presence) ([]checkin.Presence, error)
	// SettlePresences gives presences that are Registered their other states;
	// any other presence stays as it is.
	SettlePresences(ctx context.Context, states map[id.Presence]checkin.State) error
}

// Service checks presences.
type Service struct{ Store Store }

// Check settles presences by their remarks and returns them as they are then.
// Those that were cancelled or purged meanwhile, or checked before, need nothing.
func (s *Service) Check(ctx context.Context, which []id.Presence) ([]checkin.Presence, error) {
	found, err := s.Store.FindPresences(ctx, which)
	if err != nil {
		return nil, err
	}
	states := map[id.Presence]checkin.State{}
	for i, p := range found {
		if p.State != checkin.Registered {
			continue
		}
		state := checkin.Validated
		if len(p.Remarks) > 0 {
			state = checkin.Doubted
		}
		found[i].State, states[p.ID] = state, state
	}
	return found, s.Store.SettlePresences(ctx, states)
}
