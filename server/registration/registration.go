// Package registration records presences. Every channel ends here: the phone,
// the assistant, the web service and the gateway all call Register, so a rule
// added here holds for all of them.
//
// It does not read pictures (package scan), does not prove anything to third
// parties (package receipt) and does not know how a presence is stored: it
// declares what it needs of storage. Start reading at Register.
package registration

import (
	"context"
	"errors"
	"time"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
)

// The refusals of this package.
var (
	ErrReused        = fault.New(fault.Conflict, "id_reused")
	ErrUnknown       = fault.New(fault.Unknown, "presence_unknown")
	ErrPosterUnknown = fault.New(fault.Invalid, "poster_unknown")
	ErrPosterRevoked = fault.New(fault.Invalid, "poster_revoked")
	ErrPlaceUnknown  = fault.New(fault.Invalid, "workplace_unknown")
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
)

// Store keeps presences. Its methods are durable when they return: what they
// stored survives a power cut.
type Store interface {
	// FindPresences returns those of the presences that are there, in no order.
	FindPresences(ctx context.Context, which []id.Presence) ([]checkin.Presence, error)

	// AddPresences stores presences in one transaction, gives each a receipt
	// number, and links it to the first uncancelled presence of the same
	// person, workplace and day, with the remark AlreadyRegistered. Where an id
	// is taken nothing changes, and the presence that has it is returned. One
	// that cannot be stored does not fail the others. Results are in the order
	// of the presences.
	//
	// Meanwhile, unless nil, is called with the presences and the numbers that
	// they will have, while they are being stored.
	AddPresences(ctx context.Context, all []checkin.Presence, meanwhile func([]checkin.Presence)) ([]checkin.Added, error)

	// CancelPresence withdraws the presence and returns it as it is then. One
	// that was cancelled before is returned unchanged.
	CancelPresence(ctx context.Context, which id.Presence, c checkin.Cancellation) (checkin.Presence, error)
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
	Now        func() time.Time

	// Allow counts one more try for a key and returns zero, or how long to
	// wait. Classes are ByAddress, ByLimosa and ByPoster.
	Allow func(class, key string) time.Duration

	// Meanwhile, unless nil, is called with presences while they are being
	// stored, which takes a moment: what will be answered can be prepared. They
	// are registered only when Register says so.
	Meanwhile func([]checkin.Presence)
}

// The classes of tries that are counted.
const (
	ByAddress = "address"
	ByLimosa  = "limosa"
	ByPoster  = "poster"
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
	Employer   checkin.Employer // zero: the actor's company, or the unknown one of a Limosa L1
	ActiveFrom checkin.Day      // by the document itself: a hint; zero if it does not say
	ActiveTo   checkin.Day      // likewise
	Poster     id.Poster
	Workplace  id.Workplace
	On         checkin.Day // zero: today
	CapturedAt time.Time
	Position   *checkin.Position
}

// Entry is a presence with the workplace it is at.
type Entry struct {
	checkin.Presence
	Place checkin.Workplace
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
// that comes back with another worker, workplace, day or owner is ErrReused.
func (s *Service) Register(ctx context.Context, who checkin.Actor, r Request) (e Entry, added bool, err error) {
	outcomes, err := s.RegisterAll(ctx, []Order{{who, r}})
	if err != nil {
		return Entry{}, false, err
	}
	return outcomes[0].Entry, outcomes[0].Added, outcomes[0].Err
}

// RegisterAll does what Register does, for all orders in one transaction. Each
// has an outcome of its own, in the same order; the error is about all of them.
//
// Nearly all come for the first time, so nobody is asked first whether an id is
// known: storing tells. Only what cannot be stored is looked up, as it may have
// been registered when it could.
func (s *Service) RegisterAll(ctx context.Context, orders []Order) ([]Outcome, error) {
	outcomes := make([]Outcome, len(orders))
	orders, err := s.people(ctx, orders, outcomes)
	if err != nil {
		return nil, err
	}
	toAdd, admitted, refused := s.admitAll(ctx, orders, outcomes)
	if len(toAdd) > 0 {
		var results []checkin.Added
		results, err = s.Store.AddPresences(ctx, toAdd, s.Meanwhile)
		for n, result := range results {
			i := admitted[n]
			outcomes[i] = s.outcome(ctx, orders[i], outcomes[i].Place, result)
		}
	}
	if err != nil {
		refused = append(refused, admitted...)
	}
	known, lost := s.recall(ctx, orders, outcomes, refused)
	switch {
	case lost != nil:
		return nil, lost
	case err != nil && known < len(refused):
		return nil, err
	}
	return outcomes, nil
}

// admitAll admits orders that were not refused yet. It returns what to store,
// the places of that among the orders, and the places of those refused now.
func (s *Service) admitAll(ctx context.Context, orders []Order, outcomes []Outcome) (toAdd []checkin.Presence, admitted, refused []int) {
	for i, o := range orders {
		if outcomes[i].Err != nil {
			continue
		}
		p, place, err := s.admit(ctx, o)
		if err != nil {
			outcomes[i].Err = err
			refused = append(refused, i)
			continue
		}
		outcomes[i].Place = place
		toAdd, admitted = append(toAdd, p), append(admitted, i)
	}
	return toAdd, admitted, refused
}

// recall answers those of the orders at these places whose ids are in the
// register already, and returns how many are.
func (s *Service) recall(ctx context.Context, orders []Order, outcomes []Outcome, places []int) (known int, err error) {
	if len(places) == 0 {
		return 0, nil
	}
	ids := make([]id.Presence, len(places))
	for n, i := range places {
		ids[n] = orders[i].ID
	}
	found, err := s.Store.FindPresences(ctx, ids)
	if err != nil {
		return 0, err
	}
	byID := make(map[id.Presence]checkin.Presence, len(found))
	for _, p := range found {
		byID[p.ID] = p
	}
	for _, i := range places {
		if p, found := byID[orders[i].ID]; found {
			known++
			outcomes[i].Entry, outcomes[i].Err = s.repeat(ctx, orders[i].Who, orders[i].Request, p)
		}
	}
	return known, nil
}

// admit counts an order, finds its workplace and applies the rules.
func (s *Service) admit(ctx context.Context, o Order) (checkin.Presence, checkin.Workplace, error) {
	if err := s.count(o.Who, o.Request); err != nil {
		return checkin.Presence{}, checkin.Workplace{}, err
	}
	place, err := s.place(ctx, o.Request)
	if err != nil {
		return checkin.Presence{}, place, err
	}
	p, err := accept(o.Who, o.Request, place, s.Now())
	return p, place, err
}

// outcome says what storing led to.
func (s *Service) outcome(ctx context.Context, o Order, place checkin.Workplace, result checkin.Added) Outcome {
	switch {
	case result.Err != nil:
		return Outcome{Err: result.Err}
	case !result.Added: // somebody else was faster with the same id
		e, err := s.repeat(ctx, o.Who, o.Request, result.Presence)
		return Outcome{Entry: e, Err: err}
	}
	return Outcome{Entry: Entry{result.Presence, place}, Added: true}
}

// Find returns a presence to its owner; to anybody else it does not exist.
func (s *Service) Find(ctx context.Context, who checkin.Actor, which id.Presence) (Entry, error) {
	found, err := s.Store.FindPresences(ctx, []id.Presence{which})
	if err != nil {
		return Entry{}, err
	}
	if len(found) == 0 || !access.Reads(who, found[0]) {
		return Entry{}, ErrUnknown
	}
	return s.entry(ctx, found[0])
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
	p, err := s.Store.CancelPresence(ctx, which, checkin.Cancellation{Reason: why, At: now})
	if err != nil {
		return Entry{}, err
	}
	return Entry{p, e.Place}, nil
}

// repeat answers a request whose id is in the register already.
func (s *Service) repeat(ctx context.Context, who checkin.Actor, r Request, earlier checkin.Presence) (Entry, error) {
	again := checkin.Presence{Limosa: r.Limosa, NISS: r.NISS, Employer: r.Employer, Workplace: r.Workplace, On: r.On}
	if r.On.IsZero() {
		again.On = earlier.On
	}
	if !r.Poster.IsZero() {
		// A poster that was revoked since still says which workplace was meant.
		_, w, found, err := s.Workplaces.FindPoster(ctx, r.Poster)
		if err != nil {
			return Entry{}, err
		}
		if !found {
			return Entry{}, ErrReused
		}
		again.Workplace = w.Number
	}
	if who.Owner != earlier.Owner || !earlier.SameContent(again) {
		return Entry{}, ErrReused
	}
	return s.entry(ctx, earlier)
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
