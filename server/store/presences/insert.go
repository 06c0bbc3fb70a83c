package presences

import (
	"cmp"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
	"ciaw/server/store/outboxes"
)

// insert stores the additions whose ids are free, in a few statements whatever
// their number, and notes of each what became of it.
//
// Most come for the first time and are the first of their person that day. They
// are inserted at once, and unique keys decide: only for those that are left out
// by that, and for what is twice in the batch, is the register asked what is
// there already.
func (w *Writer) insert(tx *gorm.DB, log *audit.Chain, adds []*addition) error {
	fresh, rest := apart(adds)
	n, err := columns.InsertMissing(tx, rowsOf(fresh))
	if err == nil && n < len(fresh) {
		var left []*addition
		fresh, left, err = leftOut(tx, fresh, n)
		rest = append(left, rest...)
	}
	if err != nil {
		return err
	}
	more, err := w.insertRest(tx, rest)
	if err != nil {
		return err
	}
	return w.tell(tx, log, append(fresh, more...))
}

// tell writes, in the same transaction, who registered new presences and what
// must be told of them.
func (w *Writer) tell(tx *gorm.DB, log *audit.Chain, adds []*addition) error {
	if len(adds) == 0 {
		return nil
	}
	entries, items := w.told(adds)
	if err := log.Add(tx, entries...); err != nil {
		return err
	}
	return outboxes.Columns.Insert(tx, items)
}

// apart returns the additions that may be inserted as the first of their
// natural key, and those that come behind one of these, or as an In or Out behind
// what was said before.
func apart(adds []*addition) (fresh, rest []*addition) {
	ids, keys := make(map[string]*addition, len(adds)), make(map[naturalKey]bool, len(adds))
	for _, a := range adds {
		key := a.row.natural()
		if a.same = ids[string(a.row.ID)]; a.same != nil {
			continue
		}
		ids[string(a.row.ID)] = a
		if keys[key] || a.presence.Direction.Timed() {
			rest = append(rest, a)
			continue
		}
		keys[key] = true
		a.stored, a.added = &a.row, true
		fresh = append(fresh, a)
	}
	return fresh, rest
}

// leftOut tells the additions of which n were inserted now from the others. A
// receipt number is given once: the row that bears it is ours, and if any was
// inserted now, no earlier try has inserted one.
func leftOut(tx *gorm.DB, adds []*addition, n int) (inserted, left []*addition, err error) {
	if n == 0 {
		return nil, adds, nil
	}
	rows, err := byID(tx.Statement.Context, tx, idsOf(adds))
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
// its beginning: others of the batch may point at the row that is left out.
func (w *Writer) insertRest(tx *gorm.DB, adds []*addition) (inserted []*addition, err error) {
	if len(adds) == 0 {
		return nil, nil
	}
	unknown, err := settleKnown(tx, adds)
	if err != nil || len(unknown) == 0 {
		return nil, err
	}
	if err := w.link(tx, unknown); err != nil {
		return nil, err
	}
	n, err := columns.InsertMissing(tx, rowsOf(unknown))
	if err == nil && n < len(unknown) {
		return nil, db.ErrTaken
	}
	return unknown, err
}

// settleKnown settles the additions whose ids are in the register already, and
// returns the others.
func settleKnown(tx *gorm.DB, adds []*addition) (unknown []*addition, err error) {
	rows, err := byID(tx.Statement.Context, tx, idsOf(adds))
	if err != nil {
		return nil, err
	}
	known := map[string]Row{}
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

// link links additions to those that said the same before them, or makes them
// the first that do.
func (w *Writer) link(tx *gorm.DB, adds []*addition) error {
	var daily, timed []*addition
	for _, a := range adds {
		row := a.row // another try begins with what it was
		a.stored, a.added = &row, true
		if a.presence.Direction.Timed() {
			timed = append(timed, a)
		} else {
			daily = append(daily, a)
		}
	}
	if err := w.linkDaily(tx, daily); err != nil {
		return err
	}
	return w.linkTimed(tx, timed)
}

// linkDaily links additions to the first of their natural key, or makes them
// that.
func (w *Writer) linkDaily(tx *gorm.DB, adds []*addition) error {
	if len(adds) == 0 {
		return nil
	}
	firsts, err := w.firstsOf(tx, rowsOf(adds))
	if err != nil {
		return err
	}
	for _, a := range adds {
		row := a.stored
		if first := firsts[row.natural()]; first != nil {
			row.First, row.DuplicateOf = 0, first
			row.remark(checkin.AlreadyRegistered)
		} else {
			firsts[row.natural()] = row.ID
		}
	}
	return nil
}

// firstsOf returns the ids of the presences that hold the natural keys of rows.
// None of them can be cancelled before the transaction ends: a duplicate must
// not point at one that has just passed its key on.
func (w *Writer) firstsOf(tx *gorm.DB, rows []*Row) (firsts map[naturalKey][]byte, err error) {
	var args []any
	keys := db.PadToPowerOfTwo(rows)
	for _, r := range keys {
		args = append(args, r.Day, r.Workplace, r.Person, r.Employer)
	}
	found, err := db.Query(tx.Statement.Context, tx, db.List("SELECT id, day, workplace, person, employer FROM presences"+
		" WHERE first = 1 AND turn = 0 AND (day, workplace, person, employer) IN (", "(?, ?, ?, ?)", len(keys), ")")+w.ForShare, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = cmp.Or(err, found.Close()) }()
	firsts = map[naturalKey][]byte{}
	for found.Next() {
		var r Row
		if err := found.Scan(&r.ID, &r.Day, &r.Workplace, &r.Person, &r.Employer); err != nil {
			return nil, err
		}
		firsts[r.natural()] = r.ID
	}
	return firsts, found.Err()
}
