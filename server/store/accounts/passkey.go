package accounts

import (
	"context"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
)

// passkeyRow is a row of the table passkeys.
type passkeyRow struct {
	ID         []byte `gorm:"primaryKey"`
	Owner      []byte
	Name       string
	Credential []byte
	CreatedAt  int64 `gorm:"autoCreateTime:false"`
	UsedAt     int64
}

// TableName names the table for gorm.
func (passkeyRow) TableName() string { return "passkeys" }

// AddPasskey stores a passkey.
func (t *Accounts) AddPasskey(_ context.Context, p checkin.Passkey) error {
	row := passkeyRow{p.ID, p.User.Bytes(), p.Name, p.Credential, p.Created.UnixMilli(), p.Used.UnixMilli()}
	return db.Wrap("add passkey", t.Changes.Change(func(tx *gorm.DB, log *audit.Chain) error {
		if err := tx.Create(&row).Error; err != nil {
			return err
		}
		return log.Add(tx, audit.Entry{At: p.Created, Actor: audit.User(p.User), Action: "add passkey", Subject: row.Owner, Detail: p.Name})
	}))
}

// ListPasskeys returns the passkeys of a user, oldest first.
func (t *Accounts) ListPasskeys(ctx context.Context, user id.Key) ([]checkin.Passkey, error) {
	var rows []passkeyRow
	if err := t.Read.WithContext(ctx).Where("owner = ?", user.Bytes()).Order("created_at, id").Find(&rows).Error; err != nil {
		return nil, db.Wrap("list passkeys", err)
	}
	all := make([]checkin.Passkey, len(rows))
	for i, row := range rows {
		all[i] = checkin.Passkey{
			ID: row.ID, User: user, Name: row.Name, Credential: row.Credential,
			Created: db.Time(row.CreatedAt), Used: db.Time(row.UsedAt),
		}
	}
	return all, nil
}

// UsePasskey notes that a passkey was used, with its credential as it is now.
func (t *Accounts) UsePasskey(ctx context.Context, p checkin.Passkey) error {
	return db.Wrap("use passkey", t.Changes.Change(func(tx *gorm.DB, _ *audit.Chain) error {
		return tx.Model(&passkeyRow{}).Where("id = ? AND owner = ?", p.ID, p.User.Bytes()).
			Updates(map[string]any{"credential": p.Credential, "used_at": p.Used.UnixMilli()}).Error
	}))
}

// RemovePasskey forgets a passkey of a user.
func (t *Accounts) RemovePasskey(_ context.Context, user id.Key, which []byte) error {
	return db.Wrap("remove passkey", t.Changes.Change(func(tx *gorm.DB, log *audit.Chain) error {
		if err := tx.Where("id = ? AND owner = ?", which, user.Bytes()).Delete(&passkeyRow{}).Error; err != nil {
			return err
		}
		return log.Add(tx, audit.Entry{At: t.Now(), Actor: audit.User(user), Action: "remove passkey", Subject: user.Bytes()})
	}))
}
