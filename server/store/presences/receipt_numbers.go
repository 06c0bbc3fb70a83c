package presences

import (
	"context"
	"slices"
	"sync"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
	"ciaw/server/store/db"
)

// receiptBlock is how many receipt numbers a process takes at once. What is
// left of a block when the process ends is never used: numbers have gaps, but
// no two processes wait for each other or give the same one.
const receiptBlock = 500

// ErrNoNumbers is the refusal of a presence on a day whose receipt numbers are all
// given.
var ErrNoNumbers = fault.After(5*time.Minute, fault.New(fault.Unavailable, "receipt_numbers_exhausted"))

// alarming is the part of a day's receipt numbers after which the operator is
// told.
const alarming = 0.8

// counterRow is a row of the table receipt_counters.
type counterRow struct {
	Day  string `gorm:"primaryKey"`
	Last int64
}

// TableName names the table for gorm.
func (counterRow) TableName() string { return "receipt_counters" }

// receiptNumbers gives the receipt numbers of a process.
type receiptNumbers struct {
	db.Handle
	simulation bool
	alarm      func(used float64) // of a day's numbers; may be nil
	mu         sync.Mutex
	day        checkin.Day
	next       int
	last       int
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
		if counter > id.MaxReceiptsPerDay {
			return ErrNoNumbers
		}
		number, err := id.NewReceipt(day.Date(), counter, n.simulation)
		if err != nil {
			return err
		}
		a.counter, a.presence.Receipt, a.row.Receipt = counter, number, number.Number()
	}
	return nil
}

// take returns the counter of the next receipt number of a day.
func (n *receiptNumbers) take(day checkin.Day) (counter int, err error) {
	if n.day == day && n.next > id.MaxReceiptsPerDay {
		return n.next, nil // nobody need ask for another block
	}
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
func (n *receiptNumbers) takeBack(adds []*addition, errs []error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for i, a := range slices.Backward(adds) {
		if errs[i] != nil || a.added || a.counter != n.next-1 || checkin.DayOf(a.presence.RecordedAt) != n.day {
			return
		}
		n.next--
	}
}

// reserve takes a block out of the database and returns its last counter. Its
// commit comes before that of any presence with a number of the block.
func (n *receiptNumbers) reserve(day checkin.Day) (last int, err error) {
	ctx, cancel := n.WriteContext()
	defer cancel()
	err = n.Retry(ctx, func() error {
		return n.Write.WithContext(ctx).Raw(`INSERT INTO receipt_counters (day, last) VALUES (?, ?)
			ON CONFLICT (day) DO UPDATE SET last = receipt_counters.last + ? RETURNING last`,
			day.String(), receiptBlock, receiptBlock).Scan(&last).Error
	})
	// Of all processes, the one whose block goes past it tells.
	if err == nil && n.alarm != nil && used(last) >= alarming && used(last-receiptBlock) < alarming {
		n.alarm(used(last))
	}
	return last, err
}

// used returns which part of a day's numbers a counter is.
func used(counter int) float64 { return float64(counter) / id.MaxReceiptsPerDay }

// HasNumber reports whether there is a receipt number for the next presence of a
// day.
func (p *Presences) HasNumber(ctx context.Context, day checkin.Day) (bool, error) {
	n := p.numbers
	n.mu.Lock()
	held := n.day == day && n.next <= min(n.last, id.MaxReceiptsPerDay)
	n.mu.Unlock()
	if held {
		return true, nil
	}
	taken, err := p.NumbersUsed(ctx, day)
	return taken < 1, err
}

// NumbersUsed returns which part of a day's receipt numbers is given or taken by a
// process; 1 or more if no block is left.
func (p *Presences) NumbersUsed(ctx context.Context, day checkin.Day) (float64, error) {
	var last int
	_, err := p.QueryOne(ctx, []any{&last}, "SELECT last FROM receipt_counters WHERE day = ?", day.String())
	return used(last), db.Wrap("read the receipt counter", err)
}
