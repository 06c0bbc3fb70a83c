package store_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/store"
)

var (
	north = must(id.ParseWorkplace("1Y1000003EQCZ"))
	south = must(id.ParseWorkplace("1Y1000NF9KCQZ"))
	ana   = must(id.ParseLimosa("24910158641968060"))
	ion   = must(id.ParseLimosa("24910158641968157"))
	gate  = posterOf(1)
	today = must(checkin.ParseDay("2026-11-23"))
	seven = time.Date(2026, 11, 23, 6, 0, 0, 123e6, time.UTC)
)

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

// open returns a register in file with two workplaces and a poster.
func open(t *testing.T, file string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), file, store.Options{})
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

func fresh(t *testing.T) *store.Store { return open(t, filepath.Join(t.TempDir(), "ciaw.db")) }

// presence returns the n-th presence of Ana at the north workplace today.
func presence(n byte) checkin.Presence {
	return checkin.Presence{
		ID: id.PresenceOf([16]byte{15: n}), Owner: checkin.Owner{1}, Limosa: ana, Workplace: north, On: today,
		Channel: checkin.Mobile, CapturedAt: seven.Add(-time.Second), RecordedAt: seven, State: checkin.Registered,
	}
}

func add(t *testing.T, s *store.Store, p checkin.Presence) checkin.Presence {
	t.Helper()
	stored, added, err := s.AddPresence(t.Context(), p)
	if err != nil || !added {
		t.Fatalf("add presence: added %v, %v", added, err)
	}
	return stored
}

func TestWhatIsStoredComesBack(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a%20 #?b.db") // a path is no URI
	s := open(t, file)
	full := presence(1)
	full.Poster = gate
	full.Position = &checkin.Position{Latitude: 51.05, Longitude: 3.72, Accuracy: 12.5}
	full.Remarks = []checkin.Remark{checkin.LimosaUnlikely, checkin.ClockAhead}
	want := add(t, s, full)
	full.Receipt = want.Receipt
	if want.Receipt.IsZero() || !reflect.DeepEqual(want, full) {
		t.Errorf("stored %+v\nof     %+v", want, full)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(file); err != nil {
		t.Errorf("the register is elsewhere: %v", err)
	}
	got, found, err := open(t, file).FindPresence(t.Context(), full.ID)
	if err != nil || !found || !reflect.DeepEqual(got, want) {
		t.Errorf("after a restart %+v, %v, %v\nwant            %+v", got, found, err, want)
	}
}

func TestNothingIsFoundWhereNothingIs(t *testing.T) {
	s := fresh(t)
	if _, found, err := s.FindPresence(t.Context(), presence(9).ID); found || err != nil {
		t.Errorf("presence: %v, %v", found, err)
	}
	if _, _, found, err := s.FindPoster(t.Context(), posterOf(9)); found || err != nil {
		t.Errorf("poster: %v, %v", found, err)
	}
	if _, found, err := s.FindWorkplace(t.Context(), must(id.ParseWorkplace("1Y102TG6Z4BDZ"))); found || err != nil {
		t.Errorf("workplace: %v, %v", found, err)
	}
	if _, err := s.CancelPresence(t.Context(), presence(9).ID, checkin.Cancellation{}); err == nil {
		t.Error("cancelled a presence that is not there")
	}
}

func TestAnIdIsStoredOnce(t *testing.T) {
	s := fresh(t)
	first := add(t, s, presence(1))
	other := presence(1)
	other.Workplace, other.Owner = south, checkin.Owner{2}
	got, added, err := s.AddPresence(t.Context(), other)
	if err != nil || added || !reflect.DeepEqual(got, first) {
		t.Errorf("second time: %+v, %v, %v", got, added, err)
	}
}

func TestSamePersonWorkplaceAndDayIsLinkedToTheFirst(t *testing.T) {
	s := fresh(t)
	first := add(t, s, presence(1))
	second, third := add(t, s, presence(2)), add(t, s, presence(3))
	if !first.DuplicateOf.IsZero() || len(first.Remarks) != 0 {
		t.Errorf("the first is a duplicate of %v", first.DuplicateOf)
	}
	for _, p := range []checkin.Presence{second, third} {
		if p.DuplicateOf != first.ID || !reflect.DeepEqual(p.Remarks, []checkin.Remark{checkin.AlreadyRegistered}) || p.Receipt.IsZero() {
			t.Errorf("duplicate of %v, remarks %v, receipt %v", p.DuplicateOf, p.Remarks, p.Receipt)
		}
	}
	for name, differ := range map[string]func(*checkin.Presence){
		"another person":    func(p *checkin.Presence) { p.Limosa = ion },
		"another workplace": func(p *checkin.Presence) { p.Workplace = south },
		"another day":       func(p *checkin.Presence) { p.On = today.Add(1) },
	} {
		p := presence(byte(len(name)))
		differ(&p)
		if got := add(t, s, p); !got.DuplicateOf.IsZero() {
			t.Errorf("%s is taken for a duplicate", name)
		}
	}
}

func TestCancellingPassesTheFirstPlaceOn(t *testing.T) {
	s := fresh(t)
	add(t, s, presence(1))
	second := add(t, s, presence(2))
	add(t, s, presence(3))
	at := checkin.Cancellation{Reason: checkin.Planning, At: seven.Add(time.Hour)}
	got, err := s.CancelPresence(t.Context(), presence(1).ID, at)
	if err != nil || got.State != checkin.Cancelled || !reflect.DeepEqual(got.Cancellation, &at) {
		t.Fatalf("cancelled %+v, %v", got, err)
	}
	if fourth := add(t, s, presence(4)); fourth.DuplicateOf != second.ID {
		t.Errorf("duplicate of %v, want the oldest that remains, %v", fourth.DuplicateOf, second.ID)
	}
	again, err := s.CancelPresence(t.Context(), presence(1).ID, checkin.Cancellation{Reason: checkin.Other, At: seven.Add(2 * time.Hour)})
	if err != nil || !reflect.DeepEqual(again, got) {
		t.Errorf("a second cancellation changes the first: %+v, %v", again.Cancellation, err)
	}
	for n := byte(2); n <= 4; n++ {
		if _, err := s.CancelPresence(t.Context(), presence(n).ID, at); err != nil {
			t.Fatal(err)
		}
	}
	if fifth := add(t, s, presence(5)); !fifth.DuplicateOf.IsZero() {
		t.Errorf("after all were cancelled: duplicate of %v", fifth.DuplicateOf)
	}
}

func TestReceiptNumbersAreUniqueAndBeginAnewEachDay(t *testing.T) {
	s := fresh(t)
	var all sync.Map
	var group sync.WaitGroup
	for n := range byte(50) {
		group.Go(func() {
			p, _, err := s.AddPresence(context.Background(), presence(n+1))
			if _, twice := all.LoadOrStore(p.Receipt, true); twice || err != nil {
				t.Errorf("receipt %v, %v", p.Receipt, err)
			}
		})
	}
	group.Wait()
	tomorrow := presence(100)
	tomorrow.RecordedAt = seven.Add(24 * time.Hour)
	if got := add(t, s, tomorrow).Receipt.String(); got[:13] != "2611240000001" {
		t.Errorf("first receipt of the next day: %s", got)
	}
}

func TestAHangUpDoesNotUndoACommit(t *testing.T) {
	s := fresh(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, added, err := s.AddPresence(ctx, presence(1)); err != nil || !added {
		t.Errorf("added %v, %v", added, err)
	}
}

func TestSimulationIsMarked(t *testing.T) {
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "s.db"), store.Options{Simulation: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if err := s.PutWorkplace(t.Context(), checkin.Workplace{Number: north}); err != nil {
		t.Fatal(err)
	}
	if p := add(t, s, presence(1)); !p.Receipt.Simulation() {
		t.Errorf("receipt %v", p.Receipt)
	}
}

func TestPostersAndWorkplaces(t *testing.T) {
	s := fresh(t)
	w := checkin.Workplace{Number: north, Name: "North, east wing", Sector: checkin.Meat, Address: "Kaai 3", OpensOn: today, ClosesOn: today.Add(9)}
	p := checkin.Poster{Code: gate, Gate: "B", Revoked: true}
	if err := s.PutWorkplace(t.Context(), w, p); err != nil {
		t.Fatal(err)
	}
	gotP, gotW, found, err := s.FindPoster(t.Context(), gate)
	if err != nil || !found || gotP != p || gotW != w {
		t.Errorf("%+v at %+v, %v, %v", gotP, gotW, found, err)
	}
	if err := s.Ready(t.Context()); err != nil {
		t.Errorf("not ready: %v", err)
	}
}

func TestANewerDatabaseIsRefused(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ciaw.db")
	if err := open(t, file).Close(); err != nil {
		t.Fatal(err)
	}
	db := must(sql.Open("sqlite3", file))
	if _, err := db.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, 1)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), file, store.Options{}); !errors.Is(err, store.ErrNewer) {
		t.Errorf("opened a newer database: %v", err)
	}
}

func TestADamagedRowSaysWhereWithoutSayingWhat(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ciaw.db")
	s := open(t, file)
	add(t, s, presence(1))
	db := must(sql.Open("sqlite3", file))
	t.Cleanup(func() { _ = db.Close() })
	if _, err := db.Exec("UPDATE presences SET limosa = '2491-secret'"); err != nil {
		t.Fatal(err)
	}
	_, _, err := s.FindPresence(t.Context(), presence(1).ID)
	if err == nil || !strings.Contains(err.Error(), "limosa") || strings.Contains(err.Error(), "secret") {
		t.Errorf("got %v", err)
	}
}

func TestAFileThatIsNoDatabase(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ciaw.db")
	if err := os.WriteFile(file, []byte(strings.Repeat("no database ", 500)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), file, store.Options{}); err == nil {
		t.Error("opened")
	}
}
