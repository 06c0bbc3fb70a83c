package store_test

import (
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/seal"
	"ciaw/server/store"
	"ciaw/server/store/contract"
	"ciaw/server/store/pgtest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

func TestSQLite(t *testing.T) {
	contract.Run(t, func(t testing.TB) string { return filepath.Join(t.TempDir(), "ciaw.db") })
}

func TestPostgreSQL(t *testing.T) { contract.Run(t, pgtest.Database) }

// open opens a SQLite register with one presence in it.
func open(t *testing.T, file string) (*store.Store, checkin.Presence) {
	t.Helper()
	s, err := store.Open(t.Context(), file, store.Options{Keys: contract.Keys})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	number, err := id.ParseWorkplace("1Y1000003EQCZ")
	limosa, err2 := id.ParseLimosa("24910158641968060")
	if err = errors.Join(err, err2, s.PutWorkplace(t.Context(), checkin.Workplace{Number: number})); err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	p, _, err := contract.Add(t.Context(), s, checkin.Presence{
		ID: id.PresenceOf([16]byte{1}), Limosa: limosa, Workplace: number, On: checkin.DayOf(now),
		Direction: checkin.Daily, CapturedAt: now, RecordedAt: now, State: checkin.Registered,
	})
	if err != nil {
		t.Fatal(err)
	}
	return s, p
}

// alter changes a SQLite file behind the program's back.
func alter(t *testing.T, file, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite3", file)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.ExecContext(t.Context(), statement)
	if err = errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestAStoppedRegisterIsOneFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ciaw.db")
	s, _ := open(t, file)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if log, err := os.ReadFile(file + "-wal"); len(log) > 0 || err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%d bytes are left in the write-ahead log, %v", len(log), err)
	}
}

func TestAPathIsNoURI(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a%20 #?b.db")
	open(t, file)
	if _, err := os.Stat(file); err != nil {
		t.Errorf("the register is elsewhere: %v", err)
	}
}

func TestOtherKeysAreRefused(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ciaw.db")
	s, _ := open(t, file)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	others, err := seal.Load(filepath.Join(t.TempDir(), "keys"), true)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), file, store.Options{Keys: others}); !errors.Is(err, store.ErrOtherKeys) {
		t.Errorf("opened with other keys: %v", err)
	}
	if _, err := store.Open(t.Context(), file, store.Options{}); err == nil {
		t.Error("opened without keys")
	}
}

func TestAStolenFileShowsNobody(t *testing.T) {
	folder := t.TempDir()
	s, p := open(t, filepath.Join(folder, "ciaw.db"))
	boss := addUser(t, s)
	p.ID, p.Name, p.Employer.Name, p.NISS, p.Limosa = id.PresenceOf([16]byte{2}), "Ana Exemplu", "Exemplu Construct", boss.User.NISS, id.Limosa{}
	if _, _, err := contract.Add(t.Context(), s, p); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(folder)
	if err != nil || len(files) < 2 {
		t.Fatalf("%v, %v", files, err)
	}
	for _, f := range files { // the database and its write-ahead log
		text, err := os.ReadFile(filepath.Join(folder, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{
			"24910158641968060", p.Name, p.Employer.Name, boss.User.NISS.Digits(), boss.User.Name, boss.User.Login, boss.User.Email, boss.TOTP,
		} {
			if strings.Contains(string(text), secret) {
				t.Errorf("%s holds %s", f.Name(), secret)
			}
		}
	}
}

// addUser adds a company with one user.
func addUser(t *testing.T, s *store.Store) checkin.Account {
	t.Helper()
	niss, err1 := id.ParseNISS("85073003328")
	cbe, err2 := id.ParseCBE("0000000196")
	a := checkin.Account{TOTP: "GEZDGNBVGY3TQOJQ"}
	a.Company = checkin.Company{ID: id.NewKey(time.Now()), Employer: checkin.Employer{CBE: cbe, Name: "Voorbeeld"}}
	a.User = checkin.User{
		ID: id.NewKey(time.Now()), Company: a.Company.ID, Login: "mieke.modelmans", Name: "Mieke Modelmans",
		Email: "mieke@voorbeeld.example", NISS: niss,
	}
	if err := errors.Join(err1, err2, s.AddCompany(t.Context(), a.Company, a)); err != nil {
		t.Fatal(err)
	}
	return a
}

func TestADamagedUserIsFound(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ciaw.db")
	s, _ := open(t, file)
	addUser(t, s)
	alter(t, file, "UPDATE users SET sealed = CAST('mieke' AS BLOB)")
	found, err := s.CheckIntegrity(t.Context())
	if err != nil || len(found) != 1 || !strings.Contains(found[0].What, "user") || strings.Contains(found[0].Detail, "mieke") {
		t.Errorf("%+v, %v", found, err)
	}
}

func TestADamagedRowSaysWhereWithoutSayingWhat(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ciaw.db")
	s, p := open(t, file)
	alter(t, file, "UPDATE presences SET sealed = CAST('2491-secret' AS BLOB)")
	_, _, err := s.FindPresence(t.Context(), p.ID)
	if err == nil || !strings.Contains(err.Error(), "sealed") || strings.Contains(err.Error(), "secret") {
		t.Errorf("got %v", err)
	}
}

func TestAFileThatIsNoDatabase(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ciaw.db")
	if err := os.WriteFile(file, []byte(strings.Repeat("no database ", 500)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), file, store.Options{Keys: contract.Keys}); err == nil {
		t.Error("opened")
	}
}

func TestAnAddressWithAPasswordIsNotRepeated(t *testing.T) {
	_, err := store.Open(t.Context(), "postgres://ciaw:hunter2@127.0.0.1:1/none?sslmode=disable", store.Options{Keys: contract.Keys})
	if err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("got %v", err)
	}
	_, err = store.Open(t.Context(), "postgres://ciaw:hunter2@127.0.0.1:x/none", store.Options{Keys: contract.Keys})
	if err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("got %v", err)
	}
}

// TestTheLogIsFoldedWhileNobodyWrites looks at the database without its log.
func TestTheLogIsFoldedWhileNobodyWrites(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ciaw.db")
	s, p := open(t, file)
	for n := range 50 {
		p.ID = id.PresenceOf([16]byte{2, byte(n)})
		if _, _, err := contract.Add(t.Context(), s, p); err != nil {
			t.Fatal(err)
		}
	}
	db, err := sql.Open("sqlite3", "file:"+file+"?mode=ro&immutable=1")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	db.SetMaxIdleConns(0) // each look is a new one
	for begun, n := time.Now(), 0; n != 51; {
		time.Sleep(20 * time.Millisecond)
		err := db.QueryRowContext(t.Context(), "SELECT count(*) FROM presences").Scan(&n)
		if time.Since(begun) > 10*time.Second { // at first there is not even the table
			t.Fatalf("%d of 51 are in the database after %v, %v", n, time.Since(begun), err)
		}
	}
}
