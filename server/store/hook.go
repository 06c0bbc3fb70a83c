package store

import (
	"context"
	"errors"
	"strings"
	"time"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// hookRow is a row of the table hooks.
type hookRow struct {
	ID        []byte `gorm:"primaryKey"`
	Company   []byte
	Creator   []byte
	URL       string
	Events    string
	CreatedAt int64 `gorm:"autoCreateTime:false"`
}

// TableName names the table for gorm.
func (hookRow) TableName() string { return "hooks" }

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

func (row hookRow) value() (checkin.Hook, error) {
	var r reader
	h := checkin.Hook{
		ID: r.key(row.ID), Company: r.key(row.Company), Creator: r.key(row.Creator), URL: row.URL, Created: time.UnixMilli(row.CreatedAt).UTC(),
	}
	for e := range strings.FieldsSeq(row.Events) {
		h.Events = append(h.Events, checkin.Event(e))
	}
	return h, r.err
}

func (row deliveryRow) value() (checkin.Delivery, error) {
	var r reader
	d := checkin.Delivery{
		ID: r.key(row.ID), Hook: r.key(row.Hook), Event: checkin.Event(row.Event), Presence: r.presence(row.Presence),
		Tries: row.Tries, Status: row.Status, Error: row.Error, Created: time.UnixMilli(row.CreatedAt).UTC(),
	}
	if row.ToldAt > 0 {
		d.Told = time.UnixMilli(row.ToldAt).UTC()
	}
	return d, r.err
}

// AddHook stores a hook, unless its company has that many already.
func (s *Store) AddHook(_ context.Context, h checkin.Hook, most int) (added bool, err error) {
	words := make([]string, len(h.Events))
	for i, e := range h.Events {
		words[i] = string(e)
	}
	row := hookRow{h.ID.Bytes(), h.Company.Bytes(), h.Creator.Bytes(), h.URL, strings.Join(words, " "), h.Created.UnixMilli()}
	err = s.submit(&job{do: func(tx *gorm.DB, log *chain) error {
		var there int64
		if err := tx.Model(&hookRow{}).Where("company = ?", row.Company).Count(&there).Error; err != nil || there >= int64(most) {
			return err
		}
		added = true
		return firstError(tx.Create(&row).Error, log.add(tx, entry{h.Created, userActor(h.Creator), "add hook", row.ID, ""}))
	}})
	return added, wrap("add hook", err)
}

// ListHooks returns the hooks of a company; of all with the zero key.
func (s *Store) ListHooks(ctx context.Context, company id.Key) ([]checkin.Hook, error) {
	db := s.read.WithContext(ctx)
	if !company.IsZero() {
		db = db.Where("company = ?", company.Bytes())
	}
	var rows []hookRow
	if err := db.Order("id").Find(&rows).Error; err != nil {
		return nil, wrap("list hooks", err)
	}
	all := make([]checkin.Hook, len(rows))
	for i, row := range rows {
		var err error
		if all[i], err = row.value(); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// RemoveHook forgets a hook of a company with its deliveries; found is false if
// it has none of that id.
func (s *Store) RemoveHook(_ context.Context, by checkin.User, which id.Key) (found bool, err error) {
	err = s.submit(&job{do: func(tx *gorm.DB, log *chain) error {
		var n int64
		if err := tx.Model(&hookRow{}).Where("id = ? AND company = ?", which.Bytes(), by.Company.Bytes()).Count(&n).Error; err != nil || n == 0 {
			return err
		}
		found = true
		return errors.Join(
			tx.Exec("DELETE FROM outbox WHERE topic = ? AND subjects IN (SELECT id FROM deliveries WHERE hook = ?)", TopicHook, which.Bytes()).Error,
			tx.Where("hook = ?", which.Bytes()).Delete(&deliveryRow{}).Error,
			tx.Where("id = ?", which.Bytes()).Delete(&hookRow{}).Error,
			log.add(tx, entry{s.Now(), userActor(by.ID), "remove hook", which.Bytes(), ""}),
		)
	}})
	return found, wrap("remove hook", err)
}

// AddDeliveries notes what hooks must be told, and has the outbox do it. An event
// of a presence is told to a hook once.
func (s *Store) AddDeliveries(ctx context.Context, all []checkin.Delivery) error {
	if len(all) == 0 {
		return nil
	}
	return wrap("add deliveries", s.change(ctx, func(tx *gorm.DB) error {
		for _, d := range all {
			row := deliveryRow{Hook: d.Hook.Bytes(), Event: string(d.Event), Presence: bytesOf(d.Presence), CreatedAt: d.Created.UnixMilli()}
			row.ID = madeOf(row.Hook, []byte(row.Event), row.Presence)
			if err := addOnce(tx, &row, newItem(TopicHook, row.ID, d.Created)); err != nil {
				return err
			}
		}
		return nil
	}))
}

// FindDelivery returns a delivery and its hook.
func (s *Store) FindDelivery(ctx context.Context, which id.Key) (d checkin.Delivery, h checkin.Hook, found bool, err error) {
	db := s.read.WithContext(ctx)
	var row deliveryRow
	var hook hookRow
	if err = db.Where("id = ?", which.Bytes()).Take(&row).Error; err == nil {
		err = db.Where("id = ?", row.Hook).Take(&hook).Error
	}
	if err != nil {
		return d, h, false, wrap("find delivery", unlessAbsent(err))
	}
	if d, err = row.value(); err == nil {
		h, err = hook.value()
	}
	return d, h, err == nil, err
}

// ListDeliveries returns the last n deliveries of a hook, latest first.
func (s *Store) ListDeliveries(ctx context.Context, hook id.Key, n int) ([]checkin.Delivery, error) {
	var rows []deliveryRow
	if err := s.read.WithContext(ctx).Where("hook = ?", hook.Bytes()).Order("created_at DESC, id").Limit(n).Find(&rows).Error; err != nil {
		return nil, wrap("list deliveries", err)
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
func (s *Store) NoteDelivery(ctx context.Context, d checkin.Delivery) error {
	told := int64(0)
	if !d.Told.IsZero() {
		told = d.Told.UnixMilli()
	}
	return wrap("note delivery", s.change(ctx, func(tx *gorm.DB) error {
		return tx.Model(&deliveryRow{}).Where("id = ?", d.ID.Bytes()).Updates(map[string]any{
			"tries": d.Tries, "status": d.Status, "error": d.Error, "told_at": told,
		}).Error
	}))
}

// Replay has the outbox tell a delivery again, at once and with all its tries.
func (s *Store) Replay(ctx context.Context, which id.Key) error {
	return wrap("replay delivery", s.change(ctx, func(tx *gorm.DB) error {
		item := newItem(TopicHook, which.Bytes(), s.Now())
		return errors.Join(
			tx.Where("topic = ? AND subjects = ?", TopicHook, which.Bytes()).Delete(&outboxRow{}).Error,
			tx.Model(&deliveryRow{}).Where("id = ?", which.Bytes()).Updates(map[string]any{"tries": 0, "told_at": 0, "status": 0, "error": ""}).Error,
			tx.Create(&item).Error,
		)
	}))
}

// ForgetDeliveries forgets deliveries that were told before that moment.
func (s *Store) ForgetDeliveries(ctx context.Context, before time.Time) error {
	return wrap("forget deliveries", s.change(ctx, func(tx *gorm.DB) error {
		return tx.Where("told_at > 0 AND created_at < ?", before.UnixMilli()).Delete(&deliveryRow{}).Error
	}))
}
