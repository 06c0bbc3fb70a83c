package access

import (
	"context"
	"slices"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// Chain is the companies that work at one workplace.
type Chain struct {
	Workplace   id.Workplace
	Contractors []checkin.Contractor
}

// Scope is which presences a company may see, by where they belong. The zero
// scope sees nothing.
type Scope struct {
	Company  id.Key                    // those that its users registered
	Employer string                    // those of its own people; "" until it is confirmed
	Kept     []id.Workplace            // everybody at these
	Chains   map[id.Workplace][]string // and there, the people of these companies
}

// ScopeOf returns what a company may see, which keeps those workplaces and has a
// part in those chains. One that is not confirmed sees what it registered.
func ScopeOf(c checkin.Company, kept []id.Workplace, chains []Chain) Scope {
	s := Scope{Company: c.ID}
	if c.ID.IsZero() || !c.Confirmed {
		return s
	}
	s.Employer, s.Kept, s.Chains = c.Number(), kept, map[id.Workplace][]string{}
	for _, chain := range chains {
		if below := Below(s.Employer, chain.Contractors); len(below) > 0 {
			s.Chains[chain.Workplace] = below
		}
	}
	return s
}

// Sees reports whether the presence is in the scope.
func (s Scope) Sees(p checkin.Presence) bool {
	if s.Company.IsZero() {
		return false
	}
	employer := p.Employer.Number()
	return p.Company == s.Company ||
		s.Employer != "" && employer == s.Employer ||
		slices.Contains(s.Kept, p.Workplace) ||
		employer != "" && slices.Contains(s.Chains[p.Workplace], employer)
}

// At returns whom of a workplace the scope holds; nil is everybody.
func (s Scope) At(w id.Workplace) *checkin.Part {
	if !s.Company.IsZero() && slices.Contains(s.Kept, w) {
		return nil
	}
	part := checkin.Part{Company: s.Company, Employers: slices.Clone(s.Chains[w])}
	if s.Employer != "" {
		part.Employers = append(part.Employers, s.Employer)
	}
	return &part
}

// Below returns the numbers of the companies that work for the one with that
// number, directly or not. A chain that runs in a circle ends where it began.
func Below(number string, chain []checkin.Contractor) []string {
	var below []string
	for waiting := []string{number}; len(waiting) > 0; waiting = waiting[1:] {
		for _, c := range chain {
			n := c.Number()
			if c.Under == waiting[0] && c.Under != "" && n != number && !slices.Contains(below, n) {
				below, waiting = append(below, n), append(waiting, n)
			}
		}
	}
	return below
}

// Workplaces knows the workplaces and who works there.
type Workplaces interface {
	// WorkplacesOf returns the workplaces that a company keeps, and those where
	// the number is among the contractors, by name.
	WorkplacesOf(ctx context.Context, company id.Key, number string) ([]checkin.Workplace, error)
	// ContractorsOf returns the contractors of workplaces.
	ContractorsOf(ctx context.Context, workplaces []id.Workplace) (map[id.Workplace][]checkin.Contractor, error)
}

// Find returns the workplaces that concern a company, and which presences it
// may see.
func Find(ctx context.Context, from Workplaces, c checkin.Company) ([]checkin.Workplace, Scope, error) {
	number := ""
	if c.Confirmed {
		number = c.Number()
	}
	workplaces, err := from.WorkplacesOf(ctx, c.ID, number)
	if err != nil {
		return nil, Scope{}, err
	}
	var kept, others []id.Workplace
	for _, w := range workplaces {
		if Keeps(c, w) {
			kept = append(kept, w.Number)
		} else {
			others = append(others, w.Number)
		}
	}
	contractors, err := from.ContractorsOf(ctx, others)
	if err != nil {
		return nil, Scope{}, err
	}
	var chains []Chain
	for w, all := range contractors {
		chains = append(chains, Chain{Workplace: w, Contractors: all})
	}
	return workplaces, ScopeOf(c, kept, chains), nil
}
