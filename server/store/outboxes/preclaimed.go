package outboxes

import (
	"sync"
	"time"

	"ciaw/server/outbox"
)

// maxPreclaimed is of how many subjects a process preclaims items: with what was
// stored, about three megabytes. More are claimed from the database like
// anybody's.
const maxPreclaimed = 4096

// Preclaimed is a queue of items that were written already claimed by this
// process, which delivers them without asking the database for them. Only a
// process that claims items has any. Should it end before it delivered one, the
// lease ends and another claims it.
type Preclaimed struct {
	mu       sync.Mutex
	claims   bool // somebody in this process claims items
	items    []outbox.Item
	subjects int           // of all items
	wakeup   chan struct{} // receives when there is much to deliver
}

// NewPreclaimed returns an empty queue.
func NewPreclaimed() *Preclaimed { return &Preclaimed{wakeup: make(chan struct{}, 1)} }

// Open reports whether new items may be preclaimed.
func (p *Preclaimed) Open() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.claims && p.subjects < maxPreclaimed
}

// Put adds items, after their commit.
func (p *Preclaimed) Put(items []outbox.Item) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.items = append(p.items, items...)
	for _, item := range items {
		p.subjects += len(item.Subjects)
	}
	if p.subjects < outbox.AtOnce {
		return
	}
	select {
	case p.wakeup <- struct{}{}:
	default:
	}
}

// take returns items whose lease lasts, oldest first, about up to n subjects.
func (p *Preclaimed) take(n int, now time.Time) (items []outbox.Item) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.claims = true
	taken, subjects := 0, 0
	for ; taken < len(p.items) && subjects < n; taken++ {
		item := p.items[taken]
		p.subjects -= len(item.Subjects)
		if now.Before(item.Due) {
			items = append(items, item)
			subjects += len(item.Subjects)
		}
	}
	if p.items = p.items[taken:]; len(p.items) == 0 {
		p.items = nil // or what was taken would be kept
	}
	return items
}
