package registration_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
	"ciaw/server/registration"
)

// arrival is what Ana's phone sends when she comes to the office to clean.
func arrival(at time.Time) registration.Request {
	r := request()
	r.Poster, r.Workplace, r.On, r.Direction, r.CapturedAt = id.Poster{}, office.Number, checkin.Day{}, checkin.In, at
	return r
}

func TestWhereInAndOutAreRegistered(t *testing.T) {
	midnight := day("2026-11-23").End()
	for name, c := range map[string]struct {
		captured, now time.Time
		on            string
		remarks       []checkin.Remark
	}{
		"at once":                       {seven, seven, "2026-11-23", nil},
		"ten minutes later":             {seven, seven.Add(10 * time.Minute), "2026-11-23", nil},
		"an hour later":                 {seven, seven.Add(time.Hour), "2026-11-23", []checkin.Remark{checkin.Late}},
		"over midnight, in time":        {midnight.Add(-time.Minute), midnight.Add(time.Minute), "2026-11-23", nil},
		"over midnight, late":           {midnight.Add(-time.Minute), midnight.Add(time.Hour), "2026-11-23", []checkin.Remark{checkin.Late}},
		"just after midnight":           {midnight, midnight, "2026-11-24", nil},
		"the clock is an hour ahead":    {seven.Add(time.Hour), seven, "2026-11-23", []checkin.Remark{checkin.ClockAhead}},
		"at the end of what is allowed": {seven, seven.Add(24 * time.Hour), "2026-11-23", []checkin.Remark{checkin.Late}},
	} {
		e, added, err := door(c.now).Register(t.Context(), phone, arrival(c.captured))
		if err != nil || !added || e.On != day(c.on) || e.Direction != checkin.In || !slices.Equal(e.Remarks, c.remarks) {
			t.Errorf("%s: added %v, %s on %s, remarks %v, %v", name, added, e.Direction, e.On, e.Remarks, err)
		}
	}
}

func TestAClockALittleAheadAtMidnight(t *testing.T) {
	midnight := day("2026-11-23").End()
	s := door(midnight.Add(-2 * time.Minute))
	r := arrival(midnight.Add(3 * time.Minute))
	r.On = day("2026-11-24")
	for _, added := range []bool{true, false} {
		e, now, err := s.Register(t.Context(), phone, r)
		if err != nil || now != added || e.On != day("2026-11-23") || !e.At().Equal(midnight.Add(-2*time.Minute)) {
			t.Errorf("added %v, on %s at %v, %v", now, e.On, e.At(), err)
		}
	}
}

func TestDirectionsAreRefused(t *testing.T) {
	company := checkin.Member{User: checkin.User{NISS: must(id.ParseNISS("85073003328"))}}
	foreman := checkin.UserActor(company, checkin.Mobile)
	foreman.Entitlements = []checkin.Entitlement{checkin.MayRegister}
	for name, c := range map[string]struct {
		who    checkin.Actor
		now    time.Time
		change func(*registration.Request)
		field  string
		want   *fault.Error
	}{
		"neither in nor out":    {phone, seven, func(r *registration.Request) { r.Direction = "" }, "direction", registration.ErrDirectionRequired},
		"in at a building site": {phone, seven, func(r *registration.Request) { r.Poster, r.Workplace = gate, id.Workplace{} }, "direction", registration.ErrDirectionUnexpected},
		"in, for yesterday":     {phone, seven, func(r *registration.Request) { r.On = day("2026-11-22") }, "on", registration.ErrDayPassed},
		"in, for tomorrow":      {phone, seven, func(r *registration.Request) { r.On = day("2026-11-24") }, "on", registration.ErrDayTooFar},
		"a day and a second":    {phone, seven.Add(24*time.Hour + time.Second), func(*registration.Request) {}, "capturedAt", registration.ErrDeliveredLate},
		"by somebody else":      {foreman, seven, func(*registration.Request) {}, "worker", registration.ErrSelfOnly},
	} {
		r := arrival(seven)
		c.change(&r)
		_, _, err := door(c.now).Register(t.Context(), c.who, r)
		var f *fault.Error
		if !errors.As(err, &f) || !errors.Is(err, c.want) || f.Field != c.field {
			t.Errorf("%s: got %v, want %s: %v", name, err, c.field, c.want)
		}
	}
}

func TestTheRuleChangesAtMidnightOfItsDate(t *testing.T) {
	rules, err := checkin.NewRules(map[string]string{"construction-out": "2026-11-24"})
	if err != nil {
		t.Fatal(err)
	}
	midnight := day("2026-11-23").End()
	for _, c := range []struct {
		now       time.Time
		direction checkin.Direction
		want      error
	}{
		{midnight.Add(-time.Second), "", nil},
		{midnight.Add(-time.Second), checkin.In, registration.ErrDirectionUnexpected},
		{midnight, "", registration.ErrDirectionRequired},
		{midnight, checkin.In, nil},
	} {
		s := door(c.now)
		s.Rules = rules
		r := request()
		r.On, r.CapturedAt, r.Direction = checkin.Day{}, c.now, c.direction
		if _, _, err := s.Register(t.Context(), phone, r); !errors.Is(err, c.want) {
			t.Errorf("%q at %v: %v, want %v", c.direction, c.now, err, c.want)
		}
	}
}

func TestARepetitionInAnotherDirectionIsAnotherPresence(t *testing.T) {
	s := door(seven)
	if _, _, err := s.Register(t.Context(), phone, arrival(seven)); err != nil {
		t.Fatal(err)
	}
	if _, added, err := s.Register(t.Context(), phone, arrival(seven)); err != nil || added {
		t.Errorf("the same again: added %v, %v", added, err)
	}
	out := arrival(seven)
	out.Direction = checkin.Out
	if _, _, err := s.Register(t.Context(), phone, out); !errors.Is(err, registration.ErrReused) {
		t.Errorf("out under the id of an in: %v", err)
	}
}
