package accounts

import (
	"context"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
)

// tokenRow is a row of the table onces.
type tokenRow struct {
	ID        []byte `gorm:"primaryKey"`
	Purpose   string
	Owner     []byte
	Data      []byte
	ExpiresAt int64
}

// TableName names the table for gorm.
func (tokenRow) TableName() string { return "onces" }

// AddToken stores a secret that works once, encrypted; with only, all others of
// the user for that purpose go. Those that have expired go in any case.
func (t *Accounts) AddToken(ctx context.Context, o checkin.OneTimeToken, only bool) error {
	row := tokenRow{o.ID[:], o.Purpose, o.User.Bytes(), t.Keys.Seal(o.Data, o.ID[:]), o.Expires.UnixMilli()}
	return db.Wrap("add link", t.Changes.Change(func(tx *gorm.DB, _ *audit.Chain) error {
		gone := tx.Where("expires_at < ?", t.Now().UnixMilli())
		if only {
			gone = gone.Or("owner = ? AND purpose = ?", row.Owner, row.Purpose)
		}
		if err := gone.Delete(&tokenRow{}).Error; err != nil {
			return err
		}
		return tx.Create(&row).Error
	}))
}

// CountTokens returns how many secrets of a user for that purpose still work.
func (t *Accounts) CountTokens(ctx context.Context, user id.Key, purpose string) (int, error) {
	var n int64
	err := t.Read.WithContext(ctx).Model(&tokenRow{}).
		Where("owner = ? AND purpose = ? AND expires_at >= ?", user.Bytes(), purpose, t.Now().UnixMilli()).Count(&n).Error
	return int(n), db.Wrap("count links", err)
}

// RemoveTokens forgets the secrets of a user for that purpose.
func (t *Accounts) RemoveTokens(_ context.Context, user id.Key, purpose string) error {
	return db.Wrap("remove links", t.Changes.Change(func(tx *gorm.DB, _ *audit.Chain) error {
		return tx.Where("owner = ? AND purpose = ?", user.Bytes(), purpose).Delete(&tokenRow{}).Error
	}))
}

// FindToken returns a secret that works once, without using it up.
func (t *Accounts) FindToken(ctx context.Context, which [32]byte) (checkin.OneTimeToken, bool, error) {
	o, found, err := t.once(t.Read.WithContext(ctx), which)
	return o, found, db.Wrap("find link", err)
}

// ConsumeToken returns one and forgets it: to one caller only.
func (t *Accounts) ConsumeToken(ctx context.Context, which [32]byte) (o checkin.OneTimeToken, found bool, err error) {
	err = t.Changes.Change(func(tx *gorm.DB, _ *audit.Chain) error {
		if o, found, err = t.once(tx, which); err != nil || !found {
			return err
		}
		result := tx.Where("id = ?", which[:]).Delete(&tokenRow{})
		found = result.RowsAffected > 0 // another process may have been faster
		return result.Error
	})
	return o, found, db.Wrap("take link", err)
}

func (t *Accounts) once(from *gorm.DB, which [32]byte) (checkin.OneTimeToken, bool, error) {
	var rows []tokenRow
	if err := from.Where("id = ?", which[:]).Limit(1).Find(&rows).Error; err != nil || len(rows) == 0 {
		return checkin.OneTimeToken{}, false, err
	}
	row := rows[0]
	data, err := t.Keys.Open(row.Data, row.ID)
	if err != nil {
		return checkin.OneTimeToken{}, false, err
	}
	var r db.Reader
	user := id.Key{}
	if string(row.Owner) != string(user.Bytes()) {
		user = r.Key(row.Owner)
	}
	return checkin.OneTimeToken{
		ID: which, Purpose: row.Purpose, User: user, Data: data, Expires: db.Time(row.ExpiresAt),
	}, true, r.Err
}
