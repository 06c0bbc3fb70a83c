package store_test

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pressly/goose/v3"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/store"
	"ciaw/server/store/audit"
	"ciaw/server/store/contract"
)

// logged opens a SQLite register with two entries in its audit log.
func logged(t *testing.T, file string) *store.Store {
	t.Helper()
	s, p := open(t, file)
	p.ID, p.State = id.PresenceOf([16]byte{2}), checkin.Registered
	if _, added, err := contract.Add(t.Context(), s, p); err != nil || !added {
		t.Fatalf("added %v, %v", added, err)
	}
	return s
}

// TestWhoeverChangesTheAuditLogIsNoticed lets somebody who can write to the
// database, but has no keys, try to hide an entry.
func TestWhoeverChangesTheAuditLogIsNoticed(t *testing.T) {
	for name, c := range map[string]struct {
		statement string
		noticed   bool
	}{
		"nothing":                              {"SELECT 1", false},
		"an entry rewritten":                   {"UPDATE audit SET actor = 'nobody' WHERE seq = 1", true},
		"an entry taken out":                   {"DELETE FROM audit WHERE seq = 1", true},
		"the last entry cut off":               {"DELETE FROM audit WHERE seq = 2", true},
		"cut off, and the end moved":           {"DELETE FROM audit WHERE seq = 2; UPDATE audit_ends SET seq = 1", true},
		"cut off, and the end taken away":      {"DELETE FROM audit WHERE seq = 2; DELETE FROM audit_ends", true},
		"the end of another chain put instead": {"UPDATE audit SET chain = x'01'; UPDATE audit_ends SET chain = x'01'", true},
		"a whole chain taken away":             {"DELETE FROM audit", true},
	} {
		file := filepath.Join(t.TempDir(), "ciaw.db")
		s := logged(t, file)
		alter(t, file, c.statement)
		if _, err := s.VerifyAudit(t.Context()); errors.Is(err, audit.ErrBroken) != c.noticed || !c.noticed && err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestAChainAndItsEndAreMissedByTheirPresences takes a whole chain with its
// end. What is left of that is that presences have no entry.
func TestAChainAndItsEndAreMissedByTheirPresences(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ciaw.db")
	s := logged(t, file)
	if found, err := s.CheckIntegrity(t.Context()); err != nil || len(found) != 0 {
		t.Fatalf("before: %v, %v", found, err)
	}
	alter(t, file, "DELETE FROM audit; DELETE FROM audit_ends")
	// Presences have no entry, and the last that was committed is gone.
	if found, err := s.CheckIntegrity(t.Context()); err != nil || len(found) != 2 {
		t.Errorf("found %v, %v", found, err)
	}
}

// TestOlderChainsAreSealedOnce opens a register of the version before ends were
// sealed, with two entries; later, an end that is not there was taken away.
func TestOlderChainsAreSealedOnce(t *testing.T) {
	folder := t.TempDir()
	if err := logged(t, filepath.Join(folder, "new.db")).Close(); err != nil {
		t.Fatal(err)
	}
	old := filepath.Join(folder, "old.db")
	db, err := sql.Open("sqlite3", old)
	if err != nil {
		t.Fatal(err)
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, os.DirFS("migrations/sqlite"))
	if err == nil {
		_, err = provider.UpTo(t.Context(), 3)
	}
	if err = errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	alter(t, old, fmt.Sprintf("ATTACH DATABASE '%s' AS new; INSERT INTO audit SELECT * FROM new.audit", filepath.Join(folder, "new.db")))
	reopen := func(what string, whole bool) {
		s, err := store.Open(t.Context(), old, store.Options{Keys: contract.Keys})
		if err != nil {
			t.Fatal(err)
		}
		n, err := s.VerifyAudit(t.Context())
		if whole && (err != nil || n != 2) || !whole && !errors.Is(err, audit.ErrBroken) {
			t.Errorf("%s: %d entries, %v", what, n, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	reopen("upgraded", true)
	reopen("opened again", true)
	alter(t, old, "DELETE FROM audit_ends")
	reopen("its end taken away", false)
	reopen("and opened once more", false)
}

// TestAnEndThatWasCutOffIsTold puts an older copy of the database in place of the
// one that was written last, as if its write-ahead log had been cut off.
func TestAnEndThatWasCutOffIsTold(t *testing.T) {
	folder := t.TempDir()
	file, older := filepath.Join(folder, "ciaw.db"), filepath.Join(folder, "older.db")
	s, p := open(t, file)
	if err := s.Backup(t.Context(), older); err != nil {
		t.Fatal(err)
	}
	p.ID, p.State = id.PresenceOf([16]byte{2}), checkin.Registered
	if _, added, err := contract.Add(t.Context(), s, p); err != nil || !added {
		t.Fatalf("added %v, %v", added, err)
	}
	reopen := func(name string) []store.Finding {
		t.Helper()
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if name != file {
			if err := os.Rename(name, file); err != nil {
				t.Fatal(err)
			}
		}
		s, _ = open(t, file)
		return ends(t, s)
	}
	if found := reopen(file); len(found) != 0 {
		t.Errorf("opened again: %v", found)
	}
	if found := reopen(older); len(found) != 1 {
		t.Errorf("an older copy in its place: %v", found)
	}
	if found := reopen(file); len(found) != 1 {
		t.Errorf("opened again after that: %v", found)
	}
}

// TestAnAnchorThatSaysNothingIsNoAlarm leaves behind what a power cut may.
func TestAnAnchorThatSaysNothingIsNoAlarm(t *testing.T) {
	for name, text := range map[string]string{"empty": "", "torn": "0123456789", "of nobody": string(make([]byte, 40))} {
		file := filepath.Join(t.TempDir(), "ciaw.db")
		if err := os.WriteFile(file+"-head", []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		s, _ := open(t, file)
		if found := ends(t, s); len(found) != 0 {
			t.Errorf("%s: %v", name, found)
		}
	}
}

// ends returns what is told of ends that were cut off.
func ends(t *testing.T, s *store.Store) []store.Finding {
	t.Helper()
	findings, err := s.CheckIntegrity(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(findings, func(f store.Finding) bool { return !strings.HasPrefix(f.What, "ends of the database") })
}
