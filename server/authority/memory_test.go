package authority_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"ciaw/server/authority"
	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/outbox"
)

// clock is a time of day that only tests move.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// memory keeps entries and the outbox as the register does: what it has stored
// outlives the processes that use it.
type memory struct {
	mu      sync.Mutex
	clock   *clock
	entries map[id.Presence]authority.Entry
	items   map[[16]byte]*outbox.Item
	dead    int // letters
	serial  uint32
}

func newMemory(c *clock) *memory {
	return &memory{clock: c, entries: map[id.Presence]authority.Entry{}, items: map[[16]byte]*outbox.Item{}}
}

// tell writes an item; the caller holds the lock.
func (m *memory) tell(topic outbox.Topic, due time.Time, which ...id.Presence) {
	m.serial++
	key := [16]byte{byte(m.serial >> 24), byte(m.serial >> 16), byte(m.serial >> 8), byte(m.serial)}
	item := &outbox.Item{ID: key, Topic: topic, Due: due}
	for _, one := range which {
		item.Subjects = append(item.Subjects, outbox.Subject(one.Bytes()))
	}
	m.items[key] = item
}

// add stores entries as Queued and has them forwarded.
func (m *memory) add(all ...authority.Entry) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for part := range slices.Chunk(all, outbox.Together) {
		var which []id.Presence
		for _, e := range part {
			m.entries[e.ID], which = e, append(which, e.ID)
		}
		m.tell(outbox.Forward, m.clock.Now(), which...)
	}
}

// cancel cancels a presence here.
func (m *memory) cancel(which id.Presence) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e, found := m.entries[which]
	if !found || e.State == checkin.Cancelled || e.State == checkin.Refused || !m.clock.Now().Before(e.On.End()) {
		return
	}
	e.State, e.Cancellation = checkin.Cancelled, &checkin.Cancellation{Reason: checkin.Planning, At: m.clock.Now()}
	m.entries[which] = e
	m.tell(outbox.ForwardCancel, m.clock.Now(), which)
}

func (m *memory) entry(which id.Presence) authority.Entry {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.entries[which]
}

func (m *memory) FindForwarded(_ context.Context, which []id.Presence) (all []authority.Entry, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, one := range which {
		if e, found := m.entries[one]; found {
			all = append(all, e)
		}
	}
	return all, nil
}

func (m *memory) MarkSent(_ context.Context, all []authority.Entry, at time.Time) (marked []id.Presence, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, read := range all {
		e := m.entries[read.ID]
		if e.State == checkin.Queued && e.Sent.Equal(read.Sent) {
			e.Sent = at
			m.entries[e.ID], marked = e, append(marked, e.ID)
		}
	}
	return marked, nil
}

func (m *memory) ClearSent(_ context.Context, which []id.Presence, at time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, one := range which {
		if e := m.entries[one]; e.Sent.Equal(at) && e.Receipt.IsZero() {
			e.Sent = time.Time{}
			m.entries[one] = e
		}
	}
	return nil
}

func (m *memory) Settle(_ context.Context, all []authority.Answer, at time.Time) (contradicted []id.Presence, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, a := range all {
		e := m.entries[a.Presence]
		p, effect := a.Apply(e.Presence, at)
		switch effect {
		case authority.Contradicts:
			contradicted = append(contradicted, a.Presence)
		case authority.Change:
			e.Presence = p
			m.entries[p.ID] = e
			m.tell(outbox.Settled, at, p.ID)
			if p.State == checkin.Registered {
				m.tell(outbox.Refresh, at.Add(authority.FirstRefresh), p.ID)
			}
		}
	}
	return contradicted, nil
}

func (m *memory) RefuseCancel(_ context.Context, which []id.Presence, why checkin.Remark) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, one := range which {
		e := m.entries[one]
		if e.State != checkin.Cancelled || e.Receipt.IsZero() {
			continue
		}
		e.State, e.Cancellation, e.Remarks = checkin.Registered, nil, append(e.Remarks, why)
		m.entries[one] = e
		m.tell(outbox.Settled, m.clock.Now(), one)
		m.tell(outbox.Refresh, m.clock.Now().Add(authority.FirstRefresh), one)
	}
	return nil
}

func (m *memory) Queues(context.Context) (all []authority.Queue, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	q := authority.Queue{Authority: "office"}
	for _, e := range m.entries {
		if e.State != checkin.Queued {
			continue
		}
		if q.Count++; q.Oldest.IsZero() || e.RecordedAt.Before(q.Oldest) {
			q.Oldest = e.RecordedAt
		}
	}
	if q.Count > 0 {
		all = append(all, q)
	}
	return all, nil
}

func (m *memory) claim(n int, now time.Time, lease time.Duration) (items []outbox.Item) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var due []*outbox.Item
	for _, item := range m.items {
		if !item.DeadLetter && !item.Due.After(now) {
			due = append(due, item)
		}
	}
	slices.SortFunc(due, func(a, b *outbox.Item) int { return slices.Compare(a.ID[:], b.ID[:]) })
	for _, item := range due[:min(n, len(due))] {
		item.Due, item.Tries = now.Add(lease), item.Tries+1
		items = append(items, *item)
	}
	return items
}

func (m *memory) settleItems(outcomes []outbox.Outcome) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, o := range outcomes {
		item := m.items[o.ID]
		switch {
		case item == nil:
		case o.Delivered:
			delete(m.items, o.ID)
		case o.Split:
			delete(m.items, o.ID)
			for _, one := range item.Subjects {
				m.tell(item.Topic, o.Due, id.PresenceOf(one))
			}
		default:
			item.Due, item.LastError = o.Due, o.Error
			if o.Waits {
				item.Tries--
			}
			if o.DeadLetter {
				item.DeadLetter, m.dead = true, m.dead+1
			}
		}
	}
}

// open counts the items that are not delivered.
func (m *memory) open() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.items)
}

// errDead is what a process gets that has died: nothing of what it does has an
// effect any more.
var errDead = errors.New("the process has died")
