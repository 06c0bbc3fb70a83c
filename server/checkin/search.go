package checkin

import "ciaw/server/id"

// Search is which presences are looked for: those that concern a company, and
// meet all the other conditions.
type Search struct {
	From, To  Day           // both included
	Which     []id.Presence // only these, and on the days Days; nil: any
	Days      []Day         // of Which, instead of From and To
	Workplace id.Workplace  // zero: at any
	Employer  string        // number; "": of any
	Registrar id.Key        // zero: by any user
	Person    *Presence     // only those of the person of this one; nil: of anybody

	Company     id.Key                    // those its users registered
	OnlyCompany bool                      // and none of the following
	OwnEmployer string                    // those of its people; "": none
	Kept        []id.Workplace            // those that stand at these workplaces
	Chains      map[id.Workplace][]string // and there, of the people of these companies

	AfterDay Day // where to go on: behind this presence
	After    id.Presence
	Limit    int
}
