package checkin

import "ciaw/server/id"

// Tally is how many people are registered at a workplace for a day, each once,
// however many employers and companies they are registered for and by.
type Tally struct {
	On     Day
	People int
}

// Part is some of the people of a workplace: those whom the users of a company
// registered, and those of some employers.
type Part struct {
	Company   id.Key
	Employers []string // numbers
}
