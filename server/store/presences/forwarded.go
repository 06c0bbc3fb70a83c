package presences

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"ciaw/server/authority"
	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/outbox"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
	"ciaw/server/store/outboxes"
)

// Forwarded are the presences that go to other authorities, as package authority
// wants them kept.
type Forwarded struct{ *Presences }

// Forwarded returns the presences that go to other authorities.
func (p *Presences) Forwarded() Forwarded { return Forwarded{p} }

// FindForwarded returns those of the presences that go to another authority.
func (p Forwarded) FindForwarded(ctx context.Context, which []id.Presence) (all []authority.Entry, err error) {
	for part := range slices.Chunk(which, db.MaxRows) {
		rows, err := byID(ctx, p.Read, bytesOf(part))
		if err != nil {
			return nil, db.Wrap("find forwarded presences", err)
		}
		for _, row := range rows {
			if row.Authority == "" {
				continue
			}
			one, err := row.value(p.Keys)
			if err != nil {
				return nil, err
			}
			entry := authority.Entry{Presence: one}
			if row.SentAt != 0 {
				entry.Sent = db.Time(row.SentAt)
			}
			all = append(all, entry)
		}
	}
	return all, nil
}

// MarkSent marks entries as sent at that time, and returns which it has marked:
// those that are Queued still and bear the mark that they were read with.
func (p Forwarded) MarkSent(_ context.Context, all []authority.Entry, at time.Time) (marked []id.Presence, err error) {
	err = p.Change(func(tx *gorm.DB, _ *audit.Chain) error {
		marked = nil
		for _, e := range all {
			var mark int64
			if !e.Sent.IsZero() {
				mark = e.Sent.UnixMilli()
			}
			n, err := db.Exec(tx, "UPDATE presences SET sent_at = ? WHERE id = ? AND sent_at = ? AND state = 'queued' AND authority <> ''",
				at.UnixMilli(), db.PresenceBytes(e.ID), mark)
			if err != nil {
				return err
			}
			if n == 1 {
				marked = append(marked, e.ID)
			}
		}
		return nil
	})
	return marked, db.Wrap("mark presences as sent", err)
}

// ClearSent takes the mark of that time off presences that bear it and have no
// number.
func (p Forwarded) ClearSent(_ context.Context, which []id.Presence, at time.Time) error {
	err := p.Change(func(tx *gorm.DB, _ *audit.Chain) error {
		_, err := db.ExecIn(tx, "UPDATE presences SET sent_at = 0 WHERE sent_at = ? AND number = 0 AND id", bytesOf(which), at.UnixMilli())
		return err
	})
	return db.Wrap("clear marks of presences", err)
}

// Settle applies answers that came at that time, and returns the presences that
// they contradict. The outbox is told of those that changed.
func (p Forwarded) Settle(_ context.Context, all []authority.Answer, at time.Time) (contradicted []id.Presence, err error) {
	byPresence := map[id.Presence]authority.Answer{}
	which := make([]id.Presence, len(all))
	for i, a := range all {
		which[i], byPresence[a.Presence] = a.Presence, a
	}
	err = p.Change(func(tx *gorm.DB, log *audit.Chain) error {
		contradicted = nil
		return p.locked(tx, which, func(one checkin.Presence) error {
			answer := byPresence[one.ID]
			settled, effect := answer.Apply(one, at)
			switch effect {
			case authority.Contradicts:
				contradicted = append(contradicted, one.ID)
				return nil
			case authority.Change:
				return p.write(tx, log, settled, at)
			}
			return nil
		})
	})
	return contradicted, db.Wrap("settle answers of an authority", err)
}

// RefuseCancel makes presences that are Cancelled Registered again, with that
// remark and without their cancellation.
func (p Forwarded) RefuseCancel(_ context.Context, which []id.Presence, why checkin.Remark) error {
	err := p.Change(func(tx *gorm.DB, log *audit.Chain) error {
		return p.locked(tx, which, func(one checkin.Presence) error {
			if one.State != checkin.Cancelled {
				return nil
			}
			one.State, one.Cancellation, one.Remarks = checkin.Registered, nil, checkin.WithRemarks(one.Remarks, why)
			if err := p.write(tx, log, one, p.Now()); err != nil {
				return err
			}
			return p.pass(tx, one) // it may count again
		})
	})
	return db.Wrap("refuse cancellations", err)
}

// locked calls f with those of the presences that go to another authority.
// Nobody else changes them before the transaction ends.
func (p Forwarded) locked(tx *gorm.DB, which []id.Presence, f func(checkin.Presence) error) error {
	for part := range slices.Chunk(which, db.MaxRows) {
		text, args := db.WhereIn(tx, "presences WHERE id", bytesOf(part), nil)
		rows, err := columns.Select(tx.Statement.Context, tx, text+p.ForUpdate, args...)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if row.Authority == "" {
				continue
			}
			one, err := row.value(p.Keys)
			if err == nil {
				err = f(one)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// write writes what an authority's answer has made of a presence, and has the
// outbox tell of it. What was refused or cancelled counts no more: the oldest
// that said the same takes over.
func (p Forwarded) write(tx *gorm.DB, log *audit.Chain, settled checkin.Presence, at time.Time) error {
	change := map[string]any{
		"state": string(settled.State), "number": settled.Receipt.Number(), "remarks": joined(settled.Remarks), "cancel_reason": "", "cancelled_at": 0,
	}
	if c := settled.Cancellation; c != nil {
		change["cancel_reason"], change["cancelled_at"] = string(c.Reason), c.At.UnixMilli()
	}
	key := db.PresenceBytes(settled.ID)
	withdrawn := settled.State == checkin.Refused || settled.State == checkin.Cancelled
	if withdrawn {
		change["first"] = 0
	}
	if err := tx.Model(&Row{}).Where("id = ?", key).Updates(change).Error; err != nil {
		return err
	}
	if withdrawn {
		if err := p.pass(tx, settled); err != nil {
			return err
		}
	}
	entry := audit.Entry{At: at, Actor: "authority:" + settled.Authority, Action: "settle", Subject: key, Detail: fmt.Sprintf("%s %d", settled.State, settled.Receipt.Number())}
	if err := log.Add(tx, entry); err != nil {
		return err
	}
	told := outboxes.New(outbox.Settled, key, at)
	items := []*outboxes.Row{&told}
	if settled.State == checkin.Registered {
		later := outboxes.New(outbox.Refresh, key, at.Add(authority.FirstRefresh))
		items = append(items, &later)
	}
	return outboxes.Columns.Insert(tx, items)
}

// Queues returns a queue for each authority that has presences waiting.
func (p Forwarded) Queues(ctx context.Context) (all []authority.Queue, err error) {
	rows, err := db.Query(ctx, p.Read, "SELECT authority, count(*), min(recorded_at) FROM presences WHERE state = 'queued' GROUP BY authority ORDER BY authority")
	if err != nil {
		return nil, db.Wrap("count queued presences", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var q authority.Queue
		var oldest int64
		if err := rows.Scan(&q.Authority, &q.Count, &oldest); err != nil {
			return nil, err
		}
		q.Oldest = db.Time(oldest)
		all = append(all, q)
	}
	return all, rows.Err()
}

func bytesOf(which []id.Presence) [][]byte {
	ids := make([][]byte, len(which))
	for i, one := range which {
		ids[i] = db.PresenceBytes(one)
	}
	return ids
}
