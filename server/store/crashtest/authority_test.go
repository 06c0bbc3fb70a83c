package crashtest_test

import (
	"math/rand/v2"
	"testing"
	"time"
)

// TestKilledWhileAnAuthorityAnswers has another authority give the numbers: it
// forgets all it knows with each kill, as it lives in the program, and still no
// presence may be lost, be there twice or change its number.
func TestKilledWhileAnAuthorityAnswers(t *testing.T) {
	for name, p := range map[string]func(t *testing.T) plan{
		"SQLite": func(t *testing.T) plan { return plan{data: t.TempDir()} },
		"PostgreSQL": func(t *testing.T) plan {
			_, url := postgres(t)
			return plan{data: t.TempDir(), database: url}
		},
	} {
		t.Run(name, func(t *testing.T) {
			which := p(t)
			which.flags = []string{"--authority", "simulated:100ms"}
			r := start(t, which)
			c := newCrowd(t, r.origin())
			for range times(rounds, 2) {
				c.come(8)
				c.await(40)
				time.Sleep(rand.N(400 * time.Millisecond))
				r.kill()
				c.leave()
				r.up()
			}
			r.settled()
			c.compareByHTTP()
			r.settled()
			r.stop()
			c.settledOnce(r.plan)
			t.Logf("%d presences acknowledged in %d rounds", c.acknowledged.Load(), times(rounds, 2))
		})
	}
}

// settled waits until nothing waits for the authority.
func (r *process) settled() {
	r.t.Helper()
	db := look(r.t, r.plan)
	defer func() { _ = db.Close() }()
	for end := time.Now().Add(5 * time.Minute); count(r.t, db, "SELECT count(*) FROM presences WHERE state = 'queued'") > 0; time.Sleep(200 * time.Millisecond) {
		if time.Now().After(end) {
			r.t.Fatal("presences wait for the authority for ever")
		}
	}
}

// settledOnce looks into the database for presences that are lost, or not what
// the authority has made of them.
func (c *crowd) settledOnce(p plan) {
	c.t.Helper()
	db := look(c.t, p)
	defer func() { _ = db.Close() }()
	for what, question := range map[string]string{
		"without a number":             "SELECT count(*) FROM presences WHERE authority <> '' AND number = 0 AND state <> 'cancelled'",
		"whose number is given twice":  "SELECT count(number) - count(DISTINCT number) FROM presences WHERE number <> 0",
		"sent to nobody":               "SELECT count(*) FROM presences WHERE authority <> 'simulated' AND channel = 'mobile' AND company IS NULL",
		"in no entry of the audit log": "SELECT count(*) FROM presences p WHERE number <> 0 AND NOT EXISTS (SELECT 1 FROM audit a WHERE a.subject = p.id AND a.action = 'settle')",
	} {
		if n := count(c.t, db, question); n != 0 {
			c.t.Errorf("%d presences %s", n, what)
		}
	}
	if n := count(c.t, db, "SELECT count(*) FROM presences WHERE company IS NULL"); n != len(c.all()) {
		c.t.Errorf("LOST: %d presences of %d", n, len(c.all()))
	}
	verifyAudit(c.t, p)
}
