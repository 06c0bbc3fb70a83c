package workplaces

import (
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
)

// Bounds of the caches.
const (
	cachedFor  = 5 * time.Second // what another process has changed may be seen so much later
	mostCached = 4096
)

// cache keeps what was read in the last seconds. Nothing that was read before a
// change of ours is kept.
type cache[K comparable, V any] struct {
	lru     *lru.Cache[K, cached[V]]
	mu      sync.Mutex // held while the version is compared and a value is kept
	version int        // how often everything was forgotten
}

// cached is a value as it was at a moment, by a clock that never jumps.
type cached[V any] struct {
	value V
	at    time.Time
}

func newCache[K comparable, V any]() *cache[K, V] {
	kept, _ := lru.New[K, cached[V]](mostCached) // fails only for no size at all
	return &cache[K, V]{lru: kept}
}

// get returns a cached value, and the version to keep one that is read now.
func (c *cache[K, V]) get(key K) (value V, version int, found bool) {
	known, found := c.lru.Get(key)
	if found && time.Since(known.at) < cachedFor {
		return known.value, 0, true
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return value, c.version, false
}

// keep keeps a value that was read since that version, unless everything was
// forgotten meanwhile. Its age counts from now on, a moment late.
func (c *cache[K, V]) keep(key K, value V, version int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if version == c.version {
		c.lru.Add(key, cached[V]{value, time.Now()})
	}
}

// forget forgets everything.
func (c *cache[K, V]) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.version++
	c.lru.Purge()
}
