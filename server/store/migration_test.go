package store_test

import (
	"database/sql"
	"os"
	"testing"
	"time"

	"github.com/pressly/goose/v3"
)

// old is how many presences a register of an earlier release has in a test.
const old = 100_000

// fill returns the statements that fill a database of version 7: of every ten
// presences, the second is a double of the first, and the third was taken for one,
// being of another employer; the fourth is one that was cancelled.
func fill(name string) []string {
	bytes, from := "CAST(printf('%016d', n) AS BLOB)", "FROM (WITH RECURSIVE s (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n < 99999) SELECT n, n % 10 AS k FROM s) AS s"
	if name == "PostgreSQL" {
		bytes, from = "convert_to(lpad(n::text, 16, '0'), 'UTF8')", "FROM (SELECT n::bigint AS n, n::bigint % 10 AS k FROM generate_series(0, 99999) n) s"
	}
	return []string{
		"INSERT INTO workplaces (number, name, sector, address, opens_on, closes_on) VALUES ('1Y1000003EQCZ', 'Old', 'meat', 'Kaai 1', '', '')",
		`INSERT INTO presences (id, owner, person, sealed, workplace, poster, day, channel, captured_at, recorded_at, state, receipt, remarks,
				duplicate_of, first, cancel_reason, cancelled_at, employer)
			SELECT id, id, CASE WHEN k < 4 THEN first_id ELSE id END, id, '1Y1000003EQCZ', '', '2026-11-23', 'mobile', 0, 0,
				CASE k WHEN 3 THEN 'cancelled' ELSE 'validated' END, 261123000000000 + n, CASE WHEN k IN (1, 2, 3) THEN 'already_registered' ELSE '' END,
				CASE WHEN k IN (1, 2, 3) THEN first_id END, CASE WHEN k IN (1, 2, 3) THEN 0 ELSE 1 END, '', 0, CASE k WHEN 2 THEN 'BE0200000142' ELSE '' END
			FROM (SELECT n, k, ` + bytes + ` AS id, ` + firstOf(bytes) + ` AS first_id ` + from + `) r`,
	}
}

// firstOf returns the id of the first of every ten.
func firstOf(bytes string) string {
	if bytes[0] == 'C' {
		return "CAST(printf('%016d', n - k) AS BLOB)"
	}
	return "convert_to(lpad((n - k)::text, 16, '0'), 'UTF8')"
}

// facts are what a migration must keep, and what it must change.
type facts struct {
	presences, linked, remarked, counting, receipts int
	otherEmployers                                  int // that count
}

func factsOf(t *testing.T, db *sql.DB) (f facts) {
	t.Helper()
	err := db.QueryRowContext(t.Context(), `SELECT count(*), count(duplicate_of), sum(CASE remarks WHEN '' THEN 0 ELSE 1 END), sum(first),
		count(DISTINCT receipt), sum(CASE WHEN employer <> '' AND first = 1 THEN 1 ELSE 0 END) FROM presences`).
		Scan(&f.presences, &f.linked, &f.remarked, &f.counting, &f.receipts, &f.otherEmployers)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// size returns the size of a database, in bytes.
func size(t *testing.T, name string, db *sql.DB) (n int64) {
	t.Helper()
	question := "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
	if name == "PostgreSQL" {
		question = "SELECT pg_database_size(current_database())"
	}
	if err := db.QueryRowContext(t.Context(), question).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestARegisterOfTheLastReleaseIsKept(t *testing.T) {
	for name, e := range engines {
		t.Run(name, func(t *testing.T) {
			register, dsn := e.fresh(t)
			var before int64
			e.do(t, dsn, func(db *sql.DB) error {
				provider, err := goose.NewProvider(e.dialect, db, os.DirFS(e.folder))
				if err != nil {
					return err
				}
				if _, err := provider.UpTo(t.Context(), 7); err != nil {
					return err
				}
				for _, statement := range fill(name) {
					if _, err := db.ExecContext(t.Context(), statement); err != nil {
						return err
					}
				}
				if got, want := factsOf(t, db), (facts{old, old / 10 * 3, old / 10 * 3, old / 10 * 7, old, 0}); got != want {
					t.Fatalf("filled with %+v, want %+v", got, want)
				}
				before = size(t, name, db)
				return nil
			})
			began := time.Now()
			openAndClose(t, register)
			took := time.Since(began)
			e.do(t, dsn, func(db *sql.DB) error {
				if got, want := factsOf(t, db), (facts{old, old / 10 * 3, old / 10 * 3, old / 10 * 8, old, old / 10}); got != want {
					t.Errorf("is %+v now, want %+v", got, want)
				}
				t.Logf("%d presences in %v, %d kB before, %d kB after", old, took.Round(time.Millisecond), before/1000, size(t, name, db)/1000)
				return nil
			})
		})
	}
}
