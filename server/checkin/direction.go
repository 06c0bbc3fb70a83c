package checkin

import "time"

// Direction is what a presence says: that somebody is there that day, or that
// they arrived or left at a time.
type Direction string

// The directions. A pause is an Out, then an In.
const (
	Daily Direction = "day" // present that day; said once
	In    Direction = "in"
	Out   Direction = "out"
)

// Timed reports whether the direction is at a time, rather than of a day.
func (d Direction) Timed() bool { return d == In || d == Out }

// At is the time that counts: when the device read the codes, by its own clock,
// or when the register took it in, if that clock was ahead.
func (p Presence) At() time.Time {
	if p.CapturedAt.After(p.RecordedAt) {
		return p.RecordedAt
	}
	return p.CapturedAt
}
