package contract

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/outbox"
	"ciaw/server/store"
)

// claim claims items and fails if that fails.
func claim(t *testing.T, s *store.Store, n int, now time.Time) []outbox.Item {
	t.Helper()
	items, err := s.Claim(t.Context(), n, now, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	return items
}

func (c suite) AClaimIsALease(t *testing.T) {
	s := c.fresh(t)
	p := add(t, s, presence(1))
	first := claim(t, s, 10, seven)
	if len(first) != 1 || first[0].Subjects[0] != outbox.Subject(p.ID.Bytes()) || first[0].Topic != outbox.Check || first[0].Tries != 1 {
		t.Fatalf("claimed %+v", first)
	}
	if got := claim(t, s, 10, seven.Add(59*time.Second)); len(got) != 0 {
		t.Errorf("claimed %d items that another holds", len(got))
	}
	again := claim(t, s, 10, seven.Add(time.Minute))
	if len(again) != 1 || again[0].ID != first[0].ID || again[0].Tries != 2 {
		t.Errorf("after the lease: %+v", again)
	}
	if err := s.Settle(t.Context(), []outbox.Outcome{{ID: first[0].ID, Delivered: true}}); err != nil {
		t.Fatal(err)
	}
	if got := claim(t, s, 10, seven.Add(time.Hour)); len(got) != 0 {
		t.Errorf("claimed what was told: %+v", got)
	}
}

func (c suite) APoisonItemIsSetAsideAndRetried(t *testing.T) {
	s := c.fresh(t)
	add(t, s, presence(1))
	item := claim(t, s, 1, seven)[0]
	later := seven.Add(time.Hour)
	if err := s.Settle(t.Context(), []outbox.Outcome{{ID: item.ID, Due: later, Error: "no answer"}}); err != nil {
		t.Fatal(err)
	}
	if got := claim(t, s, 1, later.Add(-time.Second)); len(got) != 0 {
		t.Errorf("claimed before it is due: %+v", got)
	}
	got := claim(t, s, 1, later)
	if len(got) != 1 || got[0].LastError != "no answer" || got[0].Tries != 2 {
		t.Fatalf("claimed %+v", got)
	}
	if err := s.Settle(t.Context(), []outbox.Outcome{{ID: item.ID, Due: later, DeadLetter: true, Error: "poison"}}); err != nil {
		t.Fatal(err)
	}
	if got := claim(t, s, 1, later.Add(1000*time.Hour)); len(got) != 0 {
		t.Errorf("claimed what was set aside: %+v", got)
	}
	items, waiting, aside, err := s.Items(t.Context(), 10)
	if err != nil || waiting != 0 || aside != 1 || len(items) != 1 || !items[0].DeadLetter || items[0].LastError != "poison" {
		t.Errorf("%+v, %d wait, %d aside, %v", items, waiting, aside, err)
	}
	if n, err := s.RetryDeadLetters(t.Context(), later); n != 1 || err != nil {
		t.Errorf("retry: %d, %v", n, err)
	}
	if got := claim(t, s, 1, later); len(got) != 1 || got[0].ID != item.ID || got[0].Tries != 1 {
		t.Errorf("after the operator's word: %+v", got)
	}
}

// TwoClaimersNeverGetTheSameItem lets eight workers of two processes empty an
// outbox. Every claim is counted: none may come twice within its lease.
func (c suite) TwoClaimersNeverGetTheSameItem(t *testing.T) {
	s := c.processes(t)
	const items = 400
	for n := range items {
		p := presence(n + 1)
		p.On = today.Add(n) // or all would wait for one natural key
		add(t, s[0], p)
	}
	var claims sync.Map
	var doubles, told atomic.Int64
	var workers sync.WaitGroup
	for n := range 8 {
		workers.Go(func() {
			for told.Load() < items {
				got, err := s[n%2].Claim(t.Context(), 7, seven, time.Minute)
				if err != nil {
					t.Error(err)
					return
				}
				var outcomes []outbox.Outcome
				for _, item := range got {
					if _, twice := claims.LoadOrStore(item.ID, n); twice {
						doubles.Add(1)
					}
					outcomes = append(outcomes, outbox.Outcome{ID: item.ID, Delivered: true})
				}
				if err := s[n%2].Settle(t.Context(), outcomes); err != nil {
					t.Error(err)
					return
				}
				told.Add(int64(len(got)))
			}
		})
	}
	workers.Wait()
	if doubles.Load() != 0 || length(&claims) != items {
		t.Errorf("%d items claimed, %d of them twice", length(&claims), doubles.Load())
	}
	if _, waiting, aside, err := s[1].Items(t.Context(), 1); waiting != 0 || aside != 0 || err != nil {
		t.Errorf("%d wait, %d aside, %v", waiting, aside, err)
	}
}

// WhoClaimsIsHandedNewItems has a process claim once: what it writes from then
// on it claims by writing it, and another process gets it only after the lease.
func (c suite) WhoClaimsIsHandedNewItems(t *testing.T) {
	s := c.processes(t)
	add(t, s[0], presence(1))
	if got := claim(t, s[0], 10, seven); len(got) != 1 {
		t.Fatalf("claimed %d items", len(got))
	}
	p := add(t, s[0], presence(2))
	if got := claim(t, s[1], 10, seven); len(got) != 0 {
		t.Errorf("another process claimed %+v", got)
	}
	mine := claim(t, s[0], 10, seven)
	if len(mine) != 1 || mine[0].Subjects[0] != outbox.Subject(p.ID.Bytes()) || mine[0].Tries != 1 || mine[0].Topic != outbox.Check {
		t.Fatalf("handed %+v", mine)
	}
	if got := claim(t, s[0], 10, seven); len(got) != 0 {
		t.Errorf("handed twice: %+v", got)
	}
	later := claim(t, s[1], 10, seven.Add(outbox.Lease))
	if len(later) != 1 || later[0].ID != mine[0].ID || later[0].Tries != 2 {
		t.Errorf("after the lease another claimed %+v", later)
	}
	if err := s[1].Settle(t.Context(), []outbox.Outcome{{ID: mine[0].ID, Delivered: true}}); err != nil {
		t.Fatal(err)
	}
	lost := add(t, s[0], presence(3)) // never asked for while its lease lasts
	if got := claim(t, s[0], 10, seven.Add(outbox.Lease)); len(got) != 1 || got[0].Subjects[0] != outbox.Subject(lost.ID.Bytes()) || got[0].Tries != 2 {
		t.Errorf("of a lease that has ended: %+v", got)
	}
}

// WhatIsAddedTogetherIsToldTogether adds forty presences at once: two items are
// about them. One item fails, is taken apart, and each presence has its own from
// then on.
func (c suite) WhatIsAddedTogetherIsToldTogether(t *testing.T) {
	s := c.fresh(t)
	all := make([]checkin.Presence, 40)
	for n := range all {
		all[n] = presence(n + 1)
		all[n].On = today.Add(n) // or they would be duplicates of the first
	}
	if _, err := AddAll(t.Context(), s, all); err != nil {
		t.Fatal(err)
	}
	healthy(t, s)
	items := claim(t, s, 100, seven)
	if len(items) != 2 || len(items[0].Subjects)+len(items[1].Subjects) != len(all) {
		t.Fatalf("claimed %+v", items)
	}
	fails, told := items[0], items[1]
	later := seven.Add(time.Hour)
	outcomes := []outbox.Outcome{{ID: fails.ID, Split: true, Due: later, Error: "odd"}, {ID: told.ID, Delivered: true}}
	for range 2 { // whoever settles late finds nothing left to take apart
		if err := s.Settle(t.Context(), outcomes); err != nil {
			t.Fatal(err)
		}
	}
	if got := claim(t, s, 100, later.Add(-time.Second)); len(got) != 0 {
		t.Errorf("claimed before it is due: %+v", got)
	}
	left := map[outbox.Subject]bool{}
	for _, item := range claim(t, s, 100, later) {
		if len(item.Subjects) != 1 || item.Topic != outbox.Check || item.Tries != 2 || item.LastError != "odd" {
			t.Errorf("taken apart: %+v", item)
		}
		left[item.Subjects[0]] = true
	}
	if len(left) != len(fails.Subjects) || !left[fails.Subjects[0]] {
		t.Errorf("%d of %d presences have an item of their own", len(left), len(fails.Subjects))
	}
}
