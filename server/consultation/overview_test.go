package consultation_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/consultation"
	"ciaw/server/id"
)

func (s *site) overview(t *testing.T, n int, wanted string, limit int) consultation.Overview {
	t.Helper()
	o, err := s.Overview(t.Context(), s.who(n), wanted, limit)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// on lets a presence be of a day before.
func (s *site) on(back int, also func(*checkin.Presence)) func(*checkin.Presence) {
	return func(p *checkin.Presence) {
		p.On, p.RecordedAt = s.today.Add(-back), s.now.Add(-time.Duration(back)*24*time.Hour)
		p.CapturedAt = p.RecordedAt
		also(p)
	}
}

func anybody(*checkin.Presence) {}

func TestAnOverviewCountsWhatTheBoardShows(t *testing.T) {
	s := newSite(t)
	steady := s.add(t, s.on(2, s.of(1)))
	s.add(t, s.on(2, s.of(2)))
	s.add(t, s.on(2, anybody))
	s.add(t, s.on(3, anybody)) // was there on a day before that
	s.add(t, func(p *checkin.Presence) { s.of(1)(p); p.Limosa = steady.Limosa })
	s.add(t, func(p *checkin.Presence) { p.Poster = id.Poster{} }) // typed: to look at
	late := s.add(t, func(p *checkin.Presence) { s.of(2)(p); p.RecordedAt = s.now.Add(time.Minute) })
	for n, want := range []string{"3 of 3 2 1", "2 of 2 1 0", "1 of 1 1 0"} {
		g := s.overview(t, n, "", 9).Rows[0]
		if got := fmt.Sprint(g.Present, " of ", g.Expected, " ", g.Missing, " ", g.Flagged); got != want || g.Workplace.Number != north {
			t.Errorf("company %d sees %s at %v, want %s", n, got, g.Workplace.Number, want)
		}
		if !g.LastAt.Equal(late.RecordedAt) || g.Kept != (n == 0) {
			t.Errorf("company %d: last at %v, kept %v", n, g.LastAt, g.Kept)
		}
		b := s.board(t, n)
		flagged := 0
		for _, one := range b.Present {
			if len(one.Flags) > 0 {
				flagged++
			}
		}
		if len(b.Present) != g.Present || len(b.Missing) != g.Missing || flagged != g.Flagged {
			t.Errorf("company %d: the board has %d, %d, %d; the overview %+v", n, len(b.Present), len(b.Missing), flagged, g)
		}
	}
	if rows := s.overview(t, 3, "", 9).Rows; len(rows) != 0 {
		t.Errorf("a stranger sees %+v", rows)
	}
}

func TestAnOverviewFlagsWhoIsElsewhereToo(t *testing.T) {
	s := newSite(t)
	ghent, namur := &checkin.Position{Latitude: 51.05, Longitude: 3.72, Accuracy: 20}, &checkin.Position{Latitude: 50.47, Longitude: 4.87, Accuracy: 20}
	one := s.add(t, func(p *checkin.Presence) { p.Position = ghent })
	s.add(t, func(p *checkin.Presence) { p.Position = ghent })
	s.add(t, func(p *checkin.Presence) { p.Workplace, p.Limosa, p.Position = south, one.Limosa, namur })
	for _, g := range s.overview(t, 0, "", 9).Rows {
		if g.Flagged != 1 {
			t.Errorf("%v: %d to look at, want the one who was at both", g.Workplace.Number, g.Flagged)
		}
	}
}

func TestAnOverviewBeginsWhereSomethingHappened(t *testing.T) {
	s := newSite(t)
	order := func() (all string) {
		for _, g := range s.overview(t, 0, "", 9).Rows {
			all += map[id.Workplace]string{north: "north ", south: "south "}[g.Workplace.Number]
		}
		return all
	}
	s.add(t, s.on(1, func(p *checkin.Presence) { p.Workplace = south }))
	if got := order(); got != "south north " {
		t.Errorf("somebody was at the south one yesterday: %s", got)
	}
	s.add(t, anybody)
	if got := order(); got != "north south " {
		t.Errorf("and at the north one today: %s", got)
	}
	s.add(t, func(p *checkin.Presence) { p.Workplace, p.RecordedAt = south, s.now.Add(time.Second) })
	if got := order(); got != "south north " {
		t.Errorf("and at the south one later: %s", got)
	}
	o := s.overview(t, 0, "werf KAAI", 9)
	if o.Found != 0 || o.All != 2 || len(o.Rows) != 0 {
		t.Errorf("a word that is nowhere: %+v", o)
	}
	if o = s.overview(t, 0, "kaai", 1); o.Found != 2 || len(o.Rows) != 1 {
		t.Errorf("one of two: %+v", o)
	}
	if o = s.overview(t, 0, north.String()[4:9], 9); o.Found != 1 {
		t.Errorf("a part of the number: %+v", o)
	}
}

func TestAnOverviewWhereInAndOutAreRegistered(t *testing.T) {
	s := newSite(t)
	s.Rules = must(checkin.NewRules(map[string]string{"construction-out": s.today.Add(-5).String()}))
	in := func(p *checkin.Presence) { p.Direction = checkin.In }
	night := s.add(t, s.on(1, func(p *checkin.Presence) {
		in(p)
		p.RecordedAt = s.now.Add(-8 * time.Hour)
		p.CapturedAt = p.RecordedAt
	}))
	gone := s.add(t, in)
	s.now = s.now.Add(time.Hour)
	s.add(t, func(p *checkin.Presence) { p.Limosa, p.Direction = gone.Limosa, checkin.Out })
	g := s.overview(t, 0, "", 1).Rows[0]
	if g.Workplace.Number != north || g.Present != 1 || g.Expected != 1 || g.Missing != 0 {
		t.Errorf("one is in since the night, one left: %+v (%v)", g, night.On)
	}
}

func TestAnOverviewIsForThoseWhoWatch(t *testing.T) {
	s := newSite(t)
	who := s.who(0)
	who.Entitlements = []checkin.Entitlement{checkin.MayRegister}
	if _, err := s.Overview(t.Context(), who, "", 9); !errors.Is(err, checkin.ErrDenied) {
		t.Errorf("who only registers: %v", err)
	}
	who.Entitlements = []checkin.Entitlement{checkin.MayConsult}
	if o, err := s.Overview(t.Context(), who, "", 9); err != nil || o.Steps != nil {
		t.Errorf("who does not manage workplaces is told steps: %+v, %v", o.Steps, err)
	}
	who.Company.Confirmed = false
	if o, err := s.Overview(t.Context(), who, "", 9); err != nil || o.Rows != nil && o.Rows[0].Present != 0 {
		t.Errorf("a company that is not confirmed: %+v, %v", o, err)
	}
}

func TestANewCompanyIsToldWhatComesNext(t *testing.T) {
	s := newSite(t)
	steps := func(n int) string {
		o, err := s.Overview(context.Background(), s.who(n), "", 9)
		if err != nil {
			t.Fatal(err)
		}
		if o.Steps == nil {
			return "none"
		}
		return fmt.Sprint(o.Steps.Workplace, o.Steps.Poster, " ", o.Steps.Number)
	}
	if got := steps(3); got != "false false " {
		t.Errorf("keeps no workplace: %s", got)
	}
	if got := steps(0); got != "true false "+north.String() && got != "true false "+south.String() {
		t.Errorf("no poster: %s", got)
	}
	if _, err := s.register.AddPoster(t.Context(), s.companies[0].User.ID, south, checkin.Poster{Code: gate, Created: s.now}); err != nil {
		t.Fatal(err)
	}
	if got := steps(0); got != "true true "+south.String() {
		t.Errorf("nobody scanned it: %s", got)
	}
	if _, err := s.register.RevokePoster(t.Context(), s.companies[0].User.ID, south, gate); err != nil {
		t.Fatal(err)
	}
	if got := steps(0)[:10]; got != "true false" {
		t.Errorf("the poster was revoked: %s", got)
	}
	s.add(t, anybody)
	if got := steps(0); got != "none" {
		t.Errorf("all is done: %s", got)
	}
	s.now = s.now.Add(40 * 24 * time.Hour)
	s.today = checkin.DayOf(s.now)
	if got := steps(0); got != "none" {
		t.Errorf("done long ago: %s", got)
	}
	if got := steps(3); got != "false false " {
		t.Errorf("keeps no workplace yet: %s", got)
	}
	s.now = s.now.Add(400 * 24 * time.Hour)
	if got := steps(3); got != "none" {
		t.Errorf("no longer new: %s", got)
	}
}
