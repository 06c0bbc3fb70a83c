package registration_test

import (
	"context"
	"errors"
	"maps"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
	"ciaw/server/registration"
)

// typed is what a phone sends whose owner typed the number of the workplace.
func typed() registration.Request {
	r := request()
	r.Poster, r.Workplace = id.Poster{}, north.Number
	return r
}

func TestTheNumberAloneIsTheSiteManagersChoice(t *testing.T) {
	company := checkin.Member{User: checkin.User{NISS: must(id.ParseNISS("85073003328"))}}
	founder := checkin.UserActor(company, checkin.Mobile)
	founder.Entitlements = []checkin.Entitlement{checkin.MayRegister}
	company.Company.Confirmed = true
	foreman := checkin.UserActor(company, checkin.Mobile)
	foreman.Entitlements = []checkin.Entitlement{checkin.MayRegister}
	for name, c := range map[string]struct {
		who    checkin.Actor
		needed bool
		poster bool
		want   error
	}{
		"no choice made":     {phone, false, false, nil},
		"a poster is needed": {phone, true, false, registration.ErrPosterNeeded},
		"and was scanned":    {phone, true, true, nil},
		"a user needs none":  {foreman, true, false, nil},
		"but one of a company that could be anybody's": {founder, true, false, registration.ErrPosterNeeded},
	} {
		s := door(seven)
		s.Workplaces = choosy{needed: c.needed}
		r := typed()
		if c.poster {
			r = request()
		}
		_, _, err := s.Register(t.Context(), c.who, r)
		var f *fault.Error
		if !errors.Is(err, c.want) || err != nil && (!errors.As(err, &f) || f.Field != "workplace") {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	s := door(seven)
	first, _, err := s.Register(t.Context(), phone, typed())
	if err != nil {
		t.Fatal(err)
	}
	s.Workplaces = choosy{needed: true}
	if again, added, err := s.Register(t.Context(), phone, typed()); err != nil || added || again.Receipt != first.Receipt {
		t.Errorf("repeated after the choice: %v, %v", added, err)
	}
}

// choosy is the land, where the site manager may want posters scanned.
type choosy struct {
	land
	needed bool
}

func (c choosy) FindWorkplace(ctx context.Context, n id.Workplace) (checkin.Workplace, bool, error) {
	w, found, err := c.land.FindWorkplace(ctx, n)
	w.PosterNeeded = c.needed
	return w, found, err
}

// tally counts tries by class, as they stand after what was given back.
type tally map[string]int

func (c tally) attach(s *registration.Service) {
	s.Allow = func(class, _ string) time.Duration { c[class]++; return 0 }
	s.GiveBack = func(class, _ string) { c[class]-- }
}

func TestWhichTriesCountForWhom(t *testing.T) {
	refusedRequest := request()
	refusedRequest.On = day("2026-11-22")
	refusedTyped := typed()
	refusedTyped.On = day("2026-11-22")
	for name, c := range map[string]struct {
		sent []registration.Request
		want tally
	}{
		"scanned":                  {[]registration.Request{request()}, tally{"address": 1, "limosa": 1, "poster": 1, "day": 1}},
		"typed":                    {[]registration.Request{typed()}, tally{"address": 1, "limosa": 1, "poster": 1, "day": 1, "typed": 1}},
		"repeated":                 {[]registration.Request{typed(), typed(), typed()}, tally{"address": 1, "limosa": 1, "poster": 1, "day": 1, "typed": 1}},
		"refused: not at the gate": {[]registration.Request{refusedRequest, refusedTyped}, tally{"address": 2, "limosa": 2, "poster": 0, "day": 0, "typed": 0}},
	} {
		s, got := door(seven), tally{}
		got.attach(s)
		for _, r := range c.sent {
			_, _, _ = s.Register(t.Context(), phone, r)
		}
		if !maps.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestTooManyTypedAreRefused(t *testing.T) {
	s := door(seven)
	s.Allow = func(class, key string) time.Duration {
		if class == registration.ByTyped && key == phone.Address {
			return time.Minute
		}
		return 0
	}
	if _, _, err := s.Register(t.Context(), phone, typed()); !errors.Is(err, checkin.ErrTooMany) {
		t.Errorf("typed: %v", err)
	}
	if _, _, err := s.Register(t.Context(), phone, request()); err != nil {
		t.Errorf("scanned: %v", err)
	}
}
