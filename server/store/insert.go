package store

import (
	"errors"
	"strings"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// naturalKey is what only one presence may hold.
type naturalKey struct {
	day, workplace string
	person         string
}

func (r presenceRow) natural() naturalKey {
	return naturalKey{r.Day, r.Workplace, string(r.Person)}
}

// errTaken ends a transaction in which somebody else's came first.
var errTaken = errors.New("an id or a natural key was taken meanwhile")

// insert stores the additions whose ids are free, in a few statements whatever
// their number, and notes of each what became of it.
//
// Another process may take an id or a natural key between our looking and our
// writing. Unique keys decide: such a row is not inserted, and the transaction
// is tried again from its beginning, now seeing what the other has done. Others
// of the group may point at that row, so it cannot be left out alone.
func (w *writer) insert(tx *gorm.DB, adds []*addition) error {
	fresh, err := w.settleKnown(tx, adds)
	if err != nil || len(fresh) == 0 {
		return err
	}
	rows, err := w.complete(tx, fresh)
	if err != nil {
		return err
	}
	inserted, err := insertAll(tx, intoPresences, rows)
	if err != nil {
		return err
	}
	if inserted < len(rows) {
		return errTaken
	}
	return w.tell(tx, fresh)
}

// settleKnown settles the additions whose ids are in the register already, or
// twice among themselves, and returns the others.
func (w *writer) settleKnown(tx *gorm.DB, adds []*addition) (fresh []*addition, err error) {
	rows, err := presencesByID(tx.Statement.Context, tx, idsOf(adds))
	if err != nil {
		return nil, err
	}
	known := map[id.Presence]checkin.Presence{}
	for _, row := range rows {
		p, err := row.value(w.Keys)
		if err != nil {
			return nil, err
		}
		known[p.ID] = p
	}
	first := map[id.Presence]*addition{}
	for _, a := range adds {
		earlier, found := known[a.p.ID]
		switch a.same = first[a.p.ID]; {
		case found:
			a.stored = earlier
			// The answer to an earlier commit of ours may have been lost.
			a.added = !a.receipt.IsZero() && a.receipt == earlier.Receipt
		case a.same == nil:
			first[a.p.ID] = a
			fresh = append(fresh, a)
		}
	}
	return fresh, nil
}

// complete gives each addition its receipt number and its link to a first one,
// and returns the rows to insert.
func (w *writer) complete(tx *gorm.DB, adds []*addition) ([]presenceRow, error) {
	rows := make([]presenceRow, len(adds))
	for i, a := range adds {
		a.p.Receipt = a.receipt
		rows[i] = w.rowOf(a.p)
	}
	firsts, err := w.firstsOf(tx, rows)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		row := &rows[i]
		if first := firsts[row.natural()]; first != nil {
			row.DuplicateOf = first
			row.Remarks = strings.TrimSpace(row.Remarks + " " + string(checkin.AlreadyRegistered))
		} else {
			row.First = 1
			firsts[row.natural()] = row.ID
		}
		// What is answered is what is stored, to the millisecond: a repetition
		// must not differ.
		if adds[i].stored, err = row.value(w.Keys); err != nil {
			return nil, err
		}
		adds[i].added = true
	}
	return rows, nil
}

func idsOf(adds []*addition) [][]byte {
	ids := make([][]byte, len(adds))
	for i, a := range adds {
		ids[i] = bytesOf(a.p.ID)
	}
	return ids
}

// tell writes, in the same transaction, what others must hear of new presences
// and who registered them.
func (w *writer) tell(tx *gorm.DB, adds []*addition) error {
	entries := make([]entry, len(adds))
	items := make([]outboxRow, len(adds))
	for i, a := range adds {
		entries[i] = entry{a.p.RecordedAt, actorOf(a.p), "register", bytesOf(a.p.ID), ""}
		items[i] = newItem(TopicCheck, bytesOf(a.p.ID), a.p.RecordedAt)
	}
	if err := w.chain.add(tx, entries...); err != nil {
		return err
	}
	_, err := insertAll(tx, intoOutbox, items)
	return err
}
