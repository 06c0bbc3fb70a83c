package crashtest_test

import (
	"math/rand/v2"
	"testing"
	"time"
)

// phones is how many clients there are at once.
const phones = 64

func TestKilledUnderLoadNothingIsLost(t *testing.T) {
	r := start(t, plan{data: t.TempDir()})
	c := newCrowd(t, r.origin())
	for range times(rounds, 3) {
		c.come(phones)
		c.await(50)
		time.Sleep(rand.N(400 * time.Millisecond))
		r.kill()
		c.leave()
		r.up()
		c.compare(r.plan)
	}
	r.stop()
	c.inspect(r.plan)
	t.Logf("%d receipts acknowledged in %d rounds", c.acknowledged.Load(), times(rounds, 3))
}
