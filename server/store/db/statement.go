package db

import (
	"cmp"
	"context"
	"database/sql"
	"math/bits"
	"strconv"
	"strings"
	"sync"

	"gorm.io/gorm"
)

// Query runs a hot statement that returns rows.
func Query(ctx context.Context, db *gorm.DB, text string, args ...any) (*sql.Rows, error) {
	return db.Statement.ConnPool.QueryContext(ctx, Rebind(db, text), args...)
}

// Exec runs a hot statement in a transaction, and returns how many rows it
// changed.
func Exec(tx *gorm.DB, text string, args ...any) (changed int, err error) {
	result, err := tx.Statement.ConnPool.ExecContext(tx.Statement.Context, Rebind(tx, text), args...)
	if err != nil {
		return 0, err
	}
	n, err := result.RowsAffected()
	return int(n), err
}

// QueryOne reads the columns of the one row of a query, if there is one.
func (h Handle) QueryOne(ctx context.Context, targets []any, text string, args ...any) (found bool, err error) {
	rows, err := Query(ctx, h.Read, text, args...)
	if err != nil {
		return false, err
	}
	defer func() { err = cmp.Or(err, rows.Close()) }()
	if !rows.Next() {
		return false, rows.Err()
	}
	return true, rows.Scan(targets...)
}

// rebound keeps the texts for PostgreSQL, which numbers its parameters.
var rebound sync.Map

// Rebind returns the text with the parameters as the database wants them. No
// text of ours holds a question mark that is no parameter.
func Rebind(db *gorm.DB, text string) string {
	if db.Name() == "sqlite" {
		return text
	}
	if known, ok := rebound.Load(text); ok {
		return known.(string)
	}
	var b strings.Builder
	for i, part := range strings.Split(text, "?") {
		if i > 0 {
			b.WriteString("$" + strconv.Itoa(i))
		}
		b.WriteString(part)
	}
	rebound.Store(text, b.String())
	return b.String()
}

// lists keeps statements that were put together for a number of rows.
var lists sync.Map

type listKey struct {
	head, tail string
	rows       int
}

// List returns head, a list of n times one, and tail. Ask for sizes that are
// powers of two (PadToPowerOfTwo), so that there are few texts to keep prepared.
func List(head, one string, n int, tail string) string {
	key := listKey{head, tail, n}
	if known, ok := lists.Load(key); ok {
		return known.(string)
	}
	text := head + strings.TrimSuffix(strings.Repeat(one+",", n), ",") + tail
	lists.Store(key, text)
	return text
}

// PadToPowerOfTwo makes the length of a list a power of two by repeating its
// last element: in a condition, that changes nothing.
func PadToPowerOfTwo[V any](list []V) []V {
	for n := 1 << bits.Len(uint(len(list)-1)); len(list) < n; {
		list = append(list, list[len(list)-1])
	}
	return list
}

// WhereIn ends a statement that ends with the name of a column of ids with the
// condition that it is one of those, and appends them to its arguments.
func WhereIn(db *gorm.DB, text string, ids [][]byte, args []any) (string, []any) {
	if db.Name() != "sqlite" {
		return text + " = ANY(?)", append(args, ids)
	}
	ids = PadToPowerOfTwo(ids)
	for _, one := range ids {
		args = append(args, one)
	}
	return List(text+" IN (", "?", len(ids), ")"), args
}

// ExecIn runs a statement whose condition ends with the name of a column of
// ids, for those of the list, and returns how many rows it changed. Other
// parameters come before them.
func ExecIn(tx *gorm.DB, text string, ids [][]byte, args ...any) (changed int, err error) {
	if len(ids) == 0 {
		return 0, nil
	}
	text, args = WhereIn(tx, text, ids, args)
	return Exec(tx, text, args...)
}
