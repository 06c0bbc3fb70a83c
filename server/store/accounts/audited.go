package accounts

import (
	"cmp"
	"slices"
	"strings"

	"gorm.io/gorm"

	"ciaw/server/store/audit"
	"ciaw/server/store/db"
)

// Actions of the audit log that say what a user may do, or that a company is
// confirmed.
const (
	addCompany     = "add company"
	confirmCompany = "confirm company"
	addUser        = "add user"
	entitleUser    = "entitle user"
	removeUserDid  = "remove user"
	removeCompany  = "remove company"
)

// confirmedNow is behind the number of a company that was confirmed when it was
// added. Entries of before December 2026 do not say whether it was.
const (
	confirmedNow   = " confirmed"
	unconfirmedNow = " unconfirmed"
)

// CompareAudit notes where users, what they may do, and which companies are
// confirmed are not as the audit log says.
func CompareAudit(tx *gorm.DB, d *audit.Differences) error {
	log := accountLog{confirmed: map[string]bool{}, founded: map[string][]byte{}, removed: map[string]bool{}}
	err := audit.Each(tx, log.read, addCompany, confirmCompany, addUser, entitleUser, removeUserDid, removeCompany)
	if err != nil {
		return err
	}
	var users []struct {
		ID, Company  []byte
		Entitlements string
	}
	var companies []companyRow
	if err := cmp.Or(tx.Table("users").Select("id, company, entitlements").Find(&users).Error, tx.Find(&companies).Error); err != nil {
		return err
	}
	for _, u := range users {
		which := keyOf(u.ID)
		said := log.entitled.Take(string(u.ID))
		switch {
		case log.removed[string(u.ID)]:
			d.Note("users that were removed, and are here", which)
		case len(said) > 0 && !slices.Contains(said, u.Entitlements):
			d.Note("users whose entitlements are not as the audit log says", which)
		case log.founded[which] != nil && string(log.founded[which]) != string(u.Company):
			d.Note("users who are of another company than they founded", which)
		case len(said) == 0 && log.founded[which] == nil:
			d.Note("users that the audit log does not know", which)
		}
	}
	for which := range log.entitled.Left() {
		if !log.removed[which] {
			d.Note("users are gone that nobody removed", keyOf([]byte(which)))
		}
	}
	for _, c := range companies {
		if confirmed, known := log.confirmed[c.Number]; known && confirmed != (c.Confirmed != 0) {
			d.Note("companies that are confirmed, or not, and the audit log says otherwise", c.Number)
		}
	}
	return nil
}

func keyOf(b []byte) string {
	var r db.Reader
	return r.Key(b).String()
}

// accountLog is what the audit log says of users and companies.
type accountLog struct {
	entitled  audit.Latest      // by a user's key
	confirmed map[string]bool   // by a company's number; missing if that is not known
	founded   map[string][]byte // the company that a user added, by the user's key
	removed   map[string]bool   // keys of users
}

// read takes one entry.
func (l *accountLog) read(e audit.Row) error {
	switch e.Action {
	case addCompany:
		l.founded[strings.TrimPrefix(e.Actor, "user:")] = e.Subject
		for words, confirmed := range map[string]bool{confirmedNow: true, unconfirmedNow: false} {
			if number, says := strings.CutSuffix(e.Detail, words); says {
				l.confirmed[number] = confirmed
			}
		}
	case removeCompany: // another may take the number
		delete(l.confirmed, e.Detail)
	case confirmCompany:
		l.confirmed[e.Detail] = true
	case removeUserDid:
		l.removed[string(e.Subject)] = true
	default:
		l.entitled.Say(string(e.Subject), e, e.Detail)
	}
	return nil
}
