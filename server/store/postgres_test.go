package store_test

import (
	"context"
	"database/sql"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/outbox"
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
	if _, _, err := contract.Add(t.Context(), s, second); err != nil {
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
	if _, err := other.ExecContext(t.Context(), "SELECT 1 FROM outbox WHERE subjects = $1 FOR UPDATE", held[:]); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	items, err := s.Claim(t.Context(), 10, time.Now(), time.Minute)
	if err != nil || len(items) != 1 || items[0].Subjects[0] != outbox.Subject(second.ID.Bytes()) || time.Since(began) > 2*time.Second {
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
	var cut atomic.Int64
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for ctx.Err() == nil {
			row := db.QueryRowContext(ctx, `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
				WHERE datname = current_database() AND pid <> pg_backend_pid() AND random() < 0.5`)
			var some int64
			if row.Scan(&some) == nil {
				cut.Add(some)
			}
			time.Sleep(20 * time.Millisecond)
		}
	}()
	receipts := map[id.Receipt]bool{}
	n := 0
	for begun := time.Now(); n < 100 || cut.Load() < 10 && time.Since(begun) < 20*time.Second; n++ {
		p := first
		p.ID, p.On = id.PresenceOf([16]byte{3, byte(n >> 8), byte(n)}), first.On.Add(n)
		stored, added, err := contract.Add(t.Context(), s, p)
		if err != nil || !added || receipts[stored.Receipt] || stored.State != checkin.Registered {
			t.Errorf("%d: added %v, %v, %v", n, added, stored.Receipt, err)
		}
		receipts[stored.Receipt] = true
	}
	stop()
	<-ended
	entries, err := s.VerifyAudit(t.Context())
	for range 20 { // looking meets the connections that were cut while nobody used them
		if err == nil {
			break
		}
		entries, err = s.VerifyAudit(t.Context())
	}
	if err != nil || entries != int64(n)+1 {
		t.Errorf("%d entries in the audit log of %d, %v", entries, n+1, err)
	}
	if cut.Load() < 10 {
		t.Error("hardly any connection was cut: this test proves nothing")
	}
	t.Logf("%d connections cut during %d registrations", cut.Load(), n)
}
