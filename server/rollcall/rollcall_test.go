package rollcall_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
	"ciaw/server/rollcall"
)

var (
	noon    = time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)
	north   = must(id.ParseWorkplace("1Y1000003EQCZ"))
	south   = must(id.ParseWorkplace("1Y1000NF9KCQZ"))
	keeper  = checkin.Company{ID: id.KeyOf([16]byte{1}), Confirmed: true}
	another = checkin.Company{ID: id.KeyOf([16]byte{2}), Confirmed: true}
)

func must[V any](v V, err error) V {
	if err != nil {
		panic(err)
	}
	return v
}

// register is what is stored, in memory.
type register struct {
	points    []string
	calls     []checkin.RollCall
	ticks     map[id.Presence]checkin.Tick
	presences []checkin.Presence
}

func (r *register) FindWorkplace(_ context.Context, number id.Workplace) (checkin.Workplace, bool, error) {
	return checkin.Workplace{Number: number, Company: keeper.ID}, number == north, nil
}

func (r *register) MusterPoints(context.Context, id.Workplace) ([]string, error) {
	return r.points, nil
}

func (r *register) PutMusterPoints(_ context.Context, _ id.Key, _ id.Workplace, names []string) error {
	r.points = names
	return nil
}

func (r *register) LatestRollCall(context.Context, id.Workplace) (checkin.RollCall, bool, error) {
	if len(r.calls) == 0 {
		return checkin.RollCall{}, false, nil
	}
	return r.calls[len(r.calls)-1], true, nil
}

func (r *register) BeginRollCall(_ context.Context, call checkin.RollCall, _ id.Key, _ int) error {
	r.calls, r.ticks = append(r.calls, call), map[id.Presence]checkin.Tick{}
	return nil
}

func (r *register) EndRollCall(_ context.Context, by, _ id.Key, at time.Time) error {
	last := &r.calls[len(r.calls)-1]
	last.Ended, last.EndedBy = at, by
	return nil
}

func (r *register) Ticks(context.Context, id.Key) (all []checkin.Tick, err error) {
	for _, t := range r.ticks {
		all = append(all, t)
	}
	return all, nil
}

func (r *register) PutTick(_ context.Context, t checkin.Tick) (checkin.Tick, error) {
	r.ticks[t.Presence] = t
	return t, nil
}

func (r *register) FindPresences(_ context.Context, which []id.Presence) (found []checkin.Presence, err error) {
	for _, p := range r.presences {
		if slices.Contains(which, p.ID) {
			found = append(found, p)
		}
	}
	return found, nil
}

func (r *register) ListUsers(_ context.Context, company id.Key) ([]checkin.User, error) {
	return []checkin.User{user(checkin.Company{ID: company})}, nil
}

func user(of checkin.Company) checkin.User {
	return checkin.User{ID: id.KeyOf([16]byte{9, of.ID.Bytes()[0]}), Company: of.ID, Name: "Mia Voorbeeld"}
}

// marshal is a user of a company.
func marshal(of checkin.Company, may ...checkin.Entitlement) checkin.Actor {
	u := user(of)
	u.Entitlements = may
	return checkin.UserActor(checkin.Member{User: u, Company: of}, checkin.Mobile)
}

// at is a presence at a workplace on a day.
func at(n byte, w id.Workplace, on checkin.Day) checkin.Presence {
	return checkin.Presence{ID: id.PresenceOf([16]byte{15: n}), Workplace: w, On: on}
}

func TestMarshalsTickWhoIsFoundAndSeeEachOthersTicks(t *testing.T) {
	today := checkin.DayOf(noon)
	r := &register{presences: []checkin.Presence{at(1, north, today), at(2, south, today), at(3, north, today.Add(-2)), at(4, north, today.Add(-1))}}
	now := noon
	s := rollcall.Service{Store: r, Now: func() time.Time { return now }}
	who := marshal(keeper, checkin.MayConsult)
	if state, err := s.State(t.Context(), who, north); err != nil || state.Open || !state.RollCall.ID.IsZero() {
		t.Fatalf("before any: %+v, %v", state, err)
	}
	begun, err := s.Begin(t.Context(), who, north, id.Key{})
	if err != nil || !begun.Open || begun.Names[begun.RollCall.By] != "Mia Voorbeeld" {
		t.Fatalf("begun: %+v, %v", begun, err)
	}
	tick := func(n byte, made time.Time) error {
		_, err := s.Tick(t.Context(), who, north, checkin.Tick{RollCall: begun.RollCall.ID, Presence: id.PresenceOf([16]byte{15: n}), Found: true, At: made})
		return err
	}
	for what, c := range map[string]struct{ got, want error }{
		"somebody on the list":               {tick(1, noon), nil},
		"who came in before midnight":        {tick(4, noon), nil},
		"ticked shortly before it was begun": {tick(1, noon.Add(-10*time.Minute)), nil},
		"ticked in the drill of the morning": {tick(1, noon.Add(-3*time.Hour)), rollcall.ErrEarly},
		"somebody at another workplace":      {tick(2, noon), rollcall.ErrNotHere},
		"somebody of the day before that":    {tick(3, noon), rollcall.ErrNotHere},
		"nobody":                             {tick(5, noon), rollcall.ErrNotHere},
	} {
		if !errors.Is(c.got, c.want) {
			t.Errorf("%s: %v, want %v", what, c.got, c.want)
		}
	}
	if err := tick(1, noon.Add(48*time.Hour)); err != nil || !r.ticks[id.PresenceOf([16]byte{15: 1})].At.Equal(noon) {
		t.Errorf("a clock that is ahead: %v, %v", r.ticks, err)
	}
	now = noon.Add(13 * time.Hour)
	if err := tick(1, now); !errors.Is(err, rollcall.ErrEnded) {
		t.Errorf("after half a day: %v", err)
	}
	now = noon.Add(time.Hour)
	if ended, err := s.End(t.Context(), who, north, begun.RollCall.ID); err != nil || ended.Open || len(ended.Ticks) != 2 {
		t.Errorf("ended: %+v, %v", ended, err)
	}
	if err := tick(1, now); !errors.Is(err, rollcall.ErrEnded) {
		t.Errorf("after the end: %v", err)
	}
	if _, err := s.End(t.Context(), who, north, id.NewKey(noon)); !errors.Is(err, rollcall.ErrEnded) {
		t.Errorf("another one: %v", err)
	}
}

func TestARollCallIsForThoseWhoKeepTheWorkplace(t *testing.T) {
	s := rollcall.Service{Store: &register{}, Now: func() time.Time { return noon }}
	for what, c := range map[string]struct {
		who         checkin.Actor
		w           id.Workplace
		see, points error
	}{
		"a manager":               {marshal(keeper, checkin.MayWorkplaces), north, nil, nil},
		"a marshal":               {marshal(keeper, checkin.MayConsult), north, nil, checkin.ErrDenied},
		"without entitlements":    {marshal(keeper), north, checkin.ErrDenied, checkin.ErrDenied},
		"another company":         {marshal(another, checkin.AllEntitlements...), north, checkin.ErrWorkplace, checkin.ErrWorkplace},
		"an unknown workplace":    {marshal(keeper, checkin.AllEntitlements...), south, checkin.ErrWorkplace, checkin.ErrWorkplace},
		"a device":                {checkin.Actor{Principal: checkin.DevicePrincipal}, north, checkin.ErrSignedOut, checkin.ErrSignedOut},
		"nobody who is signed in": {checkin.Actor{}, north, checkin.ErrSignedOut, checkin.ErrSignedOut},
	} {
		_, see := s.State(t.Context(), c.who, c.w)
		_, begin := s.Begin(t.Context(), c.who, c.w, id.Key{})
		_, points := s.PutPoints(t.Context(), c.who, c.w, []string{"Parking"})
		if !errors.Is(see, c.see) || !errors.Is(begin, c.see) || !errors.Is(points, c.points) {
			t.Errorf("%s: sees %v, begins %v, names points %v", what, see, begin, points)
		}
		_, tick := s.Tick(t.Context(), c.who, c.w, checkin.Tick{RollCall: id.NewKey(noon), At: noon})
		_, end := s.End(t.Context(), c.who, c.w, id.NewKey(noon))
		if c.see != nil && (!errors.Is(tick, c.see) || !errors.Is(end, c.see)) {
			t.Errorf("%s: ticks %v, ends %v", what, tick, end)
		}
	}
}

func TestMusterPointsAreFewAndDiffer(t *testing.T) {
	s := rollcall.Service{Store: &register{}, Now: func() time.Time { return noon }}
	many := make([]string, checkin.MaxMusterPoints+1)
	for i := range many {
		many[i] = fmt.Sprint("Point ", i)
	}
	for want, names := range map[*fault.Error][]string{rollcall.ErrPoints: many, rollcall.ErrSame: {"Parking", "Poort", "Parking"}} {
		if _, err := s.PutPoints(t.Context(), marshal(keeper, checkin.MayWorkplaces), north, names); !errors.Is(err, want) {
			t.Errorf("%v: %v", names, err)
		}
	}
	if _, err := s.PutPoints(t.Context(), marshal(keeper, checkin.MayWorkplaces), north, many[:checkin.MaxMusterPoints]); err != nil {
		t.Error(err)
	}
}

// earlier is a register in which a colleague's tick counts.
type earlier struct {
	*register
	by id.Key
}

func (e earlier) PutTick(_ context.Context, t checkin.Tick) (checkin.Tick, error) {
	t.By = e.by
	return t, nil
}

func (e earlier) ListUsers(context.Context, id.Key) ([]checkin.User, error) {
	return []checkin.User{{ID: id.KeyOf([16]byte{7}), Name: "Jan Voorbeeld"}}, nil
}

func TestTheTickThatCountsNamesWhoMadeIt(t *testing.T) {
	today := checkin.DayOf(noon)
	who := marshal(keeper, checkin.MayConsult)
	for what, c := range map[string]struct {
		by   id.Key
		want string
	}{
		"one's own":           {who.User.ID, "Mia Voorbeeld"},
		"a colleague's":       {id.KeyOf([16]byte{7}), "Jan Voorbeeld"},
		"of one who has left": {id.KeyOf([16]byte{8}), ""},
	} {
		s := rollcall.Service{Store: earlier{&register{presences: []checkin.Presence{at(1, north, today)}}, c.by}, Now: func() time.Time { return noon }}
		begun, err := s.Begin(t.Context(), who, north, id.Key{})
		if err != nil {
			t.Fatal(err)
		}
		counts, err := s.Tick(t.Context(), who, north, checkin.Tick{RollCall: begun.RollCall.ID, Presence: id.PresenceOf([16]byte{15: 1}), Found: true, At: noon})
		if err != nil || counts.Name != c.want || counts.By != c.by {
			t.Errorf("%s: %+v, %v; want %q", what, counts, err, c.want)
		}
	}
}
