package db

import (
	"fmt"
	"strings"
)

// Rows are rows of one table that are to be inserted, whatever its type. The
// fast paths of the dialects take them (Dialect.BulkInsert).
type Rows interface {
	// Len returns how many there are.
	Len() int
	// Statement returns the statement that inserts one of them.
	Statement() string
	// AppendValues appends the values of the i-th.
	AppendValues(values []any, i int) []any
	// Unnest returns the statement that inserts all of them from an array for
	// each column, whose parameters are numbered behind after, and the number of
	// columns.
	Unnest(after int) (text string, columns int)
	// AppendArrays appends an array for each column.
	AppendArrays(arrays []any) []any
}

// Of returns rows of the table.
func (t Table[R]) Of(rows ...*R) Rows { return rowsOf[R]{&t, rows} }

type rowsOf[R any] struct {
	table *Table[R]
	rows  []*R
}

// Len returns how many there are.
func (r rowsOf[R]) Len() int { return len(r.rows) }

// Statement returns the statement that inserts one.
func (r rowsOf[R]) Statement() string {
	return List(r.table.insert+" VALUES ", r.table.one, 1, r.table.upsert)
}

// AppendValues appends the values of one.
func (r rowsOf[R]) AppendValues(values []any, i int) []any {
	return r.table.appendValues(values, r.rows[i])
}

// Unnest returns the statement that inserts all from arrays.
func (r rowsOf[R]) Unnest(after int) (text string, columns int) {
	var arrays []string
	var none R
	for i, c := range r.table.given {
		arrays = append(arrays, fmt.Sprintf("$%d::%s[]", after+i+1, kindOf(c.Field(&none))))
	}
	return r.table.insert + " SELECT * FROM unnest(" + strings.Join(arrays, ", ") + ")" + r.table.upsert, len(arrays)
}

// kindOf returns PostgreSQL's type of a field.
func kindOf(field any) string {
	switch field.(type) {
	case *[]byte:
		return "bytea"
	case *string:
		return "text"
	case **float64:
		return "float8"
	}
	return "bigint"
}

// AppendArrays appends an array for each column.
func (r rowsOf[R]) AppendArrays(arrays []any) []any {
	var none R
	for _, c := range r.table.given {
		switch c.Field(&none).(type) {
		case *[]byte:
			arrays = append(arrays, array[[]byte](r.rows, c))
		case *string:
			arrays = append(arrays, array[string](r.rows, c))
		case **float64:
			arrays = append(arrays, array[*float64](r.rows, c))
		case *int:
			arrays = append(arrays, array[int](r.rows, c))
		default:
			arrays = append(arrays, array[int64](r.rows, c))
		}
	}
	return arrays
}

// array returns the values of one column.
func array[V, R any](rows []*R, c Column[R]) []V {
	values := make([]V, len(rows))
	for i, row := range rows {
		values[i] = *c.Field(row).(*V)
	}
	return values
}
