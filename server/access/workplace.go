package access

import (
	"slices"

	"ciaw/server/checkin"
)

// Keeps reports whether a company keeps the workplace here.
func Keeps(c checkin.Company, w checkin.Workplace) bool {
	return !c.ID.IsZero() && w.Company == c.ID
}

// Part is the part of a workplace that concerns a company.
type Part struct {
	Kept        bool                 // the company keeps it, and so sees all of it
	Contractors []checkin.Contractor // that it may see: itself and those that work for it
}

// PartOf returns what of a workplace with those contractors concerns a company;
// concerned is false if nothing does: then there is no such workplace for it.
func PartOf(c checkin.Company, w checkin.Workplace, contractors []checkin.Contractor) (p Part, concerned bool) {
	if Keeps(c, w) {
		return Part{Kept: true, Contractors: contractors}, true
	}
	own := c.Number()
	below := Below(own, contractors)
	for _, one := range contractors {
		switch n := one.Number(); {
		case n == own:
			concerned = true
			p.Contractors = append(p.Contractors, one)
		case slices.Contains(below, n):
			p.Contractors = append(p.Contractors, one)
		}
	}
	if !concerned || !c.Confirmed {
		return Part{}, false
	}
	return p, true
}

// SeesPosters reports whether the actor may read the codes of the posters of a
// workplace that their company keeps: who has one can register there.
func SeesPosters(who checkin.Actor) bool { return who.May(checkin.MayWorkplaces) }

// SeesContractors reports whether the actor may read who works at a workplace, as
// far as that is their company's concern: those who manage it, register for it or
// consult. Others register themselves there and need not know.
func SeesContractors(who checkin.Actor) bool {
	return slices.ContainsFunc([]checkin.Entitlement{checkin.MayWorkplaces, checkin.MayRegister, checkin.MayConsult}, who.May)
}
