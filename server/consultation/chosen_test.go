package consultation_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/consultation"
	"ciaw/server/id"
)

// TestWhatIsChosenIsWhatIsFound asks for each presence by its id, as each kind of
// user of each company, and compares the answer with their own widest search.
func TestWhatIsChosenIsWhatIsFound(t *testing.T) {
	s := newSite(t)
	elsewhere := func(p *checkin.Presence) { p.Workplace = south }
	by := func(n int) func(*checkin.Presence) { // of whomever
		return func(p *checkin.Presence) { p.Company, p.Registrar = s.companies[n].Company.ID, s.companies[n].User.ID }
	}
	first := s.add(t, s.of(1))
	all := []checkin.Presence{
		first,
		s.add(t, func(p *checkin.Presence) { s.of(1)(p); p.Limosa = first.Limosa }), // says the same again
		s.add(t, s.of(2)),
		s.add(t, s.on(3, s.of(3))),
		s.add(t, anybody),
		s.add(t, func(p *checkin.Presence) { s.of(1)(p); elsewhere(p) }),
		s.add(t, func(p *checkin.Presence) { by(2)(p); elsewhere(p) }),
		s.add(t, func(p *checkin.Presence) { by(3)(p); p.Registrar = id.NewKey(s.now) }), // a colleague did
	}
	rights := map[string][]checkin.Entitlement{"nothing": nil, "register": {checkin.MayRegister}, "consult": {checkin.MayConsult}, "workplaces": {checkin.MayWorkplaces}}
	found := 0
	for n := range s.companies {
		for name, may := range rights {
			who := s.who(n)
			who.Entitlements = may
			whose, err := access.WidestSearch(who)
			if err != nil {
				t.Fatal(err)
			}
			page := s.search(t, who, consultation.Query{By: whose})
			for i, p := range all {
				want := slices.ContainsFunc(page.Presences, func(q checkin.Presence) bool { return p.ID == q.ID })
				chosen, err := s.Choose(t.Context(), who, []id.Presence{p.ID})
				if got := err == nil && len(chosen.Presences) == 1 && chosen.Presences[0].ID == p.ID && chosen.Workplaces[p.Workplace].Name == "Workplace"; got != want || !want && !errors.Is(err, consultation.ErrNotHere) {
					t.Errorf("company %d with %s, presence %d: found %v, chosen %+v, %v", n, name, i, want, chosen, err)
				}
				if want {
					found++
				}
			}
		}
	}
	if found == 0 || found == len(all)*len(s.companies)*len(rights) {
		t.Errorf("%d found: nothing is told apart", found)
	}
}

func TestOneThatMayNotBeSeenIsAsOneThatIsNotThere(t *testing.T) {
	s := newSite(t)
	mine, secret := s.add(t, s.of(1)), s.add(t, s.on(20, s.of(2)))
	answer := func(which ...id.Presence) string {
		_, err := s.Choose(t.Context(), s.who(3), which)
		return fmt.Sprint(err)
	}
	if hidden, none := answer(secret.ID), answer(id.PresenceOf([16]byte{9})); hidden != none || !strings.Contains(hidden, "presence_unknown") {
		t.Errorf("hidden: %s; not there: %s", hidden, none)
	}
	chosen, err := s.Choose(t.Context(), s.who(1), []id.Presence{secret.ID, mine.ID, secret.ID, mine.ID})
	if err != nil || len(chosen.Presences) != 2 || chosen.Presences[0].ID != mine.ID {
		t.Errorf("each once, latest day first: %+v, %v", chosen, err)
	}
}

func TestNobodyChoosesWithoutAnAccountOrTooMany(t *testing.T) {
	s := newSite(t)
	one := s.add(t, s.of(1)).ID
	for what, c := range map[string]struct {
		who   checkin.Actor
		which []id.Presence
		want  error
	}{
		"without an account": {checkin.Actor{}, []id.Presence{one}, checkin.ErrSignedOut},
		"nothing":            {s.who(1), nil, consultation.ErrChosen},
		"too many":           {s.who(1), slices.Repeat([]id.Presence{one}, consultation.MostChosen+1), consultation.ErrChosen},
		"as many as may be":  {s.who(1), slices.Repeat([]id.Presence{one}, consultation.MostChosen), nil},
	} {
		if _, err := s.Choose(t.Context(), c.who, c.which); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", what, err, c.want)
		}
	}
}
