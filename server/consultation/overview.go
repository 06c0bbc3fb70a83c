package consultation

import (
	"cmp"
	"context"
	"slices"
	"time"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/id"
)

// Overview is what a user sees first: the workplaces that concern the company,
// with numbers, and what a new company has still to do.
type Overview struct {
	At    time.Time
	All   int // how many workplaces concern the company
	Found int // how many of them were looked for
	Rows  []Glance
	Steps *Steps // nil once all is done, or the actor manages no workplaces
}

// Glance is a workplace in numbers, of those that the actor may see.
type Glance struct {
	Workplace checkin.Workplace
	Kept      bool
	Opening   checkin.Opening
	Present   int       // as on the board
	Expected  int       // were there on the last day before that anybody was
	Missing   int       // of the expected, those who have not been there today
	Due       time.Time // from when on they are missing, and not only expected; zero if nobody is expected
	Flagged   int       // of the present, those to look at: for the keeper, without what somebody looked at
	LastAt    time.Time // when the latest of today or of that last day was recorded; zero if there is none
}

// Steps are what a company does first: a workplace, its poster, and the first one
// who is registered there. True is done.
type Steps struct {
	Workplace bool         // one is kept
	Poster    bool         // and has a poster; what is left is that somebody scans it
	Number    id.Workplace // that one; zero if none is kept
}

// A company is new while it keeps few workplaces, and not longer than a year.
const (
	newPlaces = 20
	newDays   = 366
)

// Overview returns the workplaces that concern the actor's company and mention
// the text that is looked for: open ones first, of these the ones where something
// happened last; at most limit.
func (s *Service) Overview(ctx context.Context, who checkin.Actor, wanted string, limit int) (Overview, error) {
	if err := access.Watchers.Admit(who); err != nil {
		return Overview{}, err
	}
	workplaces, scope, err := s.scope(ctx, who)
	if err != nil {
		return Overview{}, err
	}
	now := s.Now()
	v := view{scope: scope, company: who.Company, today: checkin.DayOf(now), now: now}
	o := Overview{At: now, All: len(workplaces)}
	found := slices.DeleteFunc(slices.Clone(workplaces), func(w checkin.Workplace) bool {
		return !checkin.Mentions(w.Name+" "+w.Number.String()+" "+w.Address, wanted)
	})
	o.Found = len(found)
	if err := s.sortByActivity(ctx, &v, found); err != nil {
		return Overview{}, err
	}
	if o.Rows, err = s.glances(ctx, v, found[:min(limit, len(found))]); err != nil {
		return Overview{}, err
	}
	if who.May(checkin.MayWorkplaces) {
		o.Steps, err = s.steps(ctx, v, workplaces)
	}
	return o, err
}

// view is who looks, and when.
type view struct {
	scope   access.Scope
	company checkin.Company
	today   checkin.Day
	now     time.Time
	before  map[id.Workplace]checkin.Day // the last day before today that anybody was there
}

// sortByActivity puts open workplaces first, and of these the ones where somebody
// whom the company sees was registered last.
func (s *Service) sortByActivity(ctx context.Context, v *view, workplaces []checkin.Workplace) error {
	var open []id.Workplace
	for _, w := range workplaces {
		if w.Opening(v.today) == checkin.Open {
			open = append(open, w.Number)
		}
	}
	var err error
	if v.before, err = s.Store.LastDays(ctx, open, v.today.Add(-lookBack), v.today.Add(-1)); err != nil {
		return err
	}
	latest, err := s.Store.LatestOn(ctx, open, v.today)
	if err != nil {
		return err
	}
	at := map[id.Workplace]time.Time{}
	for w, employers := range latest {
		for employer, last := range employers {
			if v.concerns(w, employer) && last.After(at[w]) {
				at[w] = last
			}
		}
	}
	rank := map[checkin.Opening]int{checkin.Open: 0, checkin.NotYet: 1, checkin.Closed: 2}
	slices.SortStableFunc(workplaces, func(a, b checkin.Workplace) int {
		return cmp.Or(
			cmp.Compare(rank[a.Opening(v.today)], rank[b.Opening(v.today)]),
			at[b.Number].Compare(at[a.Number]),
			v.before[b.Number].Date().Compare(v.before[a.Number].Date()),
			cmp.Compare(a.Name, b.Name),
		)
	})
	return nil
}

// concerns reports whether the people of an employer at a workplace are in the
// scope, whoever registered them.
func (v view) concerns(w id.Workplace, employer string) bool {
	return slices.Contains(v.scope.Kept, w) || employer != "" && (employer == v.scope.Employer || slices.Contains(v.scope.Chains[w], employer))
}

// glances counts who is at workplaces: with one statement for all who are and
// were there, and four for what else is known of those who are.
func (s *Service) glances(ctx context.Context, v view, workplaces []checkin.Workplace) ([]Glance, error) {
	which := map[checkin.Day][]id.Workplace{}
	for _, w := range workplaces {
		for _, day := range s.daysOf(v, w) {
			which[day] = append(which[day], w.Number)
		}
	}
	all, err := s.Store.StandingOn(ctx, which)
	if err != nil {
		return nil, err
	}
	standing := map[id.Workplace][]checkin.Presence{}
	for _, p := range all {
		standing[p.Workplace] = append(standing[p.Workplace], p)
	}
	counts := make([]count, len(workplaces))
	var present []checkin.Presence
	for i, w := range workplaces {
		there := headcountOf(s.around(v, w, standing[w.Number]), v.today, v.now)
		counts[i] = count{seen(v.scope, there.present), there.here(), seen(v.scope, standing[w.Number])}
		present = append(present, counts[i].present...)
	}
	k, err := s.known(ctx, v.today, present)
	if err != nil {
		return nil, err
	}
	rows := make([]Glance, len(workplaces))
	for i, w := range workplaces {
		rows[i] = v.glance(w, counts[i], k)
	}
	return rows, nil
}

// daysOf returns the days to look at for a workplace: today, where In and Out are
// registered those beside it, and the last one before on which anybody was there.
func (s *Service) daysOf(v view, w checkin.Workplace) []checkin.Day {
	days := []checkin.Day{v.today}
	if s.timed(v, w) {
		days = append(days, v.today.Add(-1), v.today.Add(1))
	}
	if before := v.before[w.Number]; !before.IsZero() && !slices.Contains(days, before) {
		days = append(days, before)
	}
	return days
}

// timed reports whether In and Out are registered at a workplace, or were
// yesterday.
func (s *Service) timed(v view, w checkin.Workplace) bool {
	return s.Rules.For(w.Sector, v.today).InOut || s.Rules.For(w.Sector, v.today.Add(-1)).InOut
}

// around returns what of those presences says who is there now.
func (s *Service) around(v view, w checkin.Workplace, standing []checkin.Presence) (some []checkin.Presence) {
	for _, p := range standing {
		if p.On == v.today || s.timed(v, w) && !p.On.Before(v.today.Add(-1)) {
			some = append(some, p)
		}
	}
	return some
}

// known finds what else is known of the present, whatever their workplace.
func (s *Service) known(ctx context.Context, on checkin.Day, present []checkin.Presence) (k known, err error) {
	if len(present) == 0 {
		return known{}, nil
	}
	if k.elsewhere, err = s.elsewhere(ctx, id.Workplace{}, on, present); err != nil {
		return known{}, err
	}
	if k.names, err = s.otherNames(ctx, present); err != nil {
		return known{}, err
	}
	if k.sightings, err = s.Store.SightingsOf(ctx, present); err != nil {
		return known{}, err
	}
	k.looks, err = s.Store.LooksOf(ctx, present)
	return k, err
}

// count is who is at a workplace, and who was.
type count struct {
	present  []checkin.Presence // that the actor may see
	here     map[string]bool    // everybody who was there today, by the digits of their number
	standing []checkin.Presence // all that the actor may see of the days that were read
}

// glance counts one workplace.
func (v view) glance(w checkin.Workplace, c count, k known) Glance {
	g := Glance{Workplace: w, Kept: access.Keeps(v.company, w), Opening: w.Opening(v.today), Present: len(c.present)}
	for _, p := range c.standing {
		if !v.today.Before(p.On) && p.RecordedAt.After(g.LastAt) {
			g.LastAt = p.RecordedAt
		}
	}
	if before := v.before[w.Number]; !before.IsZero() {
		then := slices.DeleteFunc(slices.Clone(c.standing), func(p checkin.Presence) bool { return p.On != before })
		all, missing := expected(then, c.here)
		g.Expected, g.Missing, g.Due = all, len(missing), dueOf(then, v.today)
	}
	// Of the others, those at this very workplace are no other place.
	elsewhere := map[string][]checkin.Presence{}
	for _, p := range c.present {
		person := p.PersonDigits()
		elsewhere[person] = slices.DeleteFunc(slices.Clone(k.elsewhere[person]), func(q checkin.Presence) bool { return q.Workplace == w.Number })
	}
	k.elsewhere = elsewhere
	for _, one := range flag(w, c.present, k) {
		looked := k.looks[one.ID].Flags
		if slices.ContainsFunc(one.Flags, func(f Flag) bool { return !g.Kept || !slices.Contains(looked, string(f)) }) {
			g.Flagged++
		}
	}
	return g
}

// expected counts whom a day before tells to expect, each person once for an
// employer, and returns those of them who are not here.
func expected(before []checkin.Presence, here map[string]bool) (all int, missing []checkin.Presence) {
	known := map[checkin.Run]bool{}
	for _, p := range before {
		if known[p.Run()] {
			continue
		}
		known[p.Run()] = true
		if all++; !here[p.PersonDigits()] {
			missing = append(missing, p)
		}
	}
	return all, missing
}

// steps returns what a new company has done of what comes first; nil once all is
// done, or the company is not new.
func (s *Service) steps(ctx context.Context, v view, workplaces []checkin.Workplace) (*Steps, error) {
	born := checkin.DayOf(v.company.Created)
	kept := v.scope.Kept
	if len(kept) > newPlaces || born.Add(newDays).Before(v.today) {
		return nil, nil
	}
	steps := &Steps{Workplace: len(kept) > 0}
	if !steps.Workplace {
		return steps, nil
	}
	days, err := s.Store.LastDays(ctx, kept, born, v.today)
	if err != nil || len(days) > 0 {
		return nil, err
	}
	for _, w := range workplaces {
		if !access.Keeps(v.company, w) {
			continue
		}
		posters, err := s.Store.PostersOf(ctx, w.Number)
		if err != nil {
			return nil, err
		}
		has := slices.ContainsFunc(posters, func(p checkin.Poster) bool { return !p.Revoked })
		if has || steps.Number.IsZero() {
			steps.Number, steps.Poster = w.Number, has
		}
		if has {
			break
		}
	}
	return steps, nil
}
