package contract

import (
	"flag"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/outbox"
	"ciaw/server/store"
)

// model is the register in ten lines: the presences of one day, in the order
// of their receipts.
type model []checkin.Presence

// add returns what adding p must lead to.
func (m *model) add(p checkin.Presence) (want checkin.Presence, added bool) {
	var first id.Presence
	for _, q := range *m {
		if q.ID == p.ID {
			return q, false
		}
		if first.IsZero() && q.State != checkin.Cancelled && q.Limosa == p.Limosa && q.Workplace == p.Workplace {
			first = q.ID
		}
	}
	p.DuplicateOf = first
	*m = append(*m, p)
	return p, true
}

func (m model) cancel(n int, c checkin.Cancellation) checkin.Presence {
	if m[n].State != checkin.Cancelled {
		m[n].State, m[n].Cancellation = checkin.Cancelled, &c
	}
	return m[n]
}

// play draws a day's work and does it with the register and the model.
type play struct {
	s     *store.Store
	on    checkin.Day
	model model
	ids   int
}

func (p *play) draw(t *rapid.T) checkin.Presence {
	if n := len(p.model); n > 0 && rapid.IntRange(0, 3).Draw(t, "repeat") == 0 {
		earlier := p.model[rapid.IntRange(0, n-1).Draw(t, "which")]
		return p.presence(earlier.ID, earlier.Limosa, earlier.Workplace)
	}
	p.ids++
	day := p.on.Date().Unix() / 86400
	which := id.PresenceOf([16]byte{1, byte(day >> 24), byte(day >> 16), byte(day >> 8), byte(day), 14: byte(p.ids >> 8), 15: byte(p.ids)})
	return p.presence(which, rapid.SampledFrom([]id.Limosa{ana, ion}).Draw(t, "person"), rapid.SampledFrom([]id.Workplace{north, south}).Draw(t, "workplace"))
}

func (p *play) presence(which id.Presence, person id.Limosa, at id.Workplace) checkin.Presence {
	return checkin.Presence{
		ID: which, Owner: checkin.Owner{1}, Limosa: person, Workplace: at, On: p.on, Channel: checkin.Mobile,
		CapturedAt: seven, RecordedAt: seven, State: checkin.Registered,
	}
}

// register adds one to five at once.
func (p *play) register(t *rapid.T) {
	var all []checkin.Presence
	for range rapid.IntRange(1, 5).Draw(t, "together") {
		all = append(all, p.draw(t))
	}
	results, err := AddAll(t.Context(), p.s, all)
	if err != nil {
		t.Fatal(err)
	}
	for i, got := range results {
		want, added := p.model.add(all[i])
		if got.Err != nil || got.Added != added || !alike(got.Presence, want) {
			t.Fatalf("item %d: added %v, %s, %v; want %v, %s", i, got.Added, brief(got.Presence), got.Err, added, brief(want))
		}
	}
}

// cancel withdraws any, also one that was withdrawn.
func (p *play) cancel(t *rapid.T) {
	if len(p.model) == 0 {
		t.Skip("nothing to cancel")
	}
	n := rapid.IntRange(0, len(p.model)-1).Draw(t, "which")
	why := checkin.Cancellation{Reason: rapid.SampledFrom([]checkin.CancelReason{checkin.Planning, checkin.Other}).Draw(t, "why"), At: seven}
	got, err := p.s.CancelPresence(t.Context(), p.model[n].ID, why, outbox.Cancel)
	if want := p.model.cancel(n, why); err != nil || !alike(got, want) {
		t.Fatalf("%s, %v; want %s", brief(got), err, brief(want))
	}
}

// check compares the whole day, and that receipts are unique and in order.
func (p *play) check(t *rapid.T) {
	ids := make([]id.Presence, len(p.model))
	for i, want := range p.model {
		ids[i] = want.ID
	}
	found, err := p.s.FindPresences(t.Context(), ids)
	if err != nil || len(found) != len(ids) {
		t.Fatalf("%d of %d presences are there, %v", len(found), len(ids), err)
	}
	byID := map[id.Presence]checkin.Presence{}
	for _, got := range found {
		byID[got.ID] = got
	}
	var last id.Receipt
	for _, want := range p.model {
		got := byID[want.ID]
		if !alike(got, want) {
			t.Fatalf("%s; want %s", brief(got), brief(want))
		}
		if got.Receipt.String() <= last.String() {
			t.Fatalf("receipt %v comes after %v", got.Receipt, last)
		}
		last = got.Receipt
	}
}

func alike(a, b checkin.Presence) bool {
	same := a.Cancellation == nil && b.Cancellation == nil ||
		a.Cancellation != nil && b.Cancellation != nil && *a.Cancellation == *b.Cancellation
	return same && a.ID == b.ID && a.DuplicateOf == b.DuplicateOf && a.State == b.State && a.SameContent(b)
}

func brief(p checkin.Presence) string {
	return fmt.Sprintf("%v (%s, duplicate of %v)", p.ID, p.State, p.DuplicateOf)
}

func (c suite) ItDoesWhatTenLinesDo(t *testing.T) {
	s := c.fresh(t)
	if plays := flag.Lookup("rapid.checks"); plays.Value.String() == plays.DefValue {
		// Every step waits for the disk: fewer do, unless somebody asks for more.
		if err := plays.Value.Set("30"); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = plays.Value.Set(plays.DefValue) })
	}
	days := 0
	rapid.Check(t, func(rt *rapid.T) {
		days++ // one database, a day for every play
		p := &play{s: s, on: today.Add(days)}
		rt.Repeat(map[string]func(*rapid.T){"register": p.register, "cancel": p.cancel, "": p.check})
	})
	if _, err := s.VerifyAudit(t.Context()); err != nil {
		t.Error(err)
	}
}
