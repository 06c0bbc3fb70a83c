package consultation

import (
	"slices"
	"time"

	"ciaw/server/checkin"
)

// From when on whoever does not come is missing.
const (
	earliest = 6 * time.Hour    // by the clock of Brussels
	usual    = 9 * time.Hour    // where nobody's hour is known: all were registered ahead
	rounded  = 15 * time.Minute // to the next quarter of an hour
)

// dueOf returns from when on those are missing on a day who were there on another:
// when four of five of them had come then.
func dueOf(before []checkin.Presence, on checkin.Day) time.Time {
	var hours []time.Duration
	for _, p := range before {
		if p.Direction != checkin.Out && checkin.DayOf(p.At()) == p.On {
			h, m, s := p.At().In(checkin.Brussels).Clock()
			hours = append(hours, time.Duration(h)*time.Hour+time.Duration(m)*time.Minute+time.Duration(s)*time.Second)
		}
	}
	due := usual
	if n := len(hours); n > 0 {
		slices.Sort(hours)
		due = hours[(4*n+4)/5-1]
	}
	due = max(earliest, (due + rounded - time.Second).Truncate(rounded))
	y, month, d := on.Date().Date()
	return time.Date(y, month, d, 0, int(due/time.Minute), 0, 0, checkin.Brussels)
}
