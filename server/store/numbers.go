package store

import (
	"slices"
	"sync"

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
		day := checkin.DayOf(a.presence.RecordedAt)
		counter, err := n.take(day)
		if err != nil {
			return err
		}
		number, err := id.NewReceipt(day.Date(), counter, n.store.Simulation)
		if err != nil {
			return err
		}
		a.counter, a.presence.Receipt, a.row.Receipt = counter, number, receiptOf(number)
	}
	return nil
}

// take returns the counter of the next receipt number of a day.
func (n *receiptNumbers) take(day checkin.Day) (counter int, err error) {
	if n.day != day || n.next > n.last {
		last, err := n.reserve(day)
		if err != nil {
			return 0, err
		}
		n.day, n.next, n.last = day, last-receiptBlock+1, last
	}
	counter = n.next
	n.next++
	return counter, nil
}

// takeBack takes the last numbers back if they were for repetitions, or an
// impatient phone would use up those of a day. Numbers keep growing.
func (n *receiptNumbers) takeBack(adds []*addition) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, a := range slices.Backward(adds) {
		if a.err != nil || a.added || a.counter != n.next-1 || checkin.DayOf(a.presence.RecordedAt) != n.day {
			return
		}
		n.next--
	}
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
