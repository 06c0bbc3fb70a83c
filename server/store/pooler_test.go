package store_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/outbox"
	"ciaw/server/store"
	"ciaw/server/store/contract"
	"ciaw/server/store/pgtest"
)

// TestBehindPgBouncerNothingIsRefused has two processes register, read and tell at
// the same time, so that their transactions change connections.
func TestBehindPgBouncerNothingIsRefused(t *testing.T) {
	url := pgtest.Pooled(t)
	var running sync.WaitGroup
	for process := range 2 {
		s, err := store.Open(t.Context(), url, store.Options{Keys: contract.Keys})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := s.Close(); err != nil {
				t.Errorf("close: %v", err)
			}
		})
		if err := s.PutWorkplace(t.Context(), checkin.Workplace{Number: presenceAt(0, morning).Workplace, Name: "North"}); err != nil {
			t.Fatal(err)
		}
		for worker := range 12 {
			running.Go(func() {
				for n := range 25 {
					if err := visit(t, s, process*1000+worker*50+n); err != nil {
						t.Errorf("process %d, worker %d, try %d: %v", process, worker, n, err)
						return
					}
				}
			})
		}
	}
	running.Wait()
}

// visit does what a registration does to a register, and what follows it.
func visit(t *testing.T, s *store.Store, n int) error {
	p := presenceAt(0, morning)
	p.ID = id.PresenceOf([16]byte{1, byte(n >> 8), byte(n)})
	if n%3 == 0 {
		p.Direction = checkin.In
	}
	var err error
	if p.Limosa, err = id.ParseLimosa(fmt.Sprintf("2491%013d", n%700)); err != nil {
		return err
	}
	if _, _, err := contract.Add(t.Context(), s, p); err != nil {
		return fmt.Errorf("add: %w", err)
	}
	if _, found, err := s.FindPresence(t.Context(), p.ID); err != nil || !found {
		return fmt.Errorf("find: %v, %w", found, err)
	}
	items, err := s.Claim(t.Context(), 8, time.Now().Add(time.Hour), time.Minute)
	if err != nil {
		return fmt.Errorf("claim: %w", err)
	}
	outcomes := make([]outbox.Outcome, len(items))
	for i, item := range items {
		outcomes[i] = outbox.Outcome{ID: item.ID, Delivered: true}
	}
	if err := s.Settle(t.Context(), outcomes); err != nil {
		return fmt.Errorf("settle: %w", err)
	}
	return nil
}
