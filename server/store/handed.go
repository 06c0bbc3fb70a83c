package store

import (
	"sync"
	"time"

	"ciaw/server/outbox"
)

// maxHanded is of how many subjects a process hands over items to itself: with what was
// stored, about three megabytes. More are claimed from the database like anybody's.
const maxHanded = 4096

// handed are items that were written already claimed by this process, which
// tells them without asking the database for them. Only a process that claims
// items is given any. Should it end before it told one, the lease ends and
// another claims it.
type handed struct {
	mu       sync.Mutex
	claimed  bool // somebody in this process claims items
	items    []outbox.Item
	subjects int           // of all items
	enough   chan struct{} // receives when there is much to tell
}

// takes reports whether new items may be handed over.
func (h *handed) takes() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.claimed && h.subjects < maxHanded
}

// give hands over items, after their commit.
func (h *handed) give(items []outbox.Item) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.items = append(h.items, items...)
	for _, item := range items {
		h.subjects += len(item.Subjects)
	}
	if h.subjects < outbox.AtOnce {
		return
	}
	select {
	case h.enough <- struct{}{}:
	default:
	}
}

// take returns items whose lease lasts, oldest first, about up to n subjects.
func (h *handed) take(n int, now time.Time) (items []outbox.Item) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.claimed = true
	taken, subjects := 0, 0
	for ; taken < len(h.items) && subjects < n; taken++ {
		item := h.items[taken]
		h.subjects -= len(item.Subjects)
		if now.Before(item.Due) {
			items = append(items, item)
			subjects += len(item.Subjects)
		}
	}
	if h.items = h.items[taken:]; len(h.items) == 0 {
		h.items = nil // or what was taken would be kept
	}
	return items
}
