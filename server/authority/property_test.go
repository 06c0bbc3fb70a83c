package authority_test

import (
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ciaw/server/authority"
	"ciaw/server/authority/authoritytest"
	"ciaw/server/checkin"
	"ciaw/server/id"
)

// chance draws faults of the authority from a seed.
type chance struct {
	mu   sync.Mutex
	rand *rand.Rand
	of   float64 // how likely a call goes wrong
}

func (c *chance) fault(authoritytest.Op) authoritytest.Fault {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.rand.Float64() >= c.of {
		return ""
	}
	return authoritytest.Faults[c.rand.IntN(len(authoritytest.Faults))]
}

// history is a random sequence of what happens to a register and its authority.
type history struct {
	*world
	chance *chance
	first  *process
	added  []id.Presence
}

// steps are what may happen next.
func (h *history) steps() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"add": func(t *rapid.T) {
			all := h.fresh(rapid.SampledFrom([]int{1, 2, 40}).Draw(t, "presences"), company(rapid.Byte().Draw(t, "company")%2))
			for _, e := range all {
				h.added = append(h.added, e.ID)
			}
			h.add(all...)
		},
		"cancel": func(t *rapid.T) {
			if len(h.added) > 0 {
				h.cancel(rapid.SampledFrom(h.added).Draw(t, "presence"))
			}
		},
		"deliver": func(t *rapid.T) { h.first.deliver(t) },
		"die": func(t *rapid.T) {
			h.first.dies = h.first.calls + rapid.IntRange(1, 6).Draw(t, "before call")
			h.first.deliver(t)
			h.first = h.process()
		},
		"another process meanwhile": func(t *rapid.T) {
			var gone id.Presence
			if len(h.added) > 0 && rapid.Bool().Draw(t, "cancels") {
				gone = rapid.SampledFrom(h.added).Draw(t, "presence")
			}
			left, wait := rapid.IntRange(1, 6).Draw(t, "before call"), time.Duration(rapid.IntRange(0, 180).Draw(t, "seconds"))*time.Second
			var mu sync.Mutex
			h.first.held = func(call string) {
				mu.Lock()
				left--
				now := left == 0
				mu.Unlock()
				// A program that stands still between its last look at the
				// clock and its request is not to be helped: see Relay.
				if now && call != "register" {
					h.pass(wait)
					h.cancel(gone)
					h.process().deliver(t)
				}
			}
			h.first.deliver(t)
			h.first.held = nil
		},
		"time passes": func(t *rapid.T) {
			h.pass(time.Duration(rapid.IntRange(1, 300).Draw(t, "seconds")) * time.Second)
		},
		"many hours pass": func(t *rapid.T) { h.pass(time.Duration(rapid.IntRange(1, 20).Draw(t, "hours")) * time.Hour) },
		"faults": func(t *rapid.T) {
			h.chance.mu.Lock()
			defer h.chance.mu.Unlock()
			h.chance.of = rapid.SampledFrom([]float64{0, 0.3, 0.7, 1}).Draw(t, "likelihood")
		},
	}
}

// TestNothingIsLostAndNothingIsSentTwice: whatever goes wrong, in the end every
// presence is registered there once, with the number that it has here, or was
// cancelled, or was never there.
func TestNothingIsLostAndNothingIsSentTwice(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld()
		h := &history{world: w, chance: &chance{rand: rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 0))}}
		w.office.Fault = h.chance.fault
		h.first = w.process()
		rt.Repeat(h.steps())
		h.chance.of = 0
		w.run(t, 80*time.Hour)
		h.check(rt)
	})
}

// check holds what must be true in the end.
func (h *history) check(t *rapid.T) {
	if h.open() > 0 || h.dead > 0 {
		t.Fatalf("%d items are left in the outbox, %d of them set aside", h.open(), h.dead)
	}
	if twice := h.office.Doubles(); len(twice) > 0 {
		t.Fatalf("%d presences were registered twice", len(twice))
	}
	if n := h.office.Largest(); n > authority.MaxBatch {
		t.Fatalf("%d presences in one call", n)
	}
	for _, which := range h.added {
		here, there := h.entry(which), h.office.Registrations(which)
		switch here.State {
		case checkin.Validated, checkin.Registered:
			if len(there) != 1 || there[0].State == checkin.Cancelled || there[0].Number != here.Receipt || there[0].Company != here.Mandate {
				t.Fatalf("%s here with number %v, there %+v", here.State, here.Receipt, there)
			}
		case checkin.Cancelled:
			if len(there) > 0 && (there[0].State != checkin.Cancelled || there[0].Number != here.Receipt || there[0].Times != 1) {
				t.Fatalf("cancelled here with number %v, there %+v", here.Receipt, there)
			}
		default:
			t.Fatalf("%s in the end", here.State)
		}
	}
}
