// Package access decides what an actor may do and see: entitlement, company and
// workplace together. It alone does; features ask it, and storage only narrows
// down what it will look at.
package access

import (
	"slices"

	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
)

// The refusals of this package.
var (
	ErrDenied      = fault.New(fault.Denied, "not_entitled")
	ErrUnconfirmed = fault.New(fault.Denied, "company_unconfirmed")
)

// Need refuses actors without the entitlement.
func Need(who checkin.Actor, e checkin.Entitlement) error {
	if !who.Known() || !who.May(e) {
		return ErrDenied
	}
	return nil
}

// NeedConfirmed refuses actors without the entitlement, and those whose company
// the operator has not confirmed: they could be anybody.
func NeedConfirmed(who checkin.Actor, e checkin.Entitlement) error {
	if err := Need(who, e); err != nil {
		return err
	}
	if !who.Company.Confirmed {
		return ErrUnconfirmed
	}
	return nil
}

// Keeps reports whether the actor's company keeps the workplace here.
func Keeps(who checkin.Actor, w checkin.Workplace) bool {
	return who.Known() && !w.Company.IsZero() && w.Company == who.Company.ID
}

// Chain is the companies that work at one workplace.
type Chain struct {
	Workplace   id.Workplace
	Contractors []checkin.Contractor
}

// Scope is which presences an actor may see, by where they belong. The zero
// scope sees nothing.
type Scope struct {
	Company  id.Key                    // those that its users registered
	Employer string                    // those of its own people; "" until it is confirmed
	Kept     []id.Workplace            // everybody at these
	Chains   map[id.Workplace][]string // and there, the people of these companies
}

// ScopeOf returns what the actor's company may see, which keeps those
// workplaces and has a part in those chains.
func ScopeOf(who checkin.Actor, kept []id.Workplace, chains []Chain) Scope {
	if !who.Known() {
		return Scope{}
	}
	s := Scope{Company: who.Company.ID}
	if !who.Company.Confirmed {
		return s
	}
	s.Employer, s.Kept, s.Chains = who.Company.Number(), kept, map[id.Workplace][]string{}
	for _, c := range chains {
		if below := Below(s.Employer, c.Contractors); len(below) > 0 {
			s.Chains[c.Workplace] = below
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
