package access

import (
	"slices"

	"ciaw/server/checkin"
)

// Audience is the set of actors who may ask for something at all, before it is
// looked at what exactly. The zero Audience is anybody, also without an account.
type Audience struct {
	principals []checkin.Principal   // nil: anybody
	any        []checkin.Entitlement // at least one of these; nil: none is needed
	confirmed  bool                  // and the operator has confirmed the company: it could be anybody's
}

var (
	users   = []checkin.Principal{checkin.UserPrincipal}
	members = []checkin.Principal{checkin.UserPrincipal, checkin.ClientPrincipal}
)

// The audiences, by what they do.
var (
	Anyone      = Audience{}                                                                                           // reads posters, signs in, registers by a secret
	Account     = Audience{principals: users}                                                                          // a user, about their own account
	Managers    = Audience{principals: users, any: []checkin.Entitlement{checkin.MayAccess}}                           // access management
	Integrators = Audience{principals: users, any: []checkin.Entitlement{checkin.MayWebService}, confirmed: true}      // web hooks
	Keepers     = Audience{principals: users, any: []checkin.Entitlement{checkin.MayWorkplaces}, confirmed: true}      // workplaces and their posters
	Members     = Audience{principals: members}                                                                        // whoever acts for a company: its list of workplaces
	Watchers    = Audience{principals: members, any: []checkin.Entitlement{checkin.MayConsult, checkin.MayWorkplaces}} // boards
	Observers   = Audience{principals: users, any: []checkin.Entitlement{checkin.MayConsult, checkin.MayWorkplaces}}   // who stand at the gate and look
	Consulters  = Audience{principals: members, any: []checkin.Entitlement{checkin.MayConsult}}                        // presences, with names
	Registrars  = Audience{principals: members, any: []checkin.Entitlement{checkin.MayRegister, checkin.MayConsult}}   // those that the company registered
)

// Admit refuses actors that are not in the audience: with checkin.ErrSignedOut
// where an account is missing, with checkin.ErrDenied or checkin.ErrUnconfirmed
// where it is there but does not suffice.
func (a Audience) Admit(who checkin.Actor) error {
	switch {
	case a.principals == nil:
		return nil
	case who.Principal == "" || who.Principal == checkin.DevicePrincipal:
		return checkin.ErrSignedOut
	case !slices.Contains(a.principals, who.Principal):
		return checkin.ErrDenied
	case a.any != nil && !slices.ContainsFunc(a.any, who.May):
		return checkin.ErrDenied
	case a.confirmed && !who.Company.Confirmed:
		return checkin.ErrUnconfirmed
	}
	return nil
}
