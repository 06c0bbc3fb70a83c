// Package checkin is the vocabulary of the register: who is present, where,
// on which day, and what makes it in order. It holds no rules about accepting
// a presence (package registration) and knows no storage and no wire format.
package checkin

import (
	"time"

	"ciaw/server/id"
)

// Channel is the way by which a presence came to the register. It follows from the
// credential that was shown, and is never read from a request's body.
type Channel string

// The channels.
const (
	Desktop    Channel = "desktop"
	Mobile     Channel = "mobile"
	WebService Channel = "web_service"
	Gateway    Channel = "gateway"
)

// State is the stage of a presence, and so says who acts next.
type State string

// The states of a presence.
const (
	Queued     State = "queued"     // the authority has not answered; we act next
	Registered State = "registered" // has a receipt number; the content check acts next
	Validated  State = "validated"  // content checked; nobody need act
	Doubted    State = "doubted"    // registered with remarks; the employer acts next
	Refused    State = "refused"    // not in order; whoever registered acts next
	Cancelled  State = "cancelled"  // withdrawn by its owner; nobody need act
)

// InOrder reports whether a presence has a receipt number that counts.
func (s State) InOrder() bool { return s == Registered || s == Validated || s == Doubted }

// CancelReason is why a presence is withdrawn, in the official words.
type CancelReason string

// The official reasons.
const (
	Holiday  CancelReason = "HOLIDAY"
	Disease  CancelReason = "DISEASE"
	Planning CancelReason = "PLANNING"
	C32A     CancelReason = "C32A" // temporary-unemployment card
	Other    CancelReason = "OTHER"
)

// Known reports whether the reason is one of the official ones.
func (r CancelReason) Known() bool {
	switch r {
	case Holiday, Disease, Planning, C32A, Other:
		return true
	}
	return false
}

// Position is the location of a device at the tap, in degrees (WGS 84).
type Position struct {
	Latitude, Longitude float64
	Accuracy            float64 // metres
}

// Valid reports whether the degrees are on the globe and the accuracy is not
// negative.
func (p Position) Valid() bool {
	return p.Latitude >= -90 && p.Latitude <= 90 &&
		p.Longitude >= -180 && p.Longitude <= 180 && p.Accuracy >= 0
}

// Network is a keyed hash of the network that a request came from. The key is
// forgotten with the day: of two presences of one day it says whether they came
// from one network, and of nothing from which.
type Network [8]byte

// Presence is one person at one workplace on one day, or one arrival or
// departure of theirs.
type Presence struct {
	ID           id.Presence
	Owner        Owner
	Limosa       id.Limosa // names the person and the foreign employer
	NISS         id.NISS   // or the person alone; one of both is zero
	Name         string    // of the person, as a document or the caller says; may be ""
	Employer     Employer  // by Limosa number, at most its name is known
	Company      id.Key    // whose user registered it; zero without an account
	Registrar    id.Key    // that user
	Workplace    id.Workplace
	Poster       id.Poster // zero if the workplace number was typed
	Screen       bool      // the poster was on a screen at the gate, which showed its code of that minute
	Network      Network   // where a stranger's came from; zero if not known
	On           Day
	Direction    Direction
	Channel      Channel
	CapturedAt   time.Time // when the device read the codes, by its own clock
	RecordedAt   time.Time // when the register took it in, by ours
	Position     *Position
	State        State
	Mandate      id.Key     // the company for which another authority is asked; zero if it is this register
	Authority    string     // that gives the receipt number; "" is this register
	Receipt      id.Receipt // zero while the authority has not given it
	Remarks      []Remark
	DuplicateOf  id.Presence // the one that stands: of the same person, employer, workplace and day, in the same direction
	Cancellation *Cancellation
}

// ByStranger reports whether nobody knows who registered: a device without
// account, or somebody of a company that could be anybody's.
func (p Presence) ByStranger() bool { return p.Company.IsZero() || p.Network != Network{} }

// Typed reports whether a stranger gave the number of the workplace instead of a
// poster: they need not have been there.
func (p Presence) Typed() bool { return p.ByStranger() && p.Poster.IsZero() }

// SameContent reports whether q says the same of the same person: a device
// that repeats itself may differ in nothing else that matters.
func (p Presence) SameContent(q Presence) bool {
	return p.Limosa == q.Limosa && p.NISS == q.NISS && p.Employer.Number() == q.Employer.Number() &&
		p.Workplace == q.Workplace && p.On == q.On && p.Direction == q.Direction
}

// PersonDigits returns the number that names the person: the Limosa number, or
// the national number.
func (p Presence) PersonDigits() string { return p.Limosa.Digits() + p.NISS.Digits() }

// Added is the result of storing a presence.
type Added struct {
	Presence       // as it is stored
	Added    bool  // false: its id was taken, by the presence that is returned
	Err      error // of this one alone
}

// Pending are presences that are being stored. Their receipt numbers are known
// before they are on the disk.
type Pending struct {
	// Numbered waits until the numbers are given, and returns the presences as
	// they will be stored if no id is taken; nil if none can be stored.
	Numbered func() []Presence
	// Wait waits for the commit, and returns the results in the order of the
	// presences.
	Wait func() []Added
}

// Cancellation is why and when a presence was withdrawn.
type Cancellation struct {
	Reason CancelReason
	At     time.Time
}

// Workplace is a building site or other place of work where presence must be
// registered.
type Workplace struct {
	Number   id.Workplace
	Name     string
	Sector   Sector
	Address  string    // on one line
	OpensOn  Day       // zero: open since ever
	ClosesOn Day       // the last day it is open; zero: no end known
	Company  id.Key    // who keeps it here; zero if nobody does
	Client   string    // for whom the works are done; may be ""
	Contact  Contact   // whom people there can ask
	Position *Position // where its entrance is; Accuracy is its extent

	PosterNeeded bool // without an account, its number alone does not do: a poster must be scanned
}

// Opening says whether a workplace takes presences on a day.
type Opening string

// The answers of Workplace.Opening.
const (
	Open   Opening = "open"
	NotYet Opening = "not_yet"
	Closed Opening = "closed"
)

// Opening says whether the workplace takes presences on that day.
func (w Workplace) Opening(on Day) Opening {
	switch {
	case !w.OpensOn.IsZero() && on.Before(w.OpensOn):
		return NotYet
	case !w.ClosesOn.IsZero() && w.ClosesOn.Before(on):
		return Closed
	}
	return Open
}

// MaxPosters is how many posters a workplace may have, revoked ones included.
const MaxPosters = 200

// Poster is a printed sheet that stands for a workplace, or one gate of it.
type Poster struct {
	Code    id.Poster
	Gate    string // "" for the whole workplace
	Revoked bool
	Created time.Time // zero if not known
}
