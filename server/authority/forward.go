package authority

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/outbox"
)

// The reasons to wait of what is being forwarded.
var (
	errElsewhere  = errors.New("another process is about to send it")
	errHeldUp     = fmt.Errorf("the program was held up before sending: %w", errIdle)
	errUnanswered = errors.New("the authority did not say what became of it")
	errUnderWay   = errors.New("sent, and neither answered nor found yet")
)

// Forward has Queued presences registered. It receives the topic Forward of the
// outbox; presences in other states are passed over.
//
// Those that were never sent are marked and sent. Those that bear a mark may
// have been sent by a process that ended, or without an answer: they are
// searched for, and sent again once they are certainly not there.
func (r *Relay) Forward(ctx context.Context, items []outbox.Item) []error {
	queued := func(e Entry) bool { return e.State == checkin.Queued && e.Receipt.IsZero() }
	return r.tell(ctx, items, queued, (*talk).forward)
}

func (t *talk) forward(ctx context.Context, some []Entry) {
	var send, marked []Entry
	for _, e := range some {
		if e.Sent.IsZero() {
			send = append(send, e)
		} else {
			marked = append(marked, e)
		}
	}
	_, absent, asked := t.search(ctx, marked)
	for _, e := range absent {
		if asked.Sub(e.Sent) > t.settleTime() {
			send = append(send, e)
		} else {
			t.later([]Entry{e}, t.nextLook(e, asked), errUnderWay)
		}
	}
	for part := range slices.Chunk(send, MaxBatch) {
		t.register(ctx, part)
	}
}

// nextLook says when to search again for what is not there yet: soon at first,
// then less often, and just after it cannot turn up any more.
func (t *talk) nextLook(e Entry, now time.Time) time.Time {
	last := e.Sent.Add(t.settleTime() + time.Millisecond)
	if next := now.Add(max(now.Sub(e.Sent), glance)); next.Before(last) {
		return next
	}
	return last
}

// register marks entries and sends them.
func (t *talk) register(ctx context.Context, some []Entry) {
	var marked []Entry
	var at time.Time
	answers, err := t.ask(ctx, func(ctx context.Context) ([]Answer, error) {
		at = t.Now().Truncate(time.Millisecond)
		if marked = t.mark(ctx, some, at); len(marked) == 0 {
			return nil, errIdle
		}
		if t.Now().Sub(at) > t.callTime() {
			return nil, errHeldUp
		}
		return t.office.Register(ctx, t.mandate, presences(marked))
	})
	switch {
	case err == nil:
		_, rest := t.settle(ctx, marked, answers)
		t.later(rest, t.Now().Add(glance), errUnanswered)
	case marked == nil && errors.Is(err, errIdle):
	case marked == nil:
		t.failed(some, err, nil) // the gate is closed
	default:
		t.unsent(ctx, marked, at, err)
	}
}

// mark marks entries as sent and returns those that it has marked, as they are
// then. About the others somebody else is.
func (t *talk) mark(ctx context.Context, some []Entry, at time.Time) []Entry {
	which, err := t.Store.MarkSent(ctx, some, at)
	if err != nil {
		t.verdicts.put(some, err)
		return nil
	}
	marked, others := only(some, which)
	t.later(others, t.Now().Add(glance), errElsewhere)
	for i := range marked {
		marked[i].Sent = at
	}
	return marked
}

// unsent takes the mark off entries whose sending failed, if nothing of them can
// have been taken. All others are searched for.
func (t *talk) unsent(ctx context.Context, marked []Entry, at time.Time, err error) {
	certain := errors.Is(err, ErrNotSent) || errors.Is(err, ErrDenied) || errors.Is(err, ErrMalformed) || errors.Is(err, errHeldUp)
	if certain {
		if failed := t.Store.ClearSent(context.WithoutCancel(ctx), ids(marked), at); failed != nil {
			t.later(marked, t.Now().Add(glance), failed) // a mark too many: they are searched for
			return
		}
		for i := range marked {
			marked[i].Sent = time.Time{}
		}
	}
	t.failed(marked, err, func(half []Entry) { t.register(ctx, half) })
}
