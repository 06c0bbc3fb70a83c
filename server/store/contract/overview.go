package contract

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// WorkplacesAreLookedAtTogether checks what is asked of many workplaces at once.
func (c suite) WorkplacesAreLookedAtTogether(t *testing.T) {
	s := c.fresh(t)
	put := func(n int, change func(*checkin.Presence)) checkin.Presence {
		p := presence(n)
		change(&p)
		return add(t, s, p)
	}
	company := checkin.Employer{VAT: vat}
	first := put(1, func(p *checkin.Presence) { p.Employer = company })
	again := put(2, func(p *checkin.Presence) { p.Employer, p.RecordedAt = company, seven.Add(time.Hour) }) // says the same again
	late := put(3, func(p *checkin.Presence) { p.Limosa, p.RecordedAt = ion, seven.Add(time.Minute) })
	before := put(4, func(p *checkin.Presence) { p.Workplace, p.On = south, today.Add(-3) })
	put(5, func(p *checkin.Presence) { p.Workplace, p.On = south, today.Add(-30) })
	both := []id.Workplace{north, south}

	days, err := s.LastDays(t.Context(), both, today.Add(-10), today)
	if want := map[id.Workplace]checkin.Day{north: today, south: today.Add(-3)}; err != nil || !reflect.DeepEqual(days, want) {
		t.Errorf("last days %v, %v", days, err)
	}
	if days, err = s.LastDays(t.Context(), both, today.Add(-2), today.Add(-1)); err != nil || len(days) != 0 {
		t.Errorf("in a period without anybody: %v, %v", days, err)
	}
	if days, err = s.LastDays(t.Context(), nil, today, today); err != nil || len(days) != 0 {
		t.Errorf("at no workplace: %v, %v", days, err)
	}
	latest, err := s.LatestOn(t.Context(), both, today)
	if want := map[id.Workplace]map[string]time.Time{north: {company.Number(): first.RecordedAt, "": late.RecordedAt}}; err != nil || !reflect.DeepEqual(latest, want) {
		t.Errorf("latest %v, %v", latest, err)
	}
	ids := func(which map[checkin.Day][]id.Workplace) (all []string) {
		found, err := s.StandingOn(t.Context(), which)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range found {
			all = append(all, p.ID.String())
		}
		slices.Sort(all)
		return all
	}
	want := []string{first.ID.String(), late.ID.String(), before.ID.String()}
	slices.Sort(want)
	if got := ids(map[checkin.Day][]id.Workplace{today: both, today.Add(-3): {south}}); !slices.Equal(got, want) {
		t.Errorf("standing %v, want %v without %v", got, want, again.ID)
	}
	if got := ids(map[checkin.Day][]id.Workplace{today: {south}, today.Add(-3): {north}}); len(got) != 0 || ids(nil) != nil {
		t.Errorf("where nobody was: %v", got)
	}
	if _, err := s.AddSighting(t.Context(), id.NewKey(seven), late.ID, seven); err != nil {
		t.Fatal(err)
	}
	seen, err := s.SightingsOf(t.Context(), []checkin.Presence{first, late})
	if err != nil || len(seen) != 1 || !seen[late.ID].Equal(seven) {
		t.Errorf("seen %v, %v", seen, err)
	}
}
