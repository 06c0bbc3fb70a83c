package accounts

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
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

func rowOfCompany(c checkin.Company) companyRow {
	return companyRow{
		c.ID.Bytes(), c.Number(), c.Name, db.Flag(c.Independent), db.Flag(c.Confirmed), c.Created.UnixMilli(),
	}
}

func (row companyRow) value() (checkin.Company, error) {
	var r db.Reader
	c := checkin.Company{
		ID: r.Key(row.ID), Employer: db.Parse(&r, "number", checkin.ParseEmployer, row.Number),
		Independent: row.Independent != 0, Confirmed: row.Confirmed != 0, Created: db.Time(row.CreatedAt),
	}
	c.Name = row.Name
	return c, r.Err
}

// AddCompany stores a company with its first user.
func (t *Accounts) AddCompany(_ context.Context, c checkin.Company, first checkin.Account) error {
	err := t.Changes.Change(func(tx *gorm.DB, log *audit.Chain) error {
		company, user := rowOfCompany(c), t.rowOfAccount(first)
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
		by, confirmed := audit.User(first.User.ID), unconfirmedNow
		if c.Confirmed {
			confirmed = confirmedNow
		}
		return log.Add(tx,
			audit.Entry{At: c.Created, Actor: by, Action: addCompany, Subject: company.ID, Detail: company.Number + confirmed},
			audit.Entry{At: c.Created, Actor: by, Action: addUser, Subject: user.ID, Detail: user.Entitlements})
	})
	return db.Wrap("add company", err)
}

// FindCompany returns a company.
func (t *Accounts) FindCompany(ctx context.Context, which id.Key) (c checkin.Company, found bool, err error) {
	var row companyRow
	if err := t.Read.WithContext(ctx).Where("id = ?", which.Bytes()).Take(&row).Error; err != nil {
		return c, false, db.Wrap("find company", db.UnlessAbsent(err))
	}
	c, err = row.value()
	return c, err == nil, err
}

// FindCompanies returns those of the companies that there are, by id.
func (t *Accounts) FindCompanies(ctx context.Context, which []id.Key) (map[id.Key]checkin.Company, error) {
	ids := make([][]byte, len(which))
	for i, one := range which {
		ids[i] = one.Bytes()
	}
	var rows []companyRow
	if len(ids) > 0 {
		if err := t.Read.WithContext(ctx).Where("id IN ?", ids).Find(&rows).Error; err != nil {
			return nil, db.Wrap("find companies", err)
		}
	}
	all := make(map[id.Key]checkin.Company, len(rows))
	for _, row := range rows {
		c, err := row.value()
		if err != nil {
			return nil, err
		}
		all[c.ID] = c
	}
	return all, nil
}

// ListCompanies returns all companies, oldest first.
func (t *Accounts) ListCompanies(ctx context.Context) ([]checkin.Company, error) {
	var rows []companyRow
	if err := t.Read.WithContext(ctx).Order("id").Find(&rows).Error; err != nil {
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
func (t *Accounts) ConfirmCompany(_ context.Context, number string) (found bool, err error) {
	err = t.Changes.Change(func(tx *gorm.DB, log *audit.Chain) error {
		result := tx.Model(&companyRow{}).Where("number = ?", number).Update("confirmed", 1)
		if found = result.RowsAffected > 0; result.Error != nil || !found {
			return result.Error
		}
		return log.Add(tx, audit.Entry{At: t.Now(), Actor: audit.Operator, Action: confirmCompany, Subject: []byte{}, Detail: number})
	})
	return found, db.Wrap("confirm company", err)
}
