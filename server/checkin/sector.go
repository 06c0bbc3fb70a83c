package checkin

// Sector is the branch of industry whose rules a workplace follows.
type Sector string

// The sectors in which presence must be registered.
const (
	Construction Sector = "construction" // "30bis"
	Meat         Sector = "meat"         // "30ter"
	Cleaning     Sector = "cleaning"     // since 1 September 2024
)

// rule is what the law or the official service asks of a sector from a day
// on. A change of law is one more row.
type rule struct {
	sector    Sector
	from      string // YYYY-MM-DD
	daysAhead int    // how many days before the day itself one may register
}

// rules are in order of date within a sector. Days ahead: the official online
// service takes 35; cleaning is registered in real time only.
var rules = []rule{
	{Construction, "2014-04-01", 35},
	{Meat, "2016-01-01", 35},
	{Cleaning, "2024-09-01", 0},
}

// DaysAhead returns how many days ahead of a day one may register for it, by
// the rules in force on that day; 0 means on the day only.
func (s Sector) DaysAhead(on Day) int {
	ahead := 0
	for _, r := range rules {
		if r.sector == s && r.from <= on.String() {
			ahead = r.daysAhead
		}
	}
	return ahead
}
