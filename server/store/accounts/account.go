package accounts

import (
	"cmp"
	"context"
	"errors"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
)

// FindLogin returns the account that signs in with that.
func (t *Accounts) FindLogin(ctx context.Context, login string) (checkin.Account, bool, error) {
	a, found, err := t.account(t.Read.WithContext(ctx), "login = ?", t.loginHash(login))
	return a, found, db.Wrap("find login", err)
}

// FindAccount returns the account of a user.
func (t *Accounts) FindAccount(ctx context.Context, user id.Key) (checkin.Account, bool, error) {
	a, found, err := t.account(t.Read.WithContext(ctx), "id = ?", user.Bytes())
	return a, found, db.Wrap("find account", err)
}

func (t *Accounts) account(from *gorm.DB, condition string, value []byte) (a checkin.Account, found bool, err error) {
	var rows []userRow
	if err := from.Where(condition, value).Limit(1).Find(&rows).Error; err != nil || len(rows) == 0 {
		return a, false, err
	}
	row := rows[0]
	if a.User, err = t.userOf(row); err != nil {
		return a, false, err
	}
	var company companyRow
	if err := from.Where("id = ?", row.Company).Take(&company).Error; err != nil {
		return a, false, err
	}
	if a.Company, err = company.value(); err != nil {
		return a, false, err
	}
	a.Password, a.TOTPStep = row.Password, row.TotpStep
	if row.Totp != nil {
		secret, err := t.Keys.Open(row.Totp, append([]byte("totp"), row.ID...))
		if err != nil {
			return a, false, err
		}
		a.TOTP = string(secret)
	}
	var passkeys int64
	err = from.Model(&passkeyRow{}).Where("owner = ?", row.ID).Count(&passkeys).Error
	a.Passkeys = int(passkeys)
	return a, err == nil, err
}

// ChangeAccount lets change alter the account of a user and stores it, nobody
// else changing it meanwhile; did says in the audit log what was done. An error
// of change undoes all.
func (t *Accounts) ChangeAccount(_ context.Context, user id.Key, did string, change func(*checkin.Account) error) (checkin.Account, error) {
	var a checkin.Account
	err := t.Changes.Change(func(tx *gorm.DB, log *audit.Chain) error {
		var held int
		if err := tx.Raw("SELECT 1 FROM users WHERE id = ?"+t.ForUpdate, user.Bytes()).Scan(&held).Error; err != nil {
			return err
		}
		var found bool
		var err error
		if a, found, err = t.account(tx, "id = ?", user.Bytes()); err != nil || !found {
			return cmp.Or(err, errors.New("no such user"))
		}
		login := a.User.Login
		if err := change(&a); err != nil {
			return err
		}
		row := t.rowOfAccount(a)
		if a.User.Login != login {
			var taken int64
			if err := tx.Model(&userRow{}).Where("login = ? AND id <> ?", row.Login, row.ID).Count(&taken).Error; err != nil || taken > 0 {
				return cmp.Or[error](err, checkin.ErrLoginTaken)
			}
		}
		if err := tx.Save(&row).Error; err != nil {
			return err
		}
		return log.Add(tx, audit.Entry{At: t.Now(), Actor: audit.User(user), Action: did, Subject: row.ID})
	})
	return a, db.Wrap("change account", err)
}
