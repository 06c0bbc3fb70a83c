package crashtest_test

import (
	"database/sql"
	"encoding/base64"
	"fmt"
	"net/http"
	"path/filepath"
	"sync"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	_ "github.com/mattn/go-sqlite3"    // the driver "sqlite3"

	"ciaw/server/checkin"
	"ciaw/server/seal"
	"ciaw/server/store"
)

// compare asks the running register about every wish, and then looks into its
// database.
func (c *crowd) compare(p plan) {
	c.t.Helper()
	c.compareByHTTP()
	c.inspect(p)
}

// compareByHTTP asks the running register about every wish, after registering
// again what was never answered.
func (c *crowd) compareByHTTP() {
	c.t.Helper()
	waiting := make(chan *wish)
	var clerks sync.WaitGroup
	for range 16 {
		clerks.Go(func() {
			for w := range waiting {
				c.compareOne(w)
			}
		})
	}
	again := 0
	for _, w := range c.all() {
		if w.receipt == "" {
			again++
		}
		if !w.confirmed {
			waiting <- w
		}
	}
	close(waiting)
	clerks.Wait()
	c.t.Logf("%d wishes, %d of them unanswered and registered again", len(c.wishes), again)
}

// compareOne asks the register about one wish.
func (c *crowd) compareOne(w *wish) {
	if w.receipt == "" {
		for range 2 { // the same request twice is one receipt: put compares
			if r := c.put(w); r.status != http.StatusOK && r.status != http.StatusCreated {
				c.t.Errorf("presence %s cannot be registered again: %d %s", w.id, r.status, r.Code)
				return
			}
		}
	}
	r := c.ask(http.MethodGet, "", w, nil)
	cancelled := r.State == string(checkin.Cancelled)
	switch {
	case r.status != http.StatusOK:
		c.t.Errorf("LOST: presence %s, receipt %s: %d %s", w.id, w.receipt, r.status, r.Code)
	case r.ReceiptNumber != w.receipt:
		c.t.Errorf("presence %s has receipt %s, was told %s", w.id, r.ReceiptNumber, w.receipt)
	case w.undone && !cancelled:
		c.t.Errorf("LOST: the cancellation of %s, which is %s", w.id, r.State)
	case !w.undo && cancelled:
		c.t.Errorf("presence %s is cancelled, nobody asked for it", w.id)
	default:
		w.confirmed = true
	}
}

// told begins a question about the presences that items of the outbox are about,
// up to 32 an item.
const told = `WITH RECURSIVE places (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM places WHERE n < 31),
	told AS (SELECT substr(subjects, 16 * n + 1, 16) AS subject, topic FROM outbox JOIN places ON 16 * n < length(subjects)) `

// broken are questions to the database whose answer must be 0.
var broken = map[string]string{
	"receipts given twice":  `SELECT count(*) - count(DISTINCT receipt) FROM presences`,
	"presences without one": `SELECT count(*) FROM presences WHERE receipt = 0`,
	"neither checked nor in the outbox": told + `SELECT count(*) FROM presences WHERE state = 'registered'
		AND id NOT IN (SELECT subject FROM told WHERE topic = 'check')`,
	"outbox items about nothing":    told + `SELECT count(*) FROM told WHERE subject NOT IN (SELECT id FROM presences)`,
	"presences in the outbox twice": told + `SELECT count(*) - count(DISTINCT subject) FROM told WHERE topic = 'check'`,
	"presences without exactly one entry of their registration in the audit log": `SELECT count(*) FROM presences p
		LEFT JOIN (SELECT subject, count(*) AS n FROM audit WHERE action = 'register' GROUP BY subject) a ON a.subject = p.id
		WHERE coalesce(a.n, 0) <> 1`,
	"cancellations without exactly one entry in the audit log": `SELECT count(*) FROM presences p
		LEFT JOIN (SELECT subject, count(*) AS n FROM audit WHERE action = 'cancel' GROUP BY subject) a ON a.subject = p.id
		WHERE coalesce(a.n, 0) <> CASE WHEN state = 'cancelled' THEN 1 ELSE 0 END`,
	"entries about presences that are not there": `SELECT count(*) FROM audit a WHERE action IN ('register', 'cancel')
		AND NOT EXISTS (SELECT 1 FROM presences p WHERE p.id = a.subject)`,
	"natural keys without exactly one first": `SELECT count(*) FROM (SELECT 1 FROM presences WHERE state <> 'cancelled' AND direction = 'day'
		GROUP BY day, workplace, person, employer HAVING sum(first) <> 1) AS k`,
	"ins and outs of which none counts": `SELECT count(*) FROM (SELECT 1 FROM presences WHERE state <> 'cancelled' AND direction <> 'day'
		GROUP BY workplace, person, employer HAVING sum(first) < 1) AS k`,
	"cancelled ones that hold a natural key": `SELECT count(*) FROM presences WHERE state = 'cancelled' AND first = 1`,
	"duplicates of nothing": `SELECT count(*) FROM presences p WHERE duplicate_of IS NOT NULL
		AND NOT EXISTS (SELECT 1 FROM presences q WHERE q.id = p.duplicate_of AND q.person = p.person)`,
}

// inspect looks into the database: it must hold exactly what was wished, with
// the receipts that were told.
func (c *crowd) inspect(p plan) {
	c.t.Helper()
	db := look(c.t, p)
	// Were it left open, the next start would not have to recover.
	defer func() { _ = db.Close() }()
	for what, question := range broken {
		if n := count(c.t, db, question); n != 0 {
			c.t.Errorf("%d %s", n, what)
		}
	}
	c.receipts(db)
	if p.database == "" {
		var verdict string
		if err := db.QueryRow("PRAGMA integrity_check").Scan(&verdict); err != nil || verdict != "ok" {
			c.t.Errorf("integrity check: %s, %v", verdict, err)
		}
	}
	verifyAudit(c.t, p)
}

// look opens the program's database beside it, until the test ends.
func look(t *testing.T, p plan) *sql.DB {
	t.Helper()
	db, err := sql.Open(p.dsn())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func count(t *testing.T, db *sql.DB, question string, args ...any) (n int) {
	t.Helper()
	if err := db.QueryRow(question, args...).Scan(&n); err != nil {
		t.Fatalf("%s: %v", question, err)
	}
	return n
}

// receipts compares every receipt that was told with the one that is stored.
func (c *crowd) receipts(db *sql.DB) {
	c.t.Helper()
	rows, err := db.Query("SELECT id, receipt FROM presences WHERE company IS NULL") // others are the demo's
	if err != nil {
		c.t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	stored := map[string]string{}
	for rows.Next() {
		var id []byte
		var receipt int64
		if err := rows.Scan(&id, &receipt); err != nil {
			c.t.Fatal(err)
		}
		stored[base64.RawURLEncoding.EncodeToString(id)] = fmt.Sprintf("%015d", receipt)
	}
	if err := rows.Err(); err != nil {
		c.t.Fatal(err)
	}
	wished := c.all()
	for _, w := range wished {
		if stored[w.id] != w.receipt {
			c.t.Errorf("presence %s was told receipt %q, stored is %q", w.id, w.receipt, stored[w.id])
		}
	}
	if len(stored) != len(wished) {
		c.t.Errorf("%d presences are stored, %d were wished", len(stored), len(wished))
	}
}

// verifyAudit goes through the chains of the audit log.
func verifyAudit(t *testing.T, p plan) {
	t.Helper()
	keys, err := seal.Load(filepath.Join(p.data, "data-keys.json"), false)
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), p.register(), store.Options{Keys: keys})
	if err != nil {
		t.Fatal(err)
	}
	entries, err := s.VerifyAudit(t.Context())
	if err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	t.Logf("audit log: %d entries, every chain whole", entries)
}
