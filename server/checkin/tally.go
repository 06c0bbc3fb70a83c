package checkin

import "ciaw/server/id"

// Tally is how many people are registered at a workplace for a day: all, or those
// of one employer that one company registered.
type Tally struct {
	On       Day
	Employer Employer // zero if nobody knows, or of all
	Company  id.Key   // zero if they were registered without account, or of all
	People   int
}
