package store

import (
	"sync"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// receiptBlock is how many receipt numbers a process takes at once. What is
// left of a block when the process ends is never used: numbers have gaps, but
// no two processes wait for each other or give the same one.
const receiptBlock = 500

// receiptNumbers hands out the receipt numbers of a process.
type receiptNumbers struct {
	store *Store
	mu    sync.Mutex
	day   checkin.Day
	next  int
	last  int
}

// give gives each addition a receipt number.
func (n *receiptNumbers) give(adds []*addition) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, a := range adds {
		number, err := n.take(checkin.DayOf(time.UnixMilli(a.row.RecordedAt)))
		if err != nil {
			return err
		}
		a.presence.Receipt, a.row.Receipt = number, receiptOf(number)
	}
	return nil
}

// take returns the next receipt number of a day.
func (n *receiptNumbers) take(day checkin.Day) (id.Receipt, error) {
	if n.day != day || n.next > n.last {
		last, err := n.reserve(day)
		if err != nil {
			return id.Receipt{}, err
		}
		n.day, n.next, n.last = day, last-receiptBlock+1, last
	}
	number, err := id.NewReceipt(day.Date(), n.next, n.store.Simulation)
	n.next++
	return number, err
}

// reserve takes a block out of the database and returns its last counter. Its
// commit comes before that of any presence with a number of the block.
func (n *receiptNumbers) reserve(day checkin.Day) (last int, err error) {
	ctx, cancel := n.store.patient()
	defer cancel()
	err = again(ctx, func() error {
		return n.store.write.WithContext(ctx).Raw(`INSERT INTO receipt_counters (day, last) VALUES (?, ?)
			ON CONFLICT (day) DO UPDATE SET last = receipt_counters.last + ? RETURNING last`,
			day.String(), receiptBlock, receiptBlock).Scan(&last).Error
	})
	return last, err
}
