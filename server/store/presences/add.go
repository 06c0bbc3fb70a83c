package presences

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/outbox"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
	"ciaw/server/store/outboxes"
)

// AddPresences puts presences into the queue to be stored in one transaction, in
// their order: each with a receipt number, and linked to the first uncancelled
// presence of the same person, workplace and day. Each is then told on that
// topic. Where an id is taken nothing changes, and the presence that has it is
// returned. One that cannot be stored does not fail the others.
func (p *Presences) AddPresences(_ context.Context, all []checkin.Presence, topic outbox.Topic) (checkin.Pending, error) {
	adds := make([]*addition, len(all))
	for i, one := range all {
		one.CapturedAt, one.RecordedAt = toMilliseconds(one.CapturedAt), toMilliseconds(one.RecordedAt)
		adds[i] = &addition{presence: one, topic: topic, row: rowOf(p.Keys, one)}
		adds[i].row.First = 1
	}
	pending, err := p.queue.Put(adds)
	if err != nil {
		return checkin.Pending{}, db.Wrap("add presences", err)
	}
	return checkin.Pending{
		Numbered: func() []checkin.Presence {
			if !pending.Prepared() {
				return nil
			}
			numbered := make([]checkin.Presence, len(adds))
			for i, a := range adds {
				numbered[i] = a.presence
			}
			return numbered
		},
		Wait: func() []checkin.Added {
			results := make([]checkin.Added, len(adds))
			for i, err := range pending.Wait() {
				results[i] = adds[i].result(p.Keys, err)
			}
			return results
		},
	}, nil
}

// CancelPresence withdraws the presence and returns it as it is then; it is told
// on that topic. One that was cancelled before is returned unchanged. If it held
// the natural key, the oldest that remains of the same person, workplace and day
// takes it over.
func (p *Presences) CancelPresence(_ context.Context, which id.Presence, c checkin.Cancellation, topic outbox.Topic) (checkin.Presence, error) {
	var found checkin.Presence
	err := p.Change(func(tx *gorm.DB, log *audit.Chain) (err error) {
		// Of several that cancel, the second must see what the first has done.
		var held int
		if err := tx.Raw("SELECT 1 FROM presences WHERE id = ?"+p.ForUpdate, db.PresenceBytes(which)).Scan(&held).Error; err != nil {
			return err
		}
		rows, err := byID(tx.Statement.Context, tx, [][]byte{db.PresenceBytes(which)})
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return errors.New("no such presence")
		}
		if found, err = rows[0].value(p.Keys); err != nil || found.State == checkin.Cancelled {
			return err
		}
		found.State, found.Cancellation = checkin.Cancelled, &c
		if err := p.withdraw(tx, &found); err != nil {
			return err
		}
		entry := audit.Entry{At: c.At, Actor: actorOf(found), Action: "cancel", Subject: db.PresenceBytes(found.ID), Detail: string(c.Reason)}
		if err := log.Add(tx, entry); err != nil {
			return err
		}
		item := outboxes.New(topic, db.PresenceBytes(found.ID), c.At)
		return tx.Create(&item).Error
	})
	if err != nil {
		return checkin.Presence{}, db.Wrap("cancel presence", err)
	}
	return found, nil
}

// withdraw writes the cancellation of a presence and passes the natural key on.
func (p *Presences) withdraw(tx *gorm.DB, cancelled *checkin.Presence) error {
	row := rowOf(p.Keys, *cancelled)
	err := tx.Model(&Row{}).Where("id = ?", row.ID).Updates(map[string]any{
		"state": row.State, "first": 0, "cancel_reason": row.CancelReason, "cancelled_at": row.CancelledAt,
	}).Error
	if err != nil {
		return err
	}
	if *cancelled, err = row.value(p.Keys); err != nil {
		return err
	}
	// Nothing changes where another presence is the first already.
	return tx.Exec(`UPDATE presences SET first = 1 WHERE id = (
			SELECT id FROM presences WHERE day = ? AND workplace = ? AND person = ? AND state <> ?
			ORDER BY first DESC, receipt LIMIT 1)`,
		row.Day, row.Workplace, row.Person, string(checkin.Cancelled)).Error
}

// SettlePresences gives presences that are Registered their other states and
// adds remarks to them, in one transaction, and returns how many were; any other
// presence stays as it is.
func (p *Presences) SettlePresences(_ context.Context, all map[id.Presence]checkin.Settlement) (settled int, err error) {
	byState, remarked := map[checkin.State][][]byte{}, [][]byte{}
	for which, s := range all {
		if len(s.Remarks) > 0 {
			remarked = append(remarked, db.PresenceBytes(which))
			continue
		}
		byState[s.State] = append(byState[s.State], db.PresenceBytes(which))
	}
	if len(all) == 0 {
		return 0, nil
	}
	err = p.Change(func(tx *gorm.DB, _ *audit.Chain) error {
		if settled, err = p.settleRemarked(tx, remarked, all); err != nil {
			return err
		}
		for state, ids := range byState {
			text := "UPDATE presences SET state = ? WHERE state = ? AND id"
			n, err := db.ExecIn(tx, text, ids, string(state), string(checkin.Registered))
			if err != nil {
				return err
			}
			settled += n
		}
		return nil
	})
	return settled, db.Wrap("settle presences", err)
}
