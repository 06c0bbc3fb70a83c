package access

import (
	"slices"

	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
)

// MayRegister refuses to let the actor register that person. A device without
// account registers by Limosa number; a user themselves, and others if
// entitled; a client whoever it likes, if entitled; a gateway whoever
// identifies there.
func MayRegister(who checkin.Actor, limosa id.Limosa, niss id.NISS) error {
	switch who.Principal {
	case checkin.DevicePrincipal:
		if limosa.IsZero() {
			return fault.At("worker.limosa", fault.ErrRequired)
		}
		return nil
	case checkin.UserPrincipal:
		if !isUser(who, niss) && !who.May(checkin.MayRegister) {
			return checkin.ErrDenied
		}
		return nil
	case checkin.ClientPrincipal:
		if !who.May(checkin.MayRegister) {
			return checkin.ErrDenied
		}
		return nil
	case checkin.GatewayPrincipal:
		return nil
	}
	return checkin.ErrDenied
}

// MayRegisterAt refuses to let the actor register anybody at that workplace: a
// gateway registers only where it stands, a client perhaps only where its
// company said.
func MayRegisterAt(who checkin.Actor, w id.Workplace) error {
	bound := who.Principal == checkin.GatewayPrincipal || who.Workplaces != nil
	if bound && !slices.Contains(who.Workplaces, w) {
		return checkin.ErrDenied
	}
	return nil
}

// RegistersSelf reports whether it is the person themselves who registers: with
// their own phone and L1, with their own account, or at a gateway.
func RegistersSelf(who checkin.Actor, niss id.NISS) bool {
	switch who.Principal {
	case checkin.DevicePrincipal, checkin.GatewayPrincipal:
		return true
	case checkin.UserPrincipal:
		return isUser(who, niss)
	}
	return false
}

// isUser reports whether a national number is the user's own.
func isUser(who checkin.Actor, niss id.NISS) bool { return !niss.IsZero() && niss == who.User.NISS }

// IsOf reports whether a presence is of a user: of the number that was theirs
// before it was registered. A number that is set afterwards opens nothing.
func IsOf(u checkin.User, p checkin.Presence) bool {
	return !p.NISS.IsZero() && p.NISS == u.NISS && !p.RecordedAt.Before(u.NISSAt)
}

// Owns reports whether a presence is the actor's own doing: without an account,
// whoever knows the secret; a user, what they registered or what is of them; a
// client or gateway, what it registered.
func Owns(who checkin.Actor, p checkin.Presence) bool {
	if p.Owner != who.Owner {
		return false
	}
	switch who.Principal {
	case checkin.DevicePrincipal:
		return true
	case checkin.UserPrincipal:
		return p.Registrar == who.ID || IsOf(who.User, p)
	case checkin.ClientPrincipal, checkin.GatewayPrincipal:
		return p.Registrar == who.ID
	}
	return false
}

// MayRepeat reports whether the actor may have registered a presence itself, and
// so may be answered what became of it.
func MayRepeat(who checkin.Actor, p checkin.Presence) bool {
	return who.Principal != "" && p.Owner == who.Owner
}

// Reads reports whether the actor may read a presence by its id: their own, and
// those that their company registered, if they register or consult for it.
func Reads(who checkin.Actor, p checkin.Presence) bool {
	return Owns(who, p) || p.Owner == who.Owner && Registrars.Admit(who) == nil
}

// MayCancel refuses to let the actor cancel a presence that it may read. A
// gateway cancels nothing: who identified there has gone by then.
func MayCancel(who checkin.Actor, p checkin.Presence) error {
	switch who.Principal {
	case checkin.DevicePrincipal:
		if Owns(who, p) {
			return nil
		}
	case checkin.UserPrincipal:
		if Owns(who, p) || p.Owner == who.Owner && who.May(checkin.MayRegister) {
			return nil
		}
	case checkin.ClientPrincipal:
		if p.Owner == who.Owner && who.May(checkin.MayRegister) {
			return nil
		}
	}
	return checkin.ErrDenied
}

// Whose is which presences somebody looks for, by who registered them.
type Whose string

// The answers to whose.
const (
	Everybodys Whose = ""   // all that concern the company
	Ours       Whose = "us" // those that the company registered
	Mine       Whose = "me" // those that the actor registered
)

// MaySearch refuses to let the actor look for those: one's own registrations
// always, those of the company if one registers or consults, all others if one
// consults.
func MaySearch(who checkin.Actor, whose Whose) error {
	switch whose {
	case Mine:
		return Members.Admit(who)
	case Ours:
		return Registrars.Admit(who)
	}
	return Consulters.Admit(who)
}

// WidestSearch returns the widest search that the actor may make, or why they may
// make none.
func WidestSearch(who checkin.Actor) (Whose, error) {
	for _, whose := range []Whose{Everybodys, Ours} {
		if MaySearch(who, whose) == nil {
			return whose, nil
		}
	}
	return Mine, MaySearch(who, Mine)
}

// SeesNames reports whether the actor may read the names of people on a board.
func SeesNames(who checkin.Actor) bool { return who.May(checkin.MayConsult) }

// SeesRegistrar reports whether the actor may read the name of the user who
// registered a presence: a user of their own company, if they consult, or they
// themselves.
func SeesRegistrar(who checkin.Actor, p checkin.Presence) bool {
	return !p.Company.IsZero() && p.Company == who.Company.ID && (who.May(checkin.MayConsult) || p.Registrar == who.ID)
}
