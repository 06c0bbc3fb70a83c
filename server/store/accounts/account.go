package accounts

import (
	"cmp"
	"context"
	"errors"
	"slices"

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
	for hash := range slices.Chunk(row.Recovery, 32) {
		a.Recovery = append(a.Recovery, [32]byte(hash))
	}
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
	a, err := t.changeAccount(user, audit.Entry{Actor: audit.User(user), Action: did}, change)
	return a, db.Wrap("change account", err)
}

// ReplaceNISS gives a user another national number than the one that they set
// themselves, for the operator; what was registered before is theirs no longer.
func (t *Accounts) ReplaceNISS(_ context.Context, user id.Key, own id.NISS) error {
	_, err := t.changeAccount(user, audit.Entry{Actor: audit.Operator, Action: "replace own number"}, func(a *checkin.Account) error {
		a.User.NISS, a.User.NISSAt = own, t.Now()
		return nil
	})
	return db.Wrap("replace own number", err)
}

func (t *Accounts) changeAccount(user id.Key, did audit.Entry, change func(*checkin.Account) error) (a checkin.Account, err error) {
	err = t.Changes.Change(func(tx *gorm.DB, log *audit.Chain) error {
		var found bool
		if a, found, err = t.held(tx, user); err != nil || !found {
			return cmp.Or(err, errors.New("no such user"))
		}
		before := a.User
		if err := change(&a); err != nil {
			return err
		}
		if err := t.unique(tx, a.User, before); err != nil {
			return err
		}
		row := t.rowOfAccount(a)
		if err := tx.Save(&row).Error; err != nil {
			return err
		}
		did.At, did.Subject = t.Now(), row.ID
		return log.Add(tx, did)
	})
	return a, err
}

// held returns the account of a user, whom nobody else changes until the
// transaction ends. The company's row stands for all its users, as in
// ChangeUsers, and is taken first, so that nobody waits in a circle.
func (t *Accounts) held(tx *gorm.DB, user id.Key) (a checkin.Account, found bool, err error) {
	var held int
	for _, row := range []string{
		"SELECT 1 FROM companies WHERE id = (SELECT company FROM users WHERE id = ?)", "SELECT 1 FROM users WHERE id = ?",
	} {
		if err := tx.Raw(row+t.ForUpdate, user.Bytes()).Scan(&held).Error; err != nil {
			return a, false, err
		}
	}
	return t.account(tx, "id = ?", user.Bytes())
}

// unique refuses a login that somebody has, and a national number that another
// user of the company has. The numbers are encrypted, so all are looked through;
// that is seldom.
func (t *Accounts) unique(tx *gorm.DB, u, before checkin.User) error {
	if u.Login != before.Login {
		var taken int64
		err := tx.Model(&userRow{}).Where("login = ? AND id <> ?", t.loginHash(u.Login), u.ID.Bytes()).Count(&taken).Error
		if err != nil || taken > 0 {
			return cmp.Or[error](err, checkin.ErrLoginTaken)
		}
	}
	if u.NISS == before.NISS || u.NISS.IsZero() {
		return nil
	}
	colleagues, _, err := t.usersOf(tx, u.Company)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(colleagues, func(c checkin.User) bool { return c.ID != u.ID && c.NISS == u.NISS }) {
		return checkin.ErrNISSTaken
	}
	return nil
}
