package checkin_test

import (
	"strings"
	"testing"
	"time"

	"ciaw/server/checkin"
)

// eventsOf reads texts like "in 2026-11-23T07:00 out 2026-11-23T15:30", Brussels time.
func eventsOf(t *testing.T, text string) (all []checkin.Presence) {
	t.Helper()
	words := strings.Fields(text)
	for i := 0; i+1 < len(words); i += 2 {
		all = append(all, checkin.Presence{Direction: checkin.Direction(words[i]), CapturedAt: clock(t, words[i+1]), RecordedAt: clock(t, words[i+1])})
	}
	return all
}

func clock(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02T15:04", text, checkin.Brussels)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestInsAndOutsAreStays(t *testing.T) {
	for name, c := range map[string]struct{ events, want, at, open string }{
		"a day with a pause":       {"in 2026-11-23T07:00 out 2026-11-23T12:00 in 2026-11-23T12:30 out 2026-11-23T15:30", "07:00–12:00 12:30–15:30", "2026-11-23T12:45", "12:30"},
		"in any order":             {"out 2026-11-23T12:00 in 2026-11-23T07:00", "07:00–12:00", "2026-11-23T08:00", "07:00"},
		"still in":                 {"in 2026-11-23T07:00", "07:00–", "2026-11-23T22:59", "07:00"},
		"forgotten":                {"in 2026-11-23T07:00", "07:00–", "2026-11-23T23:00", ""},
		"forgotten, then a day on": {"in 2026-11-23T07:00 in 2026-11-24T07:00 out 2026-11-24T15:00", "07:00– 07:00–15:00", "2026-11-24T08:00", "07:00"},
		"a night":                  {"in 2026-11-23T22:00 out 2026-11-24T06:00", "22:00–06:00", "2026-11-24T01:00", "22:00"},
		"an out alone":             {"out 2026-11-23T15:00", "–15:00", "2026-11-23T15:00", ""},
		"an out too late":          {"in 2026-11-23T07:00 out 2026-11-23T23:00", "07:00– –23:00", "2026-11-23T22:00", "07:00"},
		"in twice":                 {"in 2026-11-23T07:00 in 2026-11-23T08:00 out 2026-11-23T15:00", "07:00–15:00", "2026-11-23T09:00", "07:00"},
		// The night of 25 October 2026 has 25 hours, that of 28 March 2027 has 23.
		"the long night":  {"in 2026-10-24T16:30 out 2026-10-25T07:29", "16:30–07:29", "2026-10-25T03:30", "16:30"},
		"too long by one": {"in 2026-10-24T16:30 out 2026-10-25T07:30", "16:30– –07:30", "2026-10-25T07:00", "16:30"},
		"the short night": {"in 2027-03-27T15:30 out 2027-03-28T08:29", "15:30–08:29", "2027-03-28T03:30", "15:30"},
	} {
		var said, open []string
		stays := checkin.Stays(eventsOf(t, c.events))
		for _, s := range stays {
			var in, out string
			if s.In != nil {
				in = s.In.At().In(checkin.Brussels).Format("15:04")
			}
			if s.Out != nil {
				out = s.Out.At().In(checkin.Brussels).Format("15:04")
			}
			said = append(said, in+"–"+out)
			if s.Open(clock(t, c.at)) {
				open = append(open, in)
			}
		}
		if got := strings.Join(said, " "); got != c.want || strings.Join(open, " ") != c.open {
			t.Errorf("%s: %s, want %s; open at %s: %v, want %s", name, got, c.want, c.at, open, c.open)
		}
	}
}
