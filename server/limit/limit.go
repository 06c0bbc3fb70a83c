// Package limit counts how often something is tried per key, and says how long
// to wait. It keeps its counts in memory: several processes each count their
// own, which bounds a flood well enough, and a restart forgives everybody.
package limit

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Rule is the rate limit of a class of tries, per key.
type Rule struct {
	PerSecond float64 // in the long run; 0 or less: no limit
	Burst     int     // at once
}

// maxKeys bounds the memory of a class: when it is full, keys that have
// recovered are dropped, and if none has, all are.
const maxKeys = 100_000

// Counter counts tries. It is safe for use by many goroutines.
type Counter struct {
	rules map[string]Rule
	now   func() time.Time
	mu    sync.Mutex
	tries map[string]map[string]*rate.Limiter // by class, by key
}

// New returns a counter with a rule for each class.
func New(rules map[string]Rule, now func() time.Time) *Counter {
	return &Counter{rules: rules, now: now, tries: map[string]map[string]*rate.Limiter{}}
}

// Allow counts one try and returns zero; or it counts nothing and returns how
// long to wait. Classes without a rule, and empty keys, are not limited.
func (c *Counter) Allow(class, key string) time.Duration {
	rule := c.rules[class]
	if rule.PerSecond <= 0 || key == "" {
		return 0
	}
	now := c.now()
	c.mu.Lock()
	defer c.mu.Unlock()
	keys := c.tries[class]
	if keys == nil || len(keys) >= maxKeys {
		keys = c.recovering(keys, rule, now)
		c.tries[class] = keys
	}
	limiter := keys[key]
	if limiter == nil {
		limiter = rate.NewLimiter(rate.Limit(rule.PerSecond), rule.Burst)
		keys[key] = limiter
	}
	reservation := limiter.ReserveN(now, 1)
	wait := reservation.DelayFrom(now)
	if wait > 0 {
		reservation.CancelAt(now)
	}
	return wait
}

// GiveBack takes back one try that Allow has counted.
func (c *Counter) GiveBack(class, key string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if limiter := c.tries[class][key]; limiter != nil {
		limiter.ReserveN(c.now(), -1) // never more than the burst: tokens are cut off there
	}
}

// recovering returns the keys whose tries still count.
func (c *Counter) recovering(keys map[string]*rate.Limiter, rule Rule, now time.Time) map[string]*rate.Limiter {
	left := map[string]*rate.Limiter{}
	for key, limiter := range keys {
		if limiter.TokensAt(now) < float64(rule.Burst) {
			left[key] = limiter
		}
	}
	if len(left) >= maxKeys {
		return map[string]*rate.Limiter{}
	}
	return left
}
