package notices

import (
	"context"
	"errors"
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

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
		Tries: row.Tries, Status: row.Status, Error: row.Error, Created: db.Time(row.CreatedAt), Told: timeOf(row.ToldAt),
	}
	return d, r.Err
}

// AddDeliveries notes what hooks must be told, and has the outbox do it: those of
// one hook together, so many at most. An event of a presence is told to a hook
// once.
func (t *Notices) AddDeliveries(_ context.Context, all []checkin.Delivery, together int) error {
	if len(all) == 0 {
		return nil
	}
	return db.Wrap("add deliveries", t.Changes.Change(func(tx *gorm.DB, _ *audit.Chain) error {
		added := map[id.Key][]byte{} // ids, by hook
		for _, d := range all {
			row := deliveryRow{Hook: d.Hook.Bytes(), Event: string(d.Event), Presence: db.PresenceBytes(d.Presence), CreatedAt: d.Created.UnixMilli()}
			row.ID = madeOf(row.Hook, []byte(row.Event), row.Presence)
			created := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
			if created.Error != nil {
				return created.Error
			}
			if created.RowsAffected > 0 {
				added[d.Hook] = append(added[d.Hook], row.ID...)
			}
		}
		for _, ids := range added {
			for some := range slices.Chunk(ids, len(outbox.Subject{})*together) {
				item := outboxes.New(outbox.Hook, some, all[0].Created)
				if err := tx.Create(&item).Error; err != nil {
					return err
				}
			}
		}
		return nil
	}))
}

// FindDeliveries returns those of the deliveries that are there, in the order in
// which they were noted.
func (t *Notices) FindDeliveries(ctx context.Context, which []id.Key) ([]checkin.Delivery, error) {
	ids := make([][]byte, len(which))
	for i, one := range which {
		ids[i] = one.Bytes()
	}
	var rows []deliveryRow
	if err := t.Read.WithContext(ctx).Where("id IN ?", ids).Find(&rows).Error; err != nil {
		return nil, db.Wrap("find deliveries", err)
	}
	all, err := valuesOf(rows)
	slices.SortFunc(all, func(a, b checkin.Delivery) int { return slices.Index(which, a.ID) - slices.Index(which, b.ID) })
	return all, err
}

func valuesOf(rows []deliveryRow) (all []checkin.Delivery, err error) {
	all = make([]checkin.Delivery, len(rows))
	for i, row := range rows {
		if all[i], err = row.value(); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// ListDeliveries returns the last n deliveries of a hook, latest first.
func (t *Notices) ListDeliveries(ctx context.Context, hook id.Key, n int) ([]checkin.Delivery, error) {
	var rows []deliveryRow
	if err := t.Read.WithContext(ctx).Where("hook = ?", hook.Bytes()).Order("created_at DESC, id").Limit(n).Find(&rows).Error; err != nil {
		return nil, db.Wrap("list deliveries", err)
	}
	return valuesOf(rows)
}

// NoteTry records how telling a hook ended.
func (t *Notices) NoteTry(_ context.Context, try checkin.Try) error {
	return db.Wrap("note deliveries", t.Changes.Change(func(tx *gorm.DB, _ *audit.Chain) error {
		for _, d := range try.Deliveries {
			err := tx.Model(&deliveryRow{}).Where("id = ?", d.ID.Bytes()).Updates(map[string]any{
				"tries": d.Tries, "status": d.Status, "error": d.Error, "told_at": millis(d.Told),
			}).Error
			if err != nil {
				return err
			}
		}
		return tx.Model(&hookRow{}).Where("id = ? AND (failures <> ? OR rests_until <> ?)", try.Hook.Bytes(), try.Failures, millis(try.Rests)).
			Updates(map[string]any{"failures": try.Failures, "rests_until": millis(try.Rests)}).Error
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
