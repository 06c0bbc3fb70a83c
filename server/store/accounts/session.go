package accounts

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
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

	ConfirmedAt int64
}

// TableName names the table for gorm.
func (sessionRow) TableName() string { return "sessions" }

// The columns that are read for every request of a user; of the user, those
// that say who it is and what they may do.
var (
	sessionColumns = db.NewTable("sessions", "", []db.Column[sessionRow]{
		{Name: "id", Field: func(r *sessionRow) any { return &r.ID }},
		{Name: "owner", Field: func(r *sessionRow) any { return &r.Owner }},
		{Name: "token", Field: func(r *sessionRow) any { return &r.Token }},
		{Name: "previous", Field: func(r *sessionRow) any { return &r.Previous }},
		{Name: "device", Field: func(r *sessionRow) any { return &r.Device }},
		{Name: "channel", Field: func(r *sessionRow) any { return &r.Channel }},
		{Name: "created_at", Field: func(r *sessionRow) any { return &r.CreatedAt }},
		{Name: "used_at", Field: func(r *sessionRow) any { return &r.UsedAt }},
		{Name: "expires_at", Field: func(r *sessionRow) any { return &r.ExpiresAt }},
		{Name: "confirmed_at", Field: func(r *sessionRow) any { return &r.ConfirmedAt }},
	})
	memberColumns = db.NewTable("users", "", []db.Column[userRow]{
		{Name: "id", Field: func(r *userRow) any { return &r.ID }},
		{Name: "company", Field: func(r *userRow) any { return &r.Company }},
		{Name: "sealed", Field: func(r *userRow) any { return &r.Sealed }},
		{Name: "entitlements", Field: func(r *userRow) any { return &r.Entitlements }},
		{Name: "created_at", Field: func(r *userRow) any { return &r.CreatedAt }},
		{Name: "niss_at", Field: func(r *userRow) any { return &r.NissAt }},
	})
	companyColumns = db.NewTable("companies", "", []db.Column[companyRow]{
		{Name: "id", Field: func(r *companyRow) any { return &r.ID }},
		{Name: "number", Field: func(r *companyRow) any { return &r.Number }},
		{Name: "name", Field: func(r *companyRow) any { return &r.Name }},
		{Name: "independent", Field: func(r *companyRow) any { return &r.Independent }},
		{Name: "confirmed", Field: func(r *companyRow) any { return &r.Confirmed }},
		{Name: "created_at", Field: func(r *companyRow) any { return &r.CreatedAt }},
	})
	findSession = "SELECT " + sessionColumns.NamesOf("s") + ", " + memberColumns.NamesOf("u") + ", " + companyColumns.NamesOf("c") +
		" FROM sessions s JOIN users u ON u.id = s.owner JOIN companies c ON c.id = u.company WHERE s.id = ?"
)

func rowOfSession(s checkin.Session) sessionRow {
	return sessionRow{
		ID: s.ID.Bytes(), Owner: s.User.Bytes(), Token: s.Token[:], Previous: s.Previous[:], Device: s.Device, Channel: string(s.Channel),
		CreatedAt: s.Created.UnixMilli(), UsedAt: s.Used.UnixMilli(), ExpiresAt: s.Expires.UnixMilli(),
		ConfirmedAt: s.Confirmed.UnixMilli(),
	}
}

func (row sessionRow) value() (checkin.Session, error) {
	var r db.Reader
	return checkin.Session{
		ID: r.Key(row.ID), User: r.Key(row.Owner), Token: r.Hash(row.Token), Previous: r.Hash(row.Previous),
		Device: row.Device, Channel: checkin.Channel(row.Channel), Created: db.Time(row.CreatedAt),
		Used: db.Time(row.UsedAt), Expires: db.Time(row.ExpiresAt),
		Confirmed: db.Time(row.ConfirmedAt),
	}, r.Err
}

// AddSession stores a session, and forgets those of its user that have ended.
func (t *Accounts) AddSession(_ context.Context, session checkin.Session) error {
	row := rowOfSession(session)
	return db.Wrap("add session", t.Changes.Change(func(tx *gorm.DB, log *audit.Chain) error {
		if err := tx.Where("owner = ? AND expires_at < ?", row.Owner, row.CreatedAt).Delete(&sessionRow{}).Error; err != nil {
			return err
		}
		if err := tx.Create(&row).Error; err != nil {
			return err
		}
		return log.Add(tx, audit.Entry{At: session.Created, Actor: audit.User(session.User), Action: "sign in", Subject: row.ID, Detail: row.Device})
	}))
}

// FindSession returns a session and whose it is. Every request of a user asks
// for it, so it is one statement.
func (t *Accounts) FindSession(ctx context.Context, which id.Key) (session checkin.Session, m checkin.Member, found bool, err error) {
	var row sessionRow
	var user userRow
	var company companyRow
	targets := slices.Concat(sessionColumns.Targets(&row), memberColumns.Targets(&user), companyColumns.Targets(&company))
	found, err = t.QueryOne(ctx, targets, findSession, which.Bytes())
	if err != nil || !found {
		return session, m, false, db.Wrap("find session", err)
	}
	if session, err = row.value(); err != nil {
		return session, m, false, err
	}
	if m.User, err = t.userOf(user); err != nil {
		return session, m, false, err
	}
	m.Company, err = company.value()
	return session, m, err == nil, err
}

// RenewSession changes the tokens, if the one in force is still was.
func (t *Accounts) RenewSession(ctx context.Context, session checkin.Session, was [32]byte) (renewed bool, err error) {
	row := rowOfSession(session)
	err = t.Changes.Change(func(tx *gorm.DB, _ *audit.Chain) error {
		result := tx.Model(&sessionRow{}).Where("id = ? AND token = ?", row.ID, was[:]).
			Select("token", "previous", "used_at", "expires_at").Updates(&row)
		renewed = result.RowsAffected > 0
		return result.Error
	})
	return renewed, db.Wrap("renew session", err)
}

// ConfirmSession notes that the user of a session has just said who they are.
func (t *Accounts) ConfirmSession(_ context.Context, which, user id.Key, at time.Time) error {
	return db.Wrap("confirm session", t.Changes.Change(func(tx *gorm.DB, log *audit.Chain) error {
		if err := tx.Model(&sessionRow{}).Where("id = ?", which.Bytes()).Update("confirmed_at", at.UnixMilli()).Error; err != nil {
			return err
		}
		return log.Add(tx, audit.Entry{At: at, Actor: audit.User(user), Action: "confirm", Subject: which.Bytes()})
	}))
}

// ListSessions returns the sessions of a user that have not ended, latest use
// first.
func (t *Accounts) ListSessions(ctx context.Context, user id.Key) ([]checkin.Session, error) {
	var rows []sessionRow
	err := t.Read.WithContext(ctx).Where("owner = ? AND expires_at >= ?", user.Bytes(), t.Now().UnixMilli()).
		Order("used_at DESC, id").Find(&rows).Error
	if err != nil {
		return nil, db.Wrap("list sessions", err)
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
func (t *Accounts) RemoveSession(_ context.Context, which id.Key) error {
	return db.Wrap("remove session", t.Changes.Change(func(tx *gorm.DB, log *audit.Chain) error {
		if err := tx.Where("id = ?", which.Bytes()).Delete(&sessionRow{}).Error; err != nil {
			return err
		}
		return log.Add(tx, audit.Entry{At: t.Now(), Actor: "session", Action: "end", Subject: which.Bytes()})
	}))
}

// RemoveOtherSessions ends the sessions of a user but one.
func (t *Accounts) RemoveOtherSessions(_ context.Context, user, but id.Key) error {
	return db.Wrap("remove sessions", t.Changes.Change(func(tx *gorm.DB, log *audit.Chain) error {
		if err := tx.Where("owner = ? AND id <> ?", user.Bytes(), but.Bytes()).Delete(&sessionRow{}).Error; err != nil {
			return err
		}
		return log.Add(tx, audit.Entry{At: t.Now(), Actor: audit.User(user), Action: "end other sessions", Subject: user.Bytes()})
	}))
}
