package authority

import (
	"context"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// FirstRefresh is how long after a presence was registered the authority is
// first asked what became of the check of its content.
const FirstRefresh = 2 * time.Second

// Entry is a presence that goes to another authority, as it is stored.
type Entry struct {
	checkin.Presence
	Sent time.Time // the mark: when it was last about to be sent, in whole milliseconds; zero: never was
}

// Queue is how many presences of an authority have no answer yet.
type Queue struct {
	Authority string
	Count     int
	Oldest    time.Time // when the oldest of them was recorded
}

// Store keeps the presences that go to other authorities. Its methods are
// durable when they return. Each is one transaction.
type Store interface {
	// FindForwarded returns those of the presences that go to another authority.
	FindForwarded(ctx context.Context, which []id.Presence) ([]Entry, error)

	// MarkSent marks entries as sent at that time, and returns which it has
	// marked: those that are Queued still and bear the mark that they were read
	// with. Of several processes that read the same entry only one marks it.
	MarkSent(ctx context.Context, all []Entry, at time.Time) ([]id.Presence, error)

	// ClearSent takes the mark of that time off presences that bear it and have
	// no number: nothing of them was sent.
	ClearSent(ctx context.Context, which []id.Presence, at time.Time) error

	// Settle applies answers that came at that time (Answer.Apply), and returns
	// the presences that they contradict. In the same transaction the outbox is
	// told of those that changed on the topic Settled, and of those that are
	// Registered now on the topic Refresh too, due after FirstRefresh.
	Settle(ctx context.Context, all []Answer, at time.Time) (contradicted []id.Presence, err error)

	// RefuseCancel makes presences that are Cancelled Registered again, with
	// their number and that remark, and without their cancellation. The outbox
	// is told of them as by Settle.
	RefuseCancel(ctx context.Context, which []id.Presence, why checkin.Remark) error

	// Queues returns a queue for each authority that has presences waiting.
	Queues(ctx context.Context) ([]Queue, error)
}
