package crashtest_test

import (
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// Bounds of the program: what may wait, and what the writer has taken already.
const waiting, taken = 1024, 256

// TestAStalledWriterRefusesAtOnce holds the database's write lock while more
// phones come than may wait.
func TestAStalledWriterRefusesAtOnce(t *testing.T) {
	r := start(t, plan{data: t.TempDir()})
	c := newCrowd(t, r.origin())
	db := look(t, r.plan)
	db.SetMaxOpenConns(1)
	before := count(t, db, "SELECT count(*) FROM presences") // those of the demo
	if _, err := db.Exec("BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	const crowd = waiting + taken + 500
	var refused, added atomic.Int64
	var slowest atomic.Int64
	var all sync.WaitGroup
	for range crowd {
		all.Go(func() {
			w := c.wish()
			switch reply := c.put(w); reply.status {
			case http.StatusServiceUnavailable:
				refused.Add(1)
				if s, err := strconv.Atoi(reply.after); err != nil || s < 1 || reply.Code != "busy" {
					t.Errorf("refused with Retry-After %q, code %q", reply.after, reply.Code)
				}
				for old := slowest.Load(); int64(reply.took) > old && !slowest.CompareAndSwap(old, int64(reply.took)); old = slowest.Load() {
				}
			case http.StatusCreated:
				added.Add(1)
			default:
				t.Errorf("%d %s", reply.status, reply.Code)
			}
		})
	}
	// All that cannot wait are refused while the writer is still stalled.
	for end := time.Now().Add(4 * time.Second); refused.Load() < crowd-waiting-taken && time.Now().Before(end); {
		time.Sleep(10 * time.Millisecond)
	}
	early := refused.Load()
	if _, err := db.Exec("ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	all.Wait()
	if early < crowd-waiting-taken {
		t.Errorf("%d were refused while nothing could be written, want at least %d", early, crowd-waiting-taken)
	}
	if n := count(t, db, "SELECT count(*) FROM presences") - before; int64(n) != added.Load() {
		t.Errorf("%d are stored, %d were told so", n, added.Load())
	}
	c.compare(r.plan) // the refused keep their promise: registered again, once
	t.Logf("of %d at once %d were refused, the last after %v; %d waited and were registered",
		crowd, refused.Load(), time.Duration(slowest.Load()).Round(time.Millisecond), added.Load())
}

// TestALockThatLastsFailsEverybodyInTime holds the write lock longer than the
// program is patient.
func TestALockThatLastsFailsEverybodyInTime(t *testing.T) {
	t.Parallel() // it mostly waits
	r := start(t, plan{data: t.TempDir()})
	c := newCrowd(t, r.origin())
	db := look(t, r.plan)
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for n := range 100 { // some come when the lock has been found to last
		all.Go(func() {
			time.Sleep(time.Duration(n) * 80 * time.Millisecond)
			if reply := c.put(c.wish()); reply.status < 500 || reply.took > 12*time.Second {
				t.Errorf("%d %s after %v", reply.status, reply.Code, reply.took)
			}
		})
	}
	all.Wait()
	if _, err := db.Exec("ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	c.compare(r.plan)
}
