package consultation

import (
	"context"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/id"
)

// details adds to everybody of a board what one reads when one opens their row:
// remarks, who registered them, and for the keeper who looked at their flags.
func (s *Service) details(ctx context.Context, who checkin.Actor, b *Board) error {
	people := [][]Seen{b.Present, b.Left, b.Unclosed, b.Missing}
	var all []checkin.Presence
	for _, some := range people {
		for _, one := range some {
			all = append(all, one.Presence)
		}
	}
	by, err := s.registrars(ctx, who, all)
	if err != nil {
		return err
	}
	looks := map[id.Presence]checkin.Look{}
	if b.Kept {
		if looks, err = s.Store.Looks(ctx, b.Workplace.Number, b.On); err != nil {
			return err
		}
	}
	var lookers []id.Key
	for _, look := range looks {
		lookers = append(lookers, look.By)
	}
	users, err := s.Store.FindUsers(ctx, lookers)
	if err != nil {
		return err
	}
	for _, some := range people {
		for i := range some {
			one := &some[i]
			one.Remarks = access.Told(who, one.Presence, b.Workplace, checkin.Presence{}).Remarks
			one.RegisteredBy = by[one.ID]
			if look, looked := looks[one.ID]; looked {
				one.Look = &Look{look, users[look.By].Name}
			}
		}
	}
	return nil
}
