package checkin_test

import (
	"testing"
	"time"

	"ciaw/server/checkin"
)

func TestAnAlarmComesAtItsTimeInBrussels(t *testing.T) {
	working := [7]bool{false, true, true, true, true, true, false}
	for name, c := range map[string]struct{ after, want string }{
		"the same morning":             {"2026-11-23T05:00:00Z", "2026-11-23T05:30:00Z"},
		"not twice":                    {"2026-11-23T05:30:00Z", "2026-11-24T05:30:00Z"},
		"after the weekend":            {"2026-11-27T06:00:00Z", "2026-11-30T05:30:00Z"},
		"in summer an hour earlier":    {"2026-07-06T00:00:00Z", "2026-07-06T04:30:00Z"},
		"over the change of the clock": {"2026-10-23T10:00:00Z", "2026-10-26T05:30:00Z"},
	} {
		after, err := time.Parse(time.RFC3339, c.after)
		if err != nil {
			t.Fatal(err)
		}
		if got := (checkin.Alarm{At: 390, Days: working}).Next(after).UTC().Format(time.RFC3339); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	if got := (checkin.Alarm{At: 390}).Next(time.Now()); !got.IsZero() {
		t.Errorf("an alarm without days comes at %v", got)
	}
}
