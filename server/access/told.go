package access

import (
	"slices"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// Told returns a presence as the actor is told it, who may read it. What it says
// of another one, the first of the same person, is for whoever registered that
// one, the employer and the keeper: an id holds the millisecond at which it was
// made. That there is another one at all is told besides to the users of any
// confirmed company, as the official service does; to a stranger it is not, nor,
// unless they have the poster, that nobody came in before they went out. The zero
// first is one that is not known.
func Told(who checkin.Actor, p checkin.Presence, at checkin.Workplace, first checkin.Presence) checkin.Presence {
	concerned := !first.ID.IsZero() && first.Owner == who.Owner || employs(who.Company, p) || Keeps(who.Company, at)
	if !concerned {
		p.DuplicateOf = id.Presence{}
	}
	if concerned || !IsStranger(who) {
		return p
	}
	kept := slices.DeleteFunc(slices.Clone(p.Remarks), func(r checkin.Remark) bool {
		return r.Repeats() || r == checkin.OutWithoutIn && p.Poster.IsZero()
	})
	if p.State == checkin.Doubted && len(kept) == 0 {
		p.State = checkin.Validated // nothing is left that makes it doubted
	}
	if len(kept) < len(p.Remarks) {
		p.Remarks = kept
	}
	return p
}

// IsStranger reports whether nobody knows who an actor is: a device without
// account, or somebody of a company that could be anybody's.
func IsStranger(who checkin.Actor) bool {
	return who.Principal == checkin.DevicePrincipal || !who.Company.Confirmed
}

// employs reports whether a presence is of one of the company's own people.
func employs(c checkin.Company, p checkin.Presence) bool {
	number := p.Employer.Number()
	return c.Confirmed && number != "" && number == c.Number()
}
