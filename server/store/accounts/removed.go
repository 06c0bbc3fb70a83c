package accounts

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
	"ciaw/server/store/mandates"
	"ciaw/server/store/notices"
)

// ErrPresencesKept is the failure of removing a company of which presences are
// still kept: those that its users registered, and all at its workplaces.
var ErrPresencesKept = errors.New("presences of this company are still kept: purge them first")

// LivingLogins returns the users of companies who can sign in.
func (t *Accounts) LivingLogins(ctx context.Context, companies ...id.Key) ([]checkin.User, error) {
	rows, err := livingLogins(t.Read.WithContext(ctx), companies)
	users := make([]checkin.User, len(rows))
	for i, row := range rows {
		if err == nil {
			users[i], err = t.userOf(row)
		}
	}
	return users, db.Wrap("find logins", err)
}

func livingLogins(from *gorm.DB, companies []id.Key) (rows []userRow, err error) {
	keys := make([][]byte, len(companies))
	for i, c := range companies {
		keys[i] = c.Bytes()
	}
	return rows, from.Where("company IN ? AND (password <> '' OR id IN (SELECT owner FROM passkeys) OR id IN (SELECT owner FROM sessions)"+
		" OR id IN (SELECT owner FROM onces))", keys).Order("id").Find(&rows).Error
}

// EndLogins takes from the users of companies all that they sign in with; what
// they registered stays. Whose ended already is left alone.
func (t *Accounts) EndLogins(_ context.Context, companies ...id.Key) error {
	err := t.Changes.Change(func(tx *gorm.DB, log *audit.Chain) error {
		rows, err := livingLogins(tx, companies)
		if err != nil {
			return err
		}
		entries := make([]audit.Entry, len(rows))
		for i, row := range rows {
			if err := endLogin(tx, row.ID); err != nil {
				return err
			}
			err := tx.Model(&userRow{}).Where("id = ?", row.ID).Updates(map[string]any{"password": "", "totp": nil}).Error
			if err != nil {
				return err
			}
			entries[i] = audit.Entry{At: t.Now(), Actor: audit.Operator, Action: "end login", Subject: row.ID}
		}
		return log.Add(tx, entries...)
	})
	return db.Wrap("end logins", err)
}

// endLogin removes the sessions, passkeys, links and devices of a user.
func endLogin(tx *gorm.DB, user []byte) error {
	return errors.Join(
		notices.RemoveDevices(tx, user),
		tx.Where("owner = ?", user).Delete(&sessionRow{}).Error,
		tx.Where("owner = ?", user).Delete(&passkeyRow{}).Error,
		tx.Where("owner = ?", user).Delete(&tokenRow{}).Error,
	)
}

// RemoveCompany removes a company with its users and all that is told to them and
// to its software; found is false if there is none with that number. It fails
// with ErrPresencesKept while presences refer to it. Its workplaces stay, and
// nobody keeps them.
func (t *Accounts) RemoveCompany(_ context.Context, number string) (found bool, err error) {
	err = t.Changes.Change(func(tx *gorm.DB, log *audit.Chain) error {
		var companies []companyRow
		err := tx.Raw("SELECT * FROM companies WHERE number = ?"+t.ForUpdate, number).Scan(&companies).Error
		if found = len(companies) > 0; err != nil || !found {
			return err
		}
		company := companies[0].ID
		var kept int64
		if err := tx.Raw("SELECT count(*) FROM presences WHERE company = ? OR workplace IN (SELECT number FROM workplaces WHERE company = ?)",
			company, company).Scan(&kept).Error; err != nil {
			return err
		}
		if kept > 0 {
			return ErrPresencesKept
		}
		entries := []audit.Entry{{At: t.Now(), Actor: audit.Operator, Action: removeCompany, Subject: company, Detail: number}}
		users, err := t.removeUsers(tx, company)
		if err != nil {
			return err
		}
		err = errors.Join(
			notices.RemoveHooksOf(tx, company), mandates.RemoveMandatesOf(tx, company),
			tx.Exec("UPDATE workplaces SET company = NULL WHERE company = ?", company).Error,
			tx.Where("id = ?", company).Delete(&companyRow{}).Error,
		)
		if err != nil {
			return err
		}
		return log.Add(tx, append(users, entries...)...)
	})
	return found, db.Wrap("remove company", err)
}

// removeUsers removes all users of a company, and returns what the audit log says
// of it.
func (t *Accounts) removeUsers(tx *gorm.DB, company []byte) (entries []audit.Entry, err error) {
	var rows []userRow
	if err := tx.Where("company = ?", company).Find(&rows).Error; err != nil {
		return nil, err
	}
	for _, row := range rows {
		if err := errors.Join(endLogin(tx, row.ID), tx.Where("id = ?", row.ID).Delete(&userRow{}).Error); err != nil {
			return nil, err
		}
		entries = append(entries, audit.Entry{At: t.Now(), Actor: audit.Operator, Action: removeUserDid, Subject: row.ID, Detail: row.Entitlements})
	}
	return entries, nil
}
