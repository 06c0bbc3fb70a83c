package presences

import (
	"cmp"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/seal"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
)

// loggedRow is a presence with what the audit log says of its registration.
type loggedRow struct {
	Row
	Logged *string // its fingerprint then; "" in entries of before December 2026; nil if there is no entry
}

// withdrawal is what the log says of a cancellation.
type withdrawal struct {
	at     int64
	reason string
}

// CompareAudit notes where presences are not as the audit log says: not in it,
// changed since, cancelled or taken back without an entry, or gone without one.
func CompareAudit(tx *gorm.DB, keys *seal.Keys, d *audit.Differences) error {
	cancelled, settled := map[string][]withdrawal{}, map[string][]string{}
	purged := 0
	err := audit.Each(tx, func(e audit.Row) error {
		switch e.Action {
		case "cancel":
			cancelled[string(e.Subject)] = append(cancelled[string(e.Subject)], withdrawal{e.At, e.Detail})
		case "settle":
			settled[string(e.Subject)] = append(settled[string(e.Subject)], e.Detail)
		case "purge":
			n := 0
			if _, err := fmt.Sscanf(e.Detail, "%d before", &n); err != nil {
				return fmt.Errorf("the entry of a purge says %q: %w", e.Detail, err)
			}
			purged += n
		}
		return nil
	}, "cancel", "settle", "purge")
	if err != nil {
		return err
	}
	return cmp.Or(compareRows(tx, func(row *loggedRow) {
		which := presenceOf(row.ID)
		switch {
		case row.Logged == nil:
			d.Note("presences that the audit log does not know", which)
		case *row.Logged != "" && *row.Logged != fingerprint(keys, &row.Row):
			d.Note("presences that were changed", which)
		}
		if !cancelledAsLogged(row, cancelled[string(row.ID)], settled[string(row.ID)]) {
			d.Note("presences whose cancellation is not as the audit log says", which)
		}
		if !countsAsLogged(row, settled[string(row.ID)]) {
			d.Note("presences that count no more, and nothing says why", which)
		}
		if row.Authority != "" && !settledAsLogged(row, settled[string(row.ID)]) {
			d.Note("presences that are not as their authority said", which)
		}
	}), compareMissing(tx, purged, d), compareSightings(tx, d), compareLooks(tx, d))
}

// cancelledAsLogged reports whether a presence is cancelled if the log says so,
// then and for that reason, and is not if it does not.
func cancelledAsLogged(row *loggedRow, log []withdrawal, settled []string) bool {
	if len(settled) > 0 && (len(log) == 0 || row.State != string(checkin.Cancelled)) {
		return true // the authority's word counts: settledAsLogged
	}
	for _, w := range log {
		if row.State == string(checkin.Cancelled) && w.at == row.CancelledAt && w.reason == row.CancelReason {
			return true
		}
	}
	return len(log) == 0 && row.State != string(checkin.Cancelled) && row.CancelReason == ""
}

// countsAsLogged reports whether a presence that does not count on boards says
// why: it was cancelled, it repeats another, or its authority refused it.
func countsAsLogged(row *loggedRow, settled []string) bool {
	switch {
	case row.State == string(checkin.Refused):
		return len(settled) > 0
	case row.State == string(checkin.Cancelled) || row.First != 0:
		return true
	}
	return len(row.DuplicateOf) > 0 || strings.Contains(row.Remarks, string(checkin.AlreadyRegistered)) ||
		strings.Contains(row.Remarks, string(checkin.AlreadyIn)) || strings.Contains(row.Remarks, string(checkin.AlreadyOut))
}

// compareSightings notes who was seen by nobody.
func compareSightings(tx *gorm.DB, d *audit.Differences) error {
	var rows []sightingRow
	err := tx.Raw(`SELECT s.* FROM sightings s LEFT JOIN audit a ON a.action = 'see' AND a.subject = s.presence AND a.at = s.seen_at
		WHERE a.subject IS NULL`).Scan(&rows).Error
	for _, row := range rows {
		d.Note("people who were seen, and the audit log says by nobody", presenceOf(row.Presence))
	}
	return err
}

// compareLooks notes what was looked at by nobody.
func compareLooks(tx *gorm.DB, d *audit.Differences) error {
	var rows []lookRow
	err := tx.Raw(`SELECT l.* FROM looks l LEFT JOIN audit a ON a.action = 'look' AND a.subject = l.presence AND a.at = l.looked_at AND a.detail = l.flags
		WHERE a.subject IS NULL`).Scan(&rows).Error
	for _, row := range rows {
		d.Note("flags that were looked at, and the audit log says by nobody", presenceOf(row.Presence))
	}
	return err
}

// settledAsLogged reports whether the number that an authority gave is one that
// the log has of it. Entries of before December 2026 name none.
func settledAsLogged(row *loggedRow, settled []string) bool {
	for _, detail := range settled {
		_, number, named := strings.Cut(detail, " ")
		if !named || number == fmt.Sprint(row.Number) {
			return true
		}
	}
	return len(settled) == 0 && row.Number == 0
}

// compareRows calls f with every presence.
func compareRows(tx *gorm.DB, f func(*loggedRow)) (err error) {
	rows, err := tx.Raw(`SELECT p.*, a.detail AS logged FROM presences p
		LEFT JOIN (SELECT subject, detail FROM audit WHERE action = 'register') a ON a.subject = p.id`).Rows()
	if err != nil {
		return err
	}
	defer func() { err = cmp.Or(err, rows.Close()) }()
	for rows.Next() {
		var row loggedRow
		if err := tx.ScanRows(rows, &row); err != nil {
			return err
		}
		f(&row)
	}
	return rows.Err()
}

// compareMissing notes how many presences are in the log, not here, and were not
// purged.
func compareMissing(tx *gorm.DB, purged int, d *audit.Differences) error {
	var missing []struct{ Subject []byte }
	err := tx.Raw(`SELECT a.subject FROM audit a LEFT JOIN presences p ON p.id = a.subject
		WHERE a.action = 'register' AND p.id IS NULL ORDER BY a.at DESC LIMIT ?`, purged+1).Scan(&missing).Error
	if err == nil && len(missing) > purged {
		d.Note("presences are gone that nobody purged, at least one of those around", presenceOf(missing[0].Subject))
	}
	return err
}

func presenceOf(b []byte) string {
	var r db.Reader
	return r.Presence(b).String()
}
