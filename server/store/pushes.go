package store

import (
	"context"
	"crypto/sha256"
	"errors"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// Topics of what is told to the outside, which may be slow to answer.
const (
	TopicPush = "push" // subject: a push
	TopicHook = "hook" // subject: a delivery
)

// pushRow is a row of the table pushes.
type pushRow struct {
	ID           []byte `gorm:"primaryKey"`
	Subscription []byte
	Notice       string
	Presence     []byte
	CreatedAt    int64 `gorm:"autoCreateTime:false"`
}

// TableName names the table for gorm.
func (pushRow) TableName() string { return "pushes" }

// AddPushes notes what devices must be told, and has the outbox do it. One that
// is there already, by subscription, notice and presence, is not added again.
func (s *Store) AddPushes(ctx context.Context, all []checkin.Push) error {
	if len(all) == 0 {
		return nil
	}
	return wrap("add pushes", s.change(ctx, func(tx *gorm.DB) error { return addPushes(tx, all) }))
}

func addPushes(tx *gorm.DB, all []checkin.Push) error {
	for _, p := range all {
		row := pushRow{Subscription: p.Subscription.Bytes(), Notice: string(p.Notice), CreatedAt: p.Created.UnixMilli()}
		if !p.Presence.IsZero() {
			row.Presence = bytesOf(p.Presence)
		}
		row.ID = madeOf(row.Subscription, []byte(row.Notice), row.Presence)
		if err := addOnce(tx, &row, newItem(TopicPush, row.ID, p.Created)); err != nil {
			return err
		}
	}
	return nil
}

// addOnce adds a row and its item of the outbox, unless the row is there.
func addOnce(tx *gorm.DB, row any, item outboxRow) error {
	added := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(row)
	if added.Error != nil || added.RowsAffected == 0 {
		return added.Error
	}
	return tx.Create(&item).Error
}

// madeOf returns the id of what is told once: it is made of what it is about.
func madeOf(parts ...[]byte) []byte {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte{byte(len(p))}) // never fails
		h.Write(p)
	}
	return h.Sum(nil)[:16]
}

// FindPush returns a push and where it goes; found is false once it was told, or
// the device is gone.
func (s *Store) FindPush(ctx context.Context, which id.Key) (p checkin.Push, sub checkin.Subscription, found bool, err error) {
	db := s.read.WithContext(ctx)
	var row pushRow
	if err := db.Where("id = ?", which.Bytes()).Take(&row).Error; err != nil {
		return p, sub, false, wrap("find push", unlessAbsent(err))
	}
	all, err := s.subscriptions(db.Where("id = ?", row.Subscription))
	if err != nil || len(all) == 0 {
		return p, sub, false, err
	}
	var r reader
	p = checkin.Push{
		ID: which, Subscription: all[0].ID, Notice: checkin.Notice(row.Notice), Presence: r.presence(row.Presence),
		Created: time.UnixMilli(row.CreatedAt).UTC(),
	}
	return p, all[0], r.err == nil, r.err
}

func unlessAbsent(err error) error {
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil
	}
	return err
}

// RemovePush forgets a push that was told.
func (s *Store) RemovePush(ctx context.Context, which id.Key) error {
	return wrap("remove push", s.change(ctx, func(tx *gorm.DB) error {
		return tx.Where("id = ?", which.Bytes()).Delete(&pushRow{}).Error
	}))
}

// tooLate is for how long an alarm is worth ringing late.
const tooLate = time.Hour

// RingAlarms turns alarms that are due into pushes, at most n of them, and sets
// them to their next time. Of several processes one gets each.
func (s *Store) RingAlarms(ctx context.Context, now time.Time, n int) (rung int, err error) {
	err = s.change(ctx, func(tx *gorm.DB) error {
		var rows []alarmRow
		if err := tx.Raw("SELECT * FROM push_alarms WHERE due <= ? ORDER BY due LIMIT ?"+s.dialect.skip, now.UnixMilli(), n).Scan(&rows).Error; err != nil {
			return err
		}
		rung = len(rows)
		var pushes []checkin.Push
		for _, row := range rows {
			var r reader
			which := r.key(row.Subscription)
			next := rowOfAlarm(which, row.value(), now)
			if err := firstError(r.err, tx.Save(&next).Error); err != nil {
				return err
			}
			if now.Sub(time.UnixMilli(row.Due)) < tooLate {
				pushes = append(pushes, checkin.Push{Subscription: which, Notice: checkin.Notice(row.Notice), Created: now})
			}
		}
		return addPushes(tx, pushes)
	})
	return rung, wrap("ring alarms", err)
}

// AlarmsDue reports whether an alarm is due.
func (s *Store) AlarmsDue(ctx context.Context, now time.Time) (bool, error) {
	var due []int64
	err := s.read.WithContext(ctx).Model(&alarmRow{}).Where("due <= ?", now.UnixMilli()).Limit(1).Pluck("due", &due).Error
	return len(due) > 0, wrap("look for alarms", err)
}
