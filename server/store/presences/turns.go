package presences

import (
	"cmp"
	"strings"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/store/db"
)

// runKey is the key of a run of Ins and Outs: of a person, for an employer, at a
// workplace, over midnight.
type runKey struct{ workplace, person, employer string }

func (row Row) run() runKey { return runKey{row.Workplace, string(row.Person), row.Employer} }

// at is the time that counts, in milliseconds.
func (row Row) at() int64 { return min(row.CapturedAt, row.RecordedAt) }

// run is the presences of a run that count, in no order. A presence of a whole
// day may be among them, from before a change of rules.
type run []Row

// before returns the last one that counts before a time and belongs to the same
// shift, or nil.
func (r run) before(at int64) (last *Row) {
	for i := range r {
		e := &r[i]
		if e.Direction == string(checkin.Daily) || e.at() > at || at-e.at() >= checkin.Shift.Milliseconds() {
			continue
		}
		if last == nil || e.at() > last.at() || e.at() == last.at() && e.Receipt > last.Receipt {
			last = e
		}
	}
	return last
}

// add links a row to the one that said the same before it, or makes it one that
// counts.
func (r run) add(row *Row) run {
	last := r.before(row.at())
	if last != nil && last.Direction == row.Direction {
		remark := checkin.AlreadyIn
		if row.Direction == string(checkin.Out) {
			remark = checkin.AlreadyOut
		}
		row.First, row.DuplicateOf = 0, last.ID
		row.remark(remark)
		return r
	}
	if last == nil && row.Direction == string(checkin.Out) {
		row.remark(checkin.OutWithoutIn)
	}
	row.First, row.Turn = 1, r.turn(row.Day)
	return append(r, *row)
}

// turn returns the next turn of a day. Of two that are added at the same time,
// only one gets it; the other one looks again.
func (r run) turn(day string) (next int) {
	for _, e := range r {
		if e.Day == day {
			next = max(next, e.Turn+1)
		}
	}
	return next
}

func (row *Row) remark(remark checkin.Remark) {
	row.Remarks = strings.TrimSpace(row.Remarks + " " + string(remark))
}

// linkTimed links Ins and Outs to what was said before them, in the order in
// which they came.
func (w *Writer) linkTimed(tx *gorm.DB, adds []*addition) error {
	if len(adds) == 0 {
		return nil
	}
	runs, err := w.runsOf(tx, rowsOf(adds))
	if err != nil {
		return err
	}
	for _, a := range adds {
		runs[a.stored.run()] = runs[a.stored.run()].add(a.stored)
	}
	return nil
}

// runsOf returns the runs that rows belong to, of their days and those before.
// None of what is in them can be cancelled before the transaction ends.
func (w *Writer) runsOf(tx *gorm.DB, rows []*Row) (runs map[runKey]run, err error) {
	var keys []naturalKey
	asked := map[naturalKey]bool{}
	for _, r := range rows {
		day, err := checkin.ParseDay(r.Day)
		if err != nil {
			return nil, err
		}
		for _, day := range []checkin.Day{day.Add(-1), day} {
			key := r.natural()
			if key.day = day.String(); !asked[key] {
				asked[key] = true
				keys = append(keys, key)
			}
		}
	}
	keys = db.PadToPowerOfTwo(keys)
	var args []any
	for _, k := range keys {
		args = append(args, k.day, k.workplace, []byte(k.person), k.employer)
	}
	found, err := db.Query(tx.Statement.Context, tx, db.List("SELECT id, day, workplace, person, employer, direction, turn, captured_at, recorded_at, receipt"+
		" FROM presences WHERE first = 1 AND (day, workplace, person, employer) IN (", "(?, ?, ?, ?)", len(keys), ")")+w.ForShare, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = cmp.Or(err, found.Close()) }()
	runs = map[runKey]run{}
	for found.Next() {
		var r Row
		if err := found.Scan(&r.ID, &r.Day, &r.Workplace, &r.Person, &r.Employer, &r.Direction, &r.Turn, &r.CapturedAt, &r.RecordedAt, &r.Receipt); err != nil {
			return nil, err
		}
		runs[r.run()] = append(runs[r.run()], r)
	}
	return runs, found.Err()
}
