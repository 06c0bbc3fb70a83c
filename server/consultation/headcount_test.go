package consultation

import (
	"slices"
	"strings"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// at reads a time in Brussels.
func at(t *testing.T, text string) time.Time {
	t.Helper()
	moment, err := time.ParseInLocation("2006-01-02T15:04", text, checkin.Brussels)
	if err != nil {
		t.Fatal(err)
	}
	return moment
}

// said reads texts like "Ana in 2026-11-23T07:00, Ion day 2026-11-23T07:00".
func said(t *testing.T, text string) (all []checkin.Presence) {
	t.Helper()
	numbers := map[string]string{"Ana": "24910158641968060", "Ion": "24910158641968157"}
	for one := range strings.SplitSeq(text, ", ") {
		words := strings.Fields(one)
		limosa, err := id.ParseLimosa(numbers[words[0]])
		if err != nil {
			t.Fatal(err)
		}
		when := at(t, words[2])
		all = append(all, checkin.Presence{
			Name: words[0], Limosa: limosa, Direction: checkin.Direction(words[1]), On: checkin.DayOf(when), CapturedAt: when, RecordedAt: when,
		})
	}
	return all
}

func names(all []checkin.Presence) string {
	var names []string
	for _, p := range all {
		names = append(names, p.Name)
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}

func TestWhoIsInWhoLeftAndWhoNeverWentOut(t *testing.T) {
	for name, c := range map[string]struct{ said, on, now, present, left, unclosed string }{
		"in":                              {"Ana in 2026-11-23T07:00", "2026-11-23", "2026-11-23T08:00", "Ana", "", ""},
		"in the night before":             {"Ana in 2026-11-22T22:00", "2026-11-23", "2026-11-23T02:00", "Ana", "", ""},
		"out in the morning":              {"Ana in 2026-11-22T22:00, Ana out 2026-11-23T06:00", "2026-11-23", "2026-11-23T08:00", "", "Ana", ""},
		"of that night, the evening's":    {"Ana in 2026-11-22T22:00, Ana out 2026-11-23T06:00", "2026-11-22", "2026-11-23T08:00", "Ana", "", ""},
		"back from a pause":               {"Ana in 2026-11-23T07:00, Ana out 2026-11-23T12:00, Ana in 2026-11-23T12:30", "2026-11-23", "2026-11-23T13:00", "Ana", "", ""},
		"in a pause":                      {"Ana in 2026-11-23T07:00, Ana out 2026-11-23T12:00", "2026-11-23", "2026-11-23T12:10", "", "Ana", ""},
		"a day that is over":              {"Ana in 2026-11-20T07:00, Ana out 2026-11-20T15:00", "2026-11-20", "2026-11-23T08:00", "", "Ana", ""},
		"never went out":                  {"Ana in 2026-11-23T05:00", "2026-11-23", "2026-11-23T21:00", "", "", "Ana"},
		"never went out, seen a day on":   {"Ana in 2026-11-22T07:00", "2026-11-23", "2026-11-23T07:00", "", "", "Ana"},
		"never went out, and in again":    {"Ana in 2026-11-22T07:00, Ana in 2026-11-23T07:00", "2026-11-23", "2026-11-23T08:00", "Ana", "", "Ana"},
		"an out alone":                    {"Ana out 2026-11-23T15:00", "2026-11-23", "2026-11-23T16:00", "", "Ana", ""},
		"for the day, and the day before": {"Ana day 2026-11-23T07:00, Ion day 2026-11-22T07:00", "2026-11-23", "2026-11-23T08:00", "Ana", "", ""},
		"one in, one out":                 {"Ana in 2026-11-23T07:00, Ion in 2026-11-23T07:00, Ion out 2026-11-23T09:00", "2026-11-23", "2026-11-23T10:00", "Ana", "Ion", ""},
	} {
		on, err := checkin.ParseDay(c.on)
		if err != nil {
			t.Fatal(err)
		}
		got := headcountOf(said(t, c.said), on, at(t, c.now))
		var gone []checkin.Presence
		for _, l := range got.left {
			gone = append(gone, l.Presence)
		}
		if names(got.present) != c.present || names(gone) != c.left || names(got.unclosed) != c.unclosed {
			t.Errorf("%s: in %q, left %q, unclosed %q", name, names(got.present), names(gone), names(got.unclosed))
		}
	}
}
