// Package validation checks the content of presences after they were
// registered, as the official service does: the registration stands at once,
// and is then validated, or doubted because somebody may ask about it. Nothing
// is ever refused here.
package validation

import (
	"context"
	"slices"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// Store keeps presences.
type Store interface {
	// FindPresences returns those of the presences that are there.
	FindPresences(ctx context.Context, which []id.Presence) ([]checkin.Presence, error)
	// SettlePresences gives presences that are Registered their other states,
	// and returns how many were; any other presence stays as it is.
	SettlePresences(ctx context.Context, states map[id.Presence]checkin.State) (settled int, err error)
}

// Service checks presences.
type Service struct{ Store Store }

// Check settles presences by their remarks and returns them as they are then.
// They may have been read a while ago: should one of them have been cancelled,
// purged, or checked before, all are read again.
func (s *Service) Check(ctx context.Context, all []checkin.Presence) ([]checkin.Presence, error) {
	states := map[id.Presence]checkin.State{}
	which := make([]id.Presence, len(all))
	checked := slices.Clone(all)
	for i, p := range all {
		which[i] = p.ID
		if p.State != checkin.Registered {
			continue
		}
		state := checkin.Validated
		if len(p.Remarks) > 0 {
			state = checkin.Doubted
		}
		checked[i].State, states[p.ID] = state, state
	}
	settled, err := s.Store.SettlePresences(ctx, states)
	if err == nil && settled < len(states) {
		return s.Store.FindPresences(ctx, which)
	}
	return checked, err
}
