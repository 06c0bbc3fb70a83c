// Package mandates keeps the mandates of companies: the right to have their
// presences registered by another authority, with what proves it, encrypted.
package mandates

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ciaw/server/authority"
	"ciaw/server/id"
	"ciaw/server/seal"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
)

// Mandates are the table of this package. The current one of a company is asked
// for with every presence, so it is cached for some seconds.
type Mandates struct {
	db.Handle
	changes audit.Changer
	keys    *seal.Keys
	current *db.Cache[id.Key, authority.Mandate] // the zero value where there is none
}

// New returns the table.
func New(h db.Handle, changes audit.Changer, keys *seal.Keys) *Mandates {
	return &Mandates{Handle: h, changes: changes, keys: keys, current: db.NewCache[id.Key, authority.Mandate]()}
}

// Tables copy the table of this package.
var Tables = []db.Copier{db.Copy[mandateRow]}

// mandateRow is a row of the table mandates.
type mandateRow struct {
	Company     []byte `gorm:"primaryKey"`
	Authority   string `gorm:"primaryKey"`
	Sealed      []byte
	GivenAt     int64
	WithdrawnAt int64 // 0: current
}

// TableName names the table for gorm.
func (mandateRow) TableName() string { return "mandates" }

// about is what a credential is sealed to.
func (row mandateRow) about() []byte {
	return append([]byte("mandate "+row.Authority+" "), row.Company...)
}

// open returns the mandate of a row.
func (t *Mandates) open(row mandateRow) (authority.Mandate, error) {
	secret, err := t.keys.Open(row.Sealed, row.about())
	if err != nil {
		return authority.Mandate{}, err
	}
	var r db.Reader
	m := authority.Mandate{Company: r.Key(row.Company), Authority: row.Authority, Credential: authority.NewCredential(string(secret))}
	return m, r.Err
}

// PutMandate stores the mandate that a company has given, in place of its others:
// from now on its presences go to that authority.
func (t *Mandates) PutMandate(_ context.Context, m authority.Mandate, at time.Time) error {
	err := t.changes.Change(func(tx *gorm.DB, log *audit.Chain) error {
		row := mandateRow{Company: m.Company.Bytes(), Authority: m.Authority, GivenAt: at.UnixMilli()}
		row.Sealed = t.keys.Seal([]byte(m.Credential.Reveal()), row.about())
		if err := withdraw(tx, m.Company, at); err != nil {
			return err
		}
		if err := tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error; err != nil {
			return err
		}
		return log.Add(tx, audit.Entry{At: at, Actor: audit.Operator, Action: "mandate", Subject: row.Company, Detail: m.Authority})
	})
	t.current.Forget()
	return db.Wrap("store mandate", err)
}

// WithdrawMandate ends the current mandate of a company: this register gives the
// numbers of its presences from now on. Found is false if it had none.
func (t *Mandates) WithdrawMandate(_ context.Context, company id.Key, at time.Time) (found bool, err error) {
	err = t.changes.Change(func(tx *gorm.DB, log *audit.Chain) error {
		var n int64
		if err := tx.Model(&mandateRow{}).Where("company = ? AND withdrawn_at = 0", company.Bytes()).Count(&n).Error; err != nil || n == 0 {
			return err
		}
		found = true
		if err := withdraw(tx, company, at); err != nil {
			return err
		}
		return log.Add(tx, audit.Entry{At: at, Actor: audit.Operator, Action: "mandate_withdrawn", Subject: company.Bytes()})
	})
	t.current.Forget()
	return found, db.Wrap("withdraw mandate", err)
}

func withdraw(tx *gorm.DB, company id.Key, at time.Time) error {
	return tx.Model(&mandateRow{}).Where("company = ? AND withdrawn_at = 0", company.Bytes()).Update("withdrawn_at", at.UnixMilli()).Error
}

// CurrentMandate returns the mandate under which a company's presences are
// registered from now on, if it has given one. It is asked for every presence.
func (t *Mandates) CurrentMandate(ctx context.Context, company id.Key) (authority.Mandate, bool, error) {
	m, version, known := t.current.Get(company)
	if known {
		return m, !m.Company.IsZero(), nil
	}
	m, found, err := t.find(ctx, "company = ? AND withdrawn_at = 0", company.Bytes())
	if err == nil {
		t.current.Keep(company, m, version)
	}
	return m, found, err
}

// FindMandate returns the mandate of a company at an authority, current or not.
func (t *Mandates) FindMandate(ctx context.Context, company id.Key, name string) (authority.Mandate, bool, error) {
	return t.find(ctx, "company = ? AND authority = ?", company.Bytes(), name)
}

func (t *Mandates) find(ctx context.Context, where string, args ...any) (m authority.Mandate, found bool, err error) {
	var rows []mandateRow
	if err := t.Read.WithContext(ctx).Where(where, args...).Limit(1).Find(&rows).Error; err != nil || len(rows) == 0 {
		return m, false, db.Wrap("find mandate", err)
	}
	m, err = t.open(rows[0])
	return m, err == nil, err
}

// ListMandates returns the current mandates. Their credentials are left out.
func (t *Mandates) ListMandates(ctx context.Context) (all []authority.Mandate, err error) {
	var rows []mandateRow
	if err := t.Read.WithContext(ctx).Where("withdrawn_at = 0").Order("given_at").Find(&rows).Error; err != nil {
		return nil, db.Wrap("list mandates", err)
	}
	var r db.Reader
	for _, row := range rows {
		all = append(all, authority.Mandate{Company: r.Key(row.Company), Authority: row.Authority})
	}
	return all, r.Err
}

// ResealMandates encrypts credentials anew that an older key encrypted, and
// returns how many.
func (t *Mandates) ResealMandates(ctx context.Context) (n int, err error) {
	var rows []mandateRow
	if err := t.Read.WithContext(ctx).Find(&rows).Error; err != nil {
		return 0, err
	}
	for _, row := range rows {
		if !t.keys.Stale(row.Sealed) {
			continue
		}
		secret, err := t.keys.Open(row.Sealed, row.about())
		if err != nil {
			return n, err
		}
		err = t.changes.Change(func(tx *gorm.DB, _ *audit.Chain) error {
			return tx.Model(&mandateRow{}).Where("company = ? AND authority = ? AND sealed = ?", row.Company, row.Authority, row.Sealed).
				Update("sealed", t.keys.Seal(secret, row.about())).Error
		})
		if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// RemoveMandatesOf removes all mandates of a company.
func RemoveMandatesOf(tx *gorm.DB, company []byte) error {
	return tx.Where("company = ?", company).Delete(&mandateRow{}).Error
}
