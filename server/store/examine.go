package store

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// Finding is something that is wrong with a register.
type Finding struct{ What, Detail string }

// Examine looks for damage: of the file, of the audit log, and among what
// belongs together. It returns nothing if all is well.
func (s *Store) Examine(ctx context.Context) ([]Finding, error) {
	var found []Finding
	note := func(what, detail string) { found = append(found, Finding{what, detail}) }
	if s.dialect.name == "sqlite" {
		var answers []string
		if err := s.read.WithContext(ctx).Raw("PRAGMA integrity_check(10)").Scan(&answers).Error; err != nil {
			return nil, fmt.Errorf("check integrity: %w", err)
		}
		for _, a := range answers {
			if a != "ok" {
				note("the database file is damaged", a)
			}
		}
	}
	if _, err := s.VerifyAudit(ctx); err != nil {
		note("the audit log is not whole", err.Error())
	}
	for what, query := range questions {
		var n int64
		if err := s.read.WithContext(ctx).Raw(query).Scan(&n).Error; err != nil {
			return nil, fmt.Errorf("examine: %w", err)
		}
		if n > 0 {
			note(what, fmt.Sprint(n))
		}
	}
	if err := s.examineUnchecked(ctx, note); err != nil {
		return nil, err
	}
	if err := s.examineUsers(ctx, note); err != nil {
		return nil, err
	}
	return found, s.examineNumbers(ctx, note)
}

// questions ask how many rows are not as they should be.
var questions = map[string]string{
	"registered presences without a receipt number": `SELECT count(*) FROM presences WHERE receipt = 0 AND state <> 'queued'`,
	"receipt numbers given twice":                   `SELECT count(*) FROM (SELECT receipt FROM presences WHERE receipt <> 0 GROUP BY receipt HAVING count(*) > 1) AS twice`,
	"presences that the audit log does not know":    `SELECT count(*) FROM presences p LEFT JOIN (SELECT subject FROM audit WHERE action = 'register') a ON a.subject = p.id WHERE a.subject IS NULL`,
	"items set aside in the outbox":                 `SELECT count(*) FROM outbox WHERE aside = 1`,
}

// examineUnchecked looks for presences that wait for the content check, and that
// no item of the outbox is about.
func (s *Store) examineUnchecked(ctx context.Context, note func(what, detail string)) error {
	var waiting [][]byte
	var items []outboxRow
	db := s.read.WithContext(ctx)
	err := db.Transaction(func(tx *gorm.DB) error {
		if err := tx.Model(&presenceRow{}).Where("state = ?", string(checkin.Registered)).Pluck("id", &waiting).Error; err != nil {
			return err
		}
		return tx.Where("topic = ?", TopicCheck).Find(&items).Error
	}, s.moment())
	if err != nil {
		return fmt.Errorf("examine unchecked presences: %w", err)
	}
	told := map[id.Presence]bool{}
	for _, row := range items {
		for _, one := range row.value().Subjects {
			told[one] = true
		}
	}
	waiting = slices.DeleteFunc(waiting, func(one []byte) bool { return len(one) == subjectSize && told[id.PresenceOf([16]byte(one))] })
	if len(waiting) > 0 {
		note("unchecked presences that nobody will check", fmt.Sprint(len(waiting)))
	}
	return nil
}

// examineNumbers opens every encrypted number.
func (s *Store) examineNumbers(ctx context.Context, note func(what, detail string)) error {
	return s.eachPresence(ctx, func(rows []presenceRow) error {
		for _, row := range rows {
			if _, err := row.value(s.Keys); err != nil {
				note("a presence that cannot be read", err.Error())
			}
		}
		return nil
	})
}

// examineUsers opens what is encrypted of every user.
func (s *Store) examineUsers(ctx context.Context, note func(what, detail string)) error {
	var rows []userRow
	if err := s.read.WithContext(ctx).Find(&rows).Error; err != nil {
		return fmt.Errorf("examine users: %w", err)
	}
	for _, row := range rows {
		if _, err := s.userOf(row); err != nil {
			note("a user that cannot be read", err.Error())
		}
	}
	return nil
}
