package contract

import (
	"os"
	"reflect"
	"strconv"
	"sync"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/outbox"
	"ciaw/server/store"
)

func (c suite) WhatIsStoredComesBack(t *testing.T) {
	database := c.database(t)
	s := open(t, database)
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
	got, found, err := open(t, database).FindPresence(t.Context(), full.ID)
	if err != nil || !found || !reflect.DeepEqual(got, want) {
		t.Errorf("after a restart %+v, %v, %v\nwant            %+v", got, found, err, want)
	}
}

func (c suite) WhoItIsComesBackWhateverIsKnown(t *testing.T) {
	s := c.fresh(t)
	named, byNumber := presence(1), presence(2)
	named.Name, named.Employer.Name = "Ana Exemplu", "Exemplu Construct SRL"
	byNumber.Limosa, byNumber.NISS = id.Limosa{}, must(id.ParseNISS("85073003328"))
	byNumber.Employer = must(checkin.ParseEmployer("RO12345674"))
	byNumber.Company, byNumber.Registrar = id.NewKey(seven), id.NewKey(seven)
	for _, p := range []checkin.Presence{named, byNumber} {
		want := add(t, s, p)
		p.Receipt = want.Receipt
		got, found, err := s.FindPresence(t.Context(), p.ID)
		if err != nil || !found || !reflect.DeepEqual(got, want) || !reflect.DeepEqual(got, p) {
			t.Errorf("%+v, %v, %v\nof %+v", got, found, err, p)
		}
	}
}

func (c suite) NothingIsFoundWhereNothingIs(t *testing.T) {
	s := c.fresh(t)
	if _, found, err := s.FindPresence(t.Context(), presence(9).ID); found || err != nil {
		t.Errorf("presence: %v, %v", found, err)
	}
	if _, _, found, err := s.FindPoster(t.Context(), posterOf(9)); found || err != nil {
		t.Errorf("poster: %v, %v", found, err)
	}
	if _, found, err := s.FindWorkplace(t.Context(), must(id.ParseWorkplace("1Y102TG6Z4BDZ"))); found || err != nil {
		t.Errorf("workplace: %v, %v", found, err)
	}
	if _, err := s.CancelPresence(t.Context(), presence(9).ID, checkin.Cancellation{}, outbox.Cancel); err == nil {
		t.Error("cancelled a presence that is not there")
	}
}

func (c suite) AnIdIsStoredOnce(t *testing.T) {
	s := c.fresh(t)
	first := add(t, s, presence(1))
	other := presence(1)
	other.Workplace, other.Owner = south, checkin.Owner{2}
	got, added, err := Add(t.Context(), s, other)
	if err != nil || added || !reflect.DeepEqual(got, first) {
		t.Errorf("second time: %+v, %v, %v", got, added, err)
	}
}

func (c suite) SamePersonWorkplaceAndDayIsLinkedToTheFirst(t *testing.T) {
	s := c.fresh(t)
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
		p := presence(len(name))
		differ(&p)
		if got := add(t, s, p); !got.DuplicateOf.IsZero() {
			t.Errorf("%s is taken for a duplicate", name)
		}
	}
}

func (c suite) CancellingPassesTheFirstPlaceOn(t *testing.T) {
	s := c.fresh(t)
	add(t, s, presence(1))
	second := add(t, s, presence(2))
	add(t, s, presence(3))
	at := checkin.Cancellation{Reason: checkin.Planning, At: seven.Add(time.Hour)}
	got, err := s.CancelPresence(t.Context(), presence(1).ID, at, outbox.Cancel)
	if err != nil || got.State != checkin.Cancelled || !reflect.DeepEqual(got.Cancellation, &at) {
		t.Fatalf("cancelled %+v, %v", got, err)
	}
	if fourth := add(t, s, presence(4)); fourth.DuplicateOf != second.ID {
		t.Errorf("duplicate of %v, want the oldest that remains, %v", fourth.DuplicateOf, second.ID)
	}
	again, err := s.CancelPresence(t.Context(), presence(1).ID, checkin.Cancellation{Reason: checkin.Other, At: seven.Add(2 * time.Hour)}, outbox.Cancel)
	if err != nil || !reflect.DeepEqual(again, got) {
		t.Errorf("a second cancellation changes the first: %+v, %v", again.Cancellation, err)
	}
	for n := 2; n <= 4; n++ {
		if _, err := s.CancelPresence(t.Context(), presence(n).ID, at, outbox.Cancel); err != nil {
			t.Fatal(err)
		}
	}
	if fifth := add(t, s, presence(5)); !fifth.DuplicateOf.IsZero() {
		t.Errorf("after all were cancelled: duplicate of %v", fifth.DuplicateOf)
	}
}

func (c suite) ReceiptNumbersAreUniqueAndBeginAnewEachDay(t *testing.T) {
	s := c.fresh(t)
	var all sync.Map
	var group sync.WaitGroup
	for n := range 50 {
		group.Go(func() {
			p, _, err := Add(cancelled(), s, presence(n+1))
			if _, twice := all.LoadOrStore(p.Receipt, true); twice || err != nil {
				t.Errorf("receipt %v, %v", p.Receipt, err)
			}
		})
	}
	group.Wait()
	tomorrow := presence(100)
	tomorrow.RecordedAt = seven.Add(24 * time.Hour)
	if got := add(t, s, tomorrow).Receipt.String(); got[:6] != "261124" {
		t.Errorf("first receipt of the next day: %s", got)
	}
}

func (c suite) AHangUpDoesNotUndoACommit(t *testing.T) {
	s := c.fresh(t)
	if _, added, err := Add(cancelled(), s, presence(1)); err != nil || !added {
		t.Errorf("added %v, %v", added, err)
	}
}

func (c suite) SimulationIsMarked(t *testing.T) {
	s, err := store.Open(t.Context(), c.database(t), store.Options{Keys: Keys, Simulation: true})
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

func (c suite) PostersAndWorkplaces(t *testing.T) {
	s := c.fresh(t)
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

// APosterStopsWhenItIsRevoked reads a poster in two processes, one of which
// then revokes it.
func (c suite) APosterStopsWhenItIsRevoked(t *testing.T) {
	s := c.processes(t)
	w := checkin.Workplace{Number: north, Name: "North"}
	for _, p := range []checkin.Poster{{Code: gate}, {Code: gate, Revoked: true}} {
		if err := s[0].PutWorkplace(t.Context(), w, p); err != nil {
			t.Fatal(err)
		}
		if got, _, found, err := s[0].FindPoster(t.Context(), gate); !found || err != nil || got != p {
			t.Fatalf("where it was written: %+v, want %+v; found %v, %v", got, p, found, err)
		}
		for begun := time.Now(); ; time.Sleep(50 * time.Millisecond) {
			got, _, found, err := s[1].FindPoster(t.Context(), gate)
			if found && err == nil && got == p {
				break
			}
			if time.Since(begun) > 5*time.Second {
				t.Fatalf("in another process: still %+v, want %+v; found %v, %v", got, p, found, err)
			}
		}
	}
}

// IdleThenBusyAgain checks that what is done while nobody writes, such as a
// checkpoint of SQLite's log, is in nobody's way afterwards.
func (c suite) IdleThenBusyAgain(t *testing.T) {
	database := c.database(t)
	s := open(t, database)
	for n := range 3 {
		before := modified(t, database)
		add(t, s, presence(n+1))
		for begun := time.Now(); !store.IsPostgreSQL(database) && !modified(t, database).After(before); time.Sleep(5 * time.Millisecond) {
			if time.Since(begun) > 10*time.Second {
				t.Fatal("no checkpoint while nobody writes")
			}
		}
	}
	if items, err := s.Claim(t.Context(), 10, seven.Add(time.Hour), time.Second); err != nil || len(items) != 3 {
		t.Errorf("claimed %d, %v", len(items), err)
	}
}

// modified returns when the file of a SQLite database was last written: by a
// checkpoint. Commits go to the log beside it.
func modified(t *testing.T, database string) time.Time {
	t.Helper()
	if store.IsPostgreSQL(database) {
		return time.Time{}
	}
	info, err := os.Stat(database)
	if err != nil {
		t.Fatal(err)
	}
	return info.ModTime()
}

// WhatIsAnsweredIsWhatIsStored compares the answer with a later look, and with
// what was known while storing.
func (c suite) WhatIsAnsweredIsWhatIsStored(t *testing.T) {
	s := c.fresh(t)
	whole := presence(1)
	whole.CapturedAt, whole.RecordedAt = seven.Add(-1234567*time.Nanosecond), seven.Add(7654321*time.Nanosecond).In(checkin.Brussels)
	whole.Position = &checkin.Position{Latitude: 51, Longitude: 4, Accuracy: 10}
	whole.Name, whole.Employer.Name, whole.Poster = "Ana Test", "Test SRL", posterOf(1)
	whole.Remarks = []checkin.Remark{checkin.LimosaUnlikely}
	all := []checkin.Presence{whole, presence(2), presence(1)}
	pending, err := s.AddPresences(t.Context(), all, outbox.Always(outbox.Check))
	if err != nil {
		t.Fatal(err)
	}
	numbered, results := pending.Numbered(), pending.Wait()
	if len(results) != 3 || len(numbered) != 3 {
		t.Fatalf("%d results, %d with numbers before", len(results), len(numbered))
	}
	for n, r := range results {
		kept, found, err := s.FindPresence(t.Context(), r.ID)
		if err != nil || !found || r.Err != nil || !reflect.DeepEqual(kept, r.Presence) {
			t.Errorf("presence %d: answered %+v, %v; kept %+v, %v, %v", n+1, r.Presence, r.Err, kept, found, err)
		}
		if known := numbered[n]; r.Added && (known.Receipt != r.Receipt || known.RecordedAt != r.RecordedAt || known.ID != r.ID) {
			t.Errorf("presence %d: %+v before, then %+v", n+1, known, r.Presence)
		}
	}
	if !results[1].Added || results[1].DuplicateOf != whole.ID || results[2].Added || results[2].Receipt != results[0].Receipt {
		t.Errorf("results %+v", results)
	}
}

// RepetitionsUseUpNoNumbers has an impatient phone between two presences.
func (c suite) RepetitionsUseUpNoNumbers(t *testing.T) {
	s := c.fresh(t)
	first := add(t, s, presence(1))
	for range 50 {
		if got, added, err := Add(t.Context(), s, presence(1)); err != nil || added || got.Receipt != first.Receipt {
			t.Fatalf("a repetition: added %v, receipt %v, %v", added, got.Receipt, err)
		}
	}
	counter := func(p checkin.Presence) int {
		n, err := strconv.Atoi(p.Receipt.String()[6:13])
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if second := add(t, s, presence(2)); counter(second) > counter(first)+2 || second.Receipt == first.Receipt {
		t.Errorf("receipts %v, then %v", first.Receipt, second.Receipt)
	}
}

// DoublesAreFoundByTheirFirst checks that those that were cancelled are not.
func (c suite) DoublesAreFoundByTheirFirst(t *testing.T) {
	s := c.fresh(t)
	first, second, third := add(t, s, presence(1)), add(t, s, presence(2)), add(t, s, presence(3))
	other := presence(4)
	other.Limosa = ion
	other = add(t, s, other)
	if _, err := s.CancelPresence(t.Context(), third.ID, checkin.Cancellation{Reason: checkin.Other, At: seven}, outbox.Cancel); err != nil {
		t.Fatal(err)
	}
	found, err := s.Doubles(t.Context(), []checkin.Presence{first, other})
	if err != nil || len(found) != 1 || found[0].ID != second.ID || found[0].DuplicateOf != first.ID {
		t.Errorf("%+v, %v", found, err)
	}
	if found, err := s.Doubles(t.Context(), nil); err != nil || len(found) > 0 {
		t.Errorf("of nobody: %+v, %v", found, err)
	}
}
