package contract

import (
	"fmt"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/outbox"
)

// TheCheckAddsRemarks has presences with and without remarks of their own
// settled together, and all of it told again.
func (c suite) TheCheckAddsRemarks(t *testing.T) {
	s := c.fresh(t)
	unlikely, ahead, unsubject, stranger := checkin.LimosaUnlikely, checkin.ClockAhead, checkin.WorkplaceNotSubject, checkin.CompanyNotInChain
	type list = []checkin.Remark
	cases := []struct{ has, added, want list }{
		{nil, nil, nil},
		{list{ahead}, nil, list{ahead}},
		{nil, list{stranger, unsubject}, list{stranger, unsubject}},
		{list{ahead, unlikely}, list{unsubject}, list{ahead, unlikely, unsubject}},
		{list{unlikely}, list{unsubject, unlikely, unsubject}, list{unlikely, unsubject}},
		{nil, list{stranger}, nil}, // is cancelled before
	}
	all := map[id.Presence]checkin.Settlement{}
	for n, one := range cases {
		p := presence(n + 1)
		p.On, p.Remarks = today.Add(n), one.has
		add(t, s, p)
		settlement := checkin.Settlement{State: checkin.Doubted, Remarks: one.added}
		if len(one.has)+len(one.added) == 0 {
			settlement.State = checkin.Validated
		}
		all[p.ID] = settlement
	}
	gone := presence(len(cases))
	if _, err := s.CancelPresence(t.Context(), gone.ID, checkin.Cancellation{Reason: checkin.Other, At: seven}, outbox.Cancel); err != nil {
		t.Fatal(err)
	}
	all[presence(99).ID] = checkin.Settlement{State: checkin.Doubted, Remarks: list{stranger}} // purged meanwhile
	for _, want := range []int{len(cases) - 1, 0, 0} {
		if n, err := s.SettlePresences(t.Context(), all); err != nil || n != want {
			t.Errorf("settled %d, %v; want %d", n, err, want)
		}
		for n, one := range cases {
			state := all[presence(n+1).ID].State
			if n == len(cases)-1 {
				state = checkin.Cancelled
			}
			got, found, err := s.FindPresence(t.Context(), presence(n+1).ID)
			if err != nil || !found || got.State != state || !reflect.DeepEqual(got.Remarks, one.want) {
				t.Errorf("case %d: %s with %q, %v; want %s with %q", n+1, got.State, got.Remarks, err, state, one.want)
			}
		}
		// What is told next time differs, and changes nothing.
		for which := range all {
			all[which] = checkin.Settlement{State: all[which].State, Remarks: append(slices.Clone(all[which].Remarks), checkin.WorkplaceNotActive)}
		}
	}
	healthy(t, s)
}

// ADuplicateKeepsItsRemarkBeforeThoseOfTheCheck has the store remark first.
func (c suite) ADuplicateKeepsItsRemarkBeforeThoseOfTheCheck(t *testing.T) {
	s := c.fresh(t)
	add(t, s, presence(1))
	double := add(t, s, presence(2))
	n, err := s.SettlePresences(t.Context(), map[id.Presence]checkin.Settlement{
		double.ID: {State: checkin.Doubted, Remarks: []checkin.Remark{checkin.WorkplaceNotActive, checkin.AlreadyRegistered}},
	})
	if err != nil || n != 1 {
		t.Fatal(n, err)
	}
	double.State, double.Remarks = checkin.Doubted, []checkin.Remark{checkin.AlreadyRegistered, checkin.WorkplaceNotActive}
	if got, _, err := s.FindPresence(t.Context(), double.ID); err != nil || !reflect.DeepEqual(got, double) {
		t.Errorf("%+v, %v\nwant %+v", got, err, double)
	}
}

// TwoProcessesCheckAtOnce has both told of the same presences, as may happen when
// a lease runs out: each is settled by one of them.
func (c suite) TwoProcessesCheckAtOnce(t *testing.T) {
	processes := c.processes(t)
	var many []checkin.Presence
	all := map[id.Presence]checkin.Settlement{}
	for n := range 40 {
		p := presence(n + 1)
		p.On, p.Remarks = today.Add(n), []checkin.Remark{checkin.ClockAhead}
		many = append(many, p)
		all[p.ID] = checkin.Settlement{State: checkin.Doubted, Remarks: []checkin.Remark{checkin.CompanyNotInChain}}
	}
	if _, err := AddAll(t.Context(), processes[0], many); err != nil {
		t.Fatal(err)
	}
	var settled atomic.Int64
	var group sync.WaitGroup
	for _, s := range processes {
		group.Go(func() {
			n, err := s.SettlePresences(t.Context(), all)
			if settled.Add(int64(n)); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if n := settled.Load(); n != int64(len(many)) {
		t.Errorf("settled %d of %d", n, len(many))
	}
	for _, p := range many {
		got, _, err := processes[1].FindPresence(t.Context(), p.ID)
		if want := []checkin.Remark{checkin.ClockAhead, checkin.CompanyNotInChain}; err != nil || got.State != checkin.Doubted || !slices.Equal(got.Remarks, want) {
			t.Errorf("%s with %q, %v; want %q", got.State, got.Remarks, err, want)
		}
	}
}

// ManyAreRemarkedTogether settles more presences than a batch usually holds.
func (c suite) ManyAreRemarkedTogether(t *testing.T) {
	s := c.fresh(t)
	var many []checkin.Presence
	all := map[id.Presence]checkin.Settlement{}
	for n := range 300 {
		p := presence(n + 1)
		p.On = today.Add(n)
		many = append(many, p)
		all[p.ID] = checkin.Settlement{State: checkin.Validated}
		if n%3 == 0 {
			all[p.ID] = checkin.Settlement{State: checkin.Doubted, Remarks: []checkin.Remark{checkin.CompanyNotInChain}}
		}
	}
	if _, err := AddAll(t.Context(), s, many); err != nil {
		t.Fatal(err)
	}
	if n, err := s.SettlePresences(t.Context(), all); err != nil || n != len(many) {
		t.Fatalf("settled %d, %v", n, err)
	}
	for n, p := range many {
		got, _, err := s.FindPresence(t.Context(), p.ID)
		if err != nil || got.State != all[p.ID].State || !slices.Equal(got.Remarks, all[p.ID].Remarks) {
			t.Fatalf("presence %d: %s with %q, %v", n+1, got.State, got.Remarks, err)
		}
	}
}

// WorkplacesAndCompaniesAreFoundTogether asks for several, some of which are not
// there, and again after one was changed.
func (c suite) WorkplacesAndCompaniesAreFoundTogether(t *testing.T) {
	s := c.fresh(t)
	nowhere := must(id.ParseWorkplace("1Y102TG6Z4BDZ"))
	found := func() map[id.Workplace]checkin.Workplace {
		t.Helper()
		all, err := s.FindWorkplaces(t.Context(), []id.Workplace{north, nowhere, south})
		if err != nil || len(all) != 2 {
			t.Fatalf("%v, %v", all, err)
		}
		for number, w := range all {
			if one, known, err := s.FindWorkplace(t.Context(), number); err != nil || !known || one != w {
				t.Errorf("together %+v, alone %+v, %v", w, one, err)
			}
		}
		return all
	}
	for n := range 3 { // the second time from the cache
		if w := found()[north]; w.Name != "North" {
			t.Errorf("time %d: %+v", n, w)
		}
	}
	changed := found()[north]
	changed.ClosesOn = today
	if err := s.PutWorkplace(t.Context(), changed); err != nil {
		t.Fatal(err)
	}
	if w := found()[north]; w != changed {
		t.Errorf("%+v, want %+v", w, changed)
	}
	if none, err := s.FindWorkplaces(t.Context(), nil); err != nil || len(none) != 0 {
		t.Errorf("%v, %v", none, err)
	}

	var companies []id.Key
	for n := range 3 {
		company := checkin.Company{
			ID: id.KeyOf([16]byte{byte(n + 1)}), Employer: must(checkin.ParseEmployer(fmt.Sprintf("RO1234567%d", n))), Created: seven,
		}
		user := checkin.User{ID: id.KeyOf([16]byte{9, byte(n)}), Company: company.ID, Login: company.Number(), Created: seven}
		if err := s.AddCompany(t.Context(), company, checkin.Account{Member: checkin.Member{User: user, Company: company}}); err != nil {
			t.Fatal(err)
		}
		companies = append(companies, company.ID)
	}
	all, err := s.FindCompanies(t.Context(), append(companies[1:], id.KeyOf([16]byte{42})))
	if err != nil || len(all) != 2 || all[companies[1]].Number() != "RO12345671" || all[companies[2]].Number() != "RO12345672" {
		t.Errorf("%+v, %v", all, err)
	}
	if none, err := s.FindCompanies(t.Context(), nil); err != nil || len(none) != 0 {
		t.Errorf("%v, %v", none, err)
	}
}
