package accounts

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
)

// userRow is a row of the table users. Who the user is stands in Sealed.
type userRow struct {
	ID           []byte `gorm:"primaryKey"`
	Company      []byte
	Login        []byte
	Sealed       []byte
	Password     string
	Totp         []byte
	TotpStep     int64
	Entitlements string
	CreatedAt    int64 `gorm:"autoCreateTime:false"`
	NissAt       int64
	Recovery     []byte
}

// TableName names the table for gorm.
func (userRow) TableName() string { return "users" }

// userIdentity is the encrypted part of a user.
type userIdentity struct {
	Login string `json:"login,omitempty"`
	Name  string `json:"name"`
	Email string `json:"email,omitempty"`
	NISS  string `json:"niss,omitempty"`
}

// rowOfUser returns the row of a user, without what proves who they are.
func (t *Accounts) rowOfUser(u checkin.User) userRow {
	text, _ := json.Marshal(userIdentity{u.Login, u.Name, u.Email, u.NISS.Digits()}) // never fails
	words := make([]string, len(u.Entitlements))
	for i, e := range u.Entitlements {
		words[i] = string(e)
	}
	row := userRow{
		ID: u.ID.Bytes(), Company: u.Company.Bytes(), Sealed: t.Keys.Seal(text, u.ID.Bytes()),
		Entitlements: strings.Join(words, " "), CreatedAt: u.Created.UnixMilli(),
	}
	if u.Login != "" {
		row.Login = t.loginHash(u.Login)
	}
	if !u.NISS.IsZero() {
		row.NissAt = u.NISSAt.UnixMilli()
	}
	return row
}

// loginHash returns what a login is found by.
func (t *Accounts) loginHash(login string) []byte {
	hash := t.Keys.Find("login", login)
	return hash[:]
}

func (t *Accounts) rowOfAccount(a checkin.Account) userRow {
	row := t.rowOfUser(a.User)
	row.Password, row.TotpStep = a.Password, a.TOTPStep
	for _, hash := range a.Recovery {
		row.Recovery = append(row.Recovery, hash[:]...)
	}
	if a.TOTP != "" {
		row.Totp = t.Keys.Seal([]byte(a.TOTP), append([]byte("totp"), row.ID...))
	}
	return row
}

func (t *Accounts) userOf(row userRow) (checkin.User, error) {
	text, err := t.Keys.Open(row.Sealed, row.ID)
	if err != nil {
		return checkin.User{}, fmt.Errorf("column sealed: %w", err)
	}
	var i userIdentity
	if err := json.Unmarshal(text, &i); err != nil {
		return checkin.User{}, errors.New("column sealed holds no such value")
	}
	var r db.Reader
	u := checkin.User{
		ID: r.Key(row.ID), Company: r.Key(row.Company), Login: i.Login, Name: checkin.CleanText(i.Name), Email: checkin.CleanText(i.Email),
		NISS: db.Parse(&r, "niss", id.ParseNISS, i.NISS), Created: db.Time(row.CreatedAt),
	}
	if !u.NISS.IsZero() {
		u.NISSAt = db.Time(row.NissAt)
	}
	for e := range strings.FieldsSeq(row.Entitlements) {
		u.Entitlements = append(u.Entitlements, checkin.Entitlement(e))
	}
	return u, r.Err
}

// ListUsers returns the users of a company, by name.
func (t *Accounts) ListUsers(ctx context.Context, company id.Key) ([]checkin.User, error) {
	users, _, err := t.usersOf(t.Read.WithContext(ctx), company)
	return users, db.Wrap("list users", err)
}

// FindUsers returns those of the users that there are, by id.
func (t *Accounts) FindUsers(ctx context.Context, which []id.Key) (map[id.Key]checkin.User, error) {
	ids := make([][]byte, len(which))
	for i, one := range which {
		ids[i] = one.Bytes()
	}
	var rows []userRow
	if len(ids) > 0 {
		if err := t.Read.WithContext(ctx).Where("id IN ?", ids).Find(&rows).Error; err != nil {
			return nil, db.Wrap("find users", err)
		}
	}
	all := make(map[id.Key]checkin.User, len(rows))
	for _, row := range rows {
		u, err := t.userOf(row)
		if err != nil {
			return nil, err
		}
		all[u.ID] = u
	}
	return all, nil
}

func (t *Accounts) usersOf(from *gorm.DB, company id.Key) ([]checkin.User, []userRow, error) {
	var rows []userRow
	if err := from.Where("company = ?", company.Bytes()).Order("id").Find(&rows).Error; err != nil {
		return nil, nil, err
	}
	users := make([]checkin.User, len(rows))
	for i, row := range rows {
		var err error
		if users[i], err = t.userOf(row); err != nil {
			return nil, nil, err
		}
	}
	slices.SortStableFunc(users, func(a, b checkin.User) int { return strings.Compare(a.Name, b.Name) })
	return users, rows, nil
}

// ChangeUsers lets change decide about all users of a company at once, nobody
// else changing them meanwhile, and stores what it returns: users that are new
// are added, those that are missing removed with their sessions, passkeys and
// links. An error of change undoes all.
func (t *Accounts) ChangeUsers(_ context.Context, by id.Key, company id.Key, change func([]checkin.User) ([]checkin.User, error)) error {
	err := t.Changes.Change(func(tx *gorm.DB, log *audit.Chain) error {
		// The company's row stands for all its users: who holds it changes them.
		var held int
		if err := tx.Raw("SELECT 1 FROM companies WHERE id = ?"+t.ForUpdate, company.Bytes()).Scan(&held).Error; err != nil {
			return err
		}
		before, _, err := t.usersOf(tx, company)
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
		var entries []audit.Entry
		note := func(did string, u checkin.User) {
			entries = append(entries, audit.Entry{At: t.Now(), Actor: audit.User(by), Action: did, Subject: u.ID.Bytes(), Detail: t.rowOfUser(u).Entitlements})
		}
		for _, u := range after {
			if err := t.putUser(tx, u, known, note); err != nil {
				return err
			}
			delete(known, u.ID)
		}
		for _, gone := range known {
			if err := removeUser(tx, gone.ID); err != nil {
				return err
			}
			note(removeUserDid, gone)
		}
		return log.Add(tx, entries...)
	})
	return db.Wrap("change users", err)
}

// putUser adds a user that is not known, or changes the entitlements of one
// that is.
func (t *Accounts) putUser(tx *gorm.DB, u checkin.User, known map[id.Key]checkin.User, note func(string, checkin.User)) error {
	was, found := known[u.ID]
	row := t.rowOfUser(u)
	switch {
	case !found:
		note(addUser, u)
		return tx.Create(&row).Error
	case !reflect.DeepEqual(was.Entitlements, u.Entitlements):
		note(entitleUser, u)
		return tx.Model(&userRow{}).Where("id = ?", row.ID).Update("entitlements", row.Entitlements).Error
	}
	return nil
}

func removeUser(tx *gorm.DB, user id.Key) error {
	key := user.Bytes()
	return errors.Join(endLogin(tx, key), tx.Where("id = ?", key).Delete(&userRow{}).Error)
}
