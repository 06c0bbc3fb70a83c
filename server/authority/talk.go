package authority

import (
	"context"
	"errors"
	"slices"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/outbox"
)

// glance is how long a presence waits at least that was not answered, or that
// another process is about.
const glance = 2 * time.Second

// failed notes why a call about presences failed. One that the authority does
// not understand is found by halves, so that it holds up no others: it alone has
// failed, and the rest is asked again. Everything else waits.
func (t *talk) failed(some []Entry, err error, again func([]Entry)) {
	wait, closed := errors.AsType[*outbox.Wait](err)
	switch {
	case closed:
		t.verdicts.put(some, wait)
	case errors.Is(err, ErrDenied):
		t.gate.deny(t.company, true)
		t.verdicts.put(some, &outbox.Wait{Until: t.Now().Add(maxPause), Why: err})
	case errors.Is(err, ErrMalformed) && len(some) == 1:
		t.verdicts.put(some, err)
	case errors.Is(err, ErrMalformed):
		again(some[:len(some)/2])
		again(some[len(some)/2:])
	default:
		t.verdicts.put(some, t.gate.pause(err))
	}
}

// later has presences wait that were asked about and are not settled.
func (t *talk) later(some []Entry, until time.Time, why error) {
	t.verdicts.put(some, &outbox.Wait{Until: until, Why: why})
}

// ask calls the authority, if its gate is open.
func (t *talk) ask(ctx context.Context, call func(context.Context) ([]Answer, error)) (answers []Answer, err error) {
	err = t.gate.do(ctx, t.callTime(), func(ctx context.Context) (err error) {
		answers, err = call(ctx)
		return err
	})
	if err == nil {
		t.gate.deny(t.company, false)
	}
	return answers, err
}

// found is an entry with what the authority answered of it.
type found struct {
	Entry
	answer Answer
}

// search looks entries up by our reference and settles those that are there.
// The others are absent: they were not there at a moment after asked. Those that
// could not be looked up are in neither.
func (t *talk) search(ctx context.Context, some []Entry) (there []found, absent []Entry, asked time.Time) {
	asked = t.Now()
	for part := range slices.Chunk(some, MaxBatch) {
		answers, err := t.ask(ctx, func(ctx context.Context) ([]Answer, error) {
			return t.office.Find(ctx, t.mandate, presences(part))
		})
		if err != nil {
			t.failed(part, err, func(half []Entry) {
				more, gone, _ := t.search(ctx, half)
				there, absent = append(there, more...), append(absent, gone...)
			})
			continue
		}
		once, doubles := registeredOnce(answers)
		t.contradicted(doubles, "registered more than once there")
		more, gone := t.settle(ctx, part, once)
		there, absent = append(there, more...), append(absent, gone...)
	}
	return there, absent, asked
}

// settle stores answers to entries. It returns those that were answered, and
// those that were not or not clearly; or neither if nothing could be stored.
func (t *talk) settle(ctx context.Context, some []Entry, answers []Answer) (answered []found, rest []Entry) {
	sifted, odd := sift(some, answers)
	t.contradicted(odd, "answers that say nothing or disagree")
	var all []Answer
	for _, e := range some {
		a, ok := sifted[e.ID]
		if !ok {
			rest = append(rest, e)
			continue
		}
		answered = append(answered, found{e, a})
		if _, effect := a.Apply(e.Presence, t.Now()); effect != Nothing {
			all = append(all, a)
		}
	}
	if len(all) == 0 {
		return answered, rest
	}
	// What was answered is stored, also when the program is about to stop.
	contradicted, err := t.Store.Settle(context.WithoutCancel(ctx), all, t.Now())
	if err != nil {
		t.verdicts.put(some, err)
		return nil, nil
	}
	t.contradicted(len(contradicted), "answers that contradict what is settled")
	return answered, rest
}

// contradicted counts what the operator should look at.
func (t *talk) contradicted(n int, what string) {
	if n > 0 {
		t.gate.note(n)
		t.Log.Error("an authority contradicts", "authority", t.office.Name(), "count", n, "what", what)
	}
}

// inState returns the entries whose answers are of that state.
func inState(all []found, state checkin.State) (some []Entry) {
	for _, f := range all {
		if f.answer.State == state {
			some = append(some, f.Entry)
		}
	}
	return some
}

// only returns the entries that are among which.
func only(some []Entry, which []id.Presence) (kept, others []Entry) {
	for _, e := range some {
		if slices.Contains(which, e.ID) {
			kept = append(kept, e)
		} else {
			others = append(others, e)
		}
	}
	return kept, others
}
