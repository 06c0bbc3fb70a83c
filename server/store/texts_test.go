package store_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	"github.com/pressly/goose/v3"

	"ciaw/server/store"
	"ciaw/server/store/contract"
)

// dirty fills a database of version 8 as strangers could: with texts that
// PostgreSQL does not take, and such as deceive whoever reads them.
var dirty = []string{
	"INSERT INTO companies (id, number, name, independent, confirmed, created_at) VALUES (x'01000000000000000000000000000001', 'BE0200000043', 'Bouw' || char(0) || ' &  Zn' || char(8238), 0, 0, 1)",
	"INSERT INTO companies (id, number, name, independent, confirmed, created_at) VALUES (x'01000000000000000000000000000002', 'BE0200000142', char(8203), 0, 0, 2)",
	"INSERT INTO workplaces (number, name, sector, address, opens_on, closes_on, client) VALUES ('1Y1000003EQCZ', 'Werf' || char(0), 'meat', 'Kaai' || char(10) || '1', '', '', char(7) || 'Klant')",
	"INSERT INTO posters (code, workplace, gate, revoked) VALUES ('7K3M-Q9TD-2XVN', '1Y1000003EQCZ', 'No' || char(0) || 'ord', 0)",
	"INSERT INTO contractors (workplace, number, name, under) VALUES ('1Y1000003EQCZ', 'BE0200000043', 'e' || char(769) || char(0), '')",
}

// TestTextsOfAnEarlierReleaseAreCleaned also moves them to each database.
func TestTextsOfAnEarlierReleaseAreCleaned(t *testing.T) {
	for name, e := range engines {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "old.db")
			fillOld(t, file)
			old, err := store.Open(t.Context(), file, store.Options{Keys: contract.Keys})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = old.Close() }()
			register, dsn := e.fresh(t)
			into, err := store.Open(t.Context(), register, store.Options{Keys: contract.Keys})
			if err != nil {
				t.Fatal(err)
			}
			if err := into.Restore(t.Context(), old); err != nil {
				t.Fatal(err)
			}
			if err := into.Close(); err != nil {
				t.Fatal(err)
			}
			e.do(t, dsn, func(db *sql.DB) error {
				for question, want := range map[string]string{
					"SELECT name FROM companies WHERE number = 'BE0200000043'":       "Bouw & Zn",
					"SELECT name FROM companies WHERE number = 'BE0200000142'":       "?",
					"SELECT name || '/' || address || '/' || client FROM workplaces": "Werf/Kaai 1/Klant",
					"SELECT gate FROM posters":                                       "Noord", "SELECT name FROM contractors": "é",
				} {
					var got string
					if err := db.QueryRowContext(t.Context(), question).Scan(&got); err != nil || got != want {
						t.Errorf("%s: %q, %v; want %q", question, got, err, want)
					}
				}
				return nil
			})
		})
	}
}

func fillOld(t *testing.T, file string) {
	t.Helper()
	db, err := sql.Open("sqlite3", file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, os.DirFS("migrations/sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := provider.UpTo(t.Context(), 8); err != nil {
		t.Fatal(err)
	}
	for _, statement := range dirty {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}
