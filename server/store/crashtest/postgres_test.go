package crashtest_test

import (
	"database/sql"
	"maps"
	"testing"
	"time"
)

func TestPostgreSQLKilledUnderLoadNothingIsLost(t *testing.T) {
	server, url := postgres(t)
	r := start(t, plan{data: t.TempDir(), database: url})
	c := newCrowd(t, r.origin())
	for range max(times(rounds, 20)/10, 2) {
		c.come(phones)
		c.await(50)
		server.Kill()
		time.Sleep(300 * time.Millisecond)
		if err := server.Up(); err != nil {
			t.Fatal(err)
		}
		c.await(50) // the program was not started again: it must recover by itself
		c.leave()
		c.compare(r.plan)
	}
	r.stop()
	t.Logf("%d receipts acknowledged, %d answers 5xx", c.acknowledged.Load(), c.failures.Load())
}

func TestTheProgramKilledOnPostgreSQL(t *testing.T) {
	_, url := postgres(t)
	r := start(t, plan{data: t.TempDir(), database: url})
	c := newCrowd(t, r.origin())
	for range max(times(rounds, 20)/10, 2) {
		c.come(phones)
		c.await(200)
		r.kill()
		c.leave()
		r.up()
		c.compare(r.plan)
	}
	r.stop()
}

// watch makes PostgreSQL note every claim of an outbox item: which, over which
// connection, and by what statement.
const watch = `
CREATE TABLE claims (item BYTEA, port INTEGER, statement TEXT);
CREATE FUNCTION note_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO claims VALUES (NEW.id, inet_client_port(), current_query()); RETURN NEW; END $$;
CREATE TRIGGER claimed AFTER UPDATE ON outbox FOR EACH ROW WHEN (NEW.tries > OLD.tries) EXECUTE FUNCTION note_claim();
CREATE TRIGGER written_as_claimed AFTER INSERT ON outbox FOR EACH ROW WHEN (NEW.tries > 0) EXECUTE FUNCTION note_claim()`

func TestTwoProcessesOnOnePostgreSQL(t *testing.T) {
	_, url := postgres(t)
	data := t.TempDir() // the keys are shared, nothing else is
	one := start(t, plan{data: data, database: url})
	two := start(t, plan{data: data, database: url})
	db := look(t, two.plan)
	if _, err := db.Exec(watch); err != nil {
		t.Fatal(err)
	}
	c := newCrowd(t, one.origin(), two.origin())
	c.come(phones)
	c.await(1000)
	one.kill()
	c.at(two.origin())
	c.await(300)
	c.leave()
	c.compare(two.plan)

	// The survivor delivers what it wrote itself. What is left then is what the
	// dead one had claimed and not settled: only that may be told twice, when its
	// lease has ended.
	left := drained(t, db)
	if _, err := db.Exec("UPDATE outbox SET due = 0"); err != nil {
		t.Fatal(err)
	}
	if rest := drained(t, db); len(rest) != 0 {
		t.Errorf("%d items are never told", len(rest))
	}
	for item := range twice(t, db) {
		if !left[item] {
			t.Errorf("item %x was told twice, nobody died over it", item)
		}
	}
	two.stop()
	c.inspect(two.plan)
	told := count(t, db, "SELECT count(DISTINCT item) FROM claims")
	writers := count(t, db, "SELECT count(DISTINCT port) FROM claims")
	t.Logf("%d receipts; %d items told over %d connections, %d of them twice for the sake of the dead process",
		c.acknowledged.Load(), told, writers, len(twice(t, db)))
}

// drained waits until nothing in the outbox can be claimed now and nothing that
// a living process has claimed is still to be settled: what is left has been the
// same for longer than delivering takes. It returns that.
func drained(t *testing.T, db *sql.DB) map[string]bool {
	t.Helper()
	const longer = 2 * time.Second
	var left map[string]bool
	since := time.Now()
	for end := time.Now().Add(25 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		now := texts(t, db, "SELECT id FROM outbox")
		if !maps.Equal(now, left) || count(t, db, "SELECT count(*) FROM outbox WHERE due <= $1", time.Now().UnixMilli()) != 0 {
			left, since = now, time.Now()
			continue
		}
		if time.Since(since) > longer {
			return left
		}
	}
	t.Fatal("the outbox is not drained")
	return nil
}

func twice(t *testing.T, db *sql.DB) map[string]bool {
	t.Helper()
	return texts(t, db, "SELECT item FROM claims GROUP BY item HAVING count(*) > 1")
}

// texts returns the rows of a question with one column.
func texts(t *testing.T, db *sql.DB, question string) map[string]bool {
	t.Helper()
	rows, err := db.Query(question)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	all := map[string]bool{}
	for rows.Next() {
		var text []byte
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		all[string(text)] = true
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
