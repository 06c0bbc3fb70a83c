package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// sessionRow is a row of the table sessions.
type sessionRow struct {
	ID        []byte `gorm:"primaryKey"`
	Owner     []byte
	Token     []byte
	Previous  []byte
	Device    string
	Channel   string
	CreatedAt int64 `gorm:"autoCreateTime:false"`
	UsedAt    int64
	ExpiresAt int64
}

// TableName names the table for gorm.
func (sessionRow) TableName() string { return "sessions" }

func rowOfSession(s checkin.Session) sessionRow {
	return sessionRow{
		ID: s.ID.Bytes(), Owner: s.User.Bytes(), Token: s.Token[:], Previous: s.Previous[:], Device: s.Device, Channel: string(s.Channel),
		CreatedAt: s.Created.UnixMilli(), UsedAt: s.Used.UnixMilli(), ExpiresAt: s.Expires.UnixMilli(),
	}
}

func (row sessionRow) value() (checkin.Session, error) {
	var r reader
	return checkin.Session{
		ID: r.key(row.ID), User: r.key(row.Owner), Token: r.hash(row.Token), Previous: r.hash(row.Previous),
		Device: row.Device, Channel: checkin.Channel(row.Channel), Created: time.UnixMilli(row.CreatedAt).UTC(),
		Used: time.UnixMilli(row.UsedAt).UTC(), Expires: time.UnixMilli(row.ExpiresAt).UTC(),
	}, r.err
}

// AddSession stores a session, and forgets those of its user that have ended.
func (s *Store) AddSession(_ context.Context, session checkin.Session) error {
	row := rowOfSession(session)
	return wrap("add session", s.submit(&job{do: func(tx *gorm.DB, log *chain) error {
		if err := tx.Where("owner = ? AND expires_at < ?", row.Owner, row.CreatedAt).Delete(&sessionRow{}).Error; err != nil {
			return err
		}
		if err := tx.Create(&row).Error; err != nil {
			return err
		}
		return log.add(tx, entry{session.Created, userActor(session.User), "sign in", row.ID, row.Device})
	}}))
}

// FindSession returns a session and whose it is. Every request of a user asks
// for it, so it is one statement.
func (s *Store) FindSession(ctx context.Context, which id.Key) (session checkin.Session, m checkin.Member, found bool, err error) {
	var row sessionRow
	var user userRow
	var company companyRow
	found, err = s.take(ctx, []any{
		&row.ID, &row.Owner, &row.Token, &row.Previous, &row.Device, &row.Channel, &row.CreatedAt, &row.UsedAt, &row.ExpiresAt,
		&user.ID, &user.Company, &user.Sealed, &user.Entitlements, &user.CreatedAt,
		&company.ID, &company.Number, &company.Name, &company.Independent, &company.Confirmed, &company.CreatedAt,
	}, `SELECT s.id, s.owner, s.token, s.previous, s.device, s.channel, s.created_at, s.used_at, s.expires_at,
			u.id, u.company, u.sealed, u.entitlements, u.created_at,
			c.id, c.number, c.name, c.independent, c.confirmed, c.created_at
		FROM sessions s JOIN users u ON u.id = s.owner JOIN companies c ON c.id = u.company WHERE s.id = ?`, which.Bytes())
	if err != nil || !found {
		return session, m, false, wrap("find session", err)
	}
	if session, err = row.value(); err != nil {
		return session, m, false, err
	}
	if m.User, err = s.userOf(user); err != nil {
		return session, m, false, err
	}
	m.Company, err = company.value()
	return session, m, err == nil, err
}

// RenewSession changes the tokens, if the one in force is still was.
func (s *Store) RenewSession(ctx context.Context, session checkin.Session, was [32]byte) (renewed bool, err error) {
	row := rowOfSession(session)
	err = s.change(ctx, func(tx *gorm.DB) error {
		result := tx.Model(&sessionRow{}).Where("id = ? AND token = ?", row.ID, was[:]).
			Select("token", "previous", "used_at", "expires_at").Updates(&row)
		renewed = result.RowsAffected > 0
		return result.Error
	})
	return renewed, wrap("renew session", err)
}

// ListSessions returns the sessions of a user that have not ended, latest use
// first.
func (s *Store) ListSessions(ctx context.Context, user id.Key) ([]checkin.Session, error) {
	var rows []sessionRow
	err := s.read.WithContext(ctx).Where("owner = ? AND expires_at >= ?", user.Bytes(), s.Now().UnixMilli()).
		Order("used_at DESC, id").Find(&rows).Error
	if err != nil {
		return nil, wrap("list sessions", err)
	}
	all := make([]checkin.Session, len(rows))
	for i, row := range rows {
		if all[i], err = row.value(); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// RemoveSession ends a session.
func (s *Store) RemoveSession(_ context.Context, which id.Key) error {
	return wrap("remove session", s.submit(&job{do: func(tx *gorm.DB, log *chain) error {
		if err := tx.Where("id = ?", which.Bytes()).Delete(&sessionRow{}).Error; err != nil {
			return err
		}
		return log.add(tx, entry{s.Now(), "session", "end", which.Bytes(), ""})
	}}))
}

// RemoveOtherSessions ends the sessions of a user but one.
func (s *Store) RemoveOtherSessions(_ context.Context, user, but id.Key) error {
	return wrap("remove sessions", s.submit(&job{do: func(tx *gorm.DB, log *chain) error {
		if err := tx.Where("owner = ? AND id <> ?", user.Bytes(), but.Bytes()).Delete(&sessionRow{}).Error; err != nil {
			return err
		}
		return log.add(tx, entry{s.Now(), userActor(user), "end other sessions", user.Bytes(), ""})
	}}))
}
