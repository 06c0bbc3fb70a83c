package contract

import (
	"errors"
	"os"
	"path/filepath"
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

// settle marks everything in the outbox as told and checked.
func settle(t *testing.T, s *store.Store) {
	t.Helper()
	items, err := s.Claim(t.Context(), 1000, seven.Add(time.Hour), time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	checked := map[id.Presence]checkin.Settlement{}
	var outcomes []outbox.Outcome
	for _, item := range items {
		for _, one := range item.Subjects {
			checked[id.PresenceOf(one)] = checkin.Settlement{State: checkin.Validated}
		}
		outcomes = append(outcomes, outbox.Outcome{ID: item.ID, Delivered: true})
	}
	settled, err := s.SettlePresences(t.Context(), checked)
	if err = errors.Join(err, s.Settle(t.Context(), outcomes)); err != nil || settled > len(checked) {
		t.Fatalf("%d of %d settled, %v", settled, len(checked), err)
	}
	if again, err := s.SettlePresences(t.Context(), checked); err != nil || again != 0 {
		t.Fatalf("settled again: %d, %v", again, err)
	}
}

func healthy(t *testing.T, s *store.Store) {
	t.Helper()
	findings, err := s.CheckIntegrity(t.Context())
	if err != nil || len(findings) > 0 {
		t.Errorf("found %v, %v", findings, err)
	}
}

// PurgeTakesWholeDays checks that what is too old goes, and nothing else.
func (c suite) PurgeTakesWholeDays(t *testing.T) {
	s := c.fresh(t)
	for n := range 600 { // more than one part
		p := presence(n + 1)
		p.On = today.Add(-n % 3)
		add(t, s, p)
	}
	n, err := s.Purge(t.Context(), today.Add(-1))
	if err != nil || n != 200 {
		t.Errorf("purged %d, %v; want 200", n, err)
	}
	if n, err := s.Purge(t.Context(), today.Add(-1)); err != nil || n != 0 {
		t.Errorf("purged %d again, %v", n, err)
	}
	if _, found, err := s.FindPresence(t.Context(), presence(3).ID); found || err != nil {
		t.Errorf("too old and still there: %v, %v", found, err)
	}
	if _, found, err := s.FindPresence(t.Context(), presence(1).ID); !found || err != nil {
		t.Errorf("of today and gone: %v", err)
	}
	settle(t, s)
	healthy(t, s)
}

// BackupAndRestoreKeepEverything checks that a restored register is the same.
func (c suite) BackupAndRestoreKeepEverything(t *testing.T) {
	s := c.fresh(t)
	if err := s.PutWorkplace(t.Context(), checkin.Workplace{Number: north, Name: "North"}, checkin.Poster{Code: gate, Gate: "B"}); err != nil {
		t.Fatal(err)
	}
	first := add(t, s, presence(1))
	add(t, s, presence(2))
	file := filepath.Join(t.TempDir(), "backup.db")
	if err := s.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(t.Context(), file); err == nil {
		t.Error("wrote over a backup")
	}
	text, err := os.ReadFile(file)
	if err != nil || strings.Contains(string(text), ana.Digits()) {
		t.Errorf("the backup shows somebody, or %v", err)
	}
	add(t, s, presence(3)) // after the backup
	backup, err := store.Open(t.Context(), file, store.Options{Keys: Keys})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = backup.Close() })
	restored, err := store.Open(t.Context(), c.database(t), store.Options{Keys: Keys})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = restored.Close() })
	if err := restored.Restore(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	got, found, err := restored.FindPresence(t.Context(), first.ID)
	if err != nil || !found || !reflect.DeepEqual(got, first) {
		t.Errorf("restored %+v, %v", got, err)
	}
	if _, found, _ := restored.FindPresence(t.Context(), presence(3).ID); found {
		t.Error("the backup holds what came after it")
	}
	if p, w, found, err := restored.FindPoster(t.Context(), gate); err != nil || !found || p.Gate != "B" || w.Name != "North" {
		t.Errorf("poster %+v at %+v, %v", p, w, err)
	}
	if fourth := add(t, restored, presence(4)); fourth.Receipt == first.Receipt || fourth.DuplicateOf != first.ID {
		t.Errorf("goes on with receipt %v, duplicate of %v", fourth.Receipt, fourth.DuplicateOf)
	}
	healthy(t, restored)
	if err := restored.Restore(t.Context(), backup); !errors.Is(err, store.ErrNotEmpty) {
		t.Errorf("restored over a register in use: %v", err)
	}
}

// ResealingChangesTheKeyAndNothingElse checks that old keys can be thrown away.
func (c suite) ResealingChangesTheKeyAndNothingElse(t *testing.T) {
	database, file := c.database(t), filepath.Join(t.TempDir(), "keys")
	open := func() *store.Store {
		keys, err := seal.Load(file, true)
		if err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(t.Context(), database, store.Options{Keys: keys})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		return s
	}
	s := open()
	if err := s.PutWorkplace(t.Context(), checkin.Workplace{Number: north}); err != nil {
		t.Fatal(err)
	}
	first := add(t, s, presence(1))
	if err := errors.Join(s.Close(), seal.Rotate(file)); err != nil {
		t.Fatal(err)
	}
	s = open()
	add(t, s, presence(2))
	if n, err := s.Reseal(t.Context()); err != nil || n != 1 {
		t.Errorf("resealed %d, %v; want the one that the old key sealed", n, err)
	}
	if n, err := s.Reseal(t.Context()); err != nil || n != 0 {
		t.Errorf("resealed %d again, %v", n, err)
	}
	if got, _, err := s.FindPresence(t.Context(), first.ID); err != nil || !reflect.DeepEqual(got, first) {
		t.Errorf("%+v, %v", got, err)
	}
	if third := add(t, s, presence(3)); third.DuplicateOf != first.ID {
		t.Errorf("the natural key is lost: duplicate of %v", third.DuplicateOf)
	}
}

// AuditKnowsWhoDidWhat checks that the log is complete and whole.
func (c suite) AuditKnowsWhoDidWhat(t *testing.T) {
	s := c.fresh(t)
	for n := range 20 {
		add(t, s, presence(n+1))
	}
	if _, err := s.CancelPresence(t.Context(), presence(1).ID, checkin.Cancellation{Reason: checkin.Planning, At: seven}, outbox.Cancel); err != nil {
		t.Fatal(err)
	}
	if n, err := s.VerifyAudit(t.Context()); err != nil || n != 21 {
		t.Errorf("%d entries, %v; want 21", n, err)
	}
}
