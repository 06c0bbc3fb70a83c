package store

import (
	"sync"
	"time"
)

// Bounds of what is remembered.
const (
	recentFor = 5 * time.Second // what another process has changed may be seen so much later
	recentMax = 4096            // then all is forgotten
)

// recent remembers what was read in the last seconds. The zero value remembers
// nothing yet.
type recent[K comparable, V any] struct {
	mu        sync.RWMutex
	values    map[K]asked[V]
	forgotten time.Time
}

// asked is a value as it was at a moment, by a clock that never jumps.
type asked[V any] struct {
	value V
	at    time.Time
}

// get returns what is remembered.
func (r *recent[K, V]) get(key K) (V, bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	known, found := r.values[key]
	return known.value, found && time.Since(known.at) < recentFor
}

// keep remembers a value that was asked for at that moment, unless all was
// forgotten meanwhile.
func (r *recent[K, V]) keep(key K, value V, at time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !at.After(r.forgotten) {
		return
	}
	if r.values == nil || len(r.values) >= recentMax {
		r.values = map[K]asked[V]{}
	}
	r.values[key] = asked[V]{value, at}
}

// forget forgets everything.
func (r *recent[K, V]) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.values, r.forgotten = nil, time.Now()
}
