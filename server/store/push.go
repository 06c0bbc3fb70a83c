package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// maxDevices is on how many devices a user is told things; the oldest go.
const maxDevices = 10

// subscriptionRow is a row of the table push_subscriptions.
type subscriptionRow struct {
	ID        []byte `gorm:"primaryKey"`
	Owner     []byte
	Endpoint  string
	DeviceKey []byte
	Secret    []byte
	Language  string
	Remarks   int
	CreatedAt int64 `gorm:"autoCreateTime:false"`
}

// TableName names the table for gorm.
func (subscriptionRow) TableName() string { return "push_subscriptions" }

// alarmRow is a row of the table push_alarms.
type alarmRow struct {
	Subscription []byte `gorm:"primaryKey"`
	Notice       string `gorm:"primaryKey"`
	At           int
	Days         int
	Due          int64
}

// TableName names the table for gorm.
func (alarmRow) TableName() string { return "push_alarms" }

func rowOfAlarm(which id.Key, a checkin.Alarm, after time.Time) alarmRow {
	row := alarmRow{Subscription: which.Bytes(), Notice: string(a.Notice), At: a.At, Due: a.Next(after).UnixMilli()}
	for i, on := range a.Days {
		row.Days |= number(on) << i
	}
	return row
}

func (row alarmRow) value() checkin.Alarm {
	a := checkin.Alarm{Notice: checkin.Notice(row.Notice), At: row.At}
	for i := range a.Days {
		a.Days[i] = row.Days>>i&1 == 1
	}
	return a
}

func (row subscriptionRow) value(alarms []alarmRow) (checkin.Subscription, error) {
	var r reader
	s := checkin.Subscription{
		ID: r.key(row.ID), User: r.key(row.Owner), Endpoint: row.Endpoint, Key: row.DeviceKey, Secret: row.Secret,
		Language: row.Language, Remarks: row.Remarks != 0, Created: time.UnixMilli(row.CreatedAt).UTC(),
	}
	for _, a := range alarms {
		s.Alarms = append(s.Alarms, a.value())
	}
	return s, r.err
}

// PutSubscription stores a subscription, also over one of somebody else: whoever
// holds the device decides.
func (s *Store) PutSubscription(ctx context.Context, sub checkin.Subscription) error {
	row := subscriptionRow{
		sub.ID.Bytes(), sub.User.Bytes(), sub.Endpoint, sub.Key, sub.Secret, sub.Language, number(sub.Remarks), sub.Created.UnixMilli(),
	}
	return wrap("put subscription", s.change(ctx, func(tx *gorm.DB) error {
		if err := tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error; err != nil {
			return err
		}
		if err := tx.Where("subscription = ?", row.ID).Delete(&alarmRow{}).Error; err != nil {
			return err
		}
		for _, a := range sub.Alarms {
			alarm := rowOfAlarm(sub.ID, a, s.Now())
			if err := tx.Create(&alarm).Error; err != nil {
				return err
			}
		}
		var surplus [][]byte
		err := tx.Model(&subscriptionRow{}).Where("owner = ?", row.Owner).Order("created_at DESC, id").Offset(maxDevices).Limit(maxDevices).Pluck("id", &surplus).Error
		return firstError(err, removeSubscriptions(tx, surplus))
	}))
}

func removeSubscriptions(tx *gorm.DB, ids [][]byte) error {
	if len(ids) == 0 {
		return nil
	}
	return errors.Join(
		tx.Where("subscription IN ?", ids).Delete(&pushRow{}).Error,
		tx.Where("subscription IN ?", ids).Delete(&alarmRow{}).Error,
		tx.Where("id IN ?", ids).Delete(&subscriptionRow{}).Error,
	)
}

// ListSubscriptions returns the subscriptions of users, by id.
func (s *Store) ListSubscriptions(ctx context.Context, users ...id.Key) ([]checkin.Subscription, error) {
	owners := make([][]byte, len(users))
	for i, u := range users {
		owners[i] = u.Bytes()
	}
	return s.subscriptions(s.read.WithContext(ctx).Where("owner IN ?", owners))
}

func (s *Store) subscriptions(where *gorm.DB) ([]checkin.Subscription, error) {
	var rows []subscriptionRow
	if err := where.Order("id").Find(&rows).Error; err != nil || len(rows) == 0 {
		return nil, wrap("list subscriptions", err)
	}
	ids := make([][]byte, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	var alarms []alarmRow
	if err := s.read.WithContext(where.Statement.Context).Where("subscription IN ?", ids).Order("notice").Find(&alarms).Error; err != nil {
		return nil, wrap("list alarms", err)
	}
	of := map[string][]alarmRow{}
	for _, a := range alarms {
		of[string(a.Subscription)] = append(of[string(a.Subscription)], a)
	}
	all := make([]checkin.Subscription, len(rows))
	for i, row := range rows {
		var err error
		if all[i], err = row.value(of[string(row.ID)]); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// RemoveSubscription forgets a subscription of a user; found is false if they
// have none of that id.
func (s *Store) RemoveSubscription(ctx context.Context, user, which id.Key) (found bool, err error) {
	err = s.change(ctx, func(tx *gorm.DB) error {
		var n int64
		if err := tx.Model(&subscriptionRow{}).Where("id = ? AND owner = ?", which.Bytes(), user.Bytes()).Count(&n).Error; err != nil || n == 0 {
			return err
		}
		found = true
		return removeSubscriptions(tx, [][]byte{which.Bytes()})
	})
	return found, wrap("remove subscription", err)
}
