// Package contract is what every database behind package store must do. It is
// a suite of tests that is run on each of them; it is for tests only.
package contract

import (
	"context"
	"reflect"
	"strings"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/outbox"
	"ciaw/server/seal"
	"ciaw/server/store"
)

// What the suite registers.
var (
	north = must(id.ParseWorkplace("1Y1000003EQCZ"))
	south = must(id.ParseWorkplace("1Y1000NF9KCQZ"))
	ana   = must(id.ParseLimosa("24910158641968060"))
	ion   = must(id.ParseLimosa("24910158641968157"))
	vat   = must(id.ParseVAT("RO18547290"))
	gate  = posterOf(1)
	today = must(checkin.ParseDay("2026-11-23"))
	seven = time.Date(2026, 11, 23, 6, 0, 0, 123e6, time.UTC)
)

// Keys encrypt every register of the suite.
var Keys = must(seal.Load(`{"hash":"`+strings.Repeat("A", 43)+`=","keys":[{"id":1,"key":"`+strings.Repeat("B", 43)+`="}]}`, false))

// Run runs the suite. Database names a new, empty database each time.
func Run(t *testing.T, database func(t testing.TB) string) {
	s := suite{database}
	tests := reflect.ValueOf(s)
	for i := range tests.NumMethod() {
		t.Run(tests.Type().Method(i).Name, func(t *testing.T) { tests.Method(i).Call([]reflect.Value{reflect.ValueOf(t)}) })
	}
}

// suite has a method for everything that is tested.
type suite struct {
	database func(t testing.TB) string
}

func must[V any](v V, err error) V {
	if err != nil {
		panic(err)
	}
	return v
}

func posterOf(n byte) id.Poster {
	code, _ := id.NewPoster([]byte{n, 2, 3, 4, 5, 6, 7})
	return code
}

// fresh returns an empty register with two workplaces.
func (s suite) fresh(t *testing.T) *store.Store { return open(t, s.database(t)) }

// open opens a register and puts two workplaces into it.
func open(t *testing.T, database string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), database, store.Options{Keys: Keys})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	for _, w := range []checkin.Workplace{
		{Number: north, Name: "North", Sector: checkin.Construction, Address: "Kaai 1, 9000 Gent", OpensOn: today},
		{Number: south, Name: "South", Sector: checkin.Cleaning, Address: "Quai 2, 5000 Namur", ClosesOn: today},
	} {
		if err := s.PutWorkplace(t.Context(), w); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// presence returns the n-th presence of Ana at the north workplace today.
func presence(n int) checkin.Presence {
	return checkin.Presence{
		ID: id.PresenceOf([16]byte{14: byte(n >> 8), 15: byte(n)}), Owner: checkin.Owner{1}, Limosa: ana, Workplace: north, On: today,
		Direction: checkin.Daily, Channel: checkin.Mobile, CapturedAt: seven.Add(-time.Second), RecordedAt: seven, State: checkin.Registered,
	}
}

// AddAll stores presences and waits for them; they are told on the topic of the
// content check.
func AddAll(ctx context.Context, s *store.Store, all []checkin.Presence) ([]checkin.Added, error) {
	pending, err := s.AddPresences(ctx, all, outbox.Always(outbox.Check))
	if err != nil {
		return nil, err
	}
	return pending.Wait(), nil
}

// Add does so with one.
func Add(ctx context.Context, s *store.Store, p checkin.Presence) (stored checkin.Presence, added bool, err error) {
	results, err := AddAll(ctx, s, []checkin.Presence{p})
	if err != nil {
		return checkin.Presence{}, false, err
	}
	return results[0].Presence, results[0].Added, results[0].Err
}

func add(t *testing.T, s *store.Store, p checkin.Presence) checkin.Presence {
	t.Helper()
	stored, added, err := Add(t.Context(), s, p)
	if err != nil || !added {
		t.Fatalf("add presence: added %v, %v", added, err)
	}
	return stored
}

// cancelled returns a context that has ended.
func cancelled() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}
