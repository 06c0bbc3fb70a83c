package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"ciaw/server/outbox"
)

// shared is an outbox in memory that several ask at the same time.
type shared struct {
	mu sync.Mutex
	box
}

func (s *shared) Claim(ctx context.Context, n int, now time.Time, lease time.Duration) ([]outbox.Item, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.box.Claim(ctx, n, now, lease)
}

func (s *shared) Settle(ctx context.Context, outcomes []outbox.Outcome) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.box.Settle(ctx, outcomes)
}

// TestASlowReceiverHoldsUpNobody: one that never answers, before others.
func TestASlowReceiverHoldsUpNobody(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	told := make(chan byte, 50)
	s := &shared{box: box{settled: map[[16]byte]outbox.Outcome{}}}
	for n := range byte(50) {
		s.items = append(s.items, item(n, "known", 1))
	}
	d := deliverer(&s.box, func(ctx context.Context, items []outbox.Item) []error {
		if items[0].ID[0] == 0 {
			<-ctx.Done()
			return []error{ctx.Err()}
		}
		told <- items[0].ID[0]
		return []error{nil}
	})
	d.Store, d.AtOnce = s, 2
	done := make(chan struct{})
	go func() {
		d.RunEach(ctx)
		close(done)
	}()
	for range 49 {
		<-told
	}
	stop()
	<-done
	if o := s.settled[[16]byte{0}]; o.Delivered || o.Error == "" || len(s.settled) != 50 {
		t.Errorf("%d settled, the slow one %+v", len(s.settled), o)
	}
}

func TestWhatIsToldAsAWholeIsNotSplit(t *testing.T) {
	both := item(1, "known", 1)
	both.Subjects = append(both.Subjects, outbox.Subject{2})
	for tries, aside := range map[int]bool{1: false, outbox.MaxTries: true} {
		both.Tries = tries
		b := failedWhole(t, both)
		if o := b.settled[both.ID]; o.Split || o.DeadLetter != aside || o.Delivered || o.Error == "" {
			t.Errorf("after %d tries: %+v", tries, o)
		}
	}
}

// failedWhole delivers an item that fails as a whole.
func failedWhole(t *testing.T, one outbox.Item) *box {
	t.Helper()
	b := &box{items: []outbox.Item{one}, settled: map[[16]byte]outbox.Outcome{}}
	d := deliverer(b, func(context.Context, []outbox.Item) []error {
		return []error{fmt.Errorf("told: %w", &outbox.Whole{Why: errors.New("refused")})}
	})
	if n, err := d.Deliver(t.Context()); n != 2 || err != nil {
		t.Fatalf("%d, %v", n, err)
	}
	return b
}
