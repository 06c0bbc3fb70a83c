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
	// FindPresence returns the presence with that id; found is false if there
	// is none.
	FindPresence(ctx context.Context, which id.Presence) (p checkin.Presence, found bool, err error)
	// SettlePresence gives a presence that is Registered another state; any
	// other presence stays as it is.
	SettlePresence(ctx context.Context, which id.Presence, state checkin.State) error
}

// Service checks presences.
type Service struct{ Store Store }

// Check settles a presence by its remarks. One that was cancelled or purged
// meanwhile, or checked before, needs nothing.
func (s *Service) Check(ctx context.Context, which id.Presence) error {
	p, found, err := s.Store.FindPresence(ctx, which)
	if err != nil || !found || p.State != checkin.Registered {
		return err
	}
	state := checkin.Validated
	if len(p.Remarks) > 0 {
		state = checkin.Doubted
	}
	return s.Store.SettlePresence(ctx, which, state)
}
