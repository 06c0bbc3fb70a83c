package consultation

import (
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/id"
)

// Flag is something about a presence that somebody should look at. It refuses
// nothing.
type Flag string

// The flags.
const (
	FarAway       Flag = "far_away"     // the phone was far from the workplace
	SameDevice    Flag = "same_device"  // one device without account registered many
	TwoWorkplaces Flag = "two_places"   // elsewhere within too short a time
	Remarked      Flag = "remarked"     // the register has a remark
	Typed         Flag = "typed"        // neither an account nor a poster: sent from anywhere
	SameNetwork   Flag = "same_network" // one of many from one network, whom nothing places here
	Burst         Flag = "burst"        // one of several such within a minute
	OtherName     Flag = "other_name"   // somebody registered the same number by another name
)

// From when on something is flagged.
const (
	farAway   = 1000.0 // metres beyond the extent of the workplace and the accuracy of the phone
	manyTimes = 5      // people on one device
	tooFast   = 150.0  // kilometres an hour between two workplaces
	lookBack  = 10     // days in which the last one is looked for that missing people were there
	vague     = 2000.0 // metres: a phone that says it knows less is taken to know that much
)

// Seen is a presence on a board.
type Seen struct {
	checkin.Presence
	Gate  string
	Since time.Time // with an Out: when they had come in; zero if that was not registered
	Flags []Flag
	How   []How
	Names []string // others by which the same number was registered: the first comer need not be right

	SeenAt       time.Time // when somebody of the keeper saw them at the gate; zero if nobody noted it
	RegisteredBy Registrar
	Look         *Look // nil if nobody of the keeper looked, or the actor is not of the keeper
}

// Board lists the people present at a workplace on a day, those who left, and
// those missing.
type Board struct {
	Workplace   checkin.Workplace
	Opening     checkin.Opening
	On          checkin.Day
	At          time.Time
	Present     []Seen    // by employer and name; where In and Out are registered, who is in now
	Left        []Seen    // who was in and went out
	Unclosed    []Seen    // who came in, on that day or the one before, and never went out
	Missing     []Seen    // registered on the last day before that anybody was; not on this one
	Due         time.Time // until then who is missing is only expected; zero if nobody was there before
	Contractors []checkin.Contractor
	Names       bool // the actor may see names
	Kept        bool // by the actor's company
}

// Board returns the board of a workplace that concerns the actor's company, with
// those people that it may see.
func (s *Service) Board(ctx context.Context, who checkin.Actor, number id.Workplace, on checkin.Day) (Board, error) {
	if err := access.Watchers.Admit(who); err != nil {
		return Board{}, err
	}
	workplaces, scope, err := s.scope(ctx, who)
	if err != nil {
		return Board{}, err
	}
	i := slices.IndexFunc(workplaces, func(w checkin.Workplace) bool { return w.Number == number })
	if i < 0 {
		return Board{}, checkin.ErrWorkplace
	}
	if on.IsZero() {
		on = checkin.DayOf(s.Now())
	}
	now := s.Now()
	b := Board{Workplace: workplaces[i], Opening: workplaces[i].Opening(on), On: on, At: now, Names: access.SeesNames(who), Kept: workplaces[i].Company == who.Company.ID}
	all, err := s.headcount(ctx, b.Workplace, on, now)
	if err != nil {
		return Board{}, err
	}
	if b.Missing, b.Due, err = s.missing(ctx, scope, b, all.here()); err != nil {
		return Board{}, err
	}
	for _, p := range all.left {
		if scope.Sees(p.Presence) {
			b.Left = append(b.Left, Seen{Presence: p.Presence, Since: p.Since, How: howOf(p.Presence)})
		}
	}
	b.Unclosed = seenOf(seen(scope, all.unclosed))
	sortSeen(b.Left)
	if b.Present, err = s.flagged(ctx, b.Workplace, on, seen(scope, all.present)); err != nil {
		return Board{}, err
	}
	if err := s.details(ctx, who, &b); err != nil {
		return Board{}, err
	}
	chain, err := s.Store.ContractorsOf(ctx, []id.Workplace{number})
	b.Contractors = chain[number]
	return b, err
}

// seenOf sorts presences that nothing else is known of.
func seenOf(presences []checkin.Presence) []Seen {
	all := make([]Seen, len(presences))
	for i, p := range presences {
		all[i] = Seen{Presence: p, How: howOf(p)}
	}
	sortSeen(all)
	return all
}

// missing returns who was there on the last day before, and has not been on this
// one: each person once for an employer; and from when on they are late.
func (s *Service) missing(ctx context.Context, scope access.Scope, b Board, here map[string]bool) ([]Seen, time.Time, error) {
	for back := 1; back <= lookBack; back++ {
		day := b.On.Add(-back)
		before, err := s.Store.Standing(ctx, b.Workplace.Number, day, day)
		if err != nil {
			return nil, time.Time{}, err
		}
		if len(before) == 0 {
			continue
		}
		all := seen(scope, before)
		_, missing := expected(all, here)
		return seenOf(missing), dueOf(all, b.On), nil
	}
	return nil, time.Time{}, nil
}

// Absences returns the open workplaces that concern the actor's company where
// people are missing today whom it may see.
func (s *Service) Absences(ctx context.Context, who checkin.Actor) ([]checkin.Absence, error) {
	if err := access.Watchers.Admit(who); err != nil {
		return nil, err
	}
	workplaces, scope, err := s.scope(ctx, who)
	if err != nil {
		return nil, err
	}
	today := checkin.DayOf(s.Now())
	var all []checkin.Absence
	for _, w := range workplaces {
		if w.Opening(today) != checkin.Open {
			continue
		}
		there, err := s.headcount(ctx, w, today, s.Now())
		if err != nil {
			return nil, err
		}
		missing, _, err := s.missing(ctx, scope, Board{Workplace: w, On: today}, there.here())
		if err != nil {
			return nil, err
		}
		if len(missing) > 0 {
			all = append(all, checkin.Absence{Workplace: w, Missing: len(missing)})
		}
	}
	return all, nil
}

// flagged adds gates and flags.
func (s *Service) flagged(ctx context.Context, w checkin.Workplace, on checkin.Day, present []checkin.Presence) ([]Seen, error) {
	posters, err := s.Store.PostersOf(ctx, w.Number)
	if err != nil {
		return nil, err
	}
	gates := map[id.Poster]string{}
	for _, p := range posters {
		gates[p.Code] = p.Gate
	}
	elsewhere, err := s.elsewhere(ctx, w.Number, on, present)
	if err != nil {
		return nil, err
	}
	names, err := s.otherNames(ctx, present)
	if err != nil {
		return nil, err
	}
	sightings, err := s.Store.Sightings(ctx, w.Number, on)
	if err != nil {
		return nil, err
	}
	return flag(w, present, known{gates: gates, elsewhere: elsewhere, names: names, sightings: sightings}), nil
}

// known is what else is known of those who are present.
type known struct {
	gates     map[id.Poster]string
	elsewhere map[string][]checkin.Presence // by the digits of the person's number
	names     map[id.Presence][]string
	sightings map[id.Presence]time.Time
	looks     map[id.Presence]checkin.Look // nothing where a board asks for them apart
}

// flag returns those who are present at a workplace with what to look at.
func flag(w checkin.Workplace, present []checkin.Presence, k known) []Seen {
	devices := map[checkin.Owner]int{}
	for _, p := range present {
		if p.ByStranger() {
			devices[p.Owner]++
		}
	}
	all := make([]Seen, len(present))
	for i, p := range present {
		all[i] = Seen{Presence: p, Gate: k.gates[p.Poster], How: howOf(p), Names: k.names[p.ID], SeenAt: k.sightings[p.ID]}
		flag := func(yes bool, f Flag) {
			if yes {
				all[i].Flags = append(all[i].Flags, f)
			}
		}
		flag(w.Position != nil && p.Position != nil && Distance(*w.Position, *p.Position) > farAway+w.Position.Accuracy+accuracy(p), FarAway)
		flag(devices[p.Owner] >= manyTimes, SameDevice)
		flag(slices.ContainsFunc(k.elsewhere[p.PersonDigits()], func(q checkin.Presence) bool { return impossible(p, q) }), TwoWorkplaces)
		flag(len(p.Remarks) > 0, Remarked)
		flag(p.Typed(), Typed)
		flag(len(k.names[p.ID]) > 0, OtherName)
	}
	flagNetworks(w, all)
	sortSeen(all)
	return all
}

// elsewhere returns what else stands of the same persons on that day.
func (s *Service) elsewhere(ctx context.Context, w id.Workplace, on checkin.Day, present []checkin.Presence) (map[string][]checkin.Presence, error) {
	found, err := s.Store.Elsewhere(ctx, w, on, present)
	byPerson := map[string][]checkin.Presence{}
	for _, p := range found {
		byPerson[p.PersonDigits()] = append(byPerson[p.PersonDigits()], p)
	}
	return byPerson, err
}

// impossible reports whether nobody gets from one presence to the other in the
// time between them, as far as their positions say.
func impossible(p, q checkin.Presence) bool {
	if p.Position == nil || q.Position == nil {
		return false
	}
	apart := Distance(*p.Position, *q.Position) - accuracy(p) - accuracy(q)
	return apart > farAway && apart/1000 > tooFast*p.CapturedAt.Sub(q.CapturedAt).Abs().Hours()
}

// accuracy returns how well a phone knew its position, in metres: as it says, but
// nobody gets away from a flag by saying that they were anywhere.
func accuracy(p checkin.Presence) float64 { return min(p.Position.Accuracy, vague) }

// Distance returns how far apart two positions are, in metres along a great
// circle of a sphere of 6,371 km (haversine).
func Distance(a, b checkin.Position) float64 {
	rad := func(degrees float64) float64 { return degrees * math.Pi / 180 }
	sin2 := func(x float64) float64 { return math.Pow(math.Sin(x/2), 2) }
	h := sin2(rad(b.Latitude-a.Latitude)) +
		math.Cos(rad(a.Latitude))*math.Cos(rad(b.Latitude))*sin2(rad(b.Longitude-a.Longitude))
	return 2 * 6_371_000 * math.Asin(math.Min(1, math.Sqrt(h)))
}

func sortSeen(all []Seen) {
	slices.SortFunc(all, func(a, b Seen) int {
		if n := strings.Compare(a.Employer.Name+a.Employer.Number(), b.Employer.Name+b.Employer.Number()); n != 0 {
			return n
		}
		if n := strings.Compare(a.Name, b.Name); n != 0 {
			return n
		}
		return strings.Compare(a.ID.String(), b.ID.String())
	})
}
