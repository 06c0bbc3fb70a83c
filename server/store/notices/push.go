package notices

import (
	"context"
	"crypto/sha256"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/outbox"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
	"ciaw/server/store/outboxes"
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
func (t *Notices) AddPushes(ctx context.Context, all []checkin.Push) error {
	if len(all) == 0 {
		return nil
	}
	return db.Wrap("add pushes", t.Changes.Change(func(tx *gorm.DB, _ *audit.Chain) error { return addPushes(tx, all) }))
}

func addPushes(tx *gorm.DB, all []checkin.Push) error {
	for _, p := range all {
		row := pushRow{Subscription: p.Subscription.Bytes(), Notice: string(p.Notice), CreatedAt: p.Created.UnixMilli()}
		if !p.Presence.IsZero() {
			row.Presence = db.PresenceBytes(p.Presence)
		}
		row.ID = madeOf(row.Subscription, []byte(row.Notice), row.Presence)
		if err := addOnce(tx, &row, outboxes.New(outbox.Push, row.ID, p.Created)); err != nil {
			return err
		}
	}
	return nil
}

// addOnce adds a row and its item of the outbox, unless the row is there.
func addOnce(tx *gorm.DB, row any, item outboxes.Row) error {
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
func (t *Notices) FindPush(ctx context.Context, which id.Key) (p checkin.Push, sub checkin.Subscription, found bool, err error) {
	from := t.Read.WithContext(ctx)
	var row pushRow
	if err := from.Where("id = ?", which.Bytes()).Take(&row).Error; err != nil {
		return p, sub, false, db.Wrap("find push", db.UnlessAbsent(err))
	}
	all, err := t.subscriptions(from.Where("id = ?", row.Subscription))
	if err != nil || len(all) == 0 {
		return p, sub, false, err
	}
	var r db.Reader
	p = checkin.Push{
		ID: which, Subscription: all[0].ID, Notice: checkin.Notice(row.Notice), Presence: r.Presence(row.Presence),
		Created: db.Time(row.CreatedAt),
	}
	return p, all[0], r.Err == nil, r.Err
}

// RemovePush forgets a push that was told.
func (t *Notices) RemovePush(ctx context.Context, which id.Key) error {
	return db.Wrap("remove push", t.Changes.Change(func(tx *gorm.DB, _ *audit.Chain) error {
		return tx.Where("id = ?", which.Bytes()).Delete(&pushRow{}).Error
	}))
}
