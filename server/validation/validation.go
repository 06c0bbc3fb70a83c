// Package validation checks the content of presences after they were
// registered, as the official service does: the registration stands at once,
// and is then validated, or doubted because somebody may ask about it. Nothing
// is ever refused here.
//
// What the register's own data prove is remarked here (remarks.go); which
// remarks those are, and why not the others, is the table in
// server/checkin/remark.go.
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
	// SettlePresences gives presences that are Registered their other states and
	// adds remarks to them, and returns how many were; any other presence stays
	// as it is.
	SettlePresences(ctx context.Context, all map[id.Presence]checkin.Settlement) (settled int, err error)
}

// Workplaces knows where presences are, and who works there. Each method is
// asked at most once for all presences that are checked together.
type Workplaces interface {
	// FindWorkplaces returns those of the workplaces that there are.
	FindWorkplaces(ctx context.Context, numbers []id.Workplace) (map[id.Workplace]checkin.Workplace, error)
	// ContractorsOf returns the contractors of workplaces.
	ContractorsOf(ctx context.Context, workplaces []id.Workplace) (map[id.Workplace][]checkin.Contractor, error)
	// FindCompanies returns those of the companies that there are.
	FindCompanies(ctx context.Context, which []id.Key) (map[id.Key]checkin.Company, error)
}

// Service checks presences.
type Service struct {
	Store      Store
	Workplaces Workplaces

	// InForce reports whether any rule asks for presences in a sector on a day.
	InForce func(s checkin.Sector, on checkin.Day) bool
}

// Check adds remarks to presences, settles them by all their remarks and returns
// them as they are then. They may have been read a while ago: should one of them
// have been cancelled, purged, or checked before, all are read again.
func (s *Service) Check(ctx context.Context, all []checkin.Presence) ([]checkin.Presence, error) {
	there, err := s.look(ctx, all)
	if err != nil {
		return nil, err
	}
	settlements := map[id.Presence]checkin.Settlement{}
	which := make([]id.Presence, len(all))
	checked := slices.Clone(all)
	for i, p := range all {
		which[i] = p.ID
		if p.State != checkin.Registered {
			continue
		}
		added := s.remarks(p, there)
		remarks, state := checkin.WithRemarks(p.Remarks, added...), checkin.Validated
		if len(remarks) > 0 {
			state = checkin.Doubted
		}
		checked[i].State, checked[i].Remarks = state, remarks
		settlements[p.ID] = checkin.Settlement{State: state, Remarks: added}
	}
	settled, err := s.Store.SettlePresences(ctx, settlements)
	if err == nil && settled < len(settlements) {
		return s.Store.FindPresences(ctx, which)
	}
	return checked, err
}
