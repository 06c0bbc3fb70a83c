package authority_test

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"ciaw/server/authority"
	"ciaw/server/authority/authoritytest"
	"ciaw/server/checkin"
)

// parties adds a presence for each of many companies.
func (w *world) parties(n int) (all []authority.Entry) {
	for i := range n {
		all = append(all, w.fresh(1, company(byte(i)))...)
	}
	w.add(all...)
	return all
}

func TestADeadAuthorityIsNotHammered(t *testing.T) {
	w := newWorld()
	w.office.Fault = func(authoritytest.Op) authoritytest.Fault { return authoritytest.Unreachable }
	w.parties(200)
	p := w.process()
	p.deliver(t)
	if n := w.office.Calls(authoritytest.Register); n > 4 {
		t.Fatalf("%d calls before the gate closed", n)
	}
	w.pass(3 * time.Second)
	before := w.office.Calls(authoritytest.Register)
	p.deliver(t)
	if n := w.office.Calls(authoritytest.Register); n != before {
		t.Errorf("%d calls while it was closed", n-before)
	}
	for range 30 {
		w.pass(2 * time.Minute)
		before = w.office.Calls(authoritytest.Register)
		p.deliver(t)
		if n := w.office.Calls(authoritytest.Register) - before; n < 1 || n > 2 {
			t.Fatalf("%d calls to try it", n)
		}
	}
	w.office.Fault = nil
	w.pass(2 * time.Minute)
	w.run(t, time.Hour)
	if w.open() > 0 || len(w.office.Doubles()) > 0 {
		t.Errorf("%d items left", w.open())
	}
}

func TestABusyAuthorityIsLeftAloneAsLongAsItAsks(t *testing.T) {
	w, p, e := one(t, authoritytest.Busy)
	for w.entry(e.ID).State == checkin.Queued {
		w.pass(time.Second)
		p.deliver(t)
	}
	if waited := w.Now().Sub(morning); waited < 30*time.Second || waited > time.Minute {
		t.Errorf("asked again after %v", waited)
	}
}

func TestADenialIsForgottenWhenTheMandateIsAcceptedAgain(t *testing.T) {
	w, p, _ := one(t, authoritytest.Denied)
	if s, _ := p.relay.Status(t.Context()); len(s[0].Denied) != 1 {
		t.Errorf("%+v", s)
	}
	w.pass(5 * time.Minute)
	p.deliver(t)
	if s, _ := p.relay.Status(t.Context()); len(s[0].Denied) != 0 || s[0].Queued != 0 {
		t.Errorf("%+v", s)
	}
}

// slow is an authority that answers after a minute, and counts.
type slow struct {
	*authoritytest.Double
	running, most atomic.Int32
}

func (s *slow) Register(ctx context.Context, m authority.Mandate, all []checkin.Presence) ([]authority.Answer, error) {
	s.most.Store(max(s.most.Load(), s.running.Add(1)))
	defer s.running.Add(-1)
	select {
	case <-time.After(10 * time.Second):
		return s.Double.Register(ctx, m, all)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// TestCallsAtOnceAreBounded: forty companies, three calls at once, and twenty
// seconds in which the outbox has the items; the others wait unmarked.
func TestCallsAtOnceAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld()
		all := w.parties(40)
		office := &slow{Double: w.office}
		p := w.process()
		p.relay.Book.Authorities, p.relay.Bounds.AtOnce = []authority.Authority{office}, 3
		start := time.Now()
		p.deliver(t)
		if took := time.Since(start); took > 20*time.Second || office.most.Load() != 3 {
			t.Errorf("%d at once, for %v", office.most.Load(), took)
		}
		registered, unmarked := 0, 0
		for _, e := range all {
			switch e = w.entry(e.ID); {
			case e.State == checkin.Registered:
				registered++
			case e.Sent.IsZero():
				unmarked++
			}
		}
		if registered < 3 || registered+unmarked < 37 {
			t.Errorf("%d registered, %d never sent", registered, unmarked)
		}
	})
}
