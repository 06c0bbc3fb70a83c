package limit_test

import (
	"strconv"
	"testing"
	"time"

	"ciaw/server/limit"
)

// clock is a time that stands still until it is moved.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func counter(rule limit.Rule) (*limit.Counter, *clock) {
	c := &clock{time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)}
	return limit.New(map[string]limit.Rule{"address": rule}, c.now), c
}

func TestABurstThenOneAtATime(t *testing.T) {
	c, clock := counter(limit.Rule{PerSecond: 0.5, Burst: 3})
	for i := range 3 {
		if wait := c.Allow("address", "a"); wait != 0 {
			t.Errorf("try %d waits %v", i, wait)
		}
	}
	for range 10 { // refused tries do not make the wait longer
		if wait := c.Allow("address", "a"); wait != 2*time.Second {
			t.Errorf("waits %v, want 2s", wait)
		}
	}
	if wait := c.Allow("address", "b"); wait != 0 {
		t.Errorf("another key waits %v", wait)
	}
	clock.at = clock.at.Add(2 * time.Second)
	if wait := c.Allow("address", "a"); wait != 0 {
		t.Errorf("after the wait: %v", wait)
	}
}

func TestWhatIsNotLimited(t *testing.T) {
	c, _ := counter(limit.Rule{PerSecond: 0, Burst: 1})
	for range 100 {
		if c.Allow("address", "a") != 0 || c.Allow("other", "a") != 0 || c.Allow("address", "") != 0 {
			t.Fatal("limited")
		}
	}
}

func TestManyKeysDoNotForgetTheOneThatFloods(t *testing.T) {
	c, clock := counter(limit.Rule{PerSecond: 1, Burst: 2})
	for i := range 100_000 {
		c.Allow("address", strconv.Itoa(i))
	}
	clock.at = clock.at.Add(time.Minute)
	for range 2 {
		c.Allow("address", "flood")
	}
	for i := range 1000 {
		c.Allow("address", "n"+strconv.Itoa(i))
	}
	if wait := c.Allow("address", "flood"); wait == 0 {
		t.Error("the flood was forgotten")
	}
}

func TestATryIsGivenBack(t *testing.T) {
	c, clock := counter(limit.Rule{PerSecond: 1, Burst: 2})
	for range 50 {
		if wait := c.Allow("address", "a"); wait != 0 {
			t.Fatalf("waits %v", wait)
		}
		c.GiveBack("address", "a")
	}
	c.GiveBack("address", "nobody")
	c.GiveBack("none", "a")
	clock.at = clock.at.Add(time.Hour)
	for i, want := range []time.Duration{0, 0, time.Second} {
		if wait := c.Allow("address", "a"); wait != want {
			t.Errorf("try %d waits %v, want %v: more than the burst came back", i, wait, want)
		}
	}
}
