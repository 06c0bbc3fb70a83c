package workplace_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/workplace"
)

var code, _ = id.NewPoster([]byte{1, 2, 3, 4, 5, 6, 7})

// one is a store with one poster.
type one struct {
	workplace.Store
	place checkin.Workplace
}

func (o one) FindPoster(_ context.Context, c id.Poster) (checkin.Poster, checkin.Workplace, bool, error) {
	return checkin.Poster{Code: c}, o.place, c == code, nil
}

func TestAPosterSaysWhetherAndHowFarAheadItTakesRegistrations(t *testing.T) {
	today := checkin.DayOf(time.Date(2026, 11, 22, 23, 30, 0, 0, time.UTC)) // past midnight in Brussels
	for name, c := range map[string]struct {
		place   checkin.Workplace
		opening checkin.Opening
		last    checkin.Day
	}{
		"open without end": {checkin.Workplace{Sector: checkin.Construction}, checkin.Open, today.Add(35)},
		"closes on Friday": {checkin.Workplace{Sector: checkin.Construction, ClosesOn: today.Add(4)}, checkin.Open, today.Add(4)},
		"in real time":     {checkin.Workplace{Sector: checkin.Cleaning}, checkin.Open, today},
		"closed":           {checkin.Workplace{Sector: checkin.Meat, ClosesOn: today.Add(-1)}, checkin.Closed, today.Add(-1)},
		"opens tomorrow":   {checkin.Workplace{Sector: checkin.Meat, OpensOn: today.Add(1)}, checkin.NotYet, today.Add(35)},
	} {
		s := workplace.Service{Store: one{place: c.place}, Now: func() time.Time { return today.End().Add(-time.Hour) }}
		got, err := s.Poster(t.Context(), code)
		if err != nil || got.Opening != c.opening || got.LastDay != c.last || got.Today != today || got.Today.String() != "2026-11-23" {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

func TestACodeThatNoPosterHas(t *testing.T) {
	other, _ := id.NewPoster([]byte{7, 6, 5, 4, 3, 2, 1})
	s := workplace.Service{Store: one{}, Now: time.Now}
	if _, err := s.Poster(t.Context(), other); !errors.Is(err, workplace.ErrPosterUnknown) {
		t.Errorf("got %v", err)
	}
}
