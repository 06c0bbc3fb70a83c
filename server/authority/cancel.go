package authority

import (
	"context"
	"errors"
	"slices"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/outbox"
)

// Cancel has presences that were cancelled here cancelled at their authority. It
// receives the topic ForwardCancel of the outbox; presences in other states are
// passed over.
//
// One that was never marked was never sent, and never will be. One that has no
// number yet is searched for until it is found or cannot turn up any more. Where
// it is too late there, the presence stands here too, with the remark
// checkin.CancelTooLate.
func (r *Relay) Cancel(ctx context.Context, items []outbox.Item) []error {
	sent := func(e Entry) bool {
		return e.State == checkin.Cancelled && (!e.Sent.IsZero() || !e.Receipt.IsZero())
	}
	return r.tell(ctx, items, sent, (*talk).cancel)
}

func (t *talk) cancel(ctx context.Context, some []Entry) {
	var known, unknown []Entry
	for _, e := range some {
		if e.Receipt.IsZero() {
			unknown = append(unknown, e)
		} else {
			known = append(known, e)
		}
	}
	there, absent, asked := t.search(ctx, unknown)
	for _, e := range absent {
		if asked.Sub(e.Sent) <= t.settleTime() {
			t.later([]Entry{e}, t.nextLook(e, asked), errUnderWay)
		}
	}
	for _, f := range there {
		if rank(f.answer.State) > 0 && f.answer.State != checkin.Cancelled {
			f.Receipt = f.answer.Number
			known = append(known, f.Entry)
		}
	}
	for part := range slices.Chunk(known, MaxBatch) {
		t.cancelThere(ctx, part)
	}
}

// cancelThere cancels what has a number. Doing it twice is harmless.
func (t *talk) cancelThere(ctx context.Context, some []Entry) {
	answers, err := t.ask(ctx, func(ctx context.Context) ([]Answer, error) {
		return t.office.Cancel(ctx, t.mandate, presences(some))
	})
	if err != nil {
		t.failed(some, err, func(half []Entry) { t.cancelThere(ctx, half) })
		return
	}
	var late []Entry
	for _, e := range some {
		a := outcomeOf(e.ID, answers)
		switch {
		case errors.Is(a.Err, ErrTooLate):
			late = append(late, e)
		case a.Err != nil:
			t.verdicts.put([]Entry{e}, a.Err)
		case a.State != checkin.Cancelled: // no answer, or none that is clear: cancelled once more
			t.later([]Entry{e}, t.Now().Add(glance), errUnanswered)
		}
	}
	t.tooLate(ctx, late)
}

// outcomeOf returns the answer about a presence, if there is one, and all others
// about it say the same.
func outcomeOf(which id.Presence, answers []Answer) (outcome Answer) {
	for _, a := range answers {
		switch {
		case a.Presence != which:
		case outcome.Presence.IsZero():
			outcome = a
		case a.State != outcome.State || !errors.Is(a.Err, outcome.Err):
			return Answer{}
		}
	}
	return outcome
}

// tooLate makes presences stand again that cannot be cancelled there any more;
// but those that are cancelled there, by a call whose answer was lost.
func (t *talk) tooLate(ctx context.Context, late []Entry) {
	if len(late) == 0 {
		return
	}
	there, absent, _ := t.search(ctx, late)
	t.later(absent, t.Now().Add(glance), errUnanswered)
	var stand []id.Presence
	for _, f := range there {
		if f.answer.State != checkin.Cancelled {
			stand = append(stand, f.ID)
		}
	}
	if len(stand) == 0 {
		return
	}
	if err := t.Store.RefuseCancel(context.WithoutCancel(ctx), stand, checkin.CancelTooLate); err != nil {
		t.verdicts.put(late, err)
	}
}
