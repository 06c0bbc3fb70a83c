package store

import (
	"context"
	"errors"
	"reflect"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// ChangeUsers lets change decide about all users of a company at once, nobody
// else changing them meanwhile, and stores what it returns: users that are new
// are added, those that are missing removed with their sessions, passkeys and
// links. An error of change undoes all.
func (s *Store) ChangeUsers(_ context.Context, by id.Key, company id.Key, change func([]checkin.User) ([]checkin.User, error)) error {
	err := s.submit(&job{do: func(tx *gorm.DB, log *chain) error {
		// The company's row stands for all its users: who holds it changes them.
		var held int
		if err := tx.Raw("SELECT 1 FROM companies WHERE id = ?"+s.dialect.lock, company.Bytes()).Scan(&held).Error; err != nil {
			return err
		}
		before, _, err := s.usersOf(tx, company)
		if err != nil {
			return err
		}
		known := map[id.Key]checkin.User{}
		for _, u := range before {
			u.Entitlements = append([]checkin.Entitlement(nil), u.Entitlements...)
			known[u.ID] = u
		}
		after, err := change(before)
		if err != nil {
			return err
		}
		var entries []entry
		note := func(did string, u checkin.User) {
			entries = append(entries, entry{s.Now(), userActor(by), did, u.ID.Bytes(), s.rowOfUser(u).Entitlements})
		}
		for _, u := range after {
			if err := s.putUser(tx, u, known, note); err != nil {
				return err
			}
			delete(known, u.ID)
		}
		for _, gone := range known {
			if err := removeUser(tx, gone.ID); err != nil {
				return err
			}
			note("remove user", gone)
		}
		return log.add(tx, entries...)
	}})
	return wrap("change users", err)
}

// putUser adds a user that is not known, or changes the entitlements of one
// that is.
func (s *Store) putUser(tx *gorm.DB, u checkin.User, known map[id.Key]checkin.User, note func(string, checkin.User)) error {
	was, found := known[u.ID]
	row := s.rowOfUser(u)
	switch {
	case !found:
		note("add user", u)
		return tx.Create(&row).Error
	case !reflect.DeepEqual(was.Entitlements, u.Entitlements):
		note("entitle user", u)
		return tx.Model(&userRow{}).Where("id = ?", row.ID).Update("entitlements", row.Entitlements).Error
	}
	return nil
}

func removeUser(tx *gorm.DB, user id.Key) error {
	key := user.Bytes()
	var devices [][]byte
	if err := tx.Model(&subscriptionRow{}).Where("owner = ?", key).Pluck("id", &devices).Error; err != nil {
		return err
	}
	return errors.Join(
		removeSubscriptions(tx, devices),
		tx.Where("owner = ?", key).Delete(&sessionRow{}).Error,
		tx.Where("owner = ?", key).Delete(&passkeyRow{}).Error,
		tx.Where("owner = ?", key).Delete(&onceRow{}).Error,
		tx.Where("id = ?", key).Delete(&userRow{}).Error,
	)
}

// FindLogin returns the account that signs in with that.
func (s *Store) FindLogin(ctx context.Context, login string) (checkin.Account, bool, error) {
	a, found, err := s.account(s.read.WithContext(ctx), "login = ?", s.loginHash(login))
	return a, found, wrap("find login", err)
}

// FindAccount returns the account of a user.
func (s *Store) FindAccount(ctx context.Context, user id.Key) (checkin.Account, bool, error) {
	a, found, err := s.account(s.read.WithContext(ctx), "id = ?", user.Bytes())
	return a, found, wrap("find account", err)
}

func (s *Store) account(db *gorm.DB, condition string, value []byte) (a checkin.Account, found bool, err error) {
	var rows []userRow
	if err := db.Where(condition, value).Limit(1).Find(&rows).Error; err != nil || len(rows) == 0 {
		return a, false, err
	}
	row := rows[0]
	if a.User, err = s.userOf(row); err != nil {
		return a, false, err
	}
	var company companyRow
	if err := db.Where("id = ?", row.Company).Take(&company).Error; err != nil {
		return a, false, err
	}
	if a.Company, err = company.value(); err != nil {
		return a, false, err
	}
	a.Password, a.TOTPStep = row.Password, row.TotpStep
	if row.Totp != nil {
		secret, err := s.Keys.Open(row.Totp, append([]byte("totp"), row.ID...))
		if err != nil {
			return a, false, err
		}
		a.TOTP = string(secret)
	}
	var passkeys int64
	err = db.Model(&passkeyRow{}).Where("owner = ?", row.ID).Count(&passkeys).Error
	a.Passkeys = int(passkeys)
	return a, err == nil, err
}

// ChangeAccount lets change alter the account of a user and stores it, nobody
// else changing it meanwhile; did says in the audit log what was done. An error
// of change undoes all.
func (s *Store) ChangeAccount(_ context.Context, user id.Key, did string, change func(*checkin.Account) error) (checkin.Account, error) {
	var a checkin.Account
	err := s.submit(&job{do: func(tx *gorm.DB, log *chain) error {
		var held int
		if err := tx.Raw("SELECT 1 FROM users WHERE id = ?"+s.dialect.lock, user.Bytes()).Scan(&held).Error; err != nil {
			return err
		}
		var found bool
		var err error
		if a, found, err = s.account(tx, "id = ?", user.Bytes()); err != nil || !found {
			return firstError(err, errors.New("no such user"))
		}
		login := a.User.Login
		if err := change(&a); err != nil {
			return err
		}
		row := s.rowOfAccount(a)
		if a.User.Login != login {
			var taken int64
			if err := tx.Model(&userRow{}).Where("login = ? AND id <> ?", row.Login, row.ID).Count(&taken).Error; err != nil || taken > 0 {
				return firstError(err, checkin.ErrLoginTaken)
			}
		}
		if err := tx.Save(&row).Error; err != nil {
			return err
		}
		return log.add(tx, entry{s.Now(), userActor(user), did, row.ID, ""})
	}})
	return a, wrap("change account", err)
}
