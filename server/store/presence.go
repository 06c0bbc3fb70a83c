package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/seal"
)

// FindPresence returns the presence with that id; found is false if there is
// none.
func (s *Store) FindPresence(ctx context.Context, which id.Presence) (checkin.Presence, bool, error) {
	return s.findPresence(ctx, s.read, which)
}

func (s *Store) findPresence(ctx context.Context, db *gorm.DB, which id.Presence) (checkin.Presence, bool, error) {
	rows, err := presencesByID(ctx, db, [][]byte{bytesOf(which)})
	if err != nil {
		return checkin.Presence{}, false, fmt.Errorf("find presence: %w", err)
	}
	if len(rows) == 0 {
		return checkin.Presence{}, false, nil
	}
	p, err := rows[0].value(s.Keys)
	return p, err == nil, err
}

// FindPresences returns those of the presences that are there, in no order.
func (s *Store) FindPresences(ctx context.Context, which []id.Presence) ([]checkin.Presence, error) {
	ids := make([][]byte, len(which))
	for i, one := range which {
		ids[i] = bytesOf(one)
	}
	rows, err := s.find(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("find presences: %w", err)
	}
	all := make([]checkin.Presence, len(rows))
	for i, row := range rows {
		if all[i], err = row.value(s.Keys); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// usual is how many presences are read together, mostly: a page, or a workplace
// on a day.
const usual = 64

// presences reads rows that hold presenceColumns, and closes them.
func (s *Store) presences(rows *sql.Rows) (all []checkin.Presence, err error) {
	defer func() { err = firstError(err, rows.Close()) }()
	var row presenceRow // one for all: nothing of it is in the value
	targets := row.targets()
	for rows.Next() {
		if err := rows.Scan(targets...); err != nil {
			return nil, err
		}
		p, err := row.value(s.Keys)
		if err != nil {
			return nil, err
		}
		if all == nil {
			all = make([]checkin.Presence, 0, usual)
		}
		all = append(all, p)
	}
	return all, rows.Err()
}

// AddPresence stores p, gives it a receipt number, and links it to the first
// uncancelled presence of the same person, workplace and day. If its id is
// taken, nothing changes and the presence that has it is returned.
func (s *Store) AddPresence(ctx context.Context, p checkin.Presence) (checkin.Presence, bool, error) {
	results, err := s.AddPresences(ctx, []checkin.Presence{p}, nil)
	if err != nil {
		return checkin.Presence{}, false, err
	}
	return results[0].Presence, results[0].Added, results[0].Err
}

// AddPresences adds all of them in one transaction, in their order; one that
// cannot be stored does not fail the others. Meanwhile, unless nil, is called
// with what will be stored if no id is taken, unless nothing can be.
func (s *Store) AddPresences(_ context.Context, all []checkin.Presence, meanwhile func([]checkin.Presence)) ([]checkin.Added, error) {
	if len(all) == 0 {
		return nil, nil
	}
	j := &job{adds: make([]*addition, len(all)), numbered: make(chan struct{}), done: make(chan struct{})}
	for i, p := range all {
		// As exact as it is stored: a repetition must not differ.
		p.CapturedAt, p.RecordedAt = time.UnixMilli(p.CapturedAt.UnixMilli()).UTC(), time.UnixMilli(p.RecordedAt.UnixMilli()).UTC()
		j.adds[i] = &addition{presence: p, row: s.rowOf(p), actor: actorOf(p)}
		j.adds[i].row.First = 1
	}
	if err := s.hand(j); err != nil {
		return nil, fmt.Errorf("add presences: %w", err)
	}
	<-j.numbered
	if meanwhile != nil && !j.adds[0].presence.Receipt.IsZero() {
		numbered := make([]checkin.Presence, len(all))
		for i, a := range j.adds {
			numbered[i] = a.presence
		}
		meanwhile(numbered)
	}
	<-j.done
	results := make([]checkin.Added, len(all))
	for i, a := range j.adds {
		results[i] = a.result(s.Keys)
	}
	return results, nil
}

// known returns the presence of an addition that was stored, without reading it.
func (a *addition) known() checkin.Presence {
	p := a.presence
	p.DuplicateOf, p.Remarks = id.Presence{}, remarksOf(a.stored.Remarks)
	if len(a.stored.DuplicateOf) > 0 {
		p.DuplicateOf = id.PresenceOf([16]byte(a.stored.DuplicateOf))
	}
	return p
}

// result returns what became of an addition.
func (a *addition) result(keys *seal.Keys) checkin.Added {
	var p checkin.Presence
	err := a.err
	switch {
	case err == nil && a.added:
		return checkin.Added{Presence: a.known(), Added: true}
	case err == nil:
		p, err = a.stored.value(keys)
	}
	if err != nil {
		return checkin.Added{Err: fmt.Errorf("add presence: %w", err)}
	}
	return checkin.Added{Presence: p}
}

// CancelPresence withdraws the presence and returns it as it is then. One that
// was cancelled before is returned unchanged. If it held the natural key, the
// oldest that remains of the same person, workplace and day takes it over.
func (s *Store) CancelPresence(_ context.Context, which id.Presence, c checkin.Cancellation) (checkin.Presence, error) {
	var p checkin.Presence
	err := s.submit(&job{do: func(tx *gorm.DB, log *chain) error {
		// Of several that cancel, the second must see what the first has done.
		var held int
		err := tx.Raw("SELECT 1 FROM presences WHERE id = ?"+s.dialect.lock, bytesOf(which)).Scan(&held).Error
		if err != nil {
			return err
		}
		found := false
		if p, found, err = s.findPresence(tx.Statement.Context, tx, which); err != nil {
			return err
		}
		if !found {
			return errors.New("no such presence")
		}
		if p.State == checkin.Cancelled {
			return nil
		}
		p.State, p.Cancellation = checkin.Cancelled, &c
		if err := s.withdraw(tx, &p); err != nil {
			return err
		}
		item := newItem(TopicCancel, bytesOf(p.ID), c.At)
		return firstError(
			log.add(tx, entry{c.At, actorOf(p), "cancel", bytesOf(p.ID), string(c.Reason)}),
			tx.Create(&item).Error,
		)
	}})
	if err != nil {
		return checkin.Presence{}, fmt.Errorf("cancel presence: %w", err)
	}
	return p, nil
}

// SettlePresences gives presences that are Registered their other states, in
// one transaction, and returns how many were; any other presence stays as it is.
func (s *Store) SettlePresences(_ context.Context, states map[id.Presence]checkin.State) (settled int, err error) {
	byState := map[checkin.State][][]byte{}
	for which, state := range states {
		byState[state] = append(byState[state], bytesOf(which))
	}
	if len(byState) == 0 {
		return 0, nil
	}
	err = s.changeElsewhere(func(tx *gorm.DB) error {
		settled = 0
		for state, ids := range byState {
			text := "UPDATE presences SET state = ? WHERE state = ? AND id"
			n, err := changeThose(tx, text, ids, string(state), string(checkin.Registered))
			if err != nil {
				return err
			}
			settled += n
		}
		return nil
	})
	return settled, wrap("settle presences", err)
}

// withdraw writes the cancellation of p and passes the natural key on.
func (s *Store) withdraw(tx *gorm.DB, p *checkin.Presence) error {
	row := s.rowOf(*p)
	err := tx.Model(&presenceRow{}).Where("id = ?", row.ID).Updates(map[string]any{
		"state": row.State, "first": 0, "cancel_reason": row.CancelReason, "cancelled_at": row.CancelledAt,
	}).Error
	if err != nil {
		return err
	}
	if *p, err = row.value(s.Keys); err != nil {
		return err
	}
	// Nothing changes where another presence is the first already.
	return tx.Exec(`UPDATE presences SET first = 1 WHERE id = (
			SELECT id FROM presences WHERE day = ? AND workplace = ? AND person = ? AND state <> ?
			ORDER BY first DESC, receipt LIMIT 1)`,
		row.Day, row.Workplace, row.Person, string(checkin.Cancelled)).Error
}
