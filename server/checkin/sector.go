package checkin

// Sector is the branch of industry whose rules a workplace follows.
type Sector string

// The sectors in which presence must be registered.
const (
	Construction Sector = "construction" // "30bis"
	Meat         Sector = "meat"         // "30ter"
	Cleaning     Sector = "cleaning"     // since 1 September 2024
)

// rule is a rule of the law or of the official service for a sector, in force
// from a day on. A change of law is one more row.
type rule struct {
	sector    Sector
	from      string // YYYY-MM-DD
	daysAhead int    // how many days before the day itself one may register
	selfOnly  bool   // workers register themselves; their employer may not
}

// rules are in order of date within a sector. Days ahead: the official online
// service takes 35; cleaning is registered in real time only.
var rules = []rule{
	{Construction, "2014-04-01", 35, false},
	{Meat, "2016-01-01", 35, false},
	{Cleaning, "2024-09-01", 0, true},
}

// DaysAhead returns how many days ahead of a day one may register for it, by
// the rules in force on that day; 0 means on the day only.
func (s Sector) DaysAhead(on Day) int { return s.rule(on).daysAhead }

// SelfOnly reports whether workers must register themselves on that day: nobody
// may do it for them.
func (s Sector) SelfOnly(on Day) bool { return s.rule(on).selfOnly }

// InForce reports whether any rule asks for presences in the sector on a day.
func (s Sector) InForce(on Day) bool { return s.rule(on).from != "" }

// rule returns the last rule of the sector that is in force on a day; the zero
// rule before there was any.
func (s Sector) rule(on Day) rule {
	var last rule
	for _, r := range rules {
		if r.sector == s && r.from <= on.String() {
			last = r
		}
	}
	return last
}

// Known reports whether there is such a sector.
func (s Sector) Known() bool { return s == Construction || s == Meat || s == Cleaning }
