package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"ciaw/server/outbox"
	"ciaw/server/store/accounts"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
	"ciaw/server/store/outboxes"
	"ciaw/server/store/presences"
	"ciaw/server/store/workplaces"
)

// Finding is something that is wrong with a register.
type Finding struct{ What, Detail string }

// CheckIntegrity looks for damage: of the file, of the audit log, and among what
// belongs together. It returns nothing if all is well.
func (s *Store) CheckIntegrity(ctx context.Context) ([]Finding, error) {
	var found []Finding
	note := func(what, detail string) { found = append(found, Finding{what, detail}) }
	if err := s.checkFile(ctx, note); err != nil {
		return nil, err
	}
	if _, err := s.VerifyAudit(ctx); err != nil {
		note("the audit log is not whole", err.Error())
	}
	for what, query := range counts {
		var n int64
		if err := s.handle.Read.WithContext(ctx).Raw(query).Scan(&n).Error; err != nil {
			return nil, fmt.Errorf("check integrity: %w", err)
		}
		if n > 0 {
			note(what, fmt.Sprint(n))
		}
	}
	if err := s.compareAudit(ctx, note); err != nil {
		return nil, fmt.Errorf("compare with the audit log: %w", err)
	}
	if err := s.checkUnchecked(ctx, note); err != nil {
		return nil, fmt.Errorf("check unchecked presences: %w", err)
	}
	err := s.Accounts.Unreadable(ctx, func(err error) { note("a user that cannot be read", err.Error()) })
	if err == nil {
		err = s.Presences.Unreadable(ctx, func(err error) { note("a presence that cannot be read", err.Error()) })
	}
	return found, db.Wrap("check integrity", err)
}

// checkFile asks SQLite about its file.
func (s *Store) checkFile(ctx context.Context, note func(what, detail string)) error {
	if !s.handle.SQLite() {
		return nil
	}
	var answers []string
	if err := s.handle.Read.WithContext(ctx).Raw("PRAGMA integrity_check(10)").Scan(&answers).Error; err != nil {
		return fmt.Errorf("check integrity: %w", err)
	}
	for _, a := range answers {
		if a != "ok" {
			note("the database file is damaged", a)
		}
	}
	return nil
}

// counts ask how many rows are not as they should be.
var counts = map[string]string{
	"registered presences without a receipt number": `SELECT count(*) FROM presences WHERE receipt = 0 AND state <> 'queued'`,
	"receipt numbers given twice": `SELECT count(*) FROM (SELECT receipt FROM presences WHERE receipt <> 0
		GROUP BY receipt HAVING count(*) > 1) AS twice`,
	"items set aside in the outbox": `SELECT count(*) FROM outbox WHERE aside = 1`,
}

// compareAudit looks for what was changed without an entry in the audit log.
func (s *Store) compareAudit(ctx context.Context, note func(what, detail string)) error {
	var d audit.Differences
	err := s.handle.Read.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		return cmp.Or(presences.CompareAudit(tx, s.Keys, &d), accounts.CompareAudit(tx, &d), workplaces.CompareAudit(tx, &d), s.anchor.CompareAnchor(tx, &d))
	}, s.handle.Snapshot())
	d.Each(note)
	return err
}

// checkUnchecked looks for presences that wait for the content check, and that
// no item of the outbox is about.
func (s *Store) checkUnchecked(ctx context.Context, note func(what, detail string)) error {
	var waiting [][]byte
	var told map[outbox.Subject]bool
	err := s.handle.Read.WithContext(ctx).Transaction(func(tx *gorm.DB) (err error) {
		if waiting, err = presences.Unchecked(tx); err == nil {
			told, err = outboxes.SubjectsOf(tx, outbox.Check)
		}
		return err
	}, s.handle.Snapshot())
	if err != nil {
		return err
	}
	waiting = slices.DeleteFunc(waiting, func(one []byte) bool { return len(one) == len(outbox.Subject{}) && told[outbox.Subject(one)] })
	if len(waiting) > 0 {
		note("unchecked presences that nobody will check", fmt.Sprint(len(waiting)))
	}
	return nil
}
