// Package consultation shows presences to those they concern: the board of a
// workplace, and searches over many. Who may see what is decided by package
// access; this package changes nothing.
package consultation

import (
	"context"
	"time"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/id"
)

// Store is the storage of this package.
type Store interface {
	// FindWorkplace returns the workplace of that number.
	FindWorkplace(ctx context.Context, number id.Workplace) (w checkin.Workplace, found bool, err error)
	access.Workplaces
	// PostersOf returns the posters of a workplace.
	PostersOf(ctx context.Context, w id.Workplace) ([]checkin.Poster, error)
	// Standing returns what counts at a workplace on the days of a period: of each
	// person, for each employer, the first presence that was not cancelled, or all
	// Ins and Outs that do not say again what was said.
	Standing(ctx context.Context, w id.Workplace, from, to checkin.Day) ([]checkin.Presence, error)
	// Elsewhere returns the standing presences of the same persons on a day at
	// other workplaces.
	Elsewhere(ctx context.Context, w id.Workplace, on checkin.Day, of []checkin.Presence) ([]checkin.Presence, error)
	// Doubles returns those that say again what one of the presences said, and were
	// neither cancelled nor refused.
	Doubles(ctx context.Context, of []checkin.Presence) ([]checkin.Presence, error)
	// Sightings returns when people who are registered at a workplace for a day, or
	// came in the day before, were seen there.
	Sightings(ctx context.Context, w id.Workplace, on checkin.Day) (map[id.Presence]time.Time, error)
	// FindPresences returns those of the presences that there are.
	FindPresences(ctx context.Context, which []id.Presence) ([]checkin.Presence, error)
	// FindReceipt returns the presence with a receipt number of this register, or one
	// of another authority at that workplace on that day.
	FindReceipt(ctx context.Context, number id.Receipt, w id.Workplace, on checkin.Day) (p checkin.Presence, found bool, err error)
	// AddSighting notes that a user saw somebody who is registered. The first note
	// stays.
	AddSighting(ctx context.Context, by id.Key, which id.Presence, at time.Time) (time.Time, error)
	// PutLook notes that flags were looked at, instead of what was noted before. The
	// first note of the same flags stays; without flags there is none any more.
	PutLook(ctx context.Context, l checkin.Look) (checkin.Look, error)
	// Looks returns who looked at people who are registered at a workplace for a day,
	// or came in the day before.
	Looks(ctx context.Context, w id.Workplace, on checkin.Day) (map[id.Presence]checkin.Look, error)
	// FindCompanies returns those of the companies that there are.
	FindCompanies(ctx context.Context, which []id.Key) (map[id.Key]checkin.Company, error)
	// Tallies counts the people at a workplace on each of some days: all, or those
	// of a part.
	Tallies(ctx context.Context, w id.Workplace, days []checkin.Day, of *checkin.Part) ([]checkin.Tally, error)
	// CountStanding counts the people at each workplace on a day.
	CountStanding(ctx context.Context, workplaces []id.Workplace, on checkin.Day) (map[id.Workplace]int, error)
	// LastDays returns the last day of a period on which anything counts at each of
	// those workplaces.
	LastDays(ctx context.Context, workplaces []id.Workplace, from, to checkin.Day) (map[id.Workplace]checkin.Day, error)
	// LatestOn returns when what counts on a day was recorded last, at each of those
	// workplaces for each employer.
	LatestOn(ctx context.Context, workplaces []id.Workplace, on checkin.Day) (map[id.Workplace]map[string]time.Time, error)
	// StandingOn returns what counts on some days, at some workplaces each.
	StandingOn(ctx context.Context, which map[checkin.Day][]id.Workplace) ([]checkin.Presence, error)
	// SightingsOf returns when those of the presences were seen that were.
	SightingsOf(ctx context.Context, of []checkin.Presence) (map[id.Presence]time.Time, error)
	// LooksOf returns who looked at those of the presences that somebody looked at.
	LooksOf(ctx context.Context, of []checkin.Presence) (map[id.Presence]checkin.Look, error)
	// SearchPresences returns presences, latest day first.
	SearchPresences(ctx context.Context, q checkin.Search) ([]checkin.Presence, error)
	// CountPresences counts those of a search that count, and their persons.
	CountPresences(ctx context.Context, q checkin.Search) (presences, persons int, err error)
	// FindUsers returns those of the users that there are.
	FindUsers(ctx context.Context, which []id.Key) (map[id.Key]checkin.User, error)
}

// Service shows presences.
type Service struct {
	Store Store
	Rules checkin.Rules
	Now   func() time.Time
}

// Summary is a workplace in a list.
type Summary struct {
	Workplace checkin.Workplace
	Kept      bool
	Opening   checkin.Opening // today
	LastDay   checkin.Day     // the last one that takes registrations now
	Present   int             // today, or in now, of those that the actor may see
}

// Workplaces returns the workplaces that concern the actor's company.
func (s *Service) Workplaces(ctx context.Context, who checkin.Actor) ([]Summary, error) {
	workplaces, scope, err := s.scope(ctx, who)
	if err != nil {
		return nil, err
	}
	today := checkin.DayOf(s.Now())
	counts, err := s.Store.CountStanding(ctx, scope.Kept, today)
	if err != nil {
		return nil, err
	}
	all := make([]Summary, len(workplaces))
	for i, w := range workplaces {
		all[i] = Summary{w, access.Keeps(who.Company, w), w.Opening(today), s.Rules.LastDay(w, today), counts[w.Number]}
		if all[i].Kept && who.Company.Confirmed && !s.Rules.For(w.Sector, today).InOut {
			continue
		}
		there, err := s.headcount(ctx, w, today, s.Now())
		if err != nil {
			return nil, err
		}
		all[i].Present = len(seen(scope, there.present))
	}
	return all, nil
}

// scope returns the workplaces that concern the actor's company, and which
// presences it may see.
func (s *Service) scope(ctx context.Context, who checkin.Actor) ([]checkin.Workplace, access.Scope, error) {
	if err := access.Members.Admit(who); err != nil {
		return nil, access.Scope{}, err
	}
	return access.Find(ctx, s.Store, who.Company)
}

// seen returns those of the presences that are in the scope.
func seen(scope access.Scope, all []checkin.Presence) []checkin.Presence {
	some := make([]checkin.Presence, 0, len(all))
	for _, p := range all {
		if scope.Sees(p) {
			some = append(some, p)
		}
	}
	return some
}
