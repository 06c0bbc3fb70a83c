package checkin

import (
	"time"
	_ "time/tzdata" // the rules of Brussels' clock, wherever the program runs

	"ciaw/server/fault"
)

// ErrDay is the failure of a text that is no day.
var ErrDay = fault.New(fault.Invalid, "day_invalid")

// Brussels is the clock that days are counted by.
var Brussels = mustLoad("Europe/Brussels")

func mustLoad(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		panic(err) // impossible: the data is part of the program
	}
	return loc
}

// Day is a calendar day in Brussels. The zero value is no day.
type Day struct{ noon time.Time } // noon UTC, clear of every change of clock

// DayOf returns the day that it is in Brussels at t.
func DayOf(t time.Time) Day {
	y, m, d := t.In(Brussels).Date()
	return Day{time.Date(y, m, d, 12, 0, 0, 0, time.UTC)}
}

// ParseDay accepts YYYY-MM-DD.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1900 {
		return Day{}, ErrDay
	}
	return Day{t.Add(12 * time.Hour)}, nil
}

// Add returns the day n days later.
func (d Day) Add(n int) Day { return Day{d.noon.AddDate(0, 0, n)} }

// Before reports whether d comes before e.
func (d Day) Before(e Day) bool { return d.noon.Before(e.noon) }

// Date returns noon UTC of that date, for formatting.
func (d Day) Date() time.Time { return d.noon }

// End returns the instant at which the day is over in Brussels.
func (d Day) End() time.Time {
	y, m, day := d.noon.Date()
	return time.Date(y, m, day+1, 0, 0, 0, 0, Brussels)
}

// IsZero reports whether this is no day.
func (d Day) IsZero() bool { return d.noon.IsZero() }

// String returns YYYY-MM-DD, or "" for the zero Day.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return d.noon.Format(time.DateOnly)
}
