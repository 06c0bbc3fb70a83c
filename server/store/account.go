package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// companyRow is a row of the table companies.
type companyRow struct {
	ID          []byte `gorm:"primaryKey"`
	Number      string
	Name        string
	Independent int
	Confirmed   int
	CreatedAt   int64 `gorm:"autoCreateTime:false"`
}

// TableName names the table for gorm.
func (companyRow) TableName() string { return "companies" }

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

func number(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func rowOfCompany(c checkin.Company) companyRow {
	return companyRow{
		c.ID.Bytes(), c.Number(), c.Name, number(c.Independent), number(c.Confirmed), c.Created.UnixMilli(),
	}
}

func (row companyRow) value() (checkin.Company, error) {
	var r reader
	c := checkin.Company{
		ID: r.key(row.ID), Employer: parse(&r, "number", checkin.ParseEmployer, row.Number),
		Independent: row.Independent != 0, Confirmed: row.Confirmed != 0, Created: time.UnixMilli(row.CreatedAt).UTC(),
	}
	c.Name = row.Name
	return c, r.err
}

// rowOfUser returns the row of a user, without what proves who they are.
func (s *Store) rowOfUser(u checkin.User) userRow {
	text, _ := json.Marshal(userIdentity{u.Login, u.Name, u.Email, u.NISS.Digits()}) // never fails
	words := make([]string, len(u.Entitlements))
	for i, e := range u.Entitlements {
		words[i] = string(e)
	}
	row := userRow{
		ID: u.ID.Bytes(), Company: u.Company.Bytes(), Sealed: s.Keys.Seal(text, u.ID.Bytes()),
		Entitlements: strings.Join(words, " "), CreatedAt: u.Created.UnixMilli(),
	}
	if u.Login != "" {
		row.Login = s.loginHash(u.Login)
	}
	return row
}

// loginHash returns what a login is found by.
func (s *Store) loginHash(login string) []byte {
	hash := s.Keys.Find("login", login)
	return hash[:]
}

func (s *Store) rowOfAccount(a checkin.Account) userRow {
	row := s.rowOfUser(a.User)
	row.Password, row.TotpStep = a.Password, a.TOTPStep
	if a.TOTP != "" {
		row.Totp = s.Keys.Seal([]byte(a.TOTP), append([]byte("totp"), row.ID...))
	}
	return row
}

func (s *Store) userOf(row userRow) (checkin.User, error) {
	text, err := s.Keys.Open(row.Sealed, row.ID)
	if err != nil {
		return checkin.User{}, fmt.Errorf("column sealed: %w", err)
	}
	var i userIdentity
	if err := json.Unmarshal(text, &i); err != nil {
		return checkin.User{}, errors.New("column sealed holds no such value")
	}
	var r reader
	u := checkin.User{
		ID: r.key(row.ID), Company: r.key(row.Company), Login: i.Login, Name: i.Name, Email: i.Email,
		NISS: parse(&r, "niss", id.ParseNISS, i.NISS), Created: time.UnixMilli(row.CreatedAt).UTC(),
	}
	for e := range strings.FieldsSeq(row.Entitlements) {
		u.Entitlements = append(u.Entitlements, checkin.Entitlement(e))
	}
	return u, r.err
}

// AddCompany stores a company with its first user.
func (s *Store) AddCompany(_ context.Context, c checkin.Company, first checkin.Account) error {
	err := s.submit(&job{do: func(tx *gorm.DB, log *chain) error {
		company, user := rowOfCompany(c), s.rowOfAccount(first)
		var known, taken int64
		if err := tx.Model(&companyRow{}).Where("number = ?", company.Number).Count(&known).Error; err != nil {
			return err
		}
		if err := tx.Model(&userRow{}).Where("login = ?", user.Login).Count(&taken).Error; err != nil {
			return err
		}
		switch {
		case known > 0:
			return checkin.ErrCompanyKnown
		case taken > 0:
			return checkin.ErrLoginTaken
		}
		if err := errors.Join(tx.Create(&company).Error, tx.Create(&user).Error); err != nil {
			return err
		}
		return log.add(tx, entry{c.Created, userActor(first.User.ID), "add company", company.ID, company.Number})
	}})
	return wrap("add company", err)
}

// userActor names a user in the audit log.
func userActor(user id.Key) string { return "user:" + user.String() }

// FindCompany returns a company.
func (s *Store) FindCompany(ctx context.Context, which id.Key) (c checkin.Company, found bool, err error) {
	var row companyRow
	if err := s.read.WithContext(ctx).Where("id = ?", which.Bytes()).Take(&row).Error; err != nil {
		return c, false, wrap("find company", unlessAbsent(err))
	}
	c, err = row.value()
	return c, err == nil, err
}

// ListCompanies returns all companies, oldest first.
func (s *Store) ListCompanies(ctx context.Context) ([]checkin.Company, error) {
	var rows []companyRow
	if err := s.read.WithContext(ctx).Order("id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("list companies: %w", err)
	}
	all := make([]checkin.Company, len(rows))
	for i, row := range rows {
		var err error
		if all[i], err = row.value(); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// ConfirmCompany notes that the operator knows whose users act for a company;
// found is false if there is none with that number.
func (s *Store) ConfirmCompany(_ context.Context, number string) (found bool, err error) {
	err = s.submit(&job{do: func(tx *gorm.DB, log *chain) error {
		result := tx.Model(&companyRow{}).Where("number = ?", number).Update("confirmed", 1)
		if found = result.RowsAffected > 0; result.Error != nil || !found {
			return result.Error
		}
		return log.add(tx, entry{s.Now(), "operator", "confirm company", []byte{}, number})
	}})
	return found, wrap("confirm company", err)
}

// ListUsers returns the users of a company, by name.
func (s *Store) ListUsers(ctx context.Context, company id.Key) ([]checkin.User, error) {
	users, _, err := s.usersOf(s.read.WithContext(ctx), company)
	return users, wrap("list users", err)
}

func (s *Store) usersOf(db *gorm.DB, company id.Key) ([]checkin.User, []userRow, error) {
	var rows []userRow
	if err := db.Where("company = ?", company.Bytes()).Order("id").Find(&rows).Error; err != nil {
		return nil, nil, err
	}
	users := make([]checkin.User, len(rows))
	for i, row := range rows {
		var err error
		if users[i], err = s.userOf(row); err != nil {
			return nil, nil, err
		}
	}
	slices.SortStableFunc(users, func(a, b checkin.User) int { return strings.Compare(a.Name, b.Name) })
	return users, rows, nil
}
