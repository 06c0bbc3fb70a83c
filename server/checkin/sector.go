package checkin

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Sector is the branch of industry whose rules a workplace follows.
type Sector string

// The sectors in which presence must be registered, and those in which it is
// said to come.
const (
	Construction Sector = "construction" // "30bis"; 1 in the official service
	Guarding     Sector = "guarding"     // 2
	Meat         Sector = "meat"         // "30ter"; 3
	Cleaning     Sector = "cleaning"
	Removals     Sector = "removals"
)

// Sectors are all of them.
var Sectors = []Sector{Construction, Guarding, Meat, Cleaning, Removals}

// Known reports whether there is such a sector.
func (s Sector) Known() bool { return slices.Contains(Sectors, s) }

// Rule is what the law, or the official service, asks at workplaces of a sector
// from a day on. Where a source is marked as expected, nothing is refused by it
// until the operator switches it on.
type Rule struct {
	Sector Sector
	From   Day    // zero: not in force by itself
	Switch string // the operator's name for it; "" if it is in force by itself

	DaysAhead int  // how many days before the day itself one may register
	SelfOnly  bool // workers register themselves; their employer may not

	InOut       bool          // In and Out at their times; else once for the day
	OutRequired bool          // whoever came in must go out; else they are only asked to
	OnTime      time.Duration // an In or Out delivered within that is in time
	Latest      time.Duration // later than OnTime, up to this, it is Late; then it is refused
}

// Directions returns what is registered under the rule.
func (r Rule) Directions() []Direction {
	if r.InOut {
		return []Direction{In, Out}
	}
	return []Direction{Daily}
}

// Shift is the longest time between an In and the Out that belongs to it: an In
// that is older was forgotten. Twelve hours is the most that the law lets anybody
// work, with pauses and some way to the gate.
const Shift = 16 * time.Hour

// How long after its time an In or Out may still come. Real time is
// asked; 600 seconds is what one integrator of the official service takes as
// that. Whether more may be refused is not written anywhere, and a phone without
// network must not cost anybody a fine: it is taken with a remark for a day.
const (
	onTime = 600 * time.Second
	latest = 24 * time.Hour
)

// rules are in order of date within a sector. A change of law is one more row.
var rules = []Rule{
	// Law of 8 December 2013, in force on 1 April 2014. The official online service
	// takes 35 days ahead.
	{Sector: Construction, From: mustDay("2014-04-01"), DaysAhead: 35},
	// Out as well, announced by the government on 14 February 2026 and expected for
	// 2027; no text of law yet.
	{Sector: Construction, Switch: "construction-out", InOut: true, OnTime: onTime, Latest: latest},
	// The official service has a code for it; what is asked of it is not published,
	// so it is treated as construction.
	{Sector: Guarding, From: mustDay("2014-04-01"), DaysAhead: 35},
	// In force since 2016.
	{Sector: Meat, From: mustDay("2016-01-01"), DaysAhead: 35},
	// Since 1 September 2024: in and out, by the worker, on site, in real time.
	{Sector: Cleaning, From: mustDay("2024-09-01"), SelfOnly: true, InOut: true, OutRequired: true, OnTime: onTime, Latest: latest},
	// In and out exist there by a note of the government; no page of the official
	// service says so yet.
	{Sector: Removals, Switch: "removals", SelfOnly: true, InOut: true, OutRequired: true, OnTime: onTime, Latest: latest},
}

func mustDay(text string) Day {
	day, err := ParseDay(text)
	if err != nil {
		panic(err)
	}
	return day
}

// Rules are the rules of all sectors, with the days from which the operator has
// switched on those that are not in force by themselves. The zero value has
// none of these.
type Rules struct{ switched map[string]Day }

// NewRules switches rules on, by the names and days that the operator gave.
func NewRules(days map[string]string) (Rules, error) {
	switched := map[string]Day{}
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(days)) {
		day, err := ParseDay(days[name])
		switch {
		case !slices.Contains(Switches(), name):
			errs = append(errs, fmt.Errorf("there is no rule %q to switch on, only %s", name, strings.Join(Switches(), ", ")))
		case err != nil:
			errs = append(errs, fmt.Errorf("%s: %q is no day like 2027-01-01", name, days[name]))
		}
		switched[name] = day
	}
	return Rules{switched}, errors.Join(errs...)
}

// Switches are the names of the rules that the operator can switch on.
func Switches() (names []string) {
	for _, r := range rules {
		if r.Switch != "" {
			names = append(names, r.Switch)
		}
	}
	return names
}

// For returns the rule of a sector that is in force on a day; of several the one
// that came last. Where there is none yet, it is the zero rule of that sector:
// once for the day, on the day itself.
func (r Rules) For(s Sector, on Day) Rule {
	last := Rule{Sector: s}
	for _, rule := range rules {
		if rule = r.dated(rule); rule.Sector == s && !rule.From.IsZero() && !on.Before(rule.From) && !rule.From.Before(last.From) {
			last = rule
		}
	}
	return last
}

// After returns the rules of a sector that come into force after a day, soonest
// first.
func (r Rules) After(s Sector, day Day) []Rule {
	var all []Rule
	for _, rule := range rules {
		if rule = r.dated(rule); rule.Sector == s && day.Before(rule.From) {
			all = append(all, rule)
		}
	}
	slices.SortStableFunc(all, func(a, b Rule) int { return strings.Compare(a.From.String(), b.From.String()) })
	return all
}

// InForce reports whether any rule asks for presences in a sector on a day.
func (r Rules) InForce(s Sector, on Day) bool { return !r.For(s, on).From.IsZero() }

// dated returns a rule of the table with the day from which the operator has
// switched it on, if it is one to be switched.
func (r Rules) dated(rule Rule) Rule {
	if rule.Switch != "" {
		rule.From = r.switched[rule.Switch]
	}
	return rule
}

// LastDay returns the last day for which a workplace takes registrations today:
// as many days ahead as its sector allows, and not after it closes.
func (r Rules) LastDay(w Workplace, today Day) Day {
	last := today.Add(r.For(w.Sector, today).DaysAhead)
	if !w.ClosesOn.IsZero() && w.ClosesOn.Before(last) {
		return w.ClosesOn
	}
	return last
}
