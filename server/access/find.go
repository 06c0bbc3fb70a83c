package access

import (
	"context"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// Places knows the workplaces and who works there.
type Places interface {
	// WorkplacesOf returns the workplaces that a company keeps, and those where
	// the number is among the contractors, by name.
	WorkplacesOf(ctx context.Context, company id.Key, number string) ([]checkin.Workplace, error)
	// ContractorsOf returns the contractors of workplaces.
	ContractorsOf(ctx context.Context, workplaces []id.Workplace) (map[id.Workplace][]checkin.Contractor, error)
}

// Find returns the workplaces that concern the actor's company, and which
// presences it may see.
func Find(ctx context.Context, p Places, who checkin.Actor) ([]checkin.Workplace, Scope, error) {
	if !who.Known() {
		return nil, Scope{}, ErrDenied
	}
	number := ""
	if who.Company.Confirmed {
		number = who.Company.Number()
	}
	places, err := p.WorkplacesOf(ctx, who.Company.ID, number)
	if err != nil {
		return nil, Scope{}, err
	}
	var kept, others []id.Workplace
	for _, w := range places {
		if Keeps(who, w) {
			kept = append(kept, w.Number)
		} else {
			others = append(others, w.Number)
		}
	}
	contractors, err := p.ContractorsOf(ctx, others)
	if err != nil {
		return nil, Scope{}, err
	}
	var chains []Chain
	for w, all := range contractors {
		chains = append(chains, Chain{Workplace: w, Contractors: all})
	}
	return places, ScopeOf(who, kept, chains), nil
}
