package store

import (
	"context"
	"database/sql"
	"math/bits"
	"strconv"
	"strings"
	"sync"

	"gorm.io/gorm"
)

// Every registration runs the statements of this file, where gorm's work
// around each of them would be half of its cost. The drivers keep them
// prepared. Statements about many rows come in sizes that are powers of two, so
// that there are few texts to keep.

// query runs a statement that returns rows.
func query(ctx context.Context, db *gorm.DB, text string, args ...any) (*sql.Rows, error) {
	return db.Statement.ConnPool.QueryContext(ctx, spelled(db, text), args...)
}

// spellings keeps the texts for PostgreSQL, which numbers its parameters.
var spellings sync.Map

// spelled returns the text as the database wants it. No text of ours holds a
// question mark that is no parameter.
func spelled(db *gorm.DB, text string) string {
	if db.Name() == "sqlite" {
		return text
	}
	if known, ok := spellings.Load(text); ok {
		return known.(string)
	}
	var b strings.Builder
	for i, part := range strings.Split(text, "?") {
		if i > 0 {
			b.WriteString("$" + strconv.Itoa(i))
		}
		b.WriteString(part)
	}
	spellings.Store(text, b.String())
	return b.String()
}

// texts keeps statements that were put together for a number of rows.
var texts sync.Map

type textKey struct {
	head string
	rows int
}

// repeated returns head, a list of n times one, and tail.
func repeated(head, one string, n int, tail string) string {
	key := textKey{head, n}
	if known, ok := texts.Load(key); ok {
		return known.(string)
	}
	text := head + strings.TrimSuffix(strings.Repeat(one+",", n), ",") + tail
	texts.Store(key, text)
	return text
}

// padded makes the length of a list a power of two by repeating its last
// element: in a condition, that changes nothing.
func padded[V any](list []V) []V {
	for n := 1 << bits.Len(uint(len(list)-1)); len(list) < n; {
		list = append(list, list[len(list)-1])
	}
	return list
}

const presenceColumns = `id, owner, person, sealed, workplace, poster, day, channel, captured_at, recorded_at,
	latitude, longitude, accuracy, state, receipt, remarks, duplicate_of, first, cancel_reason, cancelled_at,
	employer, company, registrar`

// targets are where the columns of presenceColumns go.
func (row *presenceRow) targets() []any {
	return []any{
		&row.ID, &row.Owner, &row.Person, &row.Sealed, &row.Workplace, &row.Poster, &row.Day, &row.Channel,
		&row.CapturedAt, &row.RecordedAt, &row.Latitude, &row.Longitude, &row.Accuracy, &row.State, &row.Receipt,
		&row.Remarks, &row.DuplicateOf, &row.First, &row.CancelReason, &row.CancelledAt,
		&row.Employer, &row.Company, &row.Registrar,
	}
}

// values are what goes into the columns of presenceColumns.
func (row presenceRow) values() []any {
	return []any{
		row.ID, row.Owner, row.Person, row.Sealed, row.Workplace, row.Poster, row.Day, row.Channel,
		row.CapturedAt, row.RecordedAt, row.Latitude, row.Longitude, row.Accuracy, row.State, row.Receipt,
		row.Remarks, row.DuplicateOf, row.First, row.CancelReason, row.CancelledAt,
		row.Employer, row.Company, row.Registrar,
	}
}

func (row outboxRow) values() []any {
	return []any{row.ID, row.Topic, row.Subjects, row.Due, row.Tries, row.Aside, row.LastError}
}

const outboxColumns = "id, topic, subjects, due, tries, aside, last_error"

// targets are where the columns of outboxColumns go.
func (row *outboxRow) targets() []any {
	return []any{&row.ID, &row.Topic, &row.Subjects, &row.Due, &row.Tries, &row.Aside, &row.LastError}
}

func (r auditRow) values() []any {
	return []any{r.Chain, r.Seq, r.At, r.Actor, r.Action, r.Subject, r.Detail, r.Hash}
}

// insertion is how rows of a table are inserted.
type insertion struct{ head, one, tail string }

var (
	intoPresences = insertion{
		"INSERT INTO presences (" + presenceColumns + ")", parameters(23), " ON CONFLICT DO NOTHING",
	}
	intoOutbox = insertion{
		"INSERT INTO outbox (" + outboxColumns + ")", parameters(7), "",
	}
	intoAudit = insertion{
		"INSERT INTO audit (chain, seq, at, actor, action, subject, detail, hash)", parameters(8), "",
	}
)

// parameters returns a list of n parameters in parentheses.
func parameters(n int) string { return "(" + strings.Repeat("?, ", n-1) + "?)" }

// insertAll inserts rows and returns how many were: fewer if the insertion
// leaves out what is there already.
func insertAll[R interface{ values() []any }](tx *gorm.DB, into insertion, rows []R) (inserted int, err error) {
	for len(rows) > 0 {
		n := min(1<<(bits.Len(uint(len(rows)))-1), maxGroup)
		var args []any
		for _, row := range rows[:n] {
			args = append(args, row.values()...)
		}
		text := spelled(tx, repeated(into.head+" VALUES ", into.one, n, into.tail))
		result, err := tx.Statement.ConnPool.ExecContext(tx.Statement.Context, text, args...)
		if err != nil {
			return inserted, err
		}
		more, err := result.RowsAffected()
		if err != nil {
			return inserted, err
		}
		inserted += int(more)
		rows = rows[n:]
	}
	return inserted, nil
}

// changeThose runs a statement whose condition ends with the name of ids, for
// those of the list, and returns how many rows it changed. Other parameters come
// before them.
func changeThose(tx *gorm.DB, text string, ids [][]byte, args ...any) (changed int, err error) {
	if len(ids) == 0 {
		return 0, nil
	}
	text, args = among(tx, text, ids, args)
	result, err := tx.Statement.ConnPool.ExecContext(tx.Statement.Context, spelled(tx, text), args...)
	if err != nil {
		return 0, err
	}
	n, err := result.RowsAffected()
	return int(n), err
}

// among ends a statement with the condition that what it ends with is one of
// those ids, and appends them to its arguments.
func among(db *gorm.DB, text string, ids [][]byte, args []any) (string, []any) {
	if db.Name() != "sqlite" {
		return text + " = ANY(?)", append(args, ids)
	}
	ids = padded(ids)
	for _, one := range ids {
		args = append(args, one)
	}
	return repeated(text+" IN (", "?", len(ids), ")"), args
}

// presencesByID returns the rows with those ids.
func presencesByID(ctx context.Context, db *gorm.DB, ids [][]byte) (found []presenceRow, err error) {
	if len(ids) == 0 {
		return nil, nil
	}
	text, args := among(db, "SELECT "+presenceColumns+" FROM presences WHERE id", ids, nil)
	rows, err := query(ctx, db, text, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = firstError(err, rows.Close()) }()
	for rows.Next() {
		var row presenceRow
		if err := rows.Scan(row.targets()...); err != nil {
			return nil, err
		}
		found = append(found, row)
	}
	return found, rows.Err()
}

// firstsOf returns the ids of the presences that hold the natural keys of rows.
// None of them can be cancelled before the transaction ends: a duplicate must
// not point at one that has just passed its key on.
func (s *Store) firstsOf(tx *gorm.DB, rows []*presenceRow) (firsts map[naturalKey][]byte, err error) {
	var args []any
	keys := padded(rows)
	for _, r := range keys {
		args = append(args, r.Day, r.Workplace, r.Person)
	}
	found, err := query(tx.Statement.Context, tx, repeated("SELECT id, day, workplace, person FROM presences"+
		" WHERE first = 1 AND (day, workplace, person) IN (", "(?, ?, ?)", len(keys), ")")+s.dialect.keep, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = firstError(err, found.Close()) }()
	firsts = map[naturalKey][]byte{}
	for found.Next() {
		var r presenceRow
		if err := found.Scan(&r.ID, &r.Day, &r.Workplace, &r.Person); err != nil {
			return nil, err
		}
		firsts[r.natural()] = r.ID
	}
	return firsts, found.Err()
}
