package contract

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/store"
)

// WorkplacesAreLookedAtTogether checks what is asked of many workplaces at once.
func (c suite) WorkplacesAreLookedAtTogether(t *testing.T) {
	s := c.fresh(t)
	put := func(n int, change func(*checkin.Presence)) checkin.Presence {
		p := presence(n)
		change(&p)
		return add(t, s, p)
	}
	company := checkin.Employer{VAT: vat}
	first := put(1, func(p *checkin.Presence) { p.Employer = company })
	again := put(2, func(p *checkin.Presence) { p.Employer, p.RecordedAt = company, seven.Add(time.Hour) }) // says the same again
	late := put(3, func(p *checkin.Presence) { p.Limosa, p.RecordedAt = ion, seven.Add(time.Minute) })
	before := put(4, func(p *checkin.Presence) { p.Workplace, p.On = south, today.Add(-3) })
	put(5, func(p *checkin.Presence) { p.Workplace, p.On = south, today.Add(-30) })
	both := []id.Workplace{north, south}

	days, err := s.LastDays(t.Context(), both, today.Add(-10), today)
	if want := map[id.Workplace]checkin.Day{north: today, south: today.Add(-3)}; err != nil || !reflect.DeepEqual(days, want) {
		t.Errorf("last days %v, %v", days, err)
	}
	if days, err = s.LastDays(t.Context(), both, today.Add(-2), today.Add(-1)); err != nil || len(days) != 0 {
		t.Errorf("in a period without anybody: %v, %v", days, err)
	}
	if days, err = s.LastDays(t.Context(), nil, today, today); err != nil || len(days) != 0 {
		t.Errorf("at no workplace: %v, %v", days, err)
	}
	latest, err := s.LatestOn(t.Context(), both, today)
	if want := map[id.Workplace]map[string]time.Time{north: {company.Number(): first.RecordedAt, "": late.RecordedAt}}; err != nil || !reflect.DeepEqual(latest, want) {
		t.Errorf("latest %v, %v", latest, err)
	}
	ids := func(which map[checkin.Day][]id.Workplace) (all []string) {
		found, err := s.StandingOn(t.Context(), which)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range found {
			all = append(all, p.ID.String())
		}
		slices.Sort(all)
		return all
	}
	want := []string{first.ID.String(), late.ID.String(), before.ID.String()}
	slices.Sort(want)
	if got := ids(map[checkin.Day][]id.Workplace{today: both, today.Add(-3): {south}}); !slices.Equal(got, want) {
		t.Errorf("standing %v, want %v without %v", got, want, again.ID)
	}
	if got := ids(map[checkin.Day][]id.Workplace{today: {south}, today.Add(-3): {north}}); len(got) != 0 || ids(nil) != nil {
		t.Errorf("where nobody was: %v", got)
	}
	if _, err := s.AddSighting(t.Context(), id.NewKey(seven), late.ID, seven); err != nil {
		t.Fatal(err)
	}
	seen, err := s.SightingsOf(t.Context(), []checkin.Presence{first, late})
	if err != nil || len(seen) != 1 || !seen[late.ID].Equal(seven) {
		t.Errorf("seen %v, %v", seen, err)
	}
}

// ASearchIsCounted checks the totals of a search, and a search for one person.
func (c suite) ASearchIsCounted(t *testing.T) {
	s := c.fresh(t)
	put := func(n int, change func(*checkin.Presence)) checkin.Presence {
		p := presence(n)
		change(&p)
		return add(t, s, p)
	}
	company, other := id.NewKey(seven), id.NewKey(seven.Add(time.Second))
	of := func(p *checkin.Presence) { p.Company, p.Registrar = company, company }
	first := put(1, of)
	put(2, of)                                                               // says the same again
	put(3, func(p *checkin.Presence) { of(p); p.On = today.Add(-1) })        // another day
	put(4, func(p *checkin.Presence) { p.Limosa = ion })                     // at the kept workplace
	put(5, func(p *checkin.Presence) { p.Limosa, p.Workplace = ion, south }) // of nobody's concern
	put(6, func(p *checkin.Presence) { of(p); p.On = today.Add(-9) })        // too early
	put(7, func(p *checkin.Presence) { p.Company, p.Registrar = other, other; p.On = today.Add(-1) })
	q := checkin.Search{From: today.Add(-2), To: today, Company: company, Kept: []id.Workplace{north}, Limit: 99}
	for what, c := range map[string]struct {
		change             func(*checkin.Search)
		presences, persons int
	}{
		"all":                  {func(*checkin.Search) {}, 3, 2},
		"of one person":        {func(q *checkin.Search) { q.Person = &first }, 2, 1},
		"that it registered":   {func(q *checkin.Search) { q.OnlyCompany = true }, 2, 1},
		"of another company":   {func(q *checkin.Search) { q.Company, q.Kept = other, nil }, 0, 0},
		"in which none counts": {func(q *checkin.Search) { q.From = today.Add(-2); q.To = today.Add(-2) }, 0, 0},
	} {
		search := q
		c.change(&search)
		presences, persons, err := s.CountPresences(t.Context(), search)
		if err != nil || presences != c.presences || persons != c.persons {
			t.Errorf("%s: %d presences of %d persons, %v; want %d of %d", what, presences, persons, err, c.presences, c.persons)
		}
	}
	c.whichAreFound(t, s, q, first)
	q.Person = &first
	found, err := s.SearchPresences(t.Context(), q)
	if err != nil || slices.ContainsFunc(found, func(p checkin.Presence) bool { return p.Limosa != ana }) || len(found) != 3 {
		t.Errorf("found %d of one person, %v", len(found), err)
	}
}

// whichAreFound looks for presences by their ids, within what a search would find.
func (c suite) whichAreFound(t *testing.T, s *store.Store, q checkin.Search, first checkin.Presence) {
	t.Helper()
	q.Which = []id.Presence{first.ID, presence(5).ID, presence(6).ID, presence(99).ID}
	for what, asked := range map[string]struct {
		days []checkin.Day
		want int
	}{
		"of their days":  {[]checkin.Day{today, today.Add(-9)}, 2},
		"of one day":     {[]checkin.Day{today}, 1},
		"of another day": {[]checkin.Day{today.Add(1)}, 0},
	} {
		q.Days = asked.days
		found, err := s.SearchPresences(t.Context(), q)
		if err != nil || len(found) != asked.want || slices.ContainsFunc(found, func(p checkin.Presence) bool { return !slices.Contains(q.Which, p.ID) || p.ID == presence(5).ID }) {
			t.Errorf("%s: %d found, %v; want %d", what, len(found), err, asked.want)
		}
	}
}
