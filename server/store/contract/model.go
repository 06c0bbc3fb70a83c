package contract

import (
	"flag"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/outbox"
	"ciaw/server/store"
)

// model is the register in a few lines: what was said at a workplace, in the
// order of the receipts.
type model []said

type said struct {
	checkin.Presence
	counts bool
	same   id.Presence // the first that said the same
}

// add returns what adding p must lead to.
func (m *model) add(p checkin.Presence) (want checkin.Presence, added bool) {
	for _, q := range *m {
		if q.ID == p.ID {
			return q.Presence, false
		}
	}
	before := m.before(p)
	one := said{p, before == nil || before.Direction != p.Direction, p.ID}
	if before == nil && p.Direction == checkin.Out {
		one.Remarks = []checkin.Remark{checkin.OutWithoutIn}
	}
	if !one.counts {
		one.same, one.DuplicateOf = before.same, before.ID
		one.Remarks = []checkin.Remark{map[checkin.Direction]checkin.Remark{
			checkin.Daily: checkin.AlreadyRegistered, checkin.In: checkin.AlreadyIn, checkin.Out: checkin.AlreadyOut,
		}[p.Direction]}
	}
	*m = append(*m, one)
	return one.Presence, true
}

// before returns what counts and was said last before p, of the same person, for
// the same employer, at the same workplace: that day, or in the same shift.
func (m model) before(p checkin.Presence) (last *said) {
	for i := range m {
		q := &m[i]
		near := !q.At().After(p.At()) && p.At().Sub(q.At()) < checkin.Shift
		if q.counts && q.Run() == p.Run() && q.Direction.Timed() == p.Direction.Timed() &&
			(near && p.Direction.Timed() || p.Direction == checkin.Daily && q.On == p.On) && (last == nil || !q.At().Before(last.At())) {
			last = q
		}
	}
	return last
}

// cancel withdraws one; the oldest that said the same then counts, if none does.
func (m model) cancel(n int, c checkin.Cancellation) checkin.Presence {
	if m[n].State == checkin.Cancelled {
		return m[n].Presence
	}
	m[n].State, m[n].Cancellation, m[n].counts = checkin.Cancelled, &c, false
	var oldest *said
	for i := range m {
		q := &m[i]
		if q.same != m[n].same || q.State == checkin.Cancelled {
			continue
		}
		if q.counts {
			return m[n].Presence
		}
		if oldest == nil {
			oldest = q
		}
	}
	if oldest != nil {
		oldest.counts = true
	}
	return m[n].Presence
}

// play draws some days' work and does it with the register and the model.
type play struct {
	s     *store.Store
	on    checkin.Day
	model model
	ids   int
}

func (p *play) draw(t *rapid.T) checkin.Presence {
	if n := len(p.model); n > 0 && rapid.IntRange(0, 3).Draw(t, "repeat") == 0 {
		again := p.model[rapid.IntRange(0, n-1).Draw(t, "which")].Presence
		again.State, again.DuplicateOf, again.Remarks, again.Cancellation = checkin.Registered, id.Presence{}, nil, nil
		return again
	}
	p.ids++
	day := p.on.Date().Unix() / 86400
	at := p.on.End().Add(time.Duration(rapid.IntRange(-5, 5).Draw(t, "hours")*4-1) * time.Hour)
	one := checkin.Presence{
		ID:    id.PresenceOf([16]byte{1, byte(day >> 24), byte(day >> 16), byte(day >> 8), byte(day), 14: byte(p.ids >> 8), 15: byte(p.ids)}),
		Owner: checkin.Owner{1}, Channel: checkin.Mobile, State: checkin.Registered, CapturedAt: at.UTC(), RecordedAt: p.on.End().Add(48 * time.Hour).UTC(),
		Limosa: rapid.SampledFrom([]id.Limosa{ana, ion}).Draw(t, "person"), Workplace: rapid.SampledFrom([]id.Workplace{north, south}).Draw(t, "workplace"),
		Employer: rapid.SampledFrom([]checkin.Employer{{}, {VAT: vat}}).Draw(t, "employer"), On: p.on, Direction: checkin.Daily,
	}
	if one.Workplace == south { // in and out are registered there
		one.On, one.Direction = checkin.DayOf(at), rapid.SampledFrom([]checkin.Direction{checkin.In, checkin.Out}).Draw(t, "direction")
	}
	return one
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
		if !alike(got, want.Presence) {
			t.Fatalf("%s; want %s", brief(got), brief(want.Presence))
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
	return same && a.ID == b.ID && a.DuplicateOf == b.DuplicateOf && a.State == b.State && slices.Equal(a.Remarks, b.Remarks) && a.SameContent(b)
}

func brief(p checkin.Presence) string {
	return fmt.Sprintf("%v (%s %s %v, %s, duplicate of %v, %v)", p.ID, p.Direction, p.On, p.At().In(checkin.Brussels).Format("2 15:04"), p.State, p.DuplicateOf, p.Remarks)
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
		days += 4 // one database, days of its own for every play
		p := &play{s: s, on: today.Add(days)}
		rt.Repeat(map[string]func(*rapid.T){"register": p.register, "cancel": p.cancel, "": p.check})
	})
	if _, err := s.VerifyAudit(t.Context()); err != nil {
		t.Error(err)
	}
}
