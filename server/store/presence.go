package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// patience bounds a write once it has begun. It does not end with the request
// that asked for it: a client that hangs up must not undo a commit.
const patience = 10 * time.Second

// FindPresence returns the presence with that id; found is false if there is
// none.
func (s *Store) FindPresence(ctx context.Context, which id.Presence) (checkin.Presence, bool, error) {
	return findPresence(s.read.WithContext(ctx), which)
}

func findPresence(db *gorm.DB, which id.Presence) (checkin.Presence, bool, error) {
	var rows []presenceRow
	if err := db.Where("id = ?", bytesOf(which)).Limit(1).Find(&rows).Error; err != nil {
		return checkin.Presence{}, false, fmt.Errorf("find presence: %w", err)
	}
	if len(rows) == 0 {
		return checkin.Presence{}, false, nil
	}
	p, err := rows[0].value()
	return p, err == nil, err
}

// AddPresence stores p, gives it a receipt number, and links it to the first
// uncancelled presence of the same person, workplace and day. If its id is
// taken, nothing changes and the presence that has it is returned.
func (s *Store) AddPresence(ctx context.Context, p checkin.Presence) (checkin.Presence, bool, error) {
	added := false
	err := s.change(ctx, func(tx *gorm.DB) error {
		earlier, found, err := findPresence(tx, p.ID)
		if err != nil {
			return err
		}
		if found {
			p = earlier
			return nil
		}
		added = true
		return s.insert(tx, &p)
	})
	if err != nil {
		return checkin.Presence{}, false, fmt.Errorf("add presence: %w", err)
	}
	return p, added, nil
}

// insert completes p and writes it.
func (s *Store) insert(tx *gorm.DB, p *checkin.Presence) error {
	first, err := firstOf(tx, *p)
	if err != nil {
		return err
	}
	if first != nil {
		p.DuplicateOf = id.PresenceOf([16]byte(first))
		p.Remarks = append(p.Remarks, checkin.AlreadyRegistered)
	}
	if p.Receipt, err = s.nextReceipt(tx, p.RecordedAt); err != nil {
		return err
	}
	row := rowOf(*p)
	if first == nil {
		row.First = 1
	}
	if err := tx.Create(&row).Error; err != nil {
		return err
	}
	// What is answered is what is stored, to the millisecond: a repetition
	// must not differ.
	*p, err = row.value()
	return err
}

// firstOf returns the id of the presence that holds the natural key of p, or
// nil.
func firstOf(tx *gorm.DB, p checkin.Presence) ([]byte, error) {
	var rows []presenceRow
	err := tx.Select("id").Where("day = ? AND workplace = ? AND limosa = ? AND first = 1",
		p.On.String(), p.Workplace.String(), p.Limosa.Digits()).Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return rows[0].ID, nil
}

// nextReceipt takes the next receipt number of the day it is at that instant.
func (s *Store) nextReceipt(tx *gorm.DB, at time.Time) (id.Receipt, error) {
	day := checkin.DayOf(at)
	var last int
	err := tx.Raw(`INSERT INTO receipt_counters (day, last) VALUES (?, 1)
		ON CONFLICT (day) DO UPDATE SET last = last + 1 RETURNING last`, day.String()).Scan(&last).Error
	if err != nil {
		return id.Receipt{}, err
	}
	return id.NewReceipt(day.Date(), last, s.simulation)
}

// CancelPresence withdraws the presence and returns it as it is then. One that
// was cancelled before is returned unchanged. If it held the natural key, the
// oldest that remains of the same person, workplace and day takes it over.
func (s *Store) CancelPresence(ctx context.Context, which id.Presence, c checkin.Cancellation) (checkin.Presence, error) {
	var p checkin.Presence
	err := s.change(ctx, func(tx *gorm.DB) error {
		found := false
		var err error
		if p, found, err = findPresence(tx, which); err != nil {
			return err
		}
		if !found {
			return errors.New("no such presence")
		}
		if p.State == checkin.Cancelled {
			return nil
		}
		p.State, p.Cancellation = checkin.Cancelled, &c
		return withdraw(tx, &p)
	})
	if err != nil {
		return checkin.Presence{}, fmt.Errorf("cancel presence: %w", err)
	}
	return p, nil
}

// withdraw writes the cancellation of p and passes the natural key on.
func withdraw(tx *gorm.DB, p *checkin.Presence) error {
	row := rowOf(*p)
	err := tx.Model(&row).Clauses(clause.Returning{}).Updates(map[string]any{
		"state": row.State, "first": 0, "cancel_reason": row.CancelReason, "cancelled_at": row.CancelledAt,
	}).Error
	if err != nil {
		return err
	}
	if *p, err = row.value(); err != nil {
		return err
	}
	// Nothing changes where another presence is the first already.
	return tx.Exec(`UPDATE presences SET first = 1 WHERE id = (
			SELECT id FROM presences WHERE day = ? AND workplace = ? AND limosa = ? AND state <> ?
			ORDER BY first DESC, receipt LIMIT 1)`,
		row.Day, row.Workplace, row.Limosa, string(checkin.Cancelled)).Error
}

// change runs f in a transaction that outlives the request it came with.
func (s *Store) change(ctx context.Context, f func(tx *gorm.DB) error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	return s.write.WithContext(ctx).Transaction(f)
}
