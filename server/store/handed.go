package store

import (
	"sync"
	"time"

	"ciaw/server/outbox"
)

// maxHanded is how many items a process hands over to itself: with what was
// stored, about three megabytes. More are claimed from the database like anybody's.
const maxHanded = 4096

// handed are items that were written already claimed by this process, which
// tells them without asking the database for them. Only a process that claims
// items is given any. Should it end before it told one, the lease ends and
// another claims it.
type handed struct {
	mu      sync.Mutex
	claimed bool // somebody in this process claims items
	items   []outbox.Item
	enough  chan struct{} // receives when there is much to tell
}

// takes reports whether new items may be handed over.
func (h *handed) takes() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.claimed && len(h.items) < maxHanded
}

// give hands over items, after their commit.
func (h *handed) give(items []outbox.Item) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.items = append(h.items, items...)
	if len(h.items) < outbox.AtOnce {
		return
	}
	select {
	case h.enough <- struct{}{}:
	default:
	}
}

// take returns up to n items whose lease lasts, oldest first.
func (h *handed) take(n int, now time.Time) (items []outbox.Item) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.claimed = true
	taken := 0
	for ; taken < len(h.items) && len(items) < n; taken++ {
		if now.Before(h.items[taken].Due) {
			items = append(items, h.items[taken])
		}
	}
	if h.items = h.items[taken:]; len(h.items) == 0 {
		h.items = nil // or what was taken would be kept
	}
	return items
}
