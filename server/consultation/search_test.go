package consultation_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/consultation"
	"ciaw/server/id"
)

// search searches from ten days ago until today.
func (s *site) search(t *testing.T, who checkin.Actor, q consultation.Query) consultation.Page {
	t.Helper()
	q.From, q.To = s.today.Add(-10), s.today
	if q.Limit == 0 {
		q.Limit = 50
	}
	page, err := s.Search(t.Context(), who, q)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func names(page consultation.Page) string {
	var all []string
	for _, p := range page.Presences {
		all = append(all, p.Name)
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}

func named(name string, also func(*checkin.Presence)) func(*checkin.Presence) {
	return func(p *checkin.Presence) { also(p); p.Name = name }
}

func TestASearchByNameFindsWhatTheCompanySees(t *testing.T) {
	s := newSite(t)
	s.add(t, named("José Müller", s.of(1)))
	s.add(t, named("Josef Anders", s.on(3, s.of(2))))
	s.add(t, named("Ana Jong", anybody))
	for n, want := range []string{"Josef Anders, José Müller", "Josef Anders, José Müller", "Josef Anders", ""} {
		if got := names(s.search(t, s.who(n), consultation.Query{Name: "jose"})); got != want {
			t.Errorf("company %d finds %q, want %q", n, got, want)
		}
	}
	if got := names(s.search(t, s.who(0), consultation.Query{Name: "mull JOS"})); got != "José Müller" {
		t.Errorf("parts of both words: %q", got)
	}
	if page := s.search(t, s.who(0), consultation.Query{Name: "nobody"}); len(page.Presences) != 0 || page.More {
		t.Errorf("a name that is nowhere: %+v", page)
	}
}

func TestASearchByNameGoesOnWhereItStopped(t *testing.T) {
	s := newSite(t)
	for n := range 7 {
		name := "Ana"
		if n%3 == 0 {
			name = fmt.Sprint("Ion ", n)
		}
		s.add(t, named(name, s.on(n, anybody)))
	}
	var found []string
	q := consultation.Query{Name: "ion", Limit: 2}
	for pages := 1; ; pages++ {
		page := s.search(t, s.who(0), q)
		for _, p := range page.Presences {
			found = append(found, p.Name)
		}
		if !page.More {
			if pages != 2 {
				t.Errorf("%d pages of two, of three", pages)
			}
			break
		}
		q.After = page.Last
	}
	if got := strings.Join(found, ", "); got != "Ion 0, Ion 3, Ion 6" {
		t.Errorf("found %s", got)
	}
}

func TestTotalsAreOfTheWholeSearch(t *testing.T) {
	s := newSite(t)
	one := s.add(t, s.of(1))
	s.add(t, func(p *checkin.Presence) { s.on(1, s.of(1))(p); p.Limosa = one.Limosa })
	s.add(t, func(p *checkin.Presence) { s.of(1)(p); p.Limosa = one.Limosa }) // says the same again
	s.add(t, s.of(2))
	for n, want := range []string{"3 2", "3 2", "1 1", "0 0"} {
		page := s.search(t, s.who(n), consultation.Query{Totals: true, Limit: 1})
		if got := fmt.Sprint(page.Totals.Presences, " ", page.Totals.Persons); got != want {
			t.Errorf("company %d counts %s, want %s", n, got, want)
		}
	}
	if page := s.search(t, s.who(0), consultation.Query{}); page.Totals != nil {
		t.Errorf("nobody asked for totals: %+v", page.Totals)
	}
}

func TestAPersonsPresencesAreThoseThatTheCompanySees(t *testing.T) {
	s := newSite(t)
	one := s.add(t, s.of(1))
	same := func(also func(*checkin.Presence)) func(*checkin.Presence) {
		return func(p *checkin.Presence) { also(p); p.Limosa = one.Limosa }
	}
	s.add(t, same(s.on(1, s.of(2))))
	s.add(t, same(s.on(2, func(p *checkin.Presence) { p.Workplace = south })))
	s.add(t, s.of(1))
	for n, want := range []int{3, 2} {
		if page := s.search(t, s.who(n), consultation.Query{PersonOf: one.ID, Totals: true}); len(page.Presences) != want || page.Totals.Persons != 1 {
			t.Errorf("company %d sees %d of them, and counts %+v", n, len(page.Presences), page.Totals)
		}
	}
	q := consultation.Query{From: s.today, PersonOf: one.ID, Limit: 9}
	for what, c := range map[string]struct {
		who checkin.Actor
		by  access.Whose
		id  id.Presence
	}{
		"a company that does not see it":     {s.who(2), access.Everybodys, one.ID},
		"a stranger":                         {s.who(3), access.Everybodys, one.ID},
		"the keeper, of those it registered": {s.who(0), access.Ours, one.ID},
		"a presence that there is not":       {s.who(0), access.Everybodys, id.PresenceOf([16]byte{9})},
	} {
		q.By, q.PersonOf = c.by, c.id
		if _, err := s.Search(t.Context(), c.who, q); !errors.Is(err, consultation.ErrNotHere) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestWhoRegisteredWhom(t *testing.T) {
	s := newSite(t)
	alone := s.add(t, anybody)
	crew := s.add(t, s.of(1))
	user := s.companies[1].User
	if _, err := s.register.ChangeAccount(t.Context(), user.ID, "test", func(a *checkin.Account) error {
		user = a.User
		user.Name, user.NISS, user.NISSAt = "Fatima", must(id.ParseNISS("85073003328")), s.now
		a.User = user
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	self := s.add(t, func(p *checkin.Presence) { s.of(1)(p); p.Limosa, p.NISS = id.Limosa{}, user.NISS })
	before := s.add(t, func(p *checkin.Presence) {
		s.on(1, s.of(1))(p)
		p.Limosa, p.NISS = id.Limosa{}, user.NISS
	})
	by := func(who checkin.Actor, p checkin.Presence) consultation.Registrar {
		return s.search(t, who, consultation.Query{}).By[p.ID]
	}
	for what, c := range map[string]struct{ got, want consultation.Registrar }{
		"a device without account, to the keeper": {by(s.who(0), alone), consultation.Registrar{Self: true}},
		"a colleague, to their own company":       {by(s.who(1), crew), consultation.Registrar{User: "Fatima", Company: "Company 1"}},
		"a colleague, to the keeper":              {by(s.who(0), crew), consultation.Registrar{Company: "Company 1"}},
		"a colleague for that number, before":     {by(s.who(1), before), consultation.Registrar{User: "Fatima", Company: "Company 1"}},
		"a user for themselves":                   {by(s.who(0), self), consultation.Registrar{Self: true, Company: "Company 1"}},
	} {
		if c.got != c.want {
			t.Errorf("%s: %+v, want %+v", what, c.got, c.want)
		}
	}
	foreman := s.who(1)
	foreman.Entitlements, foreman.ID = []checkin.Entitlement{checkin.MayRegister}, id.NewKey(time.Now())
	if got := s.search(t, foreman, consultation.Query{By: access.Ours}).By[crew.ID]; got.User != "" {
		t.Errorf("who does not consult reads of a colleague: %+v", got)
	}
}
