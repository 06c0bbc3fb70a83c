package consultation_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/consultation"
	"ciaw/server/id"
)

// flagsOf returns the flags on the board of the keeper, by name.
func (s *site) flagsOf(t *testing.T) map[string][]consultation.Flag {
	t.Helper()
	all := map[string][]consultation.Flag{}
	for _, p := range s.board(t, 0).Present {
		all[p.Name] = p.Flags
	}
	return all
}

func TestWhoReadTheScreenAtTheGateIsToldApart(t *testing.T) {
	s := newSite(t)
	s.add(t, func(p *checkin.Presence) { p.Name, p.Screen = "screen", true })
	if p := s.board(t, 0).Present[0]; !slices.Contains(p.How, consultation.OnScreen) || slices.Contains(p.How, consultation.ByPoster) {
		t.Errorf("%v", p.How)
	}
}

func TestManyFromOneNetworkWhomNothingPlacesThereAreFlagged(t *testing.T) {
	s := newSite(t)
	for n := range 9 {
		minutes := time.Duration(n) * 10 * time.Minute
		s.add(t, func(p *checkin.Presence) {
			p.Name, p.Network, p.RecordedAt = fmt.Sprint("far ", n), checkin.Network{1}, s.now.Add(minutes)
		})
		s.add(t, func(p *checkin.Presence) {
			p.Name, p.Network, p.RecordedAt, p.Screen, p.Poster = fmt.Sprint("screen ", n), checkin.Network{1}, s.now.Add(minutes), true, gate
		})
	}
	for n := range 6 {
		s.add(t, func(p *checkin.Presence) {
			p.Name, p.Network, p.RecordedAt = fmt.Sprint("burst ", n), checkin.Network{2}, s.now.Add(time.Duration(n)*10*time.Second)
		})
		s.add(t, func(p *checkin.Presence) {
			p.Name, p.Network, p.RecordedAt = fmt.Sprint("slow ", n), checkin.Network{3}, s.now.Add(time.Duration(n)*time.Minute)
		})
	}
	flags := s.flagsOf(t)
	for name, want := range map[string][]consultation.Flag{
		"far 0": {consultation.SameNetwork}, "far 8": {consultation.SameNetwork}, "screen 0": nil,
		"burst 0": {consultation.Burst}, "burst 5": {consultation.Burst}, "slow 3": nil,
	} {
		got := slices.DeleteFunc(flags[name], func(f consultation.Flag) bool { return f != consultation.SameNetwork && f != consultation.Burst })
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

func TestANameInAnotherOrderIsNoOtherName(t *testing.T) {
	s := newSite(t)
	first := s.add(t, func(p *checkin.Presence) { p.Name = "Ana Exemplu" })
	for _, name := range []string{"EXEMPLU, Ána", "Ana", "Iemand Anders", ""} {
		s.add(t, func(p *checkin.Presence) { p.Name, p.Limosa = name, first.Limosa })
	}
	if p := s.board(t, 0).Present[0]; p.ID != first.ID || !slices.Equal(p.Names, []string{"Iemand Anders"}) {
		t.Errorf("%s was also called %q", p.Name, p.Names)
	}
}

func TestWhoWasSeenAtTheGateIsNoted(t *testing.T) {
	s := newSite(t)
	p := s.add(t, func(p *checkin.Presence) { p.Name = "Ana" })
	see := func(who checkin.Actor, which id.Presence, receipt id.Receipt) (consultation.Seen, error) {
		return s.See(t.Context(), who, north, consultation.Shown{Presence: which, Receipt: receipt})
	}
	for name, who := range map[string]checkin.Actor{"nobody": {}, "a contractor": s.who(1), "a stranger": s.who(3)} {
		if _, err := see(who, p.ID, id.Receipt{}); err == nil {
			t.Errorf("%s may note it", name)
		}
	}
	for name, unknown := range map[string]id.Presence{"none": id.PresenceOf([16]byte{99}), "elsewhere": s.add(t, func(p *checkin.Presence) { p.Workplace = south }).ID} {
		if _, err := see(s.who(0), unknown, id.Receipt{}); !errors.Is(err, consultation.ErrNotHere) {
			t.Errorf("%s: %v", name, err)
		}
	}
	ahead := s.add(t, func(p *checkin.Presence) { p.On = s.today.Add(1) })
	before := s.add(t, func(p *checkin.Presence) { p.On = s.today.Add(-1) })
	for which, want := range map[id.Receipt]error{ahead.Receipt: consultation.ErrDayTooFar, before.Receipt: consultation.ErrDayPassed} {
		if _, err := see(s.who(0), id.Presence{}, which); !errors.Is(err, want) {
			t.Errorf("of another day: %v, want %v", err, want)
		}
	}
	again := s.add(t, func(q *checkin.Presence) { q.Limosa = p.Limosa })
	if one, err := see(s.who(0), id.Presence{}, again.Receipt); err != nil || one.ID != p.ID {
		t.Errorf("a receipt of one who registered twice: %v, %v", one.ID, err)
	}
	first, err := see(s.who(0), id.Presence{}, p.Receipt)
	if err != nil || first.ID != p.ID || first.Name != "Ana" || first.SeenAt.IsZero() {
		t.Fatalf("by receipt: %+v, %v", first, err)
	}
	if again, err := see(s.who(0), p.ID, id.Receipt{}); err != nil || !again.SeenAt.Equal(first.SeenAt) {
		t.Errorf("again: %v, want %v; %v", again.SeenAt, first.SeenAt, err)
	}
	for _, one := range s.board(t, 0).Present {
		if seen := !one.SeenAt.IsZero(); seen != (one.ID == p.ID) {
			t.Errorf("%s on the board: seen %v", one.Name, seen)
		}
	}
}
