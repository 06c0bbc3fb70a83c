package db

import (
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
)

// Bounds of caches.
const (
	cachedFor  = 5 * time.Second // what another process has changed may be seen so much later
	mostCached = 4096
)

// Cache keeps what was read in the last seconds. Nothing that was read before a
// change of ours is kept.
type Cache[K comparable, V any] struct {
	lru     *lru.Cache[K, cached[V]]
	mu      sync.Mutex // held while the version is compared and a value is kept
	version int        // how often everything was forgotten
}

// cached is a value as it was at a moment, by a clock that never jumps.
type cached[V any] struct {
	value V
	at    time.Time
}

// NewCache returns an empty cache.
func NewCache[K comparable, V any]() *Cache[K, V] {
	kept, _ := lru.New[K, cached[V]](mostCached) // fails only for no size at all
	return &Cache[K, V]{lru: kept}
}

// Get returns a cached value, and the version to keep one that is read now.
func (c *Cache[K, V]) Get(key K) (value V, version int, found bool) {
	known, found := c.lru.Get(key)
	if found && time.Since(known.at) < cachedFor {
		return known.value, 0, true
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return value, c.version, false
}

// Keep keeps a value that was read since that version, unless everything was
// forgotten meanwhile. Its age counts from now on, a moment late.
func (c *Cache[K, V]) Keep(key K, value V, version int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if version == c.version {
		c.lru.Add(key, cached[V]{value, time.Now()})
	}
}

// Forget forgets everything.
func (c *Cache[K, V]) Forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.version++
	c.lru.Purge()
}
