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
// their order: each with a receipt number, and linked to the uncancelled presence
// that said the same before it: of the same person, employer, workplace and day,
// or, of an In or Out, the one before it in the same shift. Each is then told on
// the topic that topicOf says. Where an id is taken nothing changes, and the
// presence that has it is returned. One that cannot be stored does not fail the others.
func (p *Presences) AddPresences(_ context.Context, all []checkin.Presence, topicOf func(checkin.Presence) outbox.Topic) (checkin.Pending, error) {
	adds := make([]*addition, len(all))
	for i, one := range all {
		one.CapturedAt, one.RecordedAt = toMilliseconds(one.CapturedAt), toMilliseconds(one.RecordedAt)
		adds[i] = &addition{presence: one, topic: topicOf(one), row: rowOf(p.Keys, one)}
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
				numbered[i] = a.numbered()
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
// on those topics. One that was cancelled before is returned unchanged. If it held
// the natural key, the oldest that said the same takes it over.
func (p *Presences) CancelPresence(_ context.Context, which id.Presence, c checkin.Cancellation, topics ...outbox.Topic) (checkin.Presence, error) {
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
		var items []*outboxes.Row
		for _, topic := range topics {
			item := outboxes.New(topic, db.PresenceBytes(found.ID), c.At)
			items = append(items, &item)
		}
		return outboxes.Columns.Insert(tx, items)
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
	return p.pass(tx, *cancelled)
}

// pass makes the oldest of those that said the same as a presence count, unless
// one of them does.
func (p *Presences) pass(tx *gorm.DB, from checkin.Presence) error {
	return tx.Exec(passOn, db.PresenceBytes(from.ID), from.Employer.Number()).Error
}

// passOn is what pass does. What said the same hangs together by links, which stay
// as they were made.
const passOn = `WITH RECURSIVE up (id, towards) AS (
		SELECT id, duplicate_of FROM presences WHERE id = ?
		UNION ALL SELECT p.id, p.duplicate_of FROM presences p JOIN up ON p.id = up.towards
	), tree (id) AS (
		SELECT id FROM up UNION SELECT p.id FROM presences p JOIN tree ON p.duplicate_of = tree.id
	), same AS (
		SELECT p.* FROM presences p JOIN tree ON p.id = tree.id WHERE p.state NOT IN ('cancelled', 'refused') AND p.employer = ?
	)
	UPDATE presences SET first = 1, turn = (
		SELECT COALESCE(MAX(f.turn) + 1, 0) FROM presences f WHERE f.first = 1 AND f.day = presences.day
		AND f.workplace = presences.workplace AND f.person = presences.person AND f.employer = presences.employer)
	WHERE NOT EXISTS (SELECT 1 FROM same WHERE first = 1) AND id = (SELECT id FROM same ORDER BY receipt LIMIT 1)`

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
