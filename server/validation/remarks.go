package validation

import (
	"context"
	"maps"
	"slices"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// surroundings are the workplaces of presences, and the companies that are known
// to work there.
type surroundings struct {
	workplaces map[id.Workplace]checkin.Workplace
	chains     map[id.Workplace]chain
}

// chain is the numbers of the companies of one workplace: its keeper and all
// contractors.
type chain map[string]bool

// look reads the surroundings of presences that are still to be checked.
func (s *Service) look(ctx context.Context, all []checkin.Presence) (there surroundings, err error) {
	numbers := map[id.Workplace]bool{}
	for _, p := range all {
		if p.State == checkin.Registered {
			numbers[p.Workplace] = true
		}
	}
	if len(numbers) == 0 {
		return there, nil
	}
	if there.workplaces, err = s.Workplaces.FindWorkplaces(ctx, slices.Collect(maps.Keys(numbers))); err != nil {
		return there, err
	}
	there.chains, err = s.chains(ctx, all, there.workplaces)
	return there, err
}

// chains returns the chains of workplaces whose keepers have listed contractors,
// as far as they are needed: where an employer is none of the contractors, the
// keeper is added. Where the keeper has listed nobody, or is not known, nothing
// can be said about an employer, and there is no chain.
func (s *Service) chains(ctx context.Context, all []checkin.Presence, at map[id.Workplace]checkin.Workplace) (map[id.Workplace]chain, error) {
	kept := map[id.Workplace]bool{}
	for _, p := range all {
		if p.State == checkin.Registered && p.Employer.Number() != "" && !at[p.Workplace].Company.IsZero() {
			kept[p.Workplace] = true
		}
	}
	if len(kept) == 0 {
		return nil, nil
	}
	contractors, err := s.Workplaces.ContractorsOf(ctx, slices.Collect(maps.Keys(kept)))
	if err != nil {
		return nil, err
	}
	chains := map[id.Workplace]chain{}
	for w, listed := range contractors {
		if len(listed) == 0 {
			continue
		}
		chains[w] = chain{}
		for _, c := range listed {
			chains[w][c.Number()] = true
		}
	}
	return chains, s.addKeepers(ctx, chains, strangers(all, chains), at)
}

// strangers returns the workplaces with an employer who is not in their chain.
func strangers(all []checkin.Presence, chains map[id.Workplace]chain) map[id.Workplace]bool {
	found := map[id.Workplace]bool{}
	for _, p := range all {
		if p.State == checkin.Registered && chains[p.Workplace].lacks(p.Employer) {
			found[p.Workplace] = true
		}
	}
	return found
}

// lacks reports whether there is a chain, and an employer of a known number is
// not in it. Of a posted worker the Limosa number alone says no employer.
func (c chain) lacks(e checkin.Employer) bool {
	number := e.Number()
	return c != nil && number != "" && !c[number]
}

// addKeepers adds the keepers of those workplaces to their chains.
func (s *Service) addKeepers(ctx context.Context, chains map[id.Workplace]chain, of map[id.Workplace]bool, at map[id.Workplace]checkin.Workplace) error {
	if len(of) == 0 {
		return nil
	}
	keepers := map[id.Key]bool{}
	for w := range of {
		keepers[at[w].Company] = true
	}
	companies, err := s.Workplaces.FindCompanies(ctx, slices.Collect(maps.Keys(keepers)))
	if err != nil {
		return err
	}
	for w := range of {
		keeper, found := companies[at[w].Company]
		if !found {
			delete(chains, w)
			continue
		}
		chains[w][keeper.Number()] = true
	}
	return nil
}

// remarks returns what else somebody may ask about a presence.
func (s *Service) remarks(p checkin.Presence, there surroundings) (added []checkin.Remark) {
	add := func(yes bool, r checkin.Remark) {
		if yes && !slices.Contains(p.Remarks, r) {
			added = append(added, r)
		}
	}
	w, found := there.workplaces[p.Workplace]
	if !found {
		add(true, checkin.WorkplaceUnknown)
		return added
	}
	add(w.Opening(p.On) != checkin.Open, checkin.WorkplaceNotActive)
	// Of a sector that nobody has named, no rule says anything.
	add(w.Sector.Known() && !s.InForce(w.Sector, p.On), checkin.WorkplaceNotSubject)
	add(there.chains[p.Workplace].lacks(p.Employer), checkin.CompanyNotInChain)
	return added
}
