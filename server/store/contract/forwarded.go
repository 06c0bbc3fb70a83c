package contract

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"ciaw/server/authority"
	"ciaw/server/authority/authoritytest"
	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/outbox"
	"ciaw/server/store"
)

// far is a register whose presences go to an authority with faults.
type far struct {
	*store.Store
	office *authoritytest.Double
	relay  *authority.Relay
	now    time.Time
	fault  authoritytest.Fault
}

// mandated is the company of the tests, which has given a mandate.
var mandated = id.KeyOf([16]byte{0xc0})

// anyMandate gives everybody one.
type anyMandate struct{}

func (anyMandate) CurrentMandate(_ context.Context, c id.Key) (authority.Mandate, bool, error) {
	return authority.Mandate{Company: c, Authority: "office"}, true, nil
}

func (m anyMandate) FindMandate(ctx context.Context, c id.Key, _ string) (authority.Mandate, bool, error) {
	return m.CurrentMandate(ctx, c)
}

func (c suite) far(t *testing.T) *far {
	f := &far{Store: c.fresh(t), now: seven}
	now := func() time.Time { return f.now }
	f.office = &authoritytest.Double{Called: "office", Now: now, Delay: time.Minute, Checks: 2 * time.Second,
		Fault: func(authoritytest.Op) authoritytest.Fault { return f.fault }}
	f.relay = &authority.Relay{Store: f.Forwarded(), Now: now, Log: slog.New(slog.DiscardHandler),
		Book: &authority.Book{Authorities: []authority.Authority{f.office}, Mandates: anyMandate{}}}
	return f
}

// queued is the n-th presence of Ana, for the authority.
func queued(n int) checkin.Presence {
	p := presence(n)
	p.Authority, p.Mandate, p.State = "office", mandated, checkin.Queued
	return p
}

// add stores presences that are told to the authority.
func (f *far) add(t *testing.T, all ...checkin.Presence) []checkin.Added {
	t.Helper()
	pending, err := f.AddPresences(t.Context(), all, outbox.Always(outbox.Forward))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pending.Numbered() {
		if !p.Receipt.IsZero() {
			t.Errorf("%v has the number %v before the authority gave one", p.ID, p.Receipt)
		}
	}
	return pending.Wait()
}

// deliver tells the authority what is due, after so long.
func (f *far) deliver(t *testing.T, after time.Duration) {
	t.Helper()
	f.now = f.now.Add(after)
	d := outbox.Deliverer{Store: f.Authorities(), Now: func() time.Time { return f.now }, Log: slog.New(slog.DiscardHandler), Receivers: f.relay.Receivers()}
	if _, err := d.Deliver(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func (f *far) find(t *testing.T, n int) checkin.Presence {
	t.Helper()
	p, found, err := f.FindPresence(t.Context(), queued(n).ID)
	if err != nil || !found {
		t.Fatal(found, err)
	}
	return p
}

func (c suite) AnAuthorityGivesNumbers(t *testing.T) {
	f := c.far(t)
	f.office.Doubts = func(checkin.Presence) []checkin.Remark { return []checkin.Remark{checkin.LimosaNotActive} }
	for _, r := range f.add(t, queued(1), queued(2)) {
		if r.Err != nil || !r.Added || r.State != checkin.Queued || !r.Receipt.IsZero() {
			t.Fatalf("%+v", r)
		}
	}
	if q, err := f.Forwarded().Queues(t.Context()); err != nil || len(q) != 1 || q[0].Count != 2 || q[0].Authority != "office" || !q[0].Oldest.Equal(seven.Truncate(time.Millisecond)) {
		t.Errorf("queues %+v, %v", q, err)
	}
	f.deliver(t, time.Second)
	first, second := f.find(t, 1), f.find(t, 2)
	if first.State != checkin.Registered || first.Receipt.IsZero() || first.Receipt == second.Receipt || second.DuplicateOf != first.ID {
		t.Errorf("registered: %+v, %+v", first, second)
	}
	if f.add(t, queued(1))[0].Added {
		t.Error("a repetition is added")
	}
	f.deliver(t, time.Minute)
	if p := f.find(t, 1); p.State != checkin.Doubted || len(p.Remarks) != 1 || p.Receipt != first.Receipt {
		t.Errorf("checked: %+v", p)
	}
	if q, err := f.Forwarded().Queues(t.Context()); err != nil || len(q) != 0 {
		t.Errorf("queues %+v, %v", q, err)
	}
	if _, err := f.VerifyAudit(t.Context()); err != nil {
		t.Error(err)
	}
}

func (c suite) ALostAnswerIsSearchedFor(t *testing.T) {
	for _, fault := range []authoritytest.Fault{authoritytest.Lost, authoritytest.Late, authoritytest.Broken, authoritytest.Unreachable, authoritytest.Partial, authoritytest.Contradictory} {
		f := c.far(t)
		f.fault = fault
		f.add(t, queued(1))
		f.deliver(t, time.Second)
		if p := f.find(t, 1); fault != authoritytest.Partial && fault != authoritytest.Contradictory && p.State != checkin.Queued {
			t.Errorf("%s: %s", fault, p.State)
		}
		f.fault = ""
		for range 20 {
			f.deliver(t, time.Minute)
		}
		p, there := f.find(t, 1), f.office.Registrations(queued(1).ID)
		if len(there) != 1 || p.Receipt != there[0].Number || p.State != checkin.Validated {
			t.Errorf("%s: %d registrations there, %s with %v", fault, len(there), p.State, p.Receipt)
		}
	}
}

func (c suite) CancelledBeforeItWasSent(t *testing.T) {
	f := c.far(t)
	f.add(t, queued(1), queued(2))
	why := checkin.Cancellation{Reason: checkin.Planning, At: seven}
	if _, err := f.CancelPresence(t.Context(), queued(1).ID, why, outbox.Cancel, outbox.ForwardCancel); err != nil {
		t.Fatal(err)
	}
	f.deliver(t, time.Second)
	f.deliver(t, time.Minute)
	if there := f.office.Registrations(queued(1).ID); len(there) != 0 {
		t.Errorf("sent after it was cancelled: %+v", there)
	}
	if _, err := f.CancelPresence(t.Context(), queued(2).ID, why, outbox.Cancel, outbox.ForwardCancel); err != nil {
		t.Fatal(err)
	}
	f.deliver(t, time.Minute)
	if there := f.office.Registrations(queued(2).ID); len(there) != 1 || there[0].State != checkin.Cancelled {
		t.Errorf("not cancelled there: %+v", there)
	}
}

func (c suite) WhatAnAuthorityRefusesCountsNoMore(t *testing.T) {
	f := c.far(t)
	f.office.Refuses = func(p checkin.Presence) []checkin.Remark {
		if p.ID == queued(1).ID {
			return []checkin.Remark{checkin.LimosaUnlikely}
		}
		return nil
	}
	f.add(t, queued(1), queued(2))
	f.deliver(t, time.Second)
	if p := f.find(t, 1); p.State != checkin.Refused || !p.Receipt.IsZero() || len(p.Remarks) != 1 {
		t.Errorf("%+v", p)
	}
	standing, err := f.Standing(t.Context(), north, today, today)
	if err != nil || len(standing) != 1 || standing[0].ID != queued(2).ID {
		t.Errorf("%+v, %v", standing, err)
	}
}

func (c suite) MandatesAreKeptEncrypted(t *testing.T) {
	s := c.fresh(t)
	boss := company(0)
	if err := s.AddCompany(t.Context(), boss.Company, boss); err != nil {
		t.Fatal(err)
	}
	given := authority.Mandate{Company: boss.Company.ID, Authority: "office", Credential: authority.NewCredential("a secret")}
	if _, found, err := s.CurrentMandate(t.Context(), given.Company); err != nil || found {
		t.Fatal(found, err)
	}
	if err := s.PutMandate(t.Context(), given, seven); err != nil {
		t.Fatal(err)
	}
	got, found, err := s.CurrentMandate(t.Context(), given.Company)
	if err != nil || !found || got.Authority != "office" || got.Credential.Reveal() != "a secret" {
		t.Errorf("%v, %v, %v", got, found, err)
	}
	if found, err := s.WithdrawMandate(t.Context(), given.Company, seven); err != nil || !found {
		t.Error(found, err)
	}
	if _, found, err := s.CurrentMandate(t.Context(), given.Company); err != nil || found {
		t.Error("withdrawn, and there", err)
	}
	if _, found, err := s.FindMandate(t.Context(), given.Company, "office"); err != nil || !found {
		t.Error("what was sent under it cannot be searched for any more", err)
	}
}
