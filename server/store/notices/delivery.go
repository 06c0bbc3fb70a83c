package notices

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/outbox"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
	"ciaw/server/store/outboxes"
)

// deliveryRow is a row of the table deliveries.
type deliveryRow struct {
	ID        []byte `gorm:"primaryKey"`
	Hook      []byte
	Event     string
	Presence  []byte
	Tries     int
	Status    int
	Error     string
	CreatedAt int64 `gorm:"autoCreateTime:false"`
	ToldAt    int64
}

// TableName names the table for gorm.
func (deliveryRow) TableName() string { return "deliveries" }

func (row deliveryRow) value() (checkin.Delivery, error) {
	var r db.Reader
	d := checkin.Delivery{
		ID: r.Key(row.ID), Hook: r.Key(row.Hook), Event: checkin.Event(row.Event), Presence: r.Presence(row.Presence),
		Tries: row.Tries, Status: row.Status, Error: row.Error, Created: db.Time(row.CreatedAt),
	}
	if row.ToldAt > 0 {
		d.Told = db.Time(row.ToldAt)
	}
	return d, r.Err
}

// AddDeliveries notes what hooks must be told, and has the outbox do it. An event
// of a presence is told to a hook once.
func (t *Notices) AddDeliveries(ctx context.Context, all []checkin.Delivery) error {
	if len(all) == 0 {
		return nil
	}
	return db.Wrap("add deliveries", t.Changes.Change(func(tx *gorm.DB, _ *audit.Chain) error {
		for _, d := range all {
			row := deliveryRow{Hook: d.Hook.Bytes(), Event: string(d.Event), Presence: db.PresenceBytes(d.Presence), CreatedAt: d.Created.UnixMilli()}
			row.ID = madeOf(row.Hook, []byte(row.Event), row.Presence)
			if err := addOnce(tx, &row, outboxes.New(outbox.Hook, row.ID, d.Created)); err != nil {
				return err
			}
		}
		return nil
	}))
}

// FindDelivery returns a delivery and its hook.
func (t *Notices) FindDelivery(ctx context.Context, which id.Key) (d checkin.Delivery, h checkin.Hook, found bool, err error) {
	from := t.Read.WithContext(ctx)
	var row deliveryRow
	var hook hookRow
	if err = from.Where("id = ?", which.Bytes()).Take(&row).Error; err == nil {
		err = from.Where("id = ?", row.Hook).Take(&hook).Error
	}
	if err != nil {
		return d, h, false, db.Wrap("find delivery", db.UnlessAbsent(err))
	}
	if d, err = row.value(); err == nil {
		h, err = hook.value()
	}
	return d, h, err == nil, err
}

// ListDeliveries returns the last n deliveries of a hook, latest first.
func (t *Notices) ListDeliveries(ctx context.Context, hook id.Key, n int) ([]checkin.Delivery, error) {
	var rows []deliveryRow
	if err := t.Read.WithContext(ctx).Where("hook = ?", hook.Bytes()).Order("created_at DESC, id").Limit(n).Find(&rows).Error; err != nil {
		return nil, db.Wrap("list deliveries", err)
	}
	all := make([]checkin.Delivery, len(rows))
	for i, row := range rows {
		var err error
		if all[i], err = row.value(); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// NoteDelivery records how a try ended.
func (t *Notices) NoteDelivery(ctx context.Context, d checkin.Delivery) error {
	told := int64(0)
	if !d.Told.IsZero() {
		told = d.Told.UnixMilli()
	}
	return db.Wrap("note delivery", t.Changes.Change(func(tx *gorm.DB, _ *audit.Chain) error {
		return tx.Model(&deliveryRow{}).Where("id = ?", d.ID.Bytes()).Updates(map[string]any{
			"tries": d.Tries, "status": d.Status, "error": d.Error, "told_at": told,
		}).Error
	}))
}

// Replay has the outbox tell a delivery again, at once and with all its tries.
func (t *Notices) Replay(ctx context.Context, which id.Key) error {
	return db.Wrap("replay delivery", t.Changes.Change(func(tx *gorm.DB, _ *audit.Chain) error {
		item := outboxes.New(outbox.Hook, which.Bytes(), t.Now())
		return errors.Join(
			tx.Where("topic = ? AND subjects = ?", outbox.Hook, which.Bytes()).Delete(&outboxes.Row{}).Error,
			tx.Model(&deliveryRow{}).Where("id = ?", which.Bytes()).Updates(map[string]any{"tries": 0, "told_at": 0, "status": 0, "error": ""}).Error,
			tx.Create(&item).Error,
		)
	}))
}

// ForgetDeliveries forgets deliveries that were told before that moment.
func (t *Notices) ForgetDeliveries(ctx context.Context, before time.Time) error {
	return db.Wrap("forget deliveries", t.Changes.Change(func(tx *gorm.DB, _ *audit.Chain) error {
		return tx.Where("told_at > 0 AND created_at < ?", before.UnixMilli()).Delete(&deliveryRow{}).Error
	}))
}
