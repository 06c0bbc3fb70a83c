package db

import (
	"cmp"
	"context"
	"database/sql"
	"math/bits"
	"slices"
	"strings"

	"gorm.io/gorm"
)

// Column is a column of a hot table: its name, and where a row R keeps its
// value. Its kind follows from the type of that field.
type Column[R any] struct {
	Name  string
	Field func(*R) any // pointer to a []byte, string, int, int64 or *float64
	Later bool         // is not inserted: it begins with its default, and is updated
}

// Table is a hot table whose columns were declared once.
type Table[R any] struct {
	Names   string // of all columns, separated by commas
	columns []Column[R]
	given   []Column[R] // those that are inserted
	insert  string      // up to VALUES
	one     string      // parameters of one row
	upsert  string      // ends a statement that changes the row whose key is taken
}

// NewTable declares a table. Upsert is a clause ON CONFLICT that changes the row
// whose key is taken, or "": then a key that is taken is an error.
func NewTable[R any](name, upsert string, columns []Column[R]) Table[R] {
	given := slices.DeleteFunc(slices.Clone(columns), func(c Column[R]) bool { return c.Later })
	return Table[R]{
		Names: namesOf(columns), columns: columns, given: given, insert: "INSERT INTO " + name + " (" + namesOf(given) + ")",
		one: "(" + strings.TrimSuffix(strings.Repeat("?, ", len(given)), ", ") + ")", upsert: upsert,
	}
}

func namesOf[R any](columns []Column[R]) string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Name
	}
	return strings.Join(names, ", ")
}

// NamesOf returns the names of all columns, of an alias of the table.
func (t Table[R]) NamesOf(alias string) string {
	return alias + "." + strings.ReplaceAll(t.Names, ", ", ", "+alias+".")
}

// Targets returns where the columns of a row go, in their order.
func (t Table[R]) Targets(row *R) []any {
	targets := make([]any, len(t.columns))
	for i, c := range t.columns {
		targets[i] = c.Field(row)
	}
	return targets
}

// appendValues appends the values of a row that are inserted, in the order of
// the columns.
func (t Table[R]) appendValues(values []any, row *R) []any {
	for _, c := range t.given {
		values = append(values, valueOf(c.Field(row)))
	}
	return values
}

// valueOf returns what a field holds, as a driver takes it.
func valueOf(field any) any {
	switch f := field.(type) {
	case *[]byte:
		return *f
	case *string:
		return *f
	case *int:
		return int64(*f)
	case *int64:
		return *f
	case **float64:
		if *f == nil {
			return nil
		}
		return **f
	}
	panic("db: a column of a kind that there is not")
}

// Insert inserts rows. Statements come in sizes that are powers of two.
func (t Table[R]) Insert(tx *gorm.DB, rows []*R) error {
	_, err := t.insertAll(tx, rows, t.upsert)
	return err
}

// InsertMissing inserts those of the rows none of whose unique keys is taken, and
// returns how many those are.
func (t Table[R]) InsertMissing(tx *gorm.DB, rows []*R) (inserted int, err error) {
	return t.insertAll(tx, rows, " ON CONFLICT DO NOTHING")
}

func (t Table[R]) insertAll(tx *gorm.DB, rows []*R, onConflict string) (inserted int, err error) {
	for len(rows) > 0 {
		n := min(1<<(bits.Len(uint(len(rows)))-1), MaxRows)
		args := make([]any, 0, n*len(t.given))
		for _, row := range rows[:n] {
			args = t.appendValues(args, row)
		}
		more, err := Exec(tx, List(t.insert+" VALUES ", t.one, n, onConflict), args...)
		if err != nil {
			return inserted, err
		}
		inserted += more
		rows = rows[n:]
	}
	return inserted, nil
}

// Select returns the rows of a statement that begins with the columns of the
// table.
func (t Table[R]) Select(ctx context.Context, db *gorm.DB, rest string, args ...any) (all []R, err error) {
	rows, err := Query(ctx, db, "SELECT "+t.Names+" FROM "+rest, args...)
	if err != nil {
		return nil, err
	}
	return t.Scan(rows)
}

// Scan reads rows that hold the columns of the table, and closes them.
func (t Table[R]) Scan(rows *sql.Rows) (all []R, err error) {
	err = t.Each(rows, func(row *R) error {
		all = append(all, *row)
		return nil
	})
	return all, err
}

// Each calls f with each of the rows, which hold the columns of the table, and
// closes them. The row is the same one each time.
func (t Table[R]) Each(rows *sql.Rows, f func(*R) error) (err error) {
	defer func() { err = cmp.Or(err, rows.Close()) }()
	row := new(R)
	targets := t.Targets(row)
	for rows.Next() {
		if err := rows.Scan(targets...); err != nil {
			return err
		}
		if err := f(row); err != nil {
			return err
		}
	}
	return rows.Err()
}
