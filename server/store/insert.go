package store

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/outbox"
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
// Most come for the first time and are the first of their person that day. They
// are inserted at once, and unique keys decide: only for those that are left out
// by that, and for what is twice in the group, is the register asked what is
// there already.
func (w *writer) insert(tx *gorm.DB, adds []*addition) error {
	fresh, rest := apart(adds)
	n, err := insertAll(tx, intoPresences, rowsOf(fresh))
	if err == nil && n < len(fresh) {
		var left []*addition
		fresh, left, err = w.leftOut(tx, fresh, n)
		rest = append(left, rest...)
	}
	if err != nil {
		return err
	}
	more, err := w.insertRest(tx, rest)
	if err != nil {
		return err
	}
	return w.tell(tx, append(fresh, more...))
}

// apart returns the additions that may be inserted as the first of their
// person, workplace and day, and those that come behind one of these.
func apart(adds []*addition) (fresh, rest []*addition) {
	ids, keys := map[string]*addition{}, map[naturalKey]bool{}
	for _, a := range adds {
		key := a.row.natural()
		if a.same = ids[string(a.row.ID)]; a.same != nil {
			continue
		}
		ids[string(a.row.ID)] = a
		if keys[key] {
			rest = append(rest, a)
			continue
		}
		keys[key] = true
		a.stored, a.added = &a.row, true
		fresh = append(fresh, a)
	}
	return fresh, rest
}

// leftOut returns those of which n were inserted now, and the others. A receipt
// number is given once: the row that bears it is ours, and if any was inserted
// now, no earlier try has inserted one.
func (w *writer) leftOut(tx *gorm.DB, adds []*addition, n int) (inserted, left []*addition, err error) {
	if n == 0 {
		return nil, adds, nil
	}
	rows, err := presencesByID(tx.Statement.Context, tx, idsOf(adds))
	if err != nil {
		return nil, nil, err
	}
	ours := map[int64]bool{}
	for _, row := range rows {
		ours[row.Receipt] = true
	}
	for _, a := range adds {
		if ours[a.row.Receipt] {
			inserted = append(inserted, a)
		} else {
			left = append(left, a)
		}
	}
	return inserted, left, nil
}

// insertRest stores additions of which something is in the register already,
// and returns those that it inserted. Should somebody take an id or a natural
// key between our looking and our writing, the transaction is tried again from
// its beginning: others of the group may point at the row that is left out.
func (w *writer) insertRest(tx *gorm.DB, adds []*addition) (inserted []*addition, err error) {
	if len(adds) == 0 {
		return nil, nil
	}
	unknown, err := w.settleKnown(tx, adds)
	if err != nil || len(unknown) == 0 {
		return nil, err
	}
	if err := w.link(tx, unknown); err != nil {
		return nil, err
	}
	n, err := insertAll(tx, intoPresences, rowsOf(unknown))
	if err == nil && n < len(unknown) {
		return nil, errTaken
	}
	return unknown, err
}

// settleKnown settles the additions whose ids are in the register already, and
// returns the others.
func (w *writer) settleKnown(tx *gorm.DB, adds []*addition) (unknown []*addition, err error) {
	rows, err := presencesByID(tx.Statement.Context, tx, idsOf(adds))
	if err != nil {
		return nil, err
	}
	known := map[string]presenceRow{}
	for _, row := range rows {
		known[string(row.ID)] = row
	}
	for _, a := range adds {
		if earlier, found := known[string(a.row.ID)]; found {
			// The answer to an earlier commit of ours may have been lost.
			a.stored, a.added = &earlier, a.row.Receipt == earlier.Receipt
			continue
		}
		unknown = append(unknown, a)
	}
	return unknown, nil
}

// link links additions to the first of the same person, workplace and day, or
// makes them that.
func (w *writer) link(tx *gorm.DB, adds []*addition) error {
	for _, a := range adds {
		row := a.row // another try begins with what it was
		a.stored, a.added = &row, true
	}
	firsts, err := w.firstsOf(tx, rowsOf(adds))
	if err != nil {
		return err
	}
	for _, a := range adds {
		row := a.stored
		if first := firsts[row.natural()]; first != nil {
			row.First, row.DuplicateOf = 0, first
			row.Remarks = strings.TrimSpace(row.Remarks + " " + string(checkin.AlreadyRegistered))
		} else {
			firsts[row.natural()] = row.ID
		}
	}
	return nil
}

func rowsOf(adds []*addition) []*presenceRow {
	rows := make([]*presenceRow, len(adds))
	for i, a := range adds {
		rows[i] = a.stored
	}
	return rows
}

func idsOf(adds []*addition) [][]byte {
	ids := make([][]byte, len(adds))
	for i, a := range adds {
		ids[i] = a.row.ID
	}
	return ids
}

// tell writes, in the same transaction, what others must hear of new presences
// and who registered them.
func (w *writer) tell(tx *gorm.DB, adds []*addition) error {
	if len(adds) == 0 {
		return nil
	}
	entries, items := w.tellings(adds)
	if err := w.chain.add(tx, entries...); err != nil {
		return err
	}
	_, err := insertAll(tx, intoOutbox, items)
	return err
}

// tellings returns what must be told of new presences.
func (w *writer) tellings(adds []*addition) ([]entry, []outboxRow) {
	entries := make([]entry, len(adds))
	for i, a := range adds {
		entries[i] = entry{time.UnixMilli(a.row.RecordedAt), a.actor, "register", a.row.ID, ""}
	}
	var items []outboxRow
	ours := w.handed.takes()
	for some := range slices.Chunk(adds, outbox.Together) {
		at := time.UnixMilli(some[0].row.RecordedAt)
		row := newItem(TopicCheck, bytes.Join(idsOf(some), nil), at)
		if ours {
			row.Due, row.Tries = at.Add(outbox.Lease).UnixMilli(), 1
			item := row.value()
			item.Stored = make([]checkin.Presence, len(some))
			for i, a := range some {
				item.Stored[i] = a.known()
			}
			w.claimed = append(w.claimed, item)
		}
		items = append(items, row)
	}
	return entries, items
}
