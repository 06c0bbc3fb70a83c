package authority_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"ciaw/server/authority"
	"ciaw/server/authority/authoritytest"
	"ciaw/server/checkin"
	"ciaw/server/outbox"
)

// faults go wrong one after the other; then nothing does.
func faults(all ...authoritytest.Fault) func(authoritytest.Op) authoritytest.Fault {
	return func(authoritytest.Op) (f authoritytest.Fault) {
		if len(all) > 0 {
			f, all = all[0], all[1:]
		}
		return f
	}
}

// one adds a presence and delivers once.
func one(t *testing.T, fault ...authoritytest.Fault) (*world, *process, authority.Entry) {
	t.Helper()
	w := newWorld()
	w.office.Fault = faults(fault...)
	e := w.fresh(1, company(1))[0]
	w.add(e)
	p := w.process()
	p.deliver(t)
	return w, p, w.entry(e.ID)
}

func TestALostAnswerIsFoundAndNotSentAgain(t *testing.T) {
	w, p, e := one(t, authoritytest.Lost)
	if e.State != checkin.Queued || e.Sent.IsZero() {
		t.Fatalf("%+v", e)
	}
	w.pass(10 * time.Second)
	p.deliver(t)
	e = w.entry(e.ID)
	if e.State != checkin.Validated || e.Receipt != w.office.Registrations(e.ID)[0].Number || w.office.Calls(authoritytest.Register) != 1 {
		t.Errorf("%+v after %d calls", e, w.office.Calls(authoritytest.Register))
	}
}

func TestWhatIsNotFoundIsSentAgainOnlyAfterItCanNotTurnUpAnyMore(t *testing.T) {
	w, p, e := one(t, authoritytest.Broken)
	for sent := e.Sent; w.office.Calls(authoritytest.Register) < 2; w.pass(time.Second) {
		if p.deliver(t); w.office.Calls(authoritytest.Register) == 2 && w.Now().Sub(sent) <= 2*time.Minute {
			t.Fatalf("sent again after %v", w.Now().Sub(sent))
		}
		if w.Now().Sub(sent) > 3*time.Minute {
			t.Fatal("not sent again")
		}
	}
	if e := w.entry(e.ID); e.State != checkin.Registered || len(w.office.Registrations(e.ID)) != 1 {
		t.Errorf("%+v", e)
	}
}

// TestASearchThatTookLongProvesNothingOfLater: the request takes effect while
// the answer to the search is on its way, which was made before.
func TestASearchThatTookLongProvesNothingOfLater(t *testing.T) {
	w, p, e := one(t, authoritytest.Late)
	p.held = func(call string) {
		if call == "searched" {
			w.pass(3 * time.Minute)
			p.held = nil
		}
	}
	w.pass(10 * time.Second)
	p.deliver(t)
	w.run(t, time.Hour)
	if n := len(w.office.Registrations(e.ID)); n != 1 {
		t.Errorf("registered %d times", n)
	}
}

func TestWhatWasCertainlyNotSentBearsNoMarkAndIsSentAtOnce(t *testing.T) {
	for _, fault := range []authoritytest.Fault{authoritytest.Unreachable, authoritytest.Busy, authoritytest.Denied} {
		w, p, e := one(t, fault)
		if e.State != checkin.Queued || !e.Sent.IsZero() {
			t.Errorf("%s: %+v", fault, e)
		}
		w.pass(5 * time.Minute)
		p.deliver(t)
		if e := w.entry(e.ID); e.State != checkin.Registered || w.office.Calls(authoritytest.Find) != 0 {
			t.Errorf("%s: %+v", fault, e)
		}
	}
}

func TestCancelling(t *testing.T) {
	for name, c := range map[string]struct {
		faults []authoritytest.Fault // of registering, and then of cancelling
		wait   time.Duration         // between cancelling and delivering
		state  checkin.State
		times  int // cancelled there
	}{
		"in time":                         {nil, 0, checkin.Cancelled, 1},
		"its number was lost":             {[]authoritytest.Fault{authoritytest.Lost}, 0, checkin.Cancelled, 1},
		"it was still under way":          {[]authoritytest.Fault{authoritytest.Late}, 0, checkin.Cancelled, 1},
		"its answer was lost":             {[]authoritytest.Fault{"", authoritytest.Lost}, 0, checkin.Cancelled, 1},
		"its answers disagree":            {[]authoritytest.Fault{"", authoritytest.Contradictory}, 0, checkin.Cancelled, 1},
		"too late":                        {nil, 20 * time.Hour, checkin.Validated, 0},
		"too late, and its answer is odd": {[]authoritytest.Fault{"", authoritytest.Contradictory}, 20 * time.Hour, checkin.Validated, 0},
	} {
		w, p, e := one(t, c.faults...)
		w.cancel(e.ID)
		w.pass(c.wait)
		p.deliver(t)
		w.run(t, 40*time.Hour)
		e = w.entry(e.ID)
		there := w.office.Registrations(e.ID)
		if e.State != c.state || len(there) != 1 || there[0].Times != c.times || there[0].Number != e.Receipt || w.dead > 0 {
			t.Errorf("%s: %+v, there %+v", name, e, there)
		}
		if late := slices.Contains(e.Remarks, checkin.CancelTooLate); late != (c.times == 0) || late != (e.Cancellation == nil) {
			t.Errorf("%s: remarks %v", name, e.Remarks)
		}
	}
}

// TestOneThatWasCancelledThereAtTheLastMomentStaysCancelled: the answer is lost,
// the day ends, and the office says "too late" rather than "already cancelled".
func TestOneThatWasCancelledThereAtTheLastMomentStaysCancelled(t *testing.T) {
	w, p, e := one(t)
	w.cancel(e.ID)
	w.office.CancelThere(e.ID)
	w.office.Strict = true
	w.pass(20 * time.Hour)
	p.deliver(t)
	w.run(t, time.Hour)
	if e := w.entry(e.ID); e.State != checkin.Cancelled || e.Cancellation.Reason != checkin.Planning || len(e.Remarks) > 0 || w.open() > 0 {
		t.Errorf("%+v, %d items left", e, w.open())
	}
}

func TestWhatIsCancelledBeforeItWasSentIsNeverSent(t *testing.T) {
	w := newWorld()
	e := w.fresh(1, company(1))[0]
	w.add(e)
	w.cancel(e.ID)
	w.run(t, time.Hour)
	if calls := w.office.Calls(authoritytest.Register) + w.office.Calls(authoritytest.Find) + w.office.Calls(authoritytest.Cancel); calls != 0 || w.open() > 0 {
		t.Errorf("%d calls, %d items left", calls, w.open())
	}
}

func TestARefusalIsTold(t *testing.T) {
	w := newWorld()
	w.office.Refuses = func(checkin.Presence) []checkin.Remark { return []checkin.Remark{"day_passed"} }
	e := w.fresh(1, company(1))[0]
	w.add(e)
	w.run(t, time.Hour)
	if e := w.entry(e.ID); e.State != checkin.Refused || !slices.Equal(e.Remarks, []checkin.Remark{"day_passed"}) || !e.Receipt.IsZero() {
		t.Errorf("%+v", e)
	}
}

func TestTheContentIsCheckedLater(t *testing.T) {
	for name, c := range map[string]struct {
		doubts []checkin.Remark
		there  bool // cancelled there
		checks time.Duration
		state  checkin.State
	}{
		"in order":           {nil, false, 2 * time.Second, checkin.Validated},
		"somebody may ask":   {[]checkin.Remark{"limosa_unknown"}, false, 2 * time.Second, checkin.Doubted},
		"an office at lunch": {nil, false, 5 * time.Hour, checkin.Validated},
		"cancelled there":    {nil, true, 2 * time.Second, checkin.Cancelled},
		"never":              {nil, false, 1000 * time.Hour, checkin.Registered},
	} {
		w, _, e := one(t)
		w.office.Doubts, w.office.Checks = func(checkin.Presence) []checkin.Remark { return c.doubts }, c.checks
		if c.there {
			w.office.CancelThere(e.ID)
		}
		w.run(t, 48*time.Hour)
		e = w.entry(e.ID)
		if e.State != c.state || !slices.Equal(e.Remarks, c.doubts) || w.open() > 0 || (e.Cancellation != nil) != c.there {
			t.Errorf("%s: %+v, %d items left", name, e, w.open())
		}
		if n := w.office.Calls(authoritytest.Find); n > 60 {
			t.Errorf("%s: asked %d times", name, n)
		}
	}
}

func TestTwoDaysOutOfReachLoseNothingAndAreSeen(t *testing.T) {
	for _, fault := range []authoritytest.Fault{authoritytest.Unreachable, authoritytest.Broken, authoritytest.Denied} {
		w := newWorld()
		w.office.Fault = func(authoritytest.Op) authoritytest.Fault { return fault }
		w.add(w.fresh(100, company(1))...)
		p := w.process()
		for end := w.Now().Add(48 * time.Hour); w.Now().Before(end); w.pass(30 * time.Second) {
			p.deliver(t)
		}
		calls := w.office.Calls(authoritytest.Register) + w.office.Calls(authoritytest.Find)
		if w.dead > 0 || calls < 48*20 || fault != authoritytest.Denied && calls > 48*60 {
			t.Errorf("%s: %d dead letters, %d calls", fault, w.dead, calls)
		}
		all, err := p.relay.Status(t.Context())
		if err != nil || len(all) != 1 {
			t.Fatal(all, err)
		}
		s := all[0]
		if s.Authority != "office" || s.Queued != 100 || !s.Oldest.Equal(morning) {
			t.Errorf("%s: %+v", fault, s)
		}
		if denied := fault == authoritytest.Denied; denied != (len(s.Denied) == 1) || denied != s.Unreachable.IsZero() || denied != (s.LastError == "") {
			t.Errorf("%s: %+v", fault, s)
		}
		w.office.Fault = nil
		w.pass(10 * time.Minute)
		w.run(t, time.Hour)
		if len(w.office.Doubles()) > 0 || w.open() > 0 || w.office.Largest() > authority.MaxBatch {
			t.Errorf("%s: %d items left", fault, w.open())
		}
		if s, _ := w.process().relay.Status(t.Context()); s[0].Queued != 0 || !s[0].Oldest.IsZero() {
			t.Errorf("%s: in the end %+v", fault, s)
		}
	}
}

func TestAMandateThatWasTakenBackHoldsUpOnlyItsCompany(t *testing.T) {
	w := newWorld()
	gone, stays := w.fresh(1, company(1))[0], w.fresh(1, company(2))[0]
	w.add(gone, stays)
	p := w.process()
	p.relay.Book.Mandates = mandates{company(1): true}
	for range 1000 {
		p.deliver(t)
		w.pass(5 * time.Second)
	}
	s, err := p.relay.Status(t.Context())
	if err != nil || w.entry(gone.ID).State != checkin.Queued || w.entry(stays.ID).State != checkin.Validated || w.dead > 0 ||
		s[0].Queued != 1 || len(s[0].Denied) != 1 || s[0].Denied[0].Company != company(1) || s[0].Denied[0].Since.Sub(morning) > time.Minute {
		t.Errorf("%+v, %v", s, err)
	}
	p.relay.Book = &authority.Book{Mandates: mandates{}}
	w.pass(5 * time.Minute)
	p.deliver(t)
	if w.dead > 0 || w.entry(gone.ID).State != checkin.Queued {
		t.Error("an authority that is not configured loses presences")
	}
}

// TestOneThatIsNotUnderstoodHoldsUpNoOther: it alone becomes a dead letter, and
// bears no mark.
func TestOneThatIsNotUnderstoodHoldsUpNoOther(t *testing.T) {
	w := newWorld()
	all := w.fresh(300, company(1))
	odd := all[77].ID
	w.office.Garbles = func(p checkin.Presence) bool { return p.ID == odd }
	w.add(all...)
	w.run(t, 100*time.Hour)
	for _, e := range all {
		want := checkin.Validated
		if e.ID == odd {
			want = checkin.Queued
		}
		if got := w.entry(e.ID); got.State != want || got.Sent.IsZero() != (e.ID == odd) {
			t.Fatalf("%+v", got)
		}
	}
	if w.dead != 1 || len(w.office.Doubles()) > 0 {
		t.Errorf("%d dead letters", w.dead)
	}
}

// TestAFailureOutweighsAWait: or an item of which one can never be told would
// wait for ever.
func TestAFailureOutweighsAWait(t *testing.T) {
	w, p, waits := one(t, authoritytest.Broken)
	odd := w.fresh(1, company(1))[0]
	w.office.Garbles = func(p checkin.Presence) bool { return p.ID == odd.ID }
	w.add(odd)
	w.pass(10 * time.Second)
	both := []outbox.Subject{outbox.Subject(waits.ID.Bytes()), outbox.Subject(odd.ID.Bytes())}
	errs := p.relay.Forward(t.Context(), []outbox.Item{{Subjects: both}, {Subjects: both[:1]}, {Subjects: both[1:]}, {}})
	for i, want := range []bool{false, true, false} {
		if _, waits := errors.AsType[*outbox.Wait](errs[i]); errs[i] == nil || waits != want {
			t.Errorf("item %d: %v", i, errs[i])
		}
	}
	if errs[3] != nil {
		t.Error(errs[3])
	}
}

// TestOfTwoRegistrationsThereTheFirstThatStandsIsOurs: somebody else sent it too.
func TestOfTwoRegistrationsThereTheFirstThatStandsIsOurs(t *testing.T) {
	for name, c := range map[string]struct{ cancelled, ours int }{"both stand": {-1, 0}, "one was cancelled": {0, 1}} {
		w, p, e := one(t, authoritytest.Lost)
		if c.cancelled == 0 {
			w.office.CancelThere(e.ID)
		}
		if _, err := w.office.Register(t.Context(), authority.Mandate{Company: company(1)}, []checkin.Presence{e.Presence}); err != nil {
			t.Fatal(err)
		}
		w.pass(10 * time.Second)
		p.deliver(t)
		there := w.office.Registrations(e.ID)
		s, err := p.relay.Status(t.Context())
		if e := w.entry(e.ID); err != nil || len(there) != 2 || e.Receipt != there[c.ours].Number || e.State != checkin.Validated || s[0].Contradictions == 0 {
			t.Errorf("%s: %+v, there %+v, %+v", name, e, there, s)
		}
	}
}

func TestContradictionsAreCounted(t *testing.T) {
	w, p, e := one(t, authoritytest.Contradictory)
	if e.State != checkin.Queued {
		t.Errorf("an answer that contradicts itself is believed: %+v", e)
	}
	w.pass(10 * time.Second)
	p.deliver(t)
	e = w.entry(e.ID)
	s, err := p.relay.Status(t.Context())
	if err != nil || s[0].Contradictions == 0 || e.Receipt != w.office.Registrations(e.ID)[0].Number {
		t.Errorf("%+v, %+v, %v", e, s, err)
	}
}
