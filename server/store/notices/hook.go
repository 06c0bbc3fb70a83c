package notices

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/outbox"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
	"ciaw/server/store/outboxes"
)

// hookRow is a row of the table hooks.
type hookRow struct {
	ID        []byte `gorm:"primaryKey"`
	Company   []byte
	Creator   []byte
	URL       string
	Events    string
	CreatedAt int64 `gorm:"autoCreateTime:false"`

	ConfirmedAt int64
	Failures    int
	RestsUntil  int64
}

// TableName names the table for gorm.
func (hookRow) TableName() string { return "hooks" }

func (row hookRow) value() (checkin.Hook, error) {
	var r db.Reader
	h := checkin.Hook{
		ID: r.Key(row.ID), Company: r.Key(row.Company), Creator: r.Key(row.Creator), URL: row.URL, Created: db.Time(row.CreatedAt),
		Failures: row.Failures, Confirmed: timeOf(row.ConfirmedAt), Rests: timeOf(row.RestsUntil),
	}
	for e := range strings.FieldsSeq(row.Events) {
		h.Events = append(h.Events, checkin.Event(e))
	}
	return h, r.Err
}

// AddHook stores a hook, unless its company has that many already, and has the
// outbox challenge it.
func (t *Notices) AddHook(_ context.Context, h checkin.Hook, most int) (added bool, err error) {
	words := make([]string, len(h.Events))
	for i, e := range h.Events {
		words[i] = string(e)
	}
	row := hookRow{
		ID: h.ID.Bytes(), Company: h.Company.Bytes(), Creator: h.Creator.Bytes(), URL: h.URL, Events: strings.Join(words, " "), CreatedAt: h.Created.UnixMilli(),
	}
	challenge := outboxes.New(outbox.Challenge, row.ID, h.Created)
	err = t.Changes.Change(func(tx *gorm.DB, log *audit.Chain) error {
		var there int64
		if err := tx.Model(&hookRow{}).Where("company = ?", row.Company).Count(&there).Error; err != nil || there >= int64(most) {
			return err
		}
		added = true
		return cmp.Or(tx.Create(&row).Error, tx.Create(&challenge).Error, log.Add(tx, audit.Entry{At: h.Created, Actor: audit.User(h.Creator), Action: "add hook", Subject: row.ID}))
	})
	return added, db.Wrap("add hook", err)
}

// ListHooks returns the hooks of a company; of all with the zero key.
func (t *Notices) ListHooks(ctx context.Context, company id.Key) ([]checkin.Hook, error) {
	from := t.Read.WithContext(ctx)
	if !company.IsZero() {
		from = from.Where("company = ?", company.Bytes())
	}
	var rows []hookRow
	if err := from.Order("id").Find(&rows).Error; err != nil {
		return nil, db.Wrap("list hooks", err)
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

// RemoveHooksOf removes all hooks of a company, with what they must still be told.
func RemoveHooksOf(tx *gorm.DB, company []byte) error {
	const hooks = "(SELECT id FROM hooks WHERE company = ?)"
	return errors.Join(
		tx.Exec("DELETE FROM outbox WHERE topic = ? AND subjects IN (SELECT id FROM deliveries WHERE hook IN "+hooks+")", outbox.Hook, company).Error,
		tx.Exec("DELETE FROM deliveries WHERE hook IN "+hooks, company).Error,
		tx.Where("company = ?", company).Delete(&hookRow{}).Error,
	)
}

// RemoveHook forgets a hook of a company with its deliveries; found is false if
// it has none of that id.
func (t *Notices) RemoveHook(_ context.Context, by checkin.User, which id.Key) (found bool, err error) {
	err = t.Changes.Change(func(tx *gorm.DB, log *audit.Chain) error {
		var n int64
		if err := tx.Model(&hookRow{}).Where("id = ? AND company = ?", which.Bytes(), by.Company.Bytes()).Count(&n).Error; err != nil || n == 0 {
			return err
		}
		found = true
		return errors.Join(
			tx.Exec("DELETE FROM outbox WHERE topic = ? AND substr(subjects, 1, 16) IN (SELECT id FROM deliveries WHERE hook = ?)", outbox.Hook, which.Bytes()).Error,
			tx.Exec("DELETE FROM outbox WHERE topic = ? AND subjects = ?", outbox.Challenge, which.Bytes()).Error,
			tx.Where("hook = ?", which.Bytes()).Delete(&deliveryRow{}).Error,
			tx.Where("id = ?", which.Bytes()).Delete(&hookRow{}).Error,
			log.Add(tx, audit.Entry{At: t.Now(), Actor: audit.User(by.ID), Action: "remove hook", Subject: which.Bytes()}),
		)
	})
	return found, db.Wrap("remove hook", err)
}

// FindHook returns a hook.
func (t *Notices) FindHook(ctx context.Context, which id.Key) (h checkin.Hook, found bool, err error) {
	var row hookRow
	if err := t.Read.WithContext(ctx).Where("id = ?", which.Bytes()).Take(&row).Error; err != nil {
		return h, false, db.Wrap("find hook", db.UnlessAbsent(err))
	}
	h, err = row.value()
	return h, err == nil, err
}

// ChallengeHook has the outbox challenge a hook of the user's company, if it is
// not confirmed; found is false if the company has none of that id.
func (t *Notices) ChallengeHook(_ context.Context, by checkin.User, which id.Key) (found bool, err error) {
	err = t.Changes.Change(func(tx *gorm.DB, _ *audit.Chain) error {
		var rows []hookRow
		if err := tx.Where("id = ? AND company = ?", which.Bytes(), by.Company.Bytes()).Find(&rows).Error; err != nil || len(rows) == 0 {
			return err
		}
		found = true
		if rows[0].ConfirmedAt > 0 {
			return nil
		}
		item := outboxes.New(outbox.Challenge, which.Bytes(), t.Now())
		return cmp.Or(tx.Where("topic = ? AND subjects = ?", outbox.Challenge, which.Bytes()).Delete(&outboxes.Row{}).Error, tx.Create(&item).Error)
	})
	return found, db.Wrap("challenge hook", err)
}

// ConfirmHook notes that a hook has answered its challenge.
func (t *Notices) ConfirmHook(_ context.Context, which id.Key, at time.Time) error {
	return db.Wrap("confirm hook", t.Changes.Change(func(tx *gorm.DB, _ *audit.Chain) error {
		return tx.Model(&hookRow{}).Where("id = ? AND confirmed_at = 0", which.Bytes()).Update("confirmed_at", at.UnixMilli()).Error
	}))
}

// ProbeHook lets one of those who ask try a hook whose rest is over; it then
// rests again.
func (t *Notices) ProbeHook(_ context.Context, which id.Key, now, rests time.Time) (ok bool, err error) {
	err = t.Changes.Change(func(tx *gorm.DB, _ *audit.Chain) error {
		changed := tx.Model(&hookRow{}).Where("id = ? AND rests_until <= ?", which.Bytes(), now.UnixMilli()).Update("rests_until", rests.UnixMilli())
		ok = changed.RowsAffected > 0
		return changed.Error
	})
	return ok && err == nil, db.Wrap("probe hook", err)
}

// timeOf and millis keep a zero time as zero.
func timeOf(millis int64) time.Time {
	if millis == 0 {
		return time.Time{}
	}
	return db.Time(millis)
}

func millis(at time.Time) int64 {
	if at.IsZero() {
		return 0
	}
	return at.UnixMilli()
}
