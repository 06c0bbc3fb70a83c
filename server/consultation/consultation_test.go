package consultation_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/consultation"
	"ciaw/server/fault"
	"ciaw/server/id"
	"ciaw/server/outbox"
	"ciaw/server/seal"
	"ciaw/server/store"
	"ciaw/server/store/contract"
)

// gate is a poster of the workplaces.
var gate, _ = id.NewPoster([]byte{1, 2, 3, 4, 5, 6, 7})

// site is a register with two workplaces that the first company keeps; at the
// first one the second works, and for it the third.
type site struct {
	consultation.Service
	register  *store.Store
	companies []checkin.Account
	today     checkin.Day
	now       time.Time
	people    int
}

var north, south = must(id.ParseWorkplace("1Y1000003EQCZ")), must(id.ParseWorkplace("1Y1000NF9KCQZ"))

func must[V any](v V, err error) V {
	if err != nil {
		panic(err)
	}
	return v
}

func newSite(t *testing.T) *site {
	t.Helper()
	keys := must(seal.Load(filepath.Join(t.TempDir(), "keys.json"), true))
	now := time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)
	s := &site{now: now, today: checkin.DayOf(now)}
	clock := func() time.Time { return s.now }
	var err error
	if s.register, err = store.Open(t.Context(), filepath.Join(t.TempDir(), "ciaw.db"), store.Options{Keys: keys, Now: clock}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.register.Close(); err != nil {
			t.Error(err)
		}
	})
	s.Service = consultation.Service{Store: s.register, Now: clock}
	for n := range 4 {
		c := checkin.Company{
			ID: id.NewKey(now), Confirmed: true, Created: now,
			Employer: checkin.Employer{CBE: must(id.ParseCBE(fmt.Sprintf("%08d%02d", n+1, 96-n))), Name: fmt.Sprint("Company ", n)},
		}
		u := checkin.User{ID: id.NewKey(now), Company: c.ID, Login: fmt.Sprint("user", n), Entitlements: slices.Clone(checkin.AllEntitlements), Created: now}
		a := checkin.Account{Member: checkin.Member{User: u, Company: c}}
		if err := s.register.AddCompany(t.Context(), c, a); err != nil {
			t.Fatal(err)
		}
		s.companies = append(s.companies, a)
	}
	for number, at := range map[id.Workplace]checkin.Position{north: {Latitude: 51.05, Longitude: 3.72, Accuracy: 100}, south: {Latitude: 50.47, Longitude: 4.87, Accuracy: 100}} {
		w := checkin.Workplace{Number: number, Name: "Workplace", Sector: checkin.Construction, Address: "Kaai 1", Company: s.companies[0].Company.ID, Position: &at}
		chain := []checkin.Contractor{{Employer: s.companies[1].Company.Employer}, {Employer: s.companies[2].Company.Employer, Under: s.companies[1].Company.Number()}}
		if number == south {
			chain = nil
		}
		if _, err := s.register.AddWorkplace(t.Context(), s.companies[0].User.ID, w, chain); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// who is a user of the n-th company.
func (s *site) who(n int) checkin.Actor {
	return checkin.UserActor(s.companies[n].Member, checkin.Desktop)
}

// add stores a presence of somebody new at the north workplace today, after
// change had its way.
func (s *site) add(t *testing.T, change func(*checkin.Presence)) checkin.Presence {
	t.Helper()
	s.people++
	p := checkin.Presence{
		ID: id.PresenceOf([16]byte{14: byte(s.people >> 8), 15: byte(s.people)}), Owner: checkin.Owner{byte(s.people)},
		Limosa: must(id.ParseLimosa(fmt.Sprintf("249100000000%05d", s.people))), Name: fmt.Sprint("Person ", s.people),
		Workplace: north, Poster: gate, On: s.today, Direction: checkin.Daily, Channel: checkin.Mobile, CapturedAt: s.now, RecordedAt: s.now, State: checkin.Registered,
	}
	change(&p)
	stored, added, err := contract.Add(t.Context(), s.register, p)
	if err != nil || !added {
		t.Fatalf("%v, %v", added, err)
	}
	return stored
}

// of makes a presence one of the n-th company's people, registered by it.
func (s *site) of(n int) func(*checkin.Presence) {
	return func(p *checkin.Presence) {
		p.Employer, p.Company, p.Registrar = s.companies[n].Company.Employer, s.companies[n].Company.ID, s.companies[n].User.ID
	}
}

func (s *site) board(t *testing.T, n int) consultation.Board {
	t.Helper()
	b, err := s.Board(t.Context(), s.who(n), north, checkin.Day{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestABoardShowsEverybodyToTheKeeperAndToAContractorItsOwn(t *testing.T) {
	s := newSite(t)
	s.add(t, func(*checkin.Presence) {})
	s.add(t, s.of(1))
	s.add(t, s.of(2))
	for n, want := range []int{3, 2, 1} {
		if b := s.board(t, n); len(b.Present) != want {
			t.Errorf("company %d sees %d, want %d", n, len(b.Present), want)
		}
	}
	if _, err := s.Board(t.Context(), s.who(3), north, s.today); !errors.Is(err, checkin.ErrWorkplace) {
		t.Errorf("a stranger: %v", err)
	}
	nobody := s.who(1)
	nobody.Entitlements = nil
	if _, err := s.Board(t.Context(), nobody, north, s.today); !errors.Is(err, checkin.ErrDenied) {
		t.Errorf("without entitlements: %v", err)
	}
	nobody.Entitlements = []checkin.Entitlement{checkin.MayWorkplaces}
	if b, err := s.Board(t.Context(), nobody, north, s.today); err != nil || b.Names {
		t.Errorf("without the right to names: %v, %v", b.Names, err)
	}
}

func TestMissingAreThoseOfTheLastDayThatAnybodyWasThere(t *testing.T) {
	s := newSite(t)
	friday := s.today.Add(-3)
	came := s.add(t, func(p *checkin.Presence) { p.On = friday })
	s.add(t, func(p *checkin.Presence) { p.On = friday })
	s.add(t, func(p *checkin.Presence) { p.On = s.today.Add(-4) })
	s.add(t, func(p *checkin.Presence) { p.Limosa = came.Limosa })
	b := s.board(t, 0)
	if len(b.Present) != 1 || len(b.Missing) != 1 || b.Missing[0].Name != "Person 2" {
		t.Errorf("%d present, missing %+v", len(b.Present), b.Missing)
	}
	if _, err := s.register.CancelPresence(t.Context(), b.Present[0].ID, checkin.Cancellation{Reason: checkin.Other, At: s.now}, outbox.Cancel); err != nil {
		t.Fatal(err)
	}
	if b := s.board(t, 0); len(b.Present) != 0 || len(b.Missing) != 2 {
		t.Errorf("after undoing: %d present, %d missing", len(b.Present), len(b.Missing))
	}
}

func TestWhatSomebodyShouldLookAtIsFlagged(t *testing.T) {
	s := newSite(t)
	at := func(latitude, longitude float64) *checkin.Position {
		return &checkin.Position{Latitude: latitude, Longitude: longitude, Accuracy: 20}
	}
	s.add(t, func(p *checkin.Presence) { p.Name, p.Position = "near", at(51.051, 3.721) })
	s.add(t, func(p *checkin.Presence) { p.Name, p.Position = "far", at(51.20, 4.40) })
	s.add(t, func(p *checkin.Presence) { p.Name, p.Remarks = "remarked", []checkin.Remark{checkin.LimosaUnlikely} })
	for range 5 {
		s.add(t, func(p *checkin.Presence) { p.Name, p.Owner = "shared", checkin.Owner{99} })
	}
	for range 5 {
		s.add(t, func(p *checkin.Presence) { s.of(1)(p); p.Name, p.Owner = "crew", checkin.Owner{98} })
	}
	fast := s.add(t, func(p *checkin.Presence) { p.Name, p.Position = "fast", at(51.05, 3.72) })
	s.add(t, func(p *checkin.Presence) {
		p.Limosa, p.Workplace, p.Position, p.CapturedAt = fast.Limosa, south, at(50.47, 4.87), s.now.Add(10*time.Minute)
	})
	slow := s.add(t, func(p *checkin.Presence) { p.Name, p.Position = "slow", at(51.05, 3.72) })
	s.add(t, func(p *checkin.Presence) {
		p.Limosa, p.Workplace, p.Position, p.CapturedAt = slow.Limosa, south, at(50.47, 4.87), s.now.Add(3*time.Hour)
	})
	s.add(t, func(p *checkin.Presence) {
		p.Name, p.Position = "vague", &checkin.Position{Latitude: 51.20, Longitude: 4.40, Accuracy: 100_000}
	})
	s.add(t, func(p *checkin.Presence) { p.Name, p.Poster = "typed", id.Poster{} })
	s.add(t, func(p *checkin.Presence) { s.of(1)(p); p.Name, p.Poster = "typed by a user", id.Poster{} })
	twice := s.add(t, func(p *checkin.Presence) { p.Name = "named twice" })
	for _, name := range []string{"Somebody Else", "NAMED TWICE", "", "somebody else"} {
		s.add(t, func(p *checkin.Presence) { p.Limosa, p.Name = twice.Limosa, name })
	}
	once := s.add(t, func(p *checkin.Presence) { p.Name = "named once" })
	undone := s.add(t, func(p *checkin.Presence) { p.Limosa, p.Name = once.Limosa, "Taken Back" })
	if _, err := s.register.CancelPresence(t.Context(), undone.ID, checkin.Cancellation{Reason: checkin.Other, At: s.now}, outbox.Cancel); err != nil {
		t.Fatal(err)
	}
	want := map[string][]consultation.Flag{
		"named twice": {consultation.OtherName}, "named once": nil,
		"vague": {consultation.FarAway}, "typed": {consultation.Typed}, "typed by a user": nil,
		"near": nil, "far": {consultation.FarAway}, "remarked": {consultation.Remarked}, "shared": {consultation.SameDevice},
		"crew": nil, "fast": {consultation.TwoWorkplaces}, "slow": nil,
	}
	for _, p := range s.board(t, 0).Present {
		if !slices.Equal(p.Flags, want[p.Name]) {
			t.Errorf("%s: %v, want %v", p.Name, p.Flags, want[p.Name])
		}
		if p.ID == twice.ID && !slices.Equal(p.Names, []string{"Somebody Else"}) {
			t.Errorf("other names: %q", p.Names)
		}
	}
}

func TestASearchIsForWhoMayAndForAYearAtMost(t *testing.T) {
	s := newSite(t)
	s.add(t, s.of(1))
	s.add(t, func(*checkin.Presence) {})
	only := func(may ...checkin.Entitlement) checkin.Actor {
		who := s.who(1)
		who.Entitlements = may
		return who
	}
	for what, c := range map[string]struct {
		who  checkin.Actor
		q    consultation.Query
		n    int
		want error
	}{
		"the keeper":                  {s.who(0), consultation.Query{}, 2, nil},
		"a contractor":                {s.who(1), consultation.Query{}, 1, nil},
		"a stranger":                  {s.who(3), consultation.Query{}, 0, nil},
		"nobody":                      {checkin.Actor{}, consultation.Query{}, 0, checkin.ErrSignedOut},
		"without entitlements":        {only(), consultation.Query{}, 0, checkin.ErrDenied},
		"their own, without any":      {only(), consultation.Query{By: access.Mine}, 1, nil},
		"the crew's, registering":     {only(checkin.MayRegister), consultation.Query{By: access.Ours}, 1, nil},
		"everybody's, registering":    {only(checkin.MayRegister), consultation.Query{}, 0, checkin.ErrDenied},
		"a year and a day":            {s.who(0), consultation.Query{From: s.today.Add(-366), To: s.today}, 0, fault.At("to", consultation.ErrPeriod)},
		"backwards":                   {s.who(0), consultation.Query{From: s.today, To: s.today.Add(-1)}, 0, consultation.ErrPeriod},
		"another day":                 {s.who(0), consultation.Query{From: s.today.Add(-1)}, 0, nil},
		"another workplace":           {s.who(0), consultation.Query{Workplace: south}, 0, nil},
		"one employer":                {s.who(0), consultation.Query{Employer: s.companies[1].Company.Number()}, 1, nil},
		"an employer without anybody": {s.who(0), consultation.Query{Employer: s.companies[2].Company.Number()}, 0, nil},
	} {
		c.q.Limit = 10
		page, err := s.Search(t.Context(), c.who, c.q)
		if !errors.Is(err, c.want) || len(page.Presences) != c.n || page.More {
			t.Errorf("%s: %d, %v, want %d, %v", what, len(page.Presences), err, c.n, c.want)
		}
	}
}

func TestAListOfWorkplacesCountsWhomOneMaySee(t *testing.T) {
	s := newSite(t)
	s.add(t, s.of(1))
	s.add(t, func(*checkin.Presence) {})
	for n, want := range map[int][]int{0: {2, 0}, 1: {1}, 3: nil} {
		all, err := s.Workplaces(t.Context(), s.who(n))
		var counts []int
		for _, w := range all {
			counts = append(counts, w.Present)
		}
		if err != nil || !slices.Equal(counts, want) {
			t.Errorf("company %d: %v, %v", n, counts, err)
		}
	}
}

func TestDistancesAreThoseOfTheMap(t *testing.T) {
	ghent, antwerp := checkin.Position{Latitude: 51.0543, Longitude: 3.7174}, checkin.Position{Latitude: 51.2194, Longitude: 4.4025}
	if d := consultation.Distance(ghent, antwerp); d < 50_500 || d > 52_500 {
		t.Errorf("Ghent to Antwerp: %.0f m", d)
	}
	if d := consultation.Distance(ghent, ghent); d != 0 {
		t.Errorf("to itself: %f", d)
	}
}

func TestHowAPresenceCameIsShown(t *testing.T) {
	s := newSite(t)
	type list = []consultation.How
	s.add(t, func(p *checkin.Presence) {
		p.Name, p.Position = "at the gate", &checkin.Position{Latitude: 51, Longitude: 3}
	})
	s.add(t, func(p *checkin.Presence) { p.Name, p.Poster = "from somewhere", id.Poster{} })
	s.add(t, func(p *checkin.Presence) { p.Name, p.CapturedAt = "promised", s.now.Add(-time.Hour) })
	s.add(t, func(p *checkin.Presence) {
		p.Name, p.CapturedAt, p.RecordedAt = "last week", s.now.Add(-7*24*time.Hour), s.now.Add(-7*24*time.Hour)
	})
	want := map[string]list{
		"at the gate": {consultation.ByPoster}, "from somewhere": {consultation.ByNumber, consultation.NoPosition},
		"promised": {consultation.ByPoster, consultation.Offline, consultation.NoPosition}, "last week": {consultation.ByPoster, consultation.Ahead, consultation.NoPosition},
	}
	for _, p := range s.board(t, 0).Present {
		if !slices.Equal(p.How, want[p.Name]) {
			t.Errorf("%s: %v, want %v", p.Name, p.How, want[p.Name])
		}
	}
}
