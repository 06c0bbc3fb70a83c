package contract

import (
	"testing"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// PeopleAreCountedByDay checks the counts of several days, of all and apart.
func (c suite) PeopleAreCountedByDay(t *testing.T) {
	s := c.fresh(t)
	company := id.NewKey(seven)
	add(t, s, presence(1))
	add(t, s, presence(2)) // of the same person
	other := presence(3)
	other.Limosa, other.Employer.VAT, other.Company, other.Registrar = ion, vat, company, id.NewKey(seven)
	add(t, s, other)
	tomorrow := presence(4)
	tomorrow.On = today.Add(1)
	add(t, s, tomorrow)
	elsewhere := presence(5)
	elsewhere.Workplace, elsewhere.Direction = south, checkin.In
	add(t, s, elsewhere)
	days := []checkin.Day{today.Add(-1), today}
	all, err := s.Tallies(t.Context(), north, days, false)
	if err != nil || len(all) != 1 || all[0] != (checkin.Tally{On: today, People: 2}) {
		t.Errorf("all: %+v, %v", all, err)
	}
	apart, err := s.Tallies(t.Context(), north, days, true)
	if err != nil || len(apart) != 2 {
		t.Fatalf("apart: %+v, %v", apart, err)
	}
	for _, one := range apart {
		known := one.Company == company && one.Employer.VAT == vat
		if one.People != 1 || one.On != today || !known && (!one.Company.IsZero() || one.Employer.Number() != "") {
			t.Errorf("apart: %+v", one)
		}
	}
}
