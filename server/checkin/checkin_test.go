package checkin_test

import (
	"errors"
	"testing"
	"time"

	"ciaw/server/checkin"
)

func day(t *testing.T, s string) checkin.Day {
	t.Helper()
	d, err := checkin.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDaysAreCountedInBrussels(t *testing.T) {
	for at, want := range map[string]string{
		"2026-11-22T22:59:59Z":      "2026-11-22",
		"2026-11-22T23:00:00Z":      "2026-11-23",
		"2026-07-01T21:59:59Z":      "2026-07-01",
		"2026-07-01T22:00:00Z":      "2026-07-02",
		"2026-11-23T05:00:00+12:00": "2026-11-22",
		"2026-03-29T00:59:59Z":      "2026-03-29", // clocks go forward
		"2026-10-25T22:59:59Z":      "2026-10-25", // clocks went back
	} {
		instant, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := checkin.DayOf(instant); got.String() != want || got != day(t, want) {
			t.Errorf("%s is %s, want %s", at, got, want)
		}
	}
}

func TestDaysEndAtMidnightInBrussels(t *testing.T) {
	for d, hours := range map[string]float64{"2026-11-23": 24, "2026-03-29": 23, "2026-10-25": 25} {
		on := day(t, d)
		if got := on.End().Sub(on.Add(-1).End()).Hours(); got != hours {
			t.Errorf("%s lasts %v hours, want %v", d, got, hours)
		}
		if checkin.DayOf(on.End()) != on.Add(1) || checkin.DayOf(on.End().Add(-1)) != on {
			t.Errorf("%s ends at %v", d, on.End())
		}
	}
}

func TestTextsThatAreNoDays(t *testing.T) {
	for _, s := range []string{"", "2026-02-30", "23-11-2026", "2026-11-23T00:00:00Z", "0001-01-01", "2026-1-2"} {
		if d, err := checkin.ParseDay(s); !errors.Is(err, checkin.ErrDay) || !d.IsZero() || d.String() != "" {
			t.Errorf("%q: got %v, %v", s, d, err)
		}
	}
}

func TestDaysAheadFollowTheSectorAndTheLaw(t *testing.T) {
	for _, c := range []struct {
		sector checkin.Sector
		on     string
		want   int
	}{
		{checkin.Construction, "2026-11-23", 35},
		{checkin.Construction, "2014-03-31", 0},
		{checkin.Cleaning, "2026-11-23", 0},
		{checkin.Removals, "2026-11-23", 0},
	} {
		if got := (checkin.Rules{}).For(c.sector, day(t, c.on)).DaysAhead; got != c.want {
			t.Errorf("%s on %s: %d days ahead, want %d", c.sector, c.on, got, c.want)
		}
	}
}

func TestWorkplaceIsOpenFromItsFirstToItsLastDay(t *testing.T) {
	w := checkin.Workplace{OpensOn: day(t, "2026-03-01"), ClosesOn: day(t, "2026-03-31")}
	for on, want := range map[string]checkin.Opening{
		"2026-02-28": checkin.NotYet, "2026-03-01": checkin.Open,
		"2026-03-31": checkin.Open, "2026-04-01": checkin.Closed,
	} {
		if got := w.Opening(day(t, on)); got != want {
			t.Errorf("on %s: %s, want %s", on, got, want)
		}
	}
	if got := (checkin.Workplace{}).Opening(day(t, "2026-03-01")); got != checkin.Open {
		t.Errorf("without dates: %s", got)
	}
}
