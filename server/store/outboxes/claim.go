package outboxes

import (
	"context"
	"time"

	"gorm.io/gorm"

	"ciaw/server/outbox"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
)

// The conditions of the lanes. No input goes into them.
const (
	inside      = "topic NOT IN ('push', 'hook', 'challenge', 'forward', 'forward_cancel', 'refresh')"
	pushes      = "topic = 'push'"
	hooks       = "topic IN ('hook', 'challenge')"
	authorities = "topic IN ('forward', 'forward_cancel', 'refresh')"
)

// Preclaims reports whether items of a topic may be written as claimed: those of
// the lane that claims for itself.
func Preclaims(t outbox.Topic) bool { return t == outbox.Check || t == outbox.Cancel }

// Claim takes items that are due, for the length of a lease: nobody else is
// given them before it ends. Those for the outside are not among them. From the
// first claim on, new items are written as claimed by this process, so that most
// of them need no claim; an eighth of the room is left for others.
func (o *Outbox) Claim(ctx context.Context, n int, now time.Time, lease time.Duration) ([]outbox.Item, error) {
	items := o.Preclaimed.take(n, now)
	left := n
	for _, item := range items {
		left -= len(item.Subjects)
	}
	more, err := lane{o, inside}.Claim(ctx, max(left, n/8, 1), now, lease)
	if err != nil {
		o.Preclaimed.Put(items)
		return nil, err
	}
	return append(items, more...), nil
}

// Wakeup receives when there are many items that this process has claimed by
// writing them.
func (o *Outbox) Wakeup() <-chan struct{} { return o.Preclaimed.wakeup }

// Pushes is the part of the outbox that is for users' devices.
func (o *Outbox) Pushes() outbox.Store { return lane{o, pushes} }

// Hooks is the part of the outbox that is for companies' own software. Whoever
// is slow to answer there holds up nothing else.
func (o *Outbox) Hooks() outbox.Store { return lane{o, hooks} }

// Authorities is the part of the outbox that other authorities are told of.
func (o *Outbox) Authorities() outbox.Store { return lane{o, authorities} }

// lane is a part of the outbox, by topic.
type lane struct {
	*Outbox
	topics string // a condition
}

// Claim takes items of the lane.
func (l lane) Claim(_ context.Context, n int, now time.Time, lease time.Duration) (items []outbox.Item, err error) {
	err = l.Changes.Change(func(tx *gorm.DB, _ *audit.Chain) error {
		items = nil
		rows, err := db.Query(tx.Statement.Context, tx, `UPDATE outbox SET due = ?, tries = tries + 1 WHERE id IN (
				SELECT id FROM outbox WHERE aside = 0 AND due <= ? AND `+l.topics+` ORDER BY due LIMIT ?`+l.SkipLocked+`)
			RETURNING `+Columns.Names, now.Add(lease).UnixMilli(), now.UnixMilli(), n)
		if err != nil {
			return err
		}
		return Columns.Each(rows, func(row *Row) error {
			items = append(items, row.Item())
			return nil
		})
	})
	return items, db.Wrap("claim outbox items", err)
}
