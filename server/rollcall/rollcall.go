// Package rollcall is for the time when all must leave a workplace: several
// marshals tick off who has come to the muster points, and see each other's
// ticks. Who is to be found is on the board (package consultation). A device
// without network ticks by itself and sends its ticks later: of two about the
// same person the later one counts.
//
// Read next: Service.Tick.
package rollcall

import (
	"context"
	"time"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
)

// The refusals of this package.
var (
	ErrEnded   = fault.New(fault.Conflict, "roll_call_ended")      // another one may have begun
	ErrEarly   = fault.New(fault.Invalid, "tick_too_early")        // it is not of this roll-call
	ErrNotHere = fault.New(fault.Unknown, "presence_unknown")      // nobody is registered there by that id
	ErrPoints  = fault.New(fault.Invalid, "muster_points_full")    // more than checkin.MaxMusterPoints
	ErrSame    = fault.New(fault.Invalid, "muster_point_repeated") // two of one name
)

// early is how long before a roll-call began a tick may have been made that
// belongs to it: a marshal without network does not wait for whoever begins it.
const early = 15 * time.Minute

// perMarshal is how many roll-calls one marshal may begin at a workplace in a day.
// It is of each by themselves: nobody can use up what another one may need when all
// must leave.
const perMarshal = 50

// Store keeps muster points, roll-calls and ticks.
type Store interface {
	// FindWorkplace returns the workplace of that number.
	FindWorkplace(ctx context.Context, number id.Workplace) (w checkin.Workplace, found bool, err error)
	// MusterPoints returns the names of the muster points of a workplace, in order.
	MusterPoints(ctx context.Context, w id.Workplace) ([]string, error)
	// PutMusterPoints stores them instead of those of before.
	PutMusterPoints(ctx context.Context, by id.Key, w id.Workplace, names []string) error
	// LatestRollCall returns the roll-call of a workplace that began last.
	LatestRollCall(ctx context.Context, w id.Workplace) (r checkin.RollCall, found bool, err error)
	// BeginRollCall begins a roll-call and ends the one that is open, unless that
	// began after the one that whoever begins knew of: then it is the one to join.
	// With more than so many of the same marshal in a day it is checkin.ErrTooMany.
	BeginRollCall(ctx context.Context, r checkin.RollCall, known id.Key, perMarshal int) error
	// EndRollCall ends a roll-call that nobody has ended.
	EndRollCall(ctx context.Context, by, which id.Key, at time.Time) error
	// Ticks returns the last tick about each person.
	Ticks(ctx context.Context, rollCall id.Key) ([]checkin.Tick, error)
	// PutTick stores a tick, unless there is one about that person that is as late or
	// later; it returns which one counts.
	PutTick(ctx context.Context, t checkin.Tick) (checkin.Tick, error)
	// FindPresences returns those of the presences that there are.
	FindPresences(ctx context.Context, which []id.Presence) ([]checkin.Presence, error)
	// ListUsers returns the users of a company.
	ListUsers(ctx context.Context, company id.Key) ([]checkin.User, error)
}

// Service is for marshals: users of the company that keeps a workplace.
type Service struct {
	Store Store
	Now   func() time.Time
}

// State is the last roll-call of a workplace, with what belongs to it.
type State struct {
	Points   []string
	RollCall checkin.RollCall // zero: there was none
	Open     bool
	Ticks    []checkin.Tick
	Names    map[id.Key]string // of the users who did something; those who are gone have none
}

// keeps refuses actors whose company does not keep the workplace.
func (s *Service) keeps(ctx context.Context, who checkin.Actor, number id.Workplace, a access.Audience) error {
	if err := a.Admit(who); err != nil {
		return err
	}
	w, found, err := s.Store.FindWorkplace(ctx, number)
	if err == nil && (!found || w.Company.IsZero() || w.Company != who.Company.ID) {
		err = checkin.ErrWorkplace
	}
	return err
}

// State returns the last roll-call at a workplace.
func (s *Service) State(ctx context.Context, who checkin.Actor, number id.Workplace) (State, error) {
	if err := s.keeps(ctx, who, number, access.Observers); err != nil {
		return State{}, err
	}
	return s.state(ctx, who, number)
}

func (s *Service) state(ctx context.Context, who checkin.Actor, number id.Workplace) (State, error) {
	points, err := s.Store.MusterPoints(ctx, number)
	if err != nil {
		return State{}, err
	}
	last, found, err := s.Store.LatestRollCall(ctx, number)
	if err != nil || !found {
		return State{Points: points}, err
	}
	ticks, err := s.Store.Ticks(ctx, last.ID)
	if err != nil {
		return State{}, err
	}
	names, err := s.names(ctx, who)
	return State{points, last, last.Open(s.Now()), ticks, names}, err
}

// names returns the names of all marshals: the users of the actor's company.
func (s *Service) names(ctx context.Context, who checkin.Actor) (map[id.Key]string, error) {
	users, err := s.Store.ListUsers(ctx, who.Company.ID)
	names := map[id.Key]string{}
	for _, u := range users {
		names[u.ID] = u.Name
	}
	return names, err
}

// Begin begins a roll-call. Known is the last one that the marshal knew of: if
// another one was begun meanwhile and goes on, that is the one to join.
func (s *Service) Begin(ctx context.Context, who checkin.Actor, number id.Workplace, known id.Key) (State, error) {
	if err := s.keeps(ctx, who, number, access.Observers); err != nil {
		return State{}, err
	}
	r := checkin.RollCall{ID: id.NewKey(s.Now()), Workplace: number, Began: s.Now(), By: who.User.ID}
	if err := s.Store.BeginRollCall(ctx, r, known, perMarshal); err != nil {
		return State{}, err
	}
	return s.state(ctx, who, number)
}

// End ends a roll-call for all marshals. Repeating it changes nothing.
func (s *Service) End(ctx context.Context, who checkin.Actor, number id.Workplace, which id.Key) (State, error) {
	if err := s.current(ctx, who, number, which); err != nil {
		return State{}, err
	}
	if err := s.Store.EndRollCall(ctx, who.User.ID, which, s.Now()); err != nil {
		return State{}, err
	}
	return s.state(ctx, who, number)
}

// current refuses what is not the last roll-call of a workplace that the actor's
// company keeps.
func (s *Service) current(ctx context.Context, who checkin.Actor, number id.Workplace, which id.Key) error {
	if err := s.keeps(ctx, who, number, access.Observers); err != nil {
		return err
	}
	last, found, err := s.Store.LatestRollCall(ctx, number)
	if err == nil && (!found || last.ID != which) {
		err = ErrEnded
	}
	return err
}

// Counting is the tick that counts about somebody, and the name of the marshal who
// made it; "" if they are gone.
type Counting struct {
	checkin.Tick
	Name string
}

// Tick notes that somebody on the list was found, or was not after all. The later
// of two ticks counts, whichever comes first; the answer is the one that does.
func (s *Service) Tick(ctx context.Context, who checkin.Actor, number id.Workplace, t checkin.Tick) (Counting, error) {
	counts, err := s.tick(ctx, who, number, t)
	if err != nil {
		return Counting{}, err
	}
	if counts.By == who.User.ID {
		return Counting{counts, who.User.Name}, nil
	}
	names, err := s.names(ctx, who)
	return Counting{counts, names[counts.By]}, err
}

func (s *Service) tick(ctx context.Context, who checkin.Actor, number id.Workplace, t checkin.Tick) (checkin.Tick, error) {
	if err := s.keeps(ctx, who, number, access.Observers); err != nil {
		return t, err
	}
	last, found, err := s.Store.LatestRollCall(ctx, number)
	if err != nil {
		return t, err
	}
	if !found || last.ID != t.RollCall || !last.Open(s.Now()) {
		return t, ErrEnded
	}
	if t.At.Before(last.Began.Add(-early)) {
		return t, fault.At("at", ErrEarly)
	}
	if t.At.After(s.Now()) {
		t.At = s.Now() // a clock that is ahead would win for ever
	}
	presences, err := s.Store.FindPresences(ctx, []id.Presence{t.Presence})
	if err != nil {
		return t, err
	}
	if len(presences) == 0 || presences[0].Workplace != number || presences[0].On.Before(checkin.DayOf(s.Now()).Add(-1)) {
		return t, ErrNotHere
	}
	t.By = who.User.ID
	return s.Store.PutTick(ctx, t)
}

// PutPoints names the muster points of a workplace, instead of those of before.
func (s *Service) PutPoints(ctx context.Context, who checkin.Actor, number id.Workplace, names []string) ([]string, error) {
	if err := s.keeps(ctx, who, number, access.Keepers); err != nil {
		return nil, err
	}
	if len(names) > checkin.MaxMusterPoints {
		return nil, fault.At("points", ErrPoints)
	}
	known := map[string]bool{}
	for _, name := range names {
		if known[name] {
			return nil, fault.At("points", ErrSame)
		}
		known[name] = true
	}
	return names, s.Store.PutMusterPoints(ctx, who.User.ID, number, names)
}
