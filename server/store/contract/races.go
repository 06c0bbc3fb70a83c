package contract

import (
	"reflect"
	"sync"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/outbox"
	"ciaw/server/store"
)

// many is how many ask at the same moment.
const many = 64

// atOnce calls f that often at the same moment.
func atOnce(f func(n int)) {
	var ready, group sync.WaitGroup
	ready.Add(1)
	for n := range many {
		group.Go(func() {
			ready.Wait()
			f(n)
		})
	}
	ready.Done()
	group.Wait()
}

// processes opens the same database twice, as two processes would.
func (c suite) processes(t *testing.T) [2]*store.Store {
	database := c.database(t)
	return [2]*store.Store{open(t, database), open(t, database)}
}

func (c suite) TheSameRequestAtOnceIsOneReceipt(t *testing.T) {
	s := c.processes(t)
	for round := range 4 {
		var added, differ sync.Map
		atOnce(func(n int) {
			p, new, err := Add(t.Context(), s[n%2], presence(round+1))
			if err != nil {
				t.Error(err)
			}
			differ.Store(p.Receipt, true)
			if new {
				added.Store(n, true)
			}
		})
		if length(&added) != 1 || length(&differ) != 1 {
			t.Errorf("added %d times, %d receipts", length(&added), length(&differ))
		}
	}
}

func length(m *sync.Map) (n int) {
	m.Range(func(any, any) bool { n++; return true })
	return n
}

func (c suite) TheSamePersonAtOnceIsFirstOnce(t *testing.T) {
	s := c.processes(t)
	for round := range 4 {
		var firsts sync.Map
		on := today.Add(round)
		atOnce(func(n int) {
			p := presence(round*many + n + 1)
			p.On = on
			got, added, err := Add(t.Context(), s[n%2], p)
			if err != nil || !added {
				t.Errorf("added %v, %v", added, err)
			}
			if got.DuplicateOf.IsZero() {
				firsts.Store(got.ID, true)
			} else {
				firsts.Store(got.DuplicateOf, true)
			}
		})
		if length(&firsts) != 1 {
			t.Errorf("%d presences are the first of one person, workplace and day", length(&firsts))
		}
	}
}

func (c suite) CancellingAtOnceIsOneCancellation(t *testing.T) {
	s := c.processes(t)
	for round := range 4 {
		p := presence(round + 1)
		p.On = today.Add(round)
		add(t, s[0], p)
		reasons := []checkin.CancelReason{checkin.Holiday, checkin.Disease, checkin.Planning, checkin.Other}
		var answers sync.Map
		atOnce(func(n int) {
			why := checkin.Cancellation{Reason: reasons[n%4], At: seven.Add(time.Duration(n) * time.Second)}
			got, err := s[n%2].CancelPresence(t.Context(), p.ID, why, outbox.Cancel)
			if err != nil || got.Cancellation == nil {
				t.Errorf("%+v, %v", got, err)
				return
			}
			answers.Store(*got.Cancellation, true)
		})
		if length(&answers) != 1 {
			t.Errorf("one presence has %d cancellations", length(&answers))
		}
	}
}

// CancellingAgainstRegistering withdraws the first of a day while a second of
// the same person comes, on many days at once: the second remains, so it must
// hold the natural key, whoever was faster.
func (c suite) CancellingAgainstRegistering(t *testing.T) {
	s := c.processes(t)
	for round := range 6 {
		nth := func(pair, n int) checkin.Presence {
			p := presence((round*many+pair)*3 + n + 1)
			p.On = today.Add(round*many + pair)
			return p
		}
		var firsts []checkin.Presence
		for pair := range many / 2 {
			firsts = append(firsts, nth(pair, 0))
		}
		if _, err := AddAll(t.Context(), s[0], firsts); err != nil {
			t.Fatal(err)
		}
		atOnce(func(n int) {
			var err error
			if pair := n / 2; n%2 == 0 {
				_, err = s[0].CancelPresence(t.Context(), nth(pair, 0).ID, checkin.Cancellation{Reason: checkin.Other, At: seven}, outbox.Cancel)
			} else {
				_, _, err = Add(t.Context(), s[1], nth(pair, 1))
			}
			if err != nil {
				t.Error(err)
			}
		})
		for pair := range many / 2 {
			if probe := add(t, s[0], nth(pair, 2)); probe.DuplicateOf != nth(pair, 1).ID {
				t.Errorf("round %d: after the first was withdrawn, the third is a duplicate of %q, want the second", round, probe.DuplicateOf)
			}
		}
	}
	if _, err := s[0].VerifyAudit(t.Context()); err != nil {
		t.Error(err)
	}
}

func (c suite) OneBadItemFailsAlone(t *testing.T) {
	s := c.fresh(t)
	all := []checkin.Presence{presence(1), presence(2), presence(3)}
	all[1].Workplace = must(id.ParseWorkplace("1Y102TG6Z4BDZ")) // not stored: a foreign key refuses it
	results, err := AddAll(t.Context(), s, all)
	if err != nil {
		t.Fatal(err)
	}
	if results[0].Err != nil || results[1].Err == nil || results[2].Err != nil {
		t.Fatalf("%v, %v, %v", results[0].Err, results[1].Err, results[2].Err)
	}
	items, _, _, err := s.Items(t.Context(), 10)
	if err != nil || len(items) != 2 {
		t.Fatalf("%d items in the outbox, %v: what was rolled back must leave none", len(items), err)
	}
	told := map[outbox.Subject]bool{items[0].Subjects[0]: true, items[1].Subjects[0]: true}
	if want := map[outbox.Subject]bool{all[0].ID.Bytes(): true, all[2].ID.Bytes(): true}; !reflect.DeepEqual(told, want) {
		t.Errorf("told about %v", told)
	}
	if n, err := s.VerifyAudit(t.Context()); err != nil || n != 2 {
		t.Errorf("%d entries in the audit log, %v", n, err)
	}
	var cannot sync.Map
	atOnce(func(n int) { // in one group with good ones of others
		p := presence(10 + n)
		if n%8 == 0 {
			p.Workplace = all[1].Workplace
		}
		if _, _, err := Add(t.Context(), s, p); err != nil {
			cannot.Store(n, true)
			if n%8 != 0 {
				t.Errorf("%d failed for its neighbour's sake: %v", n, err)
			}
		}
	})
	if length(&cannot) != many/8 {
		t.Errorf("%d failed", length(&cannot))
	}
}

// ComingAndGoingAtOnce has one person go in or out on many phones at the same
// moment, and then change direction: one of each counts.
func (c suite) ComingAndGoingAtOnce(t *testing.T) {
	s := c.processes(t)
	for round, direction := range []checkin.Direction{checkin.In, checkin.Out, checkin.In, checkin.Out} {
		var counts, links sync.Map
		atOnce(func(n int) {
			p := presence(round*many + n + 1)
			p.Workplace, p.Direction = south, direction
			p.CapturedAt, p.RecordedAt = seven.Add(time.Duration(round)*time.Hour), seven.Add(time.Duration(round)*time.Hour)
			got, _, err := Add(t.Context(), s[n%2], p)
			switch {
			case err != nil:
				t.Error(err)
			case got.DuplicateOf.IsZero() && len(got.Remarks) == 0:
				counts.Store(got.ID, true)
			default:
				links.Store(got.DuplicateOf, true)
			}
		})
		if length(&counts) != 1 || length(&links) != 1 {
			t.Errorf("%s: %d count, and links point at %d", direction, length(&counts), length(&links))
		}
	}
}
