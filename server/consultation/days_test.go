package consultation_test

import (
	"errors"
	"testing"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

func TestDaysCountWhomOneMaySee(t *testing.T) {
	s := newSite(t)
	yesterday := s.today.Add(-1)
	on := func(day checkin.Day, of func(*checkin.Presence)) func(*checkin.Presence) {
		return func(p *checkin.Presence) { of(p); p.On = day }
	}
	s.add(t, func(*checkin.Presence) {})
	s.add(t, s.of(1))
	twice := s.add(t, on(yesterday, s.of(2)))
	s.add(t, func(p *checkin.Presence) { on(yesterday, s.of(2))(p); p.Limosa = twice.Limosa })
	s.add(t, func(p *checkin.Presence) { // in by themselves, and out by another one's company
		on(yesterday, s.of(2))(p)
		p.Limosa, p.Direction, p.Company, p.Registrar = twice.Limosa, checkin.In, id.Key{}, id.Key{}
	})
	s.add(t, on(s.today.Add(-27), s.of(1)))
	s.add(t, on(s.today.Add(-28), s.of(1)))
	s.add(t, func(p *checkin.Presence) { p.Workplace = south })
	for n, want := range map[int]map[checkin.Day]int{
		0: {s.today: 2, yesterday: 1, s.today.Add(-27): 1},
		1: {s.today: 1, yesterday: 1, s.today.Add(-27): 1},
		2: {yesterday: 1},
	} {
		days, err := s.Days(t.Context(), s.who(n), north, checkin.Day{})
		if err != nil || len(days) != 28 || days[27].On != s.today {
			t.Fatalf("company %d: %v, %v", n, days, err)
		}
		for _, day := range days {
			if day.People != want[day.On] {
				t.Errorf("company %d, %s: %d people, want %d", n, day.On, day.People, want[day.On])
			}
		}
	}
	if days, err := s.Days(t.Context(), s.who(0), north, yesterday); err != nil || days[27].People != 1 || days[0].People != 1 {
		t.Errorf("up to yesterday: %v, %v", days, err)
	}
	if _, err := s.Days(t.Context(), s.who(3), north, s.today); !errors.Is(err, checkin.ErrWorkplace) {
		t.Errorf("a stranger: %v", err)
	}
	nobody := s.who(0)
	nobody.Entitlements = nil
	if _, err := s.Days(t.Context(), nobody, north, s.today); !errors.Is(err, checkin.ErrDenied) {
		t.Errorf("without entitlements: %v", err)
	}
}
