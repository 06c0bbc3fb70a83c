// Package accounts keeps companies, their users, and what proves who they are:
// sessions, passkeys and one-time tokens. What says who a user is, is encrypted;
// a login is found by its keyed hash.
package accounts

import (
	"context"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/seal"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
)

// Accounts are the tables of this package.
type Accounts struct {
	db.Handle
	Changes audit.Changer
	Keys    *seal.Keys
	Now     func() time.Time
}

// Tables copy the tables of this package, those that others refer to first.
var Tables = []db.Copier{
	db.Copy[companyRow], db.Copy[userRow], db.Copy[sessionRow], db.Copy[passkeyRow], db.Copy[tokenRow],
}

// ResealUsers encrypts users anew whom an older key encrypted, and returns how
// many. Links and challenges end by themselves within two weeks.
func (t *Accounts) ResealUsers(ctx context.Context) (n int, err error) {
	var rows []userRow
	if err := t.Read.WithContext(ctx).Find(&rows).Error; err != nil {
		return 0, err
	}
	for _, row := range rows {
		if !t.Keys.Stale(row.Sealed) && (row.Totp == nil || !t.Keys.Stale(row.Totp)) {
			continue
		}
		_, err := t.ChangeAccount(ctx, id.KeyOf([16]byte(row.ID)), "reseal", func(*checkin.Account) error { return nil })
		if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// Unreadable calls note with the error of each user who cannot be read.
func (t *Accounts) Unreadable(ctx context.Context, note func(error)) error {
	var rows []userRow
	if err := t.Read.WithContext(ctx).Find(&rows).Error; err != nil {
		return err
	}
	for _, row := range rows {
		if _, err := t.userOf(row); err != nil {
			note(err)
		}
	}
	return nil
}
