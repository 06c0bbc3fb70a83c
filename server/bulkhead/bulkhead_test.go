package bulkhead_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"ciaw/server/bulkhead"
	"ciaw/server/fault"
)

// one is the rule of most kinds: one slot and one waiting place a key.
var one = bulkhead.Rule{Slots: 2, Waiting: 3, KeySlots: 1, KeyWaiting: 1, Patience: time.Hour, Retry: 5 * time.Second}

func enter(t *testing.T, b *bulkhead.Bulkhead, key string) *bulkhead.Place {
	t.Helper()
	p, err := b.Enter(key)
	if err != nil {
		t.Fatalf("%s: %v", key, err)
	}
	return p
}

func refused(t *testing.T, b *bulkhead.Bulkhead, key string) {
	t.Helper()
	_, err := b.Enter(key)
	var f *fault.Error
	if !errors.Is(err, bulkhead.ErrBusy) || !errors.As(err, &f) || f.Retry != 5*time.Second {
		t.Errorf("%s: %v, want busy and when to try again", key, err)
	}
}

func TestAKeyHasOneSlotAndOneWaitingPlace(t *testing.T) {
	b := bulkhead.New(one)
	first, second := enter(t, b, "a"), enter(t, b, "a")
	refused(t, b, "a")
	if err := first.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	started := make(chan error)
	go func() { started <- second.Start(t.Context()) }()
	other := enter(t, b, "b")
	if err := other.Start(t.Context()); err != nil { // the second slot is free: a may not take it
		t.Fatal(err)
	}
	first.Leave()
	first.Leave()
	if err := <-started; err != nil {
		t.Fatal(err)
	}
	enter(t, b, "a")
}

func TestNoMoreThanFitAreLetIn(t *testing.T) {
	b := bulkhead.New(one)
	places := make([]*bulkhead.Place, 5)
	for i := range places {
		places[i] = enter(t, b, fmt.Sprint(i))
	}
	refused(t, b, "late")
	places[3].Leave() // without ever having had a slot
	enter(t, b, "late")
	refused(t, b, "later")
}

func TestWhoWaitsInVainIsToldSo(t *testing.T) {
	rule := one
	rule.Slots, rule.Patience = 1, time.Nanosecond
	b := bulkhead.New(rule)
	if err := enter(t, b, "a").Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	impatient := enter(t, b, "b")
	if err := impatient.Start(t.Context()); !errors.Is(err, bulkhead.ErrBusy) {
		t.Errorf("%v, want busy", err)
	}
	impatient.Leave()
	gone, leave := context.WithCancel(t.Context())
	leave()
	if err := enter(t, b, "c").Start(gone); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want the caller's leaving", err)
	}
}

// TestTheQueueIsFair: who brings much waits behind who brings little.
func TestTheQueueIsFair(t *testing.T) {
	b := bulkhead.New(bulkhead.Rule{Slots: 1, Waiting: 9, KeySlots: 1, KeyWaiting: 9, Patience: time.Hour})
	holder := enter(t, b, "holder")
	if err := holder.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var served []string
	var all sync.WaitGroup
	for i, key := range []string{"crowd", "crowd", "crowd", "alone", "pair", "pair"} {
		p := enter(t, b, key)
		queued := b.Queued()
		all.Go(func() {
			if err := p.Start(t.Context()); err != nil {
				t.Error(err)
			}
			mu.Lock()
			served = append(served, key)
			mu.Unlock()
			p.Leave()
		})
		for b.Queued() == queued {
			if t.Context().Err() != nil {
				t.Fatalf("the %dth never waits", i)
			}
		}
	}
	holder.Leave()
	all.Wait()
	if want := []string{"crowd", "alone", "pair", "crowd", "pair", "crowd"}; !slices.Equal(served, want) {
		t.Errorf("served %v, want %v", served, want)
	}
}

// TestABusyBulkheadComesToRest: whatever happens to those inside, all places
// come back.
func TestABusyBulkheadComesToRest(t *testing.T) {
	rule := one
	rule.Patience = time.Millisecond
	b := bulkhead.New(rule)
	var all sync.WaitGroup
	for i := range 200 {
		all.Go(func() {
			ctx, cancel := context.WithTimeout(t.Context(), time.Duration(i%5)*time.Millisecond)
			defer cancel()
			p, err := b.Enter(fmt.Sprint(i % 7))
			if err != nil {
				return
			}
			defer p.Leave()
			if err := p.Start(ctx); err == nil && i%3 == 0 {
				<-ctx.Done()
			}
		})
	}
	all.Wait()
	for i := range 5 {
		enter(t, b, fmt.Sprint(i))
	}
	refused(t, b, "late")
}
