package consultation

import (
	"context"
	"slices"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/id"
)

// weeks is how far back days are counted: four weeks, with the last day.
const weeks = 28

// DayCount is how many people are registered at a workplace for a day, of those
// that the actor may see.
type DayCount struct {
	On     checkin.Day
	People int
}

// Days counts the people of each day of the four weeks that end with a day, the
// first day first.
func (s *Service) Days(ctx context.Context, who checkin.Actor, number id.Workplace, to checkin.Day) ([]DayCount, error) {
	if err := access.Watchers.Admit(who); err != nil {
		return nil, err
	}
	workplaces, scope, err := s.scope(ctx, who)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(workplaces, func(w checkin.Workplace) bool { return w.Number == number }) {
		return nil, checkin.ErrWorkplace
	}
	if to.IsZero() {
		to = checkin.DayOf(s.Now())
	}
	all := make([]DayCount, weeks)
	days := make([]checkin.Day, weeks)
	for i := range all {
		days[i] = to.Add(i - weeks + 1)
		all[i].On = days[i]
	}
	tallies, err := s.Store.Tallies(ctx, number, days, scope.At(number))
	for _, one := range tallies {
		all[slices.Index(days, one.On)].People = one.People
	}
	return all, err
}
