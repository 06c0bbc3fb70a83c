package notices

import (
	"cmp"
	"context"
	"errors"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
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

func (row subscriptionRow) value(alarms []alarmRow) (checkin.Subscription, error) {
	var r db.Reader
	s := checkin.Subscription{
		ID: r.Key(row.ID), User: r.Key(row.Owner), Endpoint: row.Endpoint, Key: row.DeviceKey, Secret: row.Secret,
		Language: row.Language, Remarks: row.Remarks != 0, Created: db.Time(row.CreatedAt),
	}
	for _, a := range alarms {
		s.Alarms = append(s.Alarms, a.value())
	}
	return s, r.Err
}

// PutSubscription stores a subscription, also over one of somebody else: whoever
// holds the device decides. What that one was still to be told there is forgotten:
// it is not for who has the device now.
func (t *Notices) PutSubscription(ctx context.Context, sub checkin.Subscription) error {
	row := subscriptionRow{
		sub.ID.Bytes(), sub.User.Bytes(), sub.Endpoint, sub.Key, sub.Secret, sub.Language, db.Flag(sub.Remarks), sub.Created.UnixMilli(),
	}
	return db.Wrap("put subscription", t.Changes.Change(func(tx *gorm.DB, _ *audit.Chain) error {
		ofOther := tx.Model(&subscriptionRow{}).Select("id").Where("id = ? AND owner <> ?", row.ID, row.Owner)
		if err := tx.Where("subscription IN (?)", ofOther).Delete(&pushRow{}).Error; err != nil {
			return err
		}
		if err := tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error; err != nil {
			return err
		}
		if err := tx.Where("subscription = ?", row.ID).Delete(&alarmRow{}).Error; err != nil {
			return err
		}
		for _, a := range sub.Alarms {
			alarm := rowOfAlarm(sub.ID, a, t.Now())
			if err := tx.Create(&alarm).Error; err != nil {
				return err
			}
		}
		var surplus [][]byte
		err := tx.Model(&subscriptionRow{}).Where("owner = ?", row.Owner).Order("created_at DESC, id").Offset(maxDevices).Limit(maxDevices).Pluck("id", &surplus).Error
		return cmp.Or(err, removeSubscriptions(tx, surplus))
	}))
}

// RemoveDevices removes the subscriptions of a user, with all that belongs to
// them.
func RemoveDevices(tx *gorm.DB, user []byte) error {
	var devices [][]byte
	if err := tx.Model(&subscriptionRow{}).Where("owner = ?", user).Pluck("id", &devices).Error; err != nil {
		return err
	}
	return removeSubscriptions(tx, devices)
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
func (t *Notices) ListSubscriptions(ctx context.Context, users ...id.Key) ([]checkin.Subscription, error) {
	owners := make([][]byte, len(users))
	for i, u := range users {
		owners[i] = u.Bytes()
	}
	return t.subscriptions(t.Read.WithContext(ctx).Where("owner IN ?", owners))
}

func (t *Notices) subscriptions(where *gorm.DB) ([]checkin.Subscription, error) {
	var rows []subscriptionRow
	if err := where.Order("id").Find(&rows).Error; err != nil || len(rows) == 0 {
		return nil, db.Wrap("list subscriptions", err)
	}
	ids := make([][]byte, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	var alarms []alarmRow
	if err := t.Read.WithContext(where.Statement.Context).Where("subscription IN ?", ids).Order("notice").Find(&alarms).Error; err != nil {
		return nil, db.Wrap("list alarms", err)
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
func (t *Notices) RemoveSubscription(ctx context.Context, user, which id.Key) (found bool, err error) {
	err = t.Changes.Change(func(tx *gorm.DB, _ *audit.Chain) error {
		var n int64
		if err := tx.Model(&subscriptionRow{}).Where("id = ? AND owner = ?", which.Bytes(), user.Bytes()).Count(&n).Error; err != nil || n == 0 {
			return err
		}
		found = true
		return removeSubscriptions(tx, [][]byte{which.Bytes()})
	})
	return found, db.Wrap("remove subscription", err)
}
