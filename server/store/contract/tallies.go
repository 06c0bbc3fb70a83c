package contract

import (
	"slices"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// PeopleAreCountedByDay checks the counts of several days, of all and of parts.
func (c suite) PeopleAreCountedByDay(t *testing.T) {
	s := c.fresh(t)
	company, number := id.NewKey(seven), checkin.Employer{VAT: vat}.Number()
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
	twice := presence(6) // who came alone, registered by a company as well
	twice.Employer.VAT, twice.Company, twice.Registrar = vat, company, id.NewKey(seven)
	add(t, s, twice)
	days := []checkin.Day{today.Add(-1), today}
	for what, c := range map[string]struct {
		of   *checkin.Part
		want int
	}{
		"all":                                 {nil, 2},
		"whom a company registered":           {&checkin.Part{Company: company}, 2},
		"those of an employer":                {&checkin.Part{Company: id.NewKey(seven.Add(time.Hour)), Employers: []string{number, "0000000000"}}, 2},
		"both, who is in both once":           {&checkin.Part{Company: company, Employers: []string{number}}, 2},
		"of another company and its employer": {&checkin.Part{Company: id.NewKey(seven.Add(time.Hour)), Employers: []string{"0000000000"}}, 0},
	} {
		tallies, err := s.Tallies(t.Context(), north, days, c.of)
		want := []checkin.Tally{{On: today, People: c.want}}
		if c.want == 0 {
			want = nil
		}
		if err != nil || !slices.Equal(tallies, want) {
			t.Errorf("%s: %+v, %v; want %d", what, tallies, err, c.want)
		}
	}
}
