// Package registration records presences. Every channel ends here: the phone,
// the assistant, the web service and the gateway all call Register, so a rule
// added here holds for all of them.
//
// It does not read pictures (package scan), does not prove anything to third
// parties (package receipt) and does not know how a presence is stored: it
// declares what it needs of storage. Start reading at Register and, for the way of a
// request through the door, at RegisterAll (batch.go).
package registration

import (
	"context"
	"errors"
	"time"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
	"ciaw/server/outbox"
)

// The refusals of this package.
var (
	ErrReused        = fault.New(fault.Conflict, "id_reused")
	ErrUnknown       = fault.New(fault.Unknown, "presence_unknown")
	ErrPosterUnknown = fault.New(fault.Invalid, "poster_unknown")
	ErrPosterRevoked = fault.New(fault.Invalid, "poster_revoked")
	ErrWorkplace     = fault.New(fault.Invalid, "workplace_unknown")
	ErrNotYetOpen    = fault.New(fault.Invalid, "workplace_not_yet_open")
	ErrClosed        = fault.New(fault.Invalid, "workplace_closed")
	ErrDayPassed     = fault.New(fault.Invalid, "day_passed")
	ErrDayTooFar     = fault.New(fault.Invalid, "day_too_far")
	ErrClockAhead    = fault.New(fault.Invalid, "clock_ahead")
	ErrReason        = fault.New(fault.Invalid, "reason_invalid")
	ErrTooLate       = fault.New(fault.Conflict, "too_late_to_cancel")
	ErrNoNISS        = fault.New(fault.Invalid, "own_niss_unknown")
	ErrLikeUnknown   = fault.New(fault.Invalid, "presence_unknown")
	ErrSelfOnly      = fault.New(fault.Invalid, "self_only")
	ErrPosterNeeded  = fault.New(fault.Invalid, "poster_required")

	// ErrDirectionRequired refuses neither In nor Out where both are possible.
	ErrDirectionRequired = fault.New(fault.Invalid, "direction_required")
	// ErrDirectionUnexpected refuses In or Out where presence is of the whole day.
	ErrDirectionUnexpected = fault.New(fault.Invalid, "direction_unexpected")
	// ErrDeliveredLate refuses an In or Out that comes too long after its time.
	ErrDeliveredLate = fault.New(fault.Invalid, "delivered_late")
)

// Store keeps presences. Its methods are durable when they return: what they
// stored survives a power cut.
type Store interface {
	// FindPresences returns those of the presences that are there, in no order.
	FindPresences(ctx context.Context, which []id.Presence) ([]checkin.Presence, error)

	// AddPresences puts presences into the queue to be stored in one transaction:
	// each gets a receipt number, is linked to the uncancelled presence that said
	// the same before it, with a remark (AlreadyRegistered, AlreadyIn, AlreadyOut,
	// OutWithoutIn), and is told on the topic that topicOf says. Where an id is taken nothing changes, and the
	// presence that has it is returned. One that cannot be stored does not fail
	// the others. What is pending knows the numbers before the presences are stored.
	AddPresences(ctx context.Context, all []checkin.Presence, topicOf func(checkin.Presence) outbox.Topic) (checkin.Pending, error)

	// CancelPresence withdraws the presence and returns it as it is then; it is
	// told on those topics. One that was cancelled before is returned unchanged.
	CancelPresence(ctx context.Context, which id.Presence, c checkin.Cancellation, topics ...outbox.Topic) (checkin.Presence, error)
}

// Workplaces finds workplaces and posters.
type Workplaces interface {
	// FindPoster returns the poster and its workplace, also when revoked. It is
	// asked for every presence.
	FindPoster(ctx context.Context, code id.Poster) (p checkin.Poster, w checkin.Workplace, found bool, err error)
	// FindWorkplace returns the workplace of that number.
	FindWorkplace(ctx context.Context, number id.Workplace) (w checkin.Workplace, found bool, err error)
}

// Service is the door to the register.
type Service struct {
	Store      Store
	Workplaces Workplaces
	Rules      checkin.Rules

	// Choose, unless nil, says which authority gives the number of a presence, and
	// under the mandate of which company; zero values are this register.
	Choose func(ctx context.Context, p checkin.Presence, at checkin.Workplace) (authority string, mandate id.Key, err error)

	Now func() time.Time

	// Allow counts one more try for a key and returns zero, or how long to
	// wait. Classes are ByAddress, ByLimosa, ByPoster, ByDay
	// and ByTyped.
	Allow func(class, key string) time.Duration

	// GiveBack, unless nil, takes one try back that Allow has counted.
	GiveBack func(class, key string)

	// Showed, unless nil, reports whether the screen of a poster showed a code at
	// about that time.
	Showed func(poster id.Poster, code string, at time.Time) bool

	// Prepare, unless nil, is called with presences while they are being stored,
	// which takes a moment: what will be answered can be prepared. They are
	// registered only when Register says so.
	Prepare func([]checkin.Presence)

	networks networks
}

// The classes of tries that are counted.
const (
	ByAddress = "address"
	ByLimosa  = "limosa"
	ByPoster  = "poster"
	ByDay     = "day"   // per address, of what takes a receipt number: those of a day are for all
	ByTyped   = "typed" // per address, of those who have no account and no poster
)

// Request asks for one registration. Limosa, NISS, Self or Like
// says whom; without an account it must be Limosa. Either Poster or Workplace
// says where.
type Request struct {
	ID         id.Presence
	Limosa     id.Limosa
	NISS       id.NISS
	Self       bool             // the actor
	Like       id.Presence      // whoever that presence is of, which the actor's company registered
	Name       string           // of the person
	Typed      string           // likewise, typed beside the digits of a Limosa L1 by somebody with an account
	Employer   checkin.Employer // zero: the actor's company, or the unknown one of a Limosa L1
	ActiveFrom checkin.Day      // by the document itself: a hint; zero if it does not say
	ActiveTo   checkin.Day      // likewise
	Poster     id.Poster
	Screen     string // the code that a screen at the gate showed with the poster; "" if none did
	Workplace  id.Workplace
	On         checkin.Day       // zero: today, or the day of an In or Out
	Direction  checkin.Direction // In, Out, or "": of the day
	CapturedAt time.Time
	Position   *checkin.Position
}

// Entry is a presence with the workplace that it is at.
type Entry struct {
	checkin.Presence
	Where checkin.Workplace
}

// Order is one registration that somebody asks for.
type Order struct {
	Who checkin.Actor
	Request
}

// Outcome is what an order led to: an entry, or a refusal.
type Outcome struct {
	Entry
	Added bool // false: it was in the register already
	Err   error
}

// Register records a presence, once: repeating a request returns the presence
// it led to, with added false, however late the repetition comes. A presence
// that comes back with another worker, workplace, day or owner is ErrReused. What
// is returned says no more than access.Told lets the actor be told.
func (s *Service) Register(ctx context.Context, who checkin.Actor, r Request) (e Entry, added bool, err error) {
	outcomes, err := s.RegisterAll(ctx, []Order{{who, r}})
	if err != nil {
		return Entry{}, false, err
	}
	return outcomes[0].Entry, outcomes[0].Added, outcomes[0].Err
}

// Find returns a presence to its owner, as access.Told lets them be told it; to
// anybody else it does not exist.
func (s *Service) Find(ctx context.Context, who checkin.Actor, which id.Presence) (Entry, error) {
	found, err := s.Store.FindPresences(ctx, []id.Presence{which})
	if err != nil {
		return Entry{}, err
	}
	if len(found) == 0 || !access.Reads(who, found[0]) {
		return Entry{}, ErrUnknown
	}
	e, err := s.entry(ctx, found[0])
	if err != nil {
		return Entry{}, err
	}
	return s.told(ctx, who, e)
}

// Cancel withdraws a presence of one's own, until its day is over. Repeating
// changes nothing.
func (s *Service) Cancel(ctx context.Context, who checkin.Actor, which id.Presence, why checkin.CancelReason) (Entry, error) {
	e, err := s.Find(ctx, who, which)
	if err != nil || e.State == checkin.Cancelled {
		return e, err
	}
	if err := access.MayCancel(who, e.Presence); err != nil {
		return Entry{}, err
	}
	if !why.Known() {
		return Entry{}, fault.At("reason", ErrReason)
	}
	now := s.Now()
	if !now.Before(e.On.End()) {
		return Entry{}, ErrTooLate
	}
	p, err := s.Store.CancelPresence(ctx, which, checkin.Cancellation{Reason: why, At: now}, cancelTopics(e.Presence)...)
	if err != nil {
		return Entry{}, err
	}
	return s.told(ctx, who, Entry{p, e.Where})
}

// topicOf returns on which topic a new presence is told: what another authority
// gives the number of goes there first.
func topicOf(p checkin.Presence) outbox.Topic {
	if p.Authority != "" {
		return outbox.Forward
	}
	return outbox.Check
}

// cancelTopics returns on which topics a cancellation is told.
func cancelTopics(p checkin.Presence) []outbox.Topic {
	if p.Authority != "" {
		return []outbox.Topic{outbox.Cancel, outbox.ForwardCancel}
	}
	return []outbox.Topic{outbox.Cancel}
}

// entry adds the workplace to a presence.
func (s *Service) entry(ctx context.Context, p checkin.Presence) (Entry, error) {
	w, found, err := s.Workplaces.FindWorkplace(ctx, p.Workplace)
	if err != nil {
		return Entry{}, err
	}
	if !found {
		return Entry{}, errors.New("a presence is at a workplace that is not stored")
	}
	return Entry{p, w}, nil
}
