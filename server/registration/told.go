package registration

import (
	"context"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/id"
)

// told returns an entry as the actor is told it.
func (s *Service) told(ctx context.Context, who checkin.Actor, e Entry) (Entry, error) {
	firsts, err := s.firsts(ctx, e)
	e.Presence = access.Told(who, e.Presence, e.Where, firsts[e.DuplicateOf])
	return e, err
}

// firsts returns the presences that entries are duplicates of, by id.
func (s *Service) firsts(ctx context.Context, entries ...Entry) (map[id.Presence]checkin.Presence, error) {
	var which []id.Presence
	for _, e := range entries {
		if !e.DuplicateOf.IsZero() {
			which = append(which, e.DuplicateOf)
		}
	}
	if len(which) == 0 {
		return nil, nil
	}
	found, err := s.Store.FindPresences(ctx, which)
	firsts := make(map[id.Presence]checkin.Presence, len(found))
	for _, p := range found {
		firsts[p.ID] = p
	}
	return firsts, err
}
