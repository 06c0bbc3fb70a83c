package store

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"ciaw/server/id"
	"ciaw/server/outbox"
)

// Topics of what is told inside the register.
const (
	TopicCheck  = "check"  // subjects: new presences, for the content check
	TopicCancel = "cancel" // subject: a presence that was cancelled
)

// outboxRow is a row of the table outbox.
type outboxRow struct {
	ID        []byte `gorm:"primaryKey"`
	Topic     string
	Subjects  []byte // 16 bytes each
	Due       int64
	Tries     int
	Aside     int
	LastError string
}

// TableName names the table for gorm.
func (outboxRow) TableName() string { return "outbox" }

// newItem returns an item that is due at once. Its id grows with time, as a
// UUIDv7 does.
func newItem(topic string, subjects []byte, at time.Time) outboxRow {
	item := make([]byte, 16)
	_, _ = rand.Read(item) // never fails
	binary.BigEndian.PutUint64(item, uint64(at.UnixMilli())<<16|0x7000|uint64(item[6])<<8&0x0f00|uint64(item[7]))
	return outboxRow{ID: item, Topic: topic, Subjects: subjects, Due: at.UnixMilli()}
}

func (row outboxRow) value() outbox.Item {
	item := outbox.Item{
		ID: [16]byte(row.ID), Topic: row.Topic, Due: time.UnixMilli(row.Due).UTC(),
		Tries: row.Tries, Aside: row.Aside != 0, LastError: row.LastError,
	}
	for one := range slices.Chunk(row.Subjects, subjectSize) {
		if len(one) == subjectSize {
			item.Subjects = append(item.Subjects, id.PresenceOf([16]byte(one)))
		}
	}
	return item
}

// subjectSize is the length of an id in bytes.
const subjectSize = 16

// apart returns an item for each subject of one that was not told. They go on
// where it was.
func (row outboxRow) apart(o outbox.Outcome) (all []outboxRow) {
	for one := range slices.Chunk(row.Subjects, subjectSize) {
		each := newItem(row.Topic, one, o.Due)
		each.Tries, each.LastError = row.Tries, o.Error
		all = append(all, each)
	}
	return all
}

// Claim takes items that are due, for the length of a lease: nobody else is
// given them before it ends. Those for the outside are not among them.
// From the first claim on, new items are written as claimed by this process, so
// that most of them need no claim; an eighth of the room is left for others.
func (s *Store) Claim(ctx context.Context, n int, now time.Time, lease time.Duration) ([]outbox.Item, error) {
	items := s.handed.take(n, now)
	left := n
	for _, item := range items {
		left -= len(item.Subjects)
	}
	more, err := lane{s, "topic NOT IN ('push', 'hook')"}.Claim(ctx, max(left, n/8, 1), now, lease)
	if err != nil {
		s.handed.give(items)
		return nil, err
	}
	return append(items, more...), nil
}

// Enough receives when there are many items that this process has claimed by
// writing them.
func (s *Store) Enough() <-chan struct{} { return s.handed.enough }

// Outward is the part of the outbox that is for the outside. Whoever is slow to
// answer there holds up nothing else.
func (s *Store) Outward() outbox.Store { return lane{s, "topic IN ('push', 'hook')"} }

// lane is a part of the outbox.
type lane struct {
	*Store
	which string // a condition; no input goes into it
}

// Claim takes items of the lane.
func (l lane) Claim(_ context.Context, n int, now time.Time, lease time.Duration) (items []outbox.Item, err error) {
	err = l.changeElsewhere(func(tx *gorm.DB) (err error) {
		items, err = l.claim(tx, now, now.Add(lease), n)
		return err
	})
	return items, wrap("claim outbox items", err)
}

func (l lane) claim(tx *gorm.DB, now, until time.Time, n int) (items []outbox.Item, err error) {
	rows, err := query(tx.Statement.Context, tx, `UPDATE outbox SET due = ?, tries = tries + 1 WHERE id IN (
			SELECT id FROM outbox WHERE aside = 0 AND due <= ? AND `+l.which+` ORDER BY due LIMIT ?`+l.dialect.skip+`)
		RETURNING `+outboxColumns, until.UnixMilli(), now.UnixMilli(), n)
	if err != nil {
		return nil, err
	}
	defer func() { err = firstError(err, rows.Close()) }()
	for rows.Next() {
		var row outboxRow
		if err := rows.Scan(row.targets()...); err != nil {
			return nil, err
		}
		items = append(items, row.value())
	}
	return items, rows.Err()
}

// Settle records what became of claimed items: those that were told are
// removed, the others are due again later or set aside.
func (s *Store) Settle(_ context.Context, outcomes []outbox.Outcome) error {
	err := s.changeElsewhere(func(tx *gorm.DB) error {
		var told [][]byte
		for _, o := range outcomes {
			var err error
			switch {
			case o.Told:
				told = append(told, o.ID[:])
			case o.Apart:
				err = takeApart(tx, o)
			default:
				err = postpone(tx, o)
			}
			if err != nil {
				return err
			}
		}
		_, err := changeThose(tx, "DELETE FROM outbox WHERE id", told)
		return err
	})
	return wrap("settle outbox items", err)
}

// postpone has an item told later, or not before the operator says so.
func postpone(tx *gorm.DB, o outbox.Outcome) error {
	aside := 0
	if o.Aside {
		aside = 1
	}
	return tx.Model(&outboxRow{}).Where("id = ?", o.ID[:]).Updates(map[string]any{
		"due": o.Due.UnixMilli(), "aside": aside, "last_error": o.Error,
	}).Error
}

// takeApart puts an item for each of its subjects in the place of one, unless
// that is gone: whoever had it after this lease has told it.
func takeApart(tx *gorm.DB, o outbox.Outcome) error {
	var rows []outboxRow
	if err := tx.Where("id = ?", o.ID[:]).Find(&rows).Error; err != nil || len(rows) == 0 {
		return err
	}
	if _, err := insertAll(tx, intoOutbox, rows[0].apart(o)); err != nil {
		return err
	}
	return tx.Delete(&rows[0]).Error
}

// Outbox returns what is waiting and what was set aside, oldest first, at most
// n of it, and how many there are of each.
func (s *Store) Outbox(ctx context.Context, n int) (items []outbox.Item, waiting, aside int64, err error) {
	db := s.read.WithContext(ctx)
	var rows []outboxRow
	if err = db.Order("aside DESC, id").Limit(n).Find(&rows).Error; err == nil {
		err = db.Model(&outboxRow{}).Where("aside = 0").Count(&waiting).Error
	}
	if err == nil {
		err = db.Model(&outboxRow{}).Where("aside = 1").Count(&aside).Error
	}
	if err != nil {
		return nil, 0, 0, fmt.Errorf("read outbox: %w", err)
	}
	for _, row := range rows {
		items = append(items, row.value())
	}
	return items, waiting, aside, nil
}

// Waiting says how much of the outbox waits and how much was set aside, for
// metrics.
func (s *Store) Waiting(ctx context.Context) (waiting, aside int64, err error) {
	_, waiting, aside, err = s.Outbox(ctx, 1)
	return waiting, aside, err
}

// Retry makes all items that were set aside due now, and returns how many.
func (s *Store) Retry(ctx context.Context, now time.Time) (n int64, err error) {
	err = s.change(ctx, func(tx *gorm.DB) error {
		result := tx.Model(&outboxRow{}).Where("aside = 1").Updates(map[string]any{"aside": 0, "tries": 0, "due": now.UnixMilli()})
		n = result.RowsAffected
		return result.Error
	})
	return n, err
}
