package checkin

import (
	"time"

	"ciaw/server/id"
)

// MaxMusterPoints is how many muster points a workplace may have.
const MaxMusterPoints = 20

// longestRollCall is when a roll-call is over that nobody ended.
const longestRollCall = 12 * time.Hour

// RollCall is one time that everybody at a workplace is called and ticked off,
// after all had to leave it. The zero RollCall is none.
type RollCall struct {
	ID        id.Key
	Workplace id.Workplace
	Began     time.Time
	By        id.Key    // the user who began it
	Ended     time.Time // zero: nobody has
	EndedBy   id.Key
}

// Open reports whether people are still being ticked off.
func (r RollCall) Open(now time.Time) bool {
	return !r.ID.IsZero() && r.Ended.IsZero() && now.Before(r.Began.Add(longestRollCall))
}

// Tick is that somebody was found, or was not after all.
type Tick struct {
	RollCall id.Key
	Presence id.Presence
	Found    bool
	Point    string    // the muster point; "" if none was chosen
	At       time.Time // by the marshal's device
	By       id.Key    // the marshal
}
