package crashtest_test

import (
	"syscall"
	"testing"
	"time"
)

func TestADiskThatIsFullLosesNothing(t *testing.T) {
	folder := t.TempDir()
	if err := syscall.Mount("crashtest", folder, "tmpfs", 0, "size=8m"); err != nil {
		lacking(t, "A FULL DISK IS NOT TESTED HERE: no tmpfs may be mounted: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, 0); err != nil {
			t.Error(err)
		}
	})
	r := start(t, plan{data: folder})
	c := newCrowd(t, r.origin())
	c.come(phones)
	for end := time.Now().Add(20 * time.Second); c.failures.Load() < 100; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("the disk is not full after %d receipts", c.acknowledged.Load())
		}
	}
	before := c.acknowledged.Load()
	refusedQuickly(c)
	if err := syscall.Mount("crashtest", folder, "tmpfs", syscall.MS_REMOUNT, "size=256m"); err != nil {
		t.Fatal(err)
	}
	c.await(50) // without a restart
	c.leave()
	c.compare(r.plan)
	r.stop()
	t.Logf("%d receipts until the disk was full, %d answers 5xx, %d receipts in the end", before, c.failures.Load(), c.acknowledged.Load())
}

// refusedQuickly fails unless the register answers, one way or another, within
// two seconds while 64 phones push.
func refusedQuickly(c *crowd) {
	c.t.Helper()
	var slowest time.Duration
	for range 50 {
		r := c.put(c.wish())
		if r.status == 0 {
			c.t.Error("no answer from a full disk")
		} else if r.status >= 500 && r.status != 503 {
			c.t.Errorf("a full disk answers %d: nobody is told to come back", r.status)
		}
		slowest = max(slowest, r.took)
	}
	if slowest > 2*time.Second {
		c.t.Errorf("a full disk answers after %v", slowest)
	}
	c.t.Logf("a full disk answers within %v", slowest)
}
