package validation_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/validation"
)

// country holds workplaces and companies, and counts the questions.
type country struct {
	workplaces  map[id.Workplace]checkin.Workplace
	contractors map[id.Workplace][]checkin.Contractor
	companies   map[id.Key]checkin.Company
	asked       []string
	err         error
}

func (c *country) FindWorkplaces(_ context.Context, numbers []id.Workplace) (map[id.Workplace]checkin.Workplace, error) {
	c.asked = append(c.asked, "workplaces")
	return some(c.workplaces, numbers), c.err
}

func (c *country) ContractorsOf(_ context.Context, numbers []id.Workplace) (map[id.Workplace][]checkin.Contractor, error) {
	c.asked = append(c.asked, "contractors")
	return some(c.contractors, numbers), c.err
}

func (c *country) FindCompanies(_ context.Context, which []id.Key) (map[id.Key]checkin.Company, error) {
	c.asked = append(c.asked, "companies")
	return some(c.companies, which), c.err
}

func some[K comparable, V any](all map[K]V, keys []K) map[K]V {
	found := map[K]V{}
	for _, key := range keys {
		if value, there := all[key]; there {
			found[key] = value
		}
	}
	return found
}

// Who and what there is.
var (
	keeper     = checkin.Company{ID: id.KeyOf([16]byte{1}), Employer: employer("BE0403170701")}
	listed     = employer("RO12345674")
	below      = employer("PL1234567890")
	stranger   = employer("PT123456789")
	unemployed checkin.Employer // of a posted worker, of whom only the Limosa number is known

	kept     = number("1Y1000003EQCZ") // by a company that has listed two contractors
	alone    = number("1Y1000NF9KCQZ") // by one that has listed none
	free     = number("1Y102TG6Z4BDZ") // by nobody
	orphaned = number("1Y1000000001Z") // by a company that is not there any more
)

func employer(text string) checkin.Employer { return must(checkin.ParseEmployer(text)) }
func number(text string) id.Workplace       { return must(id.ParseWorkplace(text)) }

func belgium() *country {
	chain := []checkin.Contractor{{Employer: listed}, {Employer: below, Under: listed.Number()}}
	return &country{
		workplaces: map[id.Workplace]checkin.Workplace{
			kept:     {Number: kept, Sector: checkin.Construction, Company: keeper.ID, OpensOn: today, ClosesOn: today.Add(5)},
			alone:    {Number: alone, Sector: checkin.Construction, Company: keeper.ID},
			free:     {Number: free, Sector: checkin.Construction},
			orphaned: {Number: orphaned, Sector: checkin.Construction, Company: id.KeyOf([16]byte{9})},
		},
		contractors: map[id.Workplace][]checkin.Contractor{kept: chain, orphaned: chain, free: chain},
		companies:   map[id.Key]checkin.Company{keeper.ID: keeper},
	}
}

// check returns what a presence is after its check.
func check(t *testing.T, c *country, p checkin.Presence) checkin.Presence {
	t.Helper()
	p.State = checkin.Registered
	r := register{p.ID: p}
	s := validation.Service{Store: r, Workplaces: c, InForce: checkin.Rules{}.InForce}
	got, err := s.Check(t.Context(), []checkin.Presence{p})
	if err != nil || len(got) != 1 {
		t.Fatalf("%v, %v", got, err)
	}
	if !slices.Equal(r[p.ID].Remarks, got[0].Remarks) || r[p.ID].State != got[0].State {
		t.Errorf("stored as %s with %q, returned as %s with %q", r[p.ID].State, r[p.ID].Remarks, got[0].State, got[0].Remarks)
	}
	return got[0]
}

func TestWhatOurDataProveIsRemarked(t *testing.T) {
	type list = []checkin.Remark
	for name, c := range map[string]struct {
		at   id.Workplace
		of   checkin.Employer
		on   checkin.Day
		want list
	}{
		"a contractor":                                   {kept, listed, today, nil},
		"the contractor of a contractor":                 {kept, below, today, nil},
		"the keeper itself":                              {kept, keeper.Employer, today, nil},
		"a company that nobody listed":                   {kept, stranger, today, list{checkin.CompanyNotInChain}},
		"an employer that is not known":                  {kept, unemployed, today, nil},
		"where the keeper listed nobody":                 {alone, stranger, today, nil},
		"where nobody keeps the workplace":               {free, stranger, today, nil},
		"where the keeper is gone":                       {orphaned, stranger, today, nil},
		"the last day":                                   {kept, listed, today.Add(5), nil},
		"a day after the last":                           {kept, listed, today.Add(6), list{checkin.WorkplaceNotActive}},
		"a day before the first":                         {kept, listed, today.Add(-1), list{checkin.WorkplaceNotActive}},
		"a workplace without dates":                      {free, listed, today.Add(-400), nil},
		"before there was a rule":                        {free, listed, must(checkin.ParseDay("2014-03-31")), list{checkin.WorkplaceNotSubject}},
		"on the first day of the rule":                   {free, listed, must(checkin.ParseDay("2014-04-01")), nil},
		"a workplace that is not there":                  {number("1Y1000000000Z"), stranger, today, list{checkin.WorkplaceUnknown}},
		"a stranger, on a day on which nobody works yet": {kept, stranger, today.Add(-1), list{checkin.WorkplaceNotActive, checkin.CompanyNotInChain}},
	} {
		t.Run(name, func(t *testing.T) {
			got := check(t, belgium(), checkin.Presence{ID: id.PresenceOf([16]byte{1}), Workplace: c.at, Employer: c.of, On: c.on})
			state := checkin.Validated
			if len(c.want) > 0 {
				state = checkin.Doubted
			}
			if got.State != state || !slices.Equal(got.Remarks, c.want) {
				t.Errorf("%s with %q, want %q", got.State, got.Remarks, c.want)
			}
		})
	}
}

func TestASectorThatNobodyNamedIsNotRemarked(t *testing.T) {
	c := belgium()
	c.workplaces[free] = checkin.Workplace{Number: free}
	if got := check(t, c, checkin.Presence{ID: id.PresenceOf([16]byte{1}), Workplace: free, On: today}); len(got.Remarks) > 0 {
		t.Errorf("%q", got.Remarks)
	}
}

func TestRemarksStandBehindEarlierOnesAndOnce(t *testing.T) {
	earlier := make([]checkin.Remark, 0, 8)
	earlier = append(earlier, checkin.CompanyNotInChain, checkin.ClockAhead)
	p := checkin.Presence{ID: id.PresenceOf([16]byte{1}), Workplace: kept, Employer: stranger, On: today.Add(9), Remarks: earlier}
	got := check(t, belgium(), p)
	if want := []checkin.Remark{checkin.CompanyNotInChain, checkin.ClockAhead, checkin.WorkplaceNotActive}; !slices.Equal(got.Remarks, want) {
		t.Errorf("%q, want %q", got.Remarks, want)
	}
	if earlier[:3][2] != "" {
		t.Error("written into the remarks of the presence that was given")
	}
}

// TestABatchAsksEachQuestionOnce has as many presences as are checked together.
func TestABatchAsksEachQuestionOnce(t *testing.T) {
	at := []id.Workplace{kept, alone, free, orphaned}
	by := []checkin.Employer{listed, stranger, below}
	for name, c := range map[string]struct {
		by   []checkin.Employer
		want []string
	}{
		"everybody is listed":     {[]checkin.Employer{listed, below}, []string{"workplaces", "contractors"}},
		"there are strangers":     {by, []string{"workplaces", "contractors", "companies"}},
		"no employer is known":    {[]checkin.Employer{unemployed}, []string{"workplaces"}},
		"all were checked before": {nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			land, r := belgium(), register{}
			var all []checkin.Presence
			for n := range 256 {
				p := checkin.Presence{ID: id.PresenceOf([16]byte{1, byte(n)}), Workplace: at[n%len(at)], On: today, State: checkin.Validated}
				if len(c.by) > 0 {
					p.State, p.Employer = checkin.Registered, c.by[n/len(at)%len(c.by)]
				}
				all, r[p.ID] = append(all, p), p
			}
			s := validation.Service{Store: r, Workplaces: land, InForce: checkin.Rules{}.InForce}
			checked, err := s.Check(t.Context(), all)
			if err != nil || !slices.Equal(land.asked, c.want) {
				t.Errorf("asked for %q, want %q; %v", land.asked, c.want, err)
			}
			for _, p := range checked {
				wrong := p.Workplace == kept && p.Employer == stranger
				if slices.Contains(p.Remarks, checkin.CompanyNotInChain) != wrong || p.State != r[p.ID].State {
					t.Errorf("%v at %v: %s with %q", p.Employer, p.Workplace, p.State, p.Remarks)
				}
			}
		})
	}
}

func TestNothingIsSettledIfWorkplacesCannotBeRead(t *testing.T) {
	c := belgium()
	c.err = errors.New("no database")
	p := checkin.Presence{ID: id.PresenceOf([16]byte{1}), Workplace: kept, Employer: stranger, On: today, State: checkin.Registered}
	r := register{p.ID: p}
	s := validation.Service{Store: r, Workplaces: c, InForce: checkin.Rules{}.InForce}
	if _, err := s.Check(t.Context(), []checkin.Presence{p}); !errors.Is(err, c.err) || r[p.ID].State != checkin.Registered {
		t.Errorf("%v, %s", err, r[p.ID].State)
	}
}
