package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/id"
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

// onceRow is a row of the table onces.
type onceRow struct {
	ID        []byte `gorm:"primaryKey"`
	Purpose   string
	Owner     []byte
	Data      []byte
	ExpiresAt int64
}

// TableName names the table for gorm.
func (onceRow) TableName() string { return "onces" }

// AddPasskey stores a passkey.
func (s *Store) AddPasskey(_ context.Context, p checkin.Passkey) error {
	row := passkeyRow{p.ID, p.User.Bytes(), p.Name, p.Credential, p.Created.UnixMilli(), p.Used.UnixMilli()}
	return wrap("add passkey", s.submit(&job{do: func(tx *gorm.DB, log *chain) error {
		if err := tx.Create(&row).Error; err != nil {
			return err
		}
		return log.add(tx, entry{p.Created, userActor(p.User), "add passkey", row.Owner, p.Name})
	}}))
}

// ListPasskeys returns the passkeys of a user, oldest first.
func (s *Store) ListPasskeys(ctx context.Context, user id.Key) ([]checkin.Passkey, error) {
	var rows []passkeyRow
	if err := s.read.WithContext(ctx).Where("owner = ?", user.Bytes()).Order("created_at, id").Find(&rows).Error; err != nil {
		return nil, wrap("list passkeys", err)
	}
	all := make([]checkin.Passkey, len(rows))
	for i, row := range rows {
		all[i] = checkin.Passkey{
			ID: row.ID, User: user, Name: row.Name, Credential: row.Credential,
			Created: time.UnixMilli(row.CreatedAt).UTC(), Used: time.UnixMilli(row.UsedAt).UTC(),
		}
	}
	return all, nil
}

// UsePasskey notes that a passkey was used, with its credential as it is now.
func (s *Store) UsePasskey(ctx context.Context, p checkin.Passkey) error {
	return wrap("use passkey", s.change(ctx, func(tx *gorm.DB) error {
		return tx.Model(&passkeyRow{}).Where("id = ? AND owner = ?", p.ID, p.User.Bytes()).
			Updates(map[string]any{"credential": p.Credential, "used_at": p.Used.UnixMilli()}).Error
	}))
}

// RemovePasskey forgets a passkey of a user.
func (s *Store) RemovePasskey(_ context.Context, user id.Key, which []byte) error {
	return wrap("remove passkey", s.submit(&job{do: func(tx *gorm.DB, log *chain) error {
		if err := tx.Where("id = ? AND owner = ?", which, user.Bytes()).Delete(&passkeyRow{}).Error; err != nil {
			return err
		}
		return log.add(tx, entry{s.Now(), userActor(user), "remove passkey", user.Bytes(), ""})
	}}))
}

// AddOnce stores a secret that works once, encrypted; with only, all others of
// the user for that purpose go. Those that have expired go in any case.
func (s *Store) AddOnce(ctx context.Context, o checkin.Once, only bool) error {
	row := onceRow{o.ID[:], o.Purpose, o.User.Bytes(), s.Keys.Seal(o.Data, o.ID[:]), o.Expires.UnixMilli()}
	return wrap("add link", s.change(ctx, func(tx *gorm.DB) error {
		gone := tx.Where("expires_at < ?", s.Now().UnixMilli())
		if only {
			gone = gone.Or("owner = ? AND purpose = ?", row.Owner, row.Purpose)
		}
		if err := gone.Delete(&onceRow{}).Error; err != nil {
			return err
		}
		return tx.Create(&row).Error
	}))
}

// FindOnce returns a secret that works once, without using it up.
func (s *Store) FindOnce(ctx context.Context, which [32]byte) (checkin.Once, bool, error) {
	o, found, err := s.once(s.read.WithContext(ctx), which)
	return o, found, wrap("find link", err)
}

// TakeOnce returns one and forgets it: to one caller only.
func (s *Store) TakeOnce(ctx context.Context, which [32]byte) (o checkin.Once, found bool, err error) {
	err = s.change(ctx, func(tx *gorm.DB) error {
		if o, found, err = s.once(tx, which); err != nil || !found {
			return err
		}
		result := tx.Where("id = ?", which[:]).Delete(&onceRow{})
		found = result.RowsAffected > 0 // another process may have been faster
		return result.Error
	})
	return o, found, wrap("take link", err)
}

func (s *Store) once(db *gorm.DB, which [32]byte) (checkin.Once, bool, error) {
	var rows []onceRow
	if err := db.Where("id = ?", which[:]).Limit(1).Find(&rows).Error; err != nil || len(rows) == 0 {
		return checkin.Once{}, false, err
	}
	row := rows[0]
	data, err := s.Keys.Open(row.Data, row.ID)
	if err != nil {
		return checkin.Once{}, false, err
	}
	var r reader
	user := id.Key{}
	if string(row.Owner) != string(user.Bytes()) {
		user = r.key(row.Owner)
	}
	return checkin.Once{
		ID: which, Purpose: row.Purpose, User: user, Data: data, Expires: time.UnixMilli(row.ExpiresAt).UTC(),
	}, true, r.err
}
