package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"ciaw/server/outbox"
)

var now = time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)

// box is an outbox in memory that hands out everything at once.
type box struct {
	items   []outbox.Item
	settled map[[16]byte]outbox.Outcome
	err     error
}

func (b *box) Claim(_ context.Context, n int, _ time.Time, _ time.Duration) ([]outbox.Item, error) {
	items := b.items[:min(n, len(b.items))]
	b.items = b.items[len(items):]
	return items, b.err
}

func (b *box) Settle(ctx context.Context, outcomes []outbox.Outcome) error {
	for _, o := range outcomes {
		b.settled[o.ID] = o
	}
	return ctx.Err() // what was told must be recorded, also when the program stops
}

func item(n byte, topic outbox.Topic, tries int) outbox.Item {
	return outbox.Item{ID: [16]byte{n}, Topic: topic, Subjects: []outbox.Subject{{n}}, Tries: tries}
}

func deliverer(b *box, receive outbox.Receiver) *outbox.Deliverer {
	return &outbox.Deliverer{
		Store: b, Receivers: map[outbox.Topic]outbox.Receiver{"known": receive},
		Now: func() time.Time { return now }, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	}
}

// deliver delivers items once to the receiver of the topic "known".
func deliver(t *testing.T, receive outbox.Receiver, items ...outbox.Item) *box {
	t.Helper()
	b := &box{items: items, settled: map[[16]byte]outbox.Outcome{}}
	if n, err := deliverer(b, receive).Deliver(t.Context()); n != len(items) || err != nil {
		t.Fatalf("delivered %d, %v", n, err)
	}
	return b
}

func TestEachItemHasAnOutcomeOfItsOwn(t *testing.T) {
	b := deliver(t, func(_ context.Context, items []outbox.Item) []error {
		errs := make([]error, len(items))
		for i, it := range items {
			if it.ID[0]%2 == 0 {
				errs[i] = errors.New("no answer")
			}
		}
		return errs
	}, item(1, "known", 1), item(2, "known", 1), item(3, "known", 1), item(4, "nobody's", 1))
	for n, want := range map[byte]string{1: "", 2: "no answer", 3: "", 4: "nobody receives this topic"} {
		got, found := b.settled[[16]byte{n}]
		if !found || got.Delivered != (want == "") || got.Error != want || got.DeadLetter {
			t.Errorf("item %d: %+v, want error %q", n, got, want)
		}
	}
}

func TestWhatFailsIsTriedLaterAndLaterAndThenSetAside(t *testing.T) {
	before := time.Duration(0)
	for tries := 1; tries <= 40; tries++ {
		wait := 8 * time.Hour
		if tries < 15 {
			wait = min(wait, 2*time.Second<<(tries-1))
		}
		differ := map[time.Duration]bool{}
		for range 20 {
			b := deliver(t, func(_ context.Context, items []outbox.Item) []error {
				return []error{errors.New("no answer")}
			}, item(1, "known", tries))
			got := b.settled[[16]byte{1}]
			gap := got.Due.Sub(now)
			if gap < wait/2 || gap > wait {
				t.Fatalf("after %d tries: again in %v, want between %v and %v", tries, gap, wait/2, wait)
			}
			if got.DeadLetter != (tries >= 12) || got.Delivered {
				t.Fatalf("after %d tries: %+v", tries, got)
			}
			differ[gap] = true
		}
		if len(differ) < 2 {
			t.Errorf("after %d tries everybody comes back at once", tries)
		}
		if wait < before {
			t.Errorf("after %d tries the wait is shorter", tries)
		}
		before = wait
	}
}

func TestWhatIsAboutManyIsTakenApartBeforeItIsSetAside(t *testing.T) {
	for _, tries := range []int{1, outbox.MaxTries} {
		many := item(1, "known", tries)
		many.Subjects = append(many.Subjects, outbox.Subject{2})
		b := &box{items: []outbox.Item{many, item(3, "known", tries)}, settled: map[[16]byte]outbox.Outcome{}}
		n, err := deliverer(b, func(_ context.Context, items []outbox.Item) []error {
			return []error{errors.New("one of them is odd"), nil}
		}).Deliver(t.Context())
		if n != 3 || err != nil {
			t.Errorf("told of %d, %v", n, err)
		}
		if got := b.settled[[16]byte{1}]; !got.Split || got.Delivered || got.DeadLetter || got.Error == "" || got.Due.Before(now) {
			t.Errorf("after %d tries: %+v", tries, got)
		}
		if got := b.settled[[16]byte{3}]; got.Split || !got.Delivered {
			t.Errorf("its neighbour: %+v", got)
		}
	}
}

func TestWhatMustWaitIsNeitherCountedNorTakenApartNorSetAside(t *testing.T) {
	for name, c := range map[string]struct{ until, due time.Duration }{
		"a minute":         {time.Minute, time.Minute},
		"no time given":    {-1000 * time.Hour, 2 * time.Second},
		"longer than ever": {1000 * time.Hour, 8 * time.Hour},
	} {
		for _, tries := range []int{1, outbox.MaxTries, 1000} {
			many := item(1, "known", tries)
			many.Subjects = append(many.Subjects, outbox.Subject{2})
			b := &box{items: []outbox.Item{many}, settled: map[[16]byte]outbox.Outcome{}}
			_, err := deliverer(b, func(context.Context, []outbox.Item) []error {
				return []error{fmt.Errorf("batch: %w", &outbox.Wait{Until: now.Add(c.until), Why: errors.New("out of reach")})}
			}).Deliver(t.Context())
			got := b.settled[[16]byte{1}]
			if err != nil || !got.Waits || got.Split || got.Delivered || got.DeadLetter ||
				!strings.Contains(got.Error, "waits: out of reach") || !got.Due.Equal(now.Add(c.due)) {
				t.Errorf("%s after %d tries: %+v, %v", name, tries, got, err)
			}
		}
	}
}

func TestAReceiverThatAnswersTooFewHasTold(t *testing.T) {
	b := deliver(t, func(context.Context, []outbox.Item) []error { return nil }, item(1, "known", 1), item(2, "known", 1))
	if !b.settled[[16]byte{1}].Delivered || !b.settled[[16]byte{2}].Delivered {
		t.Errorf("%+v", b.settled)
	}
}

func TestRunGoesOnAfterAFailureUntilItIsStopped(t *testing.T) {
	var log strings.Builder
	ctx, stop := context.WithCancel(t.Context())
	looks := 0
	b := &box{err: errors.New("no database"), settled: map[[16]byte]outbox.Outcome{}}
	d := outbox.Deliverer{Store: b, Log: slog.New(slog.NewTextHandler(&log, nil)), Now: func() time.Time {
		if looks++; looks == 2 {
			stop()
		}
		return now
	}}
	d.Run(ctx)
	if looks != 2 || !strings.Contains(log.String(), "no database") {
		t.Errorf("looked %d times, logged %q", looks, log.String())
	}
}
