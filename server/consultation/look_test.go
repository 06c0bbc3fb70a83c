package consultation_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/consultation"
	"ciaw/server/id"
)

func TestWhatWasLookedAtIsNotedForTheWholeCompanyOfTheKeeper(t *testing.T) {
	s := newSite(t)
	p := s.add(t, func(p *checkin.Presence) {
		s.of(1)(p)
		p.Remarks = []checkin.Remark{checkin.LimosaUnlikely}
	})
	look := func(n int, which id.Presence, flags ...consultation.Flag) error {
		_, err := s.Look(t.Context(), s.who(n), north, consultation.Looked{Presence: which, Flags: flags})
		return err
	}
	if err := look(0, p.ID, consultation.Remarked, consultation.FarAway, consultation.Remarked); err != nil {
		t.Fatal(err)
	}
	first := s.board(t, 0).Present[0].Look
	if first == nil || !slices.Equal(first.Flags, []string{"far_away", "remarked"}) || first.By != s.companies[0].User.ID || !first.At.Equal(s.now) {
		t.Fatalf("noted: %+v", first)
	}
	s.now = s.now.Add(time.Hour)
	if err := look(0, p.ID, consultation.FarAway, consultation.Remarked); err != nil {
		t.Fatal(err)
	}
	if again := s.board(t, 0).Present[0].Look; again == nil || !again.At.Equal(first.At) {
		t.Errorf("repeating it changes the time: %+v", again)
	}
	if of := s.board(t, 1).Present[0].Look; of != nil {
		t.Errorf("the contractor is told %+v", of)
	}
	if err := look(0, p.ID); err != nil {
		t.Fatal(err)
	}
	if back := s.board(t, 0).Present[0].Look; back != nil {
		t.Errorf("taken back: %+v", back)
	}
	elsewhere := s.add(t, func(p *checkin.Presence) { p.Workplace = south })
	nobody := s.who(0)
	nobody.Entitlements = nil
	_, denied := s.Look(t.Context(), nobody, north, consultation.Looked{Presence: p.ID})
	for what, c := range map[string]struct{ got, want error }{
		"a contractor":                    {look(1, p.ID), checkin.ErrWorkplace},
		"a stranger":                      {look(3, p.ID), checkin.ErrWorkplace},
		"without entitlements":            {denied, checkin.ErrDenied},
		"of another workplace":            {look(0, elsewhere.ID), consultation.ErrNotHere},
		"a presence that there is not":    {look(0, id.PresenceOf([16]byte{9})), consultation.ErrNotHere},
		"a flag that the board never had": {look(0, p.ID, "handsome"), consultation.ErrFlag},
	} {
		if !errors.Is(c.got, c.want) {
			t.Errorf("%s: %v, want %v", what, c.got, c.want)
		}
	}
	if findings, err := s.register.CheckIntegrity(t.Context()); err != nil || len(findings) > 0 {
		t.Errorf("%v, %v", findings, err)
	}
}

func TestARowTellsWhoRegisteredAndWhatTheRegisterRemarks(t *testing.T) {
	s := newSite(t)
	s.add(t, func(p *checkin.Presence) { p.Remarks = []checkin.Remark{checkin.LimosaUnlikely} })
	s.add(t, s.of(1))
	s.add(t, func(p *checkin.Presence) {
		s.of(1)(p)
		p.Company, p.Registrar = s.companies[0].Company.ID, s.companies[0].User.ID
	})
	byName := map[string]consultation.Seen{}
	for _, p := range s.board(t, 0).Present {
		byName[p.Name] = p
	}
	if p := byName["Person 1"]; !slices.Equal(p.Remarks, []checkin.Remark{checkin.LimosaUnlikely}) || p.RegisteredBy != (consultation.Registrar{Self: true}) {
		t.Errorf("a device: %v, by %+v", p.Remarks, p.RegisteredBy)
	}
	if p := byName["Person 2"]; p.RegisteredBy != (consultation.Registrar{Company: "Company 1"}) {
		t.Errorf("another company, whose users are its own concern: by %+v", p.RegisteredBy)
	}
	if p := byName["Person 3"]; p.RegisteredBy.Company != "Company 0" || p.RegisteredBy.User != s.companies[0].User.Name {
		t.Errorf("one's own: by %+v", p.RegisteredBy)
	}
	counting := s.who(0)
	counting.Entitlements = []checkin.Entitlement{checkin.MayWorkplaces}
	b, err := s.Board(t.Context(), counting, north, s.today)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range b.Present {
		if p.RegisteredBy.User != "" {
			t.Errorf("without the right to names: by %+v", p.RegisteredBy)
		}
	}
}

func TestNobodyIsMissingBeforeTheHourAtWhichMostCame(t *testing.T) {
	at := func(clock string) time.Time {
		hour, err := time.ParseInLocation("2006-01-02 15:04", "2026-11-20 "+clock, checkin.Brussels)
		if err != nil {
			t.Fatal(err)
		}
		return hour
	}
	for name, c := range map[string]struct {
		came []string
		want string
	}{
		"four of five came by then":       {[]string{"06:40", "06:50", "06:55", "07:01", "09:30"}, "07:15"},
		"on the quarter itself":           {[]string{"07:00"}, "07:00"},
		"a night shift is not before six": {[]string{"03:10", "03:20"}, "06:00"},
		"an evening shift":                {[]string{"21:50"}, "22:00"},
		"all registered the day before":   {nil, "09:00"},
	} {
		s := newSite(t)
		for _, clock := range c.came {
			s.add(t, func(p *checkin.Presence) {
				p.On, p.CapturedAt, p.RecordedAt = checkin.DayOf(at(clock)), at(clock), at(clock)
			})
		}
		if c.came == nil {
			s.add(t, func(p *checkin.Presence) {
				p.On, p.CapturedAt, p.RecordedAt = checkin.DayOf(at("12:00")), at("12:00").AddDate(0, 0, -1), at("12:00").AddDate(0, 0, -1)
			})
		}
		b := s.board(t, 0)
		if got := b.Due.In(checkin.Brussels).Format("2006-01-02 15:04"); got != s.today.String()+" "+c.want {
			t.Errorf("%s: missing from %s, want %s", name, got, c.want)
		}
	}
	s := newSite(t)
	if b := s.board(t, 0); !b.Due.IsZero() {
		t.Errorf("where nobody was before: %v", b.Due)
	}
}
