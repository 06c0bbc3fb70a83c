package store_test

import (
	"context"
	"database/sql"
	"strings"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/store"
	"ciaw/server/store/contract"
	"ciaw/server/store/pgtest"
)

// TestAClaimSkipsWhatAnotherHolds asks PostgreSQL itself what statement claims:
// with a shared configuration the locking clause was once left out silently.
func TestAClaimSkipsWhatAnotherHolds(t *testing.T) {
	url := pgtest.Database(t)
	s, first := open(t, url)
	second := first
	second.ID, second.On = id.PresenceOf([16]byte{2}), first.On.Add(1)
	if _, _, err := s.AddPresence(t.Context(), second); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	_, err = db.ExecContext(t.Context(), `CREATE TABLE claims (statement TEXT);
		CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO claims VALUES (current_query()); RETURN NEW; END $$;
		CREATE TRIGGER claimed AFTER UPDATE ON outbox FOR EACH ROW EXECUTE FUNCTION note()`)
	if err != nil {
		t.Fatal(err)
	}
	other, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Rollback() }()
	held := first.ID.Bytes()
	if _, err := other.ExecContext(t.Context(), "SELECT 1 FROM outbox WHERE subject = $1 FOR UPDATE", held[:]); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	items, err := s.Claim(t.Context(), 10, time.Now(), time.Minute)
	if err != nil || len(items) != 1 || items[0].Subject != second.ID || time.Since(began) > 2*time.Second {
		t.Errorf("claimed %+v, %v after %v", items, err, time.Since(began))
	}
	for _, statement := range lines(t, db, "SELECT statement FROM claims") {
		if !strings.Contains(statement, "FOR UPDATE SKIP LOCKED") {
			t.Errorf("claimed by %s", statement)
		}
	}
}

// TestAnUnsafePostgreSQLIsRefused sets what would lose receipts in a power cut.
func TestAnUnsafePostgreSQLIsRefused(t *testing.T) {
	url := pgtest.Database(t)
	unsafe := url + "&synchronous_commit=off"
	if _, err := store.Open(t.Context(), unsafe, store.Options{Keys: contract.Keys}); err == nil || !strings.Contains(err.Error(), "synchronous_commit") {
		t.Errorf("opened: %v", err)
	}
}

// TestAConnectionLostInTheMiddleIsNotNoticed ends every connection of the
// program again and again while it registers.
func TestAConnectionLostInTheMiddleIsNotNoticed(t *testing.T) {
	url := pgtest.Database(t)
	s, first := open(t, url)
	db, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan int)
	go func() {
		n := 0
		for ctx.Err() == nil {
			row := db.QueryRowContext(ctx, `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
				WHERE datname = current_database() AND pid <> pg_backend_pid() AND random() < 0.5`)
			var some int
			if row.Scan(&some) == nil {
				n += some
			}
			time.Sleep(20 * time.Millisecond)
		}
		ended <- n
	}()
	receipts := map[id.Receipt]bool{}
	for n := range 100 {
		p := first
		p.ID, p.On = id.PresenceOf([16]byte{3, byte(n)}), first.On.Add(n)
		stored, added, err := s.AddPresence(t.Context(), p)
		if err != nil || !added || receipts[stored.Receipt] || stored.State != checkin.Registered {
			t.Errorf("%d: added %v, %v, %v", n, added, stored.Receipt, err)
		}
		receipts[stored.Receipt] = true
	}
	stop()
	cut := <-ended
	if entries, err := s.VerifyAudit(t.Context()); err != nil || entries != 101 {
		t.Errorf("%d entries in the audit log, %v", entries, err)
	}
	if cut == 0 {
		t.Error("no connection was cut: this test proves nothing")
	}
	t.Logf("%d connections cut during 100 registrations", cut)
}
