package registration_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
	"ciaw/server/outbox"
	"ciaw/server/registration"
)

var (
	north    = place("1Y1000003EQCZ", checkin.Construction)
	office   = place("1Y1000NF9KCQZ", checkin.Cleaning)
	ana      = must(id.ParseLimosa("24910158641968060"))
	ion      = must(id.ParseLimosa("24910158641968157"))
	unlikely = must(id.ParseLimosa("24910158641968061"))
	gate     = poster(1)
	torn     = poster(2)
	phone    = checkin.Actor{Principal: checkin.DevicePrincipal, Channel: checkin.Mobile, Owner: checkin.Owner{1}, Address: "192.0.2.1"}
	stranger = checkin.Actor{Principal: checkin.DevicePrincipal, Channel: checkin.Mobile, Owner: checkin.Owner{2}, Address: "192.0.2.2"}
	seven    = time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC) // 7 in the morning in Brussels
)

func must[V any](v V, err error) V {
	if err != nil {
		panic(err)
	}
	return v
}

func day(s string) checkin.Day { return must(checkin.ParseDay(s)) }

func poster(n byte) id.Poster {
	code, _ := id.NewPoster([]byte{n, 2, 3, 4, 5, 6, 7})
	return code
}

func place(number string, sector checkin.Sector) checkin.Workplace {
	return checkin.Workplace{Number: must(id.ParseWorkplace(number)), Sector: sector,
		OpensOn: day("2026-11-01"), ClosesOn: day("2026-12-20")}
}

// register is a register in memory.
type register map[id.Presence]checkin.Presence

func (r register) FindPresences(_ context.Context, which []id.Presence) (all []checkin.Presence, err error) {
	for _, one := range which {
		if p, found := r[one]; found {
			all = append(all, p)
		}
	}
	return all, nil
}

func (r register) AddPresences(_ context.Context, all []checkin.Presence, topicOf func(checkin.Presence) outbox.Topic) (checkin.Pending, error) {
	var results []checkin.Added
	var numbered []checkin.Presence
	for _, p := range all {
		want := outbox.Check
		if p.State == checkin.Queued {
			want = outbox.Forward
		}
		if topic := topicOf(p); topic != want {
			return checkin.Pending{}, fmt.Errorf("new presences are told on the topic %q", topic)
		}
		earlier, found := r[p.ID]
		if !found {
			p.Receipt = must(id.NewReceipt(p.RecordedAt, len(r)+1, false))
			r[p.ID], earlier = p, p
		}
		numbered = append(numbered, p)
		results = append(results, checkin.Added{Presence: earlier, Added: !found})
	}
	return checkin.Pending{
		Numbered: func() []checkin.Presence { return numbered }, Wait: func() []checkin.Added { return results },
	}, nil
}

func (r register) CancelPresence(_ context.Context, which id.Presence, c checkin.Cancellation, topics ...outbox.Topic) (checkin.Presence, error) {
	if topics[0] != outbox.Cancel {
		return checkin.Presence{}, fmt.Errorf("cancellations are told on the topics %q", topics)
	}
	p := r[which]
	p.State, p.Cancellation = checkin.Cancelled, &c
	r[which] = p
	return p, nil
}

// land is the workplaces and posters there are.
type land struct{}

func (land) FindWorkplace(_ context.Context, n id.Workplace) (checkin.Workplace, bool, error) {
	for _, w := range []checkin.Workplace{north, office} {
		if w.Number == n {
			return w, true, nil
		}
	}
	return checkin.Workplace{}, false, nil
}

func (land) FindPoster(_ context.Context, c id.Poster) (checkin.Poster, checkin.Workplace, bool, error) {
	return checkin.Poster{Code: c, Revoked: c == torn}, north, c == gate || c == torn, nil
}

// door returns the service as it is at that moment.
func door(now time.Time) *registration.Service {
	return &registration.Service{
		Store: register{}, Workplaces: land{}, Now: func() time.Time { return now },
		Allow: func(string, string) time.Duration { return 0 },
	}
}

// request is what Ana's phone sends at seven.
func request() registration.Request {
	return registration.Request{ID: id.PresenceOf([16]byte{1}), Limosa: ana, Poster: gate, On: day("2026-11-23"), CapturedAt: seven}
}

func TestRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		now    time.Time
		change func(*registration.Request)
		field  string
		want   *fault.Error
	}{
		"yesterday":                        {seven, func(r *registration.Request) { r.On = day("2026-11-22") }, "on", registration.ErrDayPassed},
		"promise delivered after midnight": {seven.Add(17 * time.Hour), func(*registration.Request) {}, "on", registration.ErrDayPassed},
		"36 days ahead":                    {seven, func(r *registration.Request) { r.On = day("2026-12-29") }, "on", registration.ErrDayTooFar},
		"cleaning tomorrow": {seven, func(r *registration.Request) {
			r.Poster, r.Workplace, r.On, r.Direction = id.Poster{}, office.Number, day("2026-11-24"), checkin.In
		}, "on", registration.ErrDayTooFar},
		"phone believes it is tomorrow": {seven, func(r *registration.Request) { r.On, r.CapturedAt = day("2026-11-25"), seven.Add(48*time.Hour) }, "capturedAt", registration.ErrClockAhead},
		"read in another century":       {seven, func(r *registration.Request) { r.CapturedAt = seven.AddDate(-400, 0, 0) }, "capturedAt", registration.ErrDeliveredLate},
		"read 41 days ago":              {seven, func(r *registration.Request) { r.CapturedAt = seven.AddDate(0, 0, -41) }, "capturedAt", registration.ErrDeliveredLate},
		"after the last day":            {seven, func(r *registration.Request) { r.On = day("2026-12-21") }, "poster", registration.ErrClosed},
		"before the first day":          {seven.Add(-30 * 24 * time.Hour), func(r *registration.Request) { r.On, r.CapturedAt = day("2026-10-31"), seven.Add(-30*24*time.Hour) }, "poster", registration.ErrNotYetOpen},
		"closed, number typed": {seven, func(r *registration.Request) {
			r.Poster, r.Workplace, r.On = id.Poster{}, north.Number, day("2026-12-21")
		}, "workplace", registration.ErrClosed},
		"unknown poster":              {seven, func(r *registration.Request) { r.Poster = poster(9) }, "poster", registration.ErrPosterUnknown},
		"revoked poster":              {seven, func(r *registration.Request) { r.Poster = torn }, "poster", registration.ErrPosterRevoked},
		"poster of another workplace": {seven, func(r *registration.Request) { r.Workplace = office.Number }, "workplace", registration.ErrWorkplace},
		"unknown workplace": {seven, func(r *registration.Request) {
			r.Poster, r.Workplace = id.Poster{}, must(id.ParseWorkplace("1Y102TG6Z4BDZ"))
		}, "workplace", registration.ErrWorkplace},
		"position off the globe": {seven, func(r *registration.Request) { r.Position = &checkin.Position{Latitude: 91} }, "position", checkin.ErrPosition},
	} {
		r := request()
		c.change(&r)
		s := door(c.now)
		_, added, err := s.Register(t.Context(), phone, r)
		var f *fault.Error
		if !errors.As(err, &f) || !errors.Is(err, c.want) || f.Field != c.field || added {
			t.Errorf("%s: got %v, want %s: %v", name, err, c.field, c.want)
		}
		if n := len(s.Store.(register)); n != 0 {
			t.Errorf("%s: %d presences stored", name, n)
		}
	}
}

func TestAccepted(t *testing.T) {
	for name, c := range map[string]struct {
		now     time.Time
		change  func(*registration.Request)
		on      string
		remarks []checkin.Remark
	}{
		"today":                      {seven, func(*registration.Request) {}, "2026-11-23", nil},
		"no day given":               {seven, func(r *registration.Request) { r.On = checkin.Day{} }, "2026-11-23", nil},
		"one second before midnight": {seven.Add(17*time.Hour - time.Second), func(*registration.Request) {}, "2026-11-23", nil},
		"as far ahead as allowed":    {seven.Add(-9 * 24 * time.Hour), func(r *registration.Request) { r.On, r.CapturedAt = day("2026-12-19"), seven.Add(-9*24*time.Hour) }, "2026-12-19", nil},
		"last day":                   {seven, func(r *registration.Request) { r.On = day("2026-12-20") }, "2026-12-20", nil},
		"workplace typed":            {seven, func(r *registration.Request) { r.Poster, r.Workplace = id.Poster{}, north.Number }, "2026-11-23", nil},
		"unlikely number":            {seven, func(r *registration.Request) { r.Limosa = unlikely }, "2026-11-23", []checkin.Remark{checkin.LimosaUnlikely}},
		"document ended yesterday":   {seven, func(r *registration.Request) { r.ActiveTo = day("2026-11-22") }, "2026-11-23", []checkin.Remark{checkin.LimosaNotActive}},
		"document begins tomorrow":   {seven, func(r *registration.Request) { r.ActiveFrom = day("2026-11-24") }, "2026-11-23", []checkin.Remark{checkin.LimosaNotActive}},
		"document ends today":        {seven, func(r *registration.Request) { r.ActiveFrom, r.ActiveTo = day("2026-11-23"), day("2026-11-23") }, "2026-11-23", nil},
		"clock an hour ahead":        {seven, func(r *registration.Request) { r.CapturedAt = seven.Add(time.Hour) }, "2026-11-23", []checkin.Remark{checkin.ClockAhead}},
		"clock five minutes ahead":   {seven, func(r *registration.Request) { r.CapturedAt = seven.Add(5 * time.Minute) }, "2026-11-23", nil},
		"clock two days behind":      {seven, func(r *registration.Request) { r.CapturedAt = seven.Add(-48 * time.Hour) }, "2026-11-23", nil},
	} {
		r := request()
		c.change(&r)
		e, added, err := door(c.now).Register(t.Context(), phone, r)
		if err != nil || !added || e.State != checkin.Registered || e.Receipt.IsZero() || e.Where != north ||
			e.On.String() != c.on || !reflect.DeepEqual(e.Remarks, c.remarks) || !e.RecordedAt.Equal(c.now) || e.Channel != checkin.Mobile {
			t.Errorf("%s: %+v, %v, %v", name, e, added, err)
		}
	}
}

func TestRepeatingGivesTheSameReceiptEvenTheNextDay(t *testing.T) {
	s := door(seven)
	first, _, err := s.Register(t.Context(), phone, request())
	if err != nil {
		t.Fatal(err)
	}
	s.Now = func() time.Time { return seven.Add(30 * 24 * time.Hour) }
	for name, change := range map[string]func(*registration.Request){
		"the same":          func(*registration.Request) {},
		"number for code":   func(r *registration.Request) { r.Poster, r.Workplace = id.Poster{}, north.Number },
		"no day":            func(r *registration.Request) { r.On = checkin.Day{} },
		"revoked meanwhile": func(r *registration.Request) { r.Poster = torn },
	} {
		r := request()
		change(&r)
		again, added, err := s.Register(t.Context(), phone, r)
		if err != nil || added || !reflect.DeepEqual(again, first) {
			t.Errorf("%s: %+v, %v, %v", name, again, added, err)
		}
	}
}

func TestAnIdIsNotReused(t *testing.T) {
	s := door(seven)
	if _, _, err := s.Register(t.Context(), phone, request()); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*registration.Request){
		"another person":    func(r *registration.Request) { r.Limosa = ion },
		"another day":       func(r *registration.Request) { r.On = day("2026-11-24") },
		"another workplace": func(r *registration.Request) { r.Poster, r.Workplace = id.Poster{}, office.Number },
		"unknown poster":    func(r *registration.Request) { r.Poster = poster(9) },
	} {
		r := request()
		change(&r)
		if _, _, err := s.Register(t.Context(), phone, r); !errors.Is(err, registration.ErrReused) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if e, _, err := s.Register(t.Context(), stranger, request()); !errors.Is(err, registration.ErrReused) || !e.ID.IsZero() {
		t.Errorf("another owner: %+v, %v", e, err)
	}
}

func TestOneBadOrderDoesNotFailItsNeighbours(t *testing.T) {
	s := door(seven)
	orders := make([]registration.Order, 6)
	for i := range orders {
		orders[i] = registration.Order{Who: phone, Request: request()}
		orders[i].ID = id.PresenceOf([16]byte{byte(i + 1)})
	}
	orders[1].On = day("2026-11-22")
	orders[2].Poster = poster(9)
	orders[4].ID = orders[0].ID // twice the same
	orders[5].ID, orders[5].Who = orders[0].ID, stranger
	got, err := s.RegisterAll(t.Context(), orders)
	if err != nil || len(got) != 6 {
		t.Fatalf("%d outcomes, %v", len(got), err)
	}
	for i, want := range []error{nil, registration.ErrDayPassed, registration.ErrPosterUnknown, nil, nil, registration.ErrReused} {
		if !errors.Is(got[i].Err, want) || got[i].Added != (i == 0 || i == 3) {
			t.Errorf("order %d: added %v, %v; want %v", i+1, got[i].Added, got[i].Err, want)
		}
	}
	if got[4].Receipt != got[0].Receipt || got[0].Receipt == got[3].Receipt || len(s.Store.(register)) != 2 {
		t.Errorf("receipts %v, %v, %v", got[0].Receipt, got[3].Receipt, got[4].Receipt)
	}
}

func TestOnlyTheOwnerReadsAndCancels(t *testing.T) {
	s := door(seven)
	first, _, err := s.Register(t.Context(), phone, request())
	if err != nil {
		t.Fatal(err)
	}
	if e, err := s.Find(t.Context(), stranger, first.ID); !errors.Is(err, registration.ErrUnknown) || !e.ID.IsZero() {
		t.Errorf("a stranger reads %+v, %v", e, err)
	}
	if e, err := s.Cancel(t.Context(), stranger, first.ID, checkin.Planning); !errors.Is(err, registration.ErrUnknown) || !e.ID.IsZero() {
		t.Errorf("a stranger cancels %+v, %v", e, err)
	}
	if e, err := s.Find(t.Context(), phone, first.ID); err != nil || !reflect.DeepEqual(e, first) {
		t.Errorf("the owner reads %+v, %v", e, err)
	}
	if _, err := s.Find(t.Context(), phone, id.PresenceOf([16]byte{9})); !errors.Is(err, registration.ErrUnknown) {
		t.Errorf("nothing there: %v", err)
	}
}

func TestCancellingUntilTheDayIsOver(t *testing.T) {
	s := door(seven)
	first, _, err := s.Register(t.Context(), phone, request())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Cancel(t.Context(), phone, first.ID, "RAIN"); !errors.Is(err, registration.ErrReason) {
		t.Errorf("an unknown reason: %v", err)
	}
	s.Now = func() time.Time { return first.On.End() }
	if _, err := s.Cancel(t.Context(), phone, first.ID, checkin.Planning); !errors.Is(err, registration.ErrTooLate) {
		t.Errorf("after midnight: %v", err)
	}
	last := first.On.End().Add(-time.Second)
	s.Now = func() time.Time { return last }
	e, err := s.Cancel(t.Context(), phone, first.ID, checkin.Planning)
	want := &checkin.Cancellation{Reason: checkin.Planning, At: last}
	if err != nil || e.State != checkin.Cancelled || !reflect.DeepEqual(e.Cancellation, want) || e.Where != north {
		t.Errorf("before midnight: %+v, %v", e, err)
	}
	s.Now = func() time.Time { return first.On.End() }
	if again, err := s.Cancel(t.Context(), phone, first.ID, checkin.Other); err != nil || !reflect.DeepEqual(again, e) {
		t.Errorf("again, after midnight: %+v, %v", again, err)
	}
}

func TestTooManyTriesAreRefusedWithAWait(t *testing.T) {
	for _, class := range []string{registration.ByAddress, registration.ByLimosa, registration.ByPoster} {
		s := door(seven)
		s.Allow = func(c, key string) time.Duration {
			if c == class && key != "" {
				return time.Minute
			}
			return 0
		}
		_, _, err := s.Register(t.Context(), phone, request())
		var f *fault.Error
		if !errors.As(err, &f) || !errors.Is(err, checkin.ErrTooMany) || f.Retry != time.Minute {
			t.Errorf("%s: %v", class, err)
		}
	}
}

func TestRepetitionsAreNotCounted(t *testing.T) {
	s := door(seven)
	if _, _, err := s.Register(t.Context(), phone, request()); err != nil {
		t.Fatal(err)
	}
	s.Allow = func(string, string) time.Duration { return time.Hour }
	if _, _, err := s.Register(t.Context(), phone, request()); err != nil {
		t.Errorf("an impatient thumb is locked out: %v", err)
	}
}

// full is a register that takes nothing more.
type full struct{ register }

func (full) AddPresences(context.Context, []checkin.Presence, func(checkin.Presence) outbox.Topic) (checkin.Pending, error) {
	return checkin.Pending{}, errFull
}

var errFull = fault.New(fault.Unavailable, "busy")

func TestARegisterThatTakesNothingStillKnowsWhatItHas(t *testing.T) {
	s := door(seven)
	first, _, err := s.Register(t.Context(), phone, request())
	if err != nil {
		t.Fatal(err)
	}
	s.Store = full{s.Store.(register)}
	if again, added, err := s.Register(t.Context(), phone, request()); err != nil || added || !reflect.DeepEqual(again, first) {
		t.Errorf("a repetition: %+v, %v, %v", again, added, err)
	}
	if e, _, err := s.Register(t.Context(), stranger, request()); !errors.Is(err, registration.ErrReused) || !e.ID.IsZero() {
		t.Errorf("a stranger's repetition: %+v, %v", e, err)
	}
	other := request()
	other.ID = id.PresenceOf([16]byte{2})
	if _, _, err := s.Register(t.Context(), phone, other); !errors.Is(err, errFull) {
		t.Errorf("something new: %v", err)
	}
	outcomes, err := s.RegisterAll(t.Context(), []registration.Order{{Who: phone, Request: request()}, {Who: phone, Request: other}})
	if !errors.Is(err, errFull) || outcomes != nil {
		t.Errorf("both together: %+v, %v", outcomes, err)
	}
}

// TestAScreenProvesOnlyWhatWasReadThatDay has every code be right for its time:
// what was once seen must not do for ever.
func TestAScreenProvesOnlyWhatWasReadThatDay(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*registration.Request)
		want   bool
	}{
		"at the gate":          {func(*registration.Request) {}, true},
		"an hour ago, offline": {func(r *registration.Request) { r.CapturedAt = seven.Add(-time.Hour) }, true},
		"yesterday":            {func(r *registration.Request) { r.CapturedAt = seven.AddDate(0, 0, -1) }, false},
		"twenty days ago":      {func(r *registration.Request) { r.CapturedAt = seven.AddDate(0, 0, -20) }, false},
		"for tomorrow":         {func(r *registration.Request) { r.On = day("2026-11-24") }, false},
		"no code":              {func(r *registration.Request) { r.Screen = "" }, false},
	} {
		s := door(seven)
		s.Showed = func(id.Poster, string, time.Time) bool { return true }
		r := request()
		r.Screen = "123456"
		c.change(&r)
		e, _, err := s.Register(t.Context(), phone, r)
		if err != nil || e.Screen != c.want {
			t.Errorf("%s: %v, %v", name, e.Screen, err)
		}
	}
}
