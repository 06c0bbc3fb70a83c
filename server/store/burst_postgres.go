package store

import (
	"fmt"
	"strings"
)

// burstPostgreSQL is one statement: going to and fro between two processes costs
// as much as what is done there.
func burstPostgreSQL(s *Store, b burst) error {
	var args []any
	args = append(args, columns(b.presences)...)
	args = append(args, columns(b.items)...)
	args = append(args, columns(b.audited)...)
	args = append(args, b.end.Chain, b.end.Seq, b.end.Seal)
	ctx, cancel := s.patient()
	defer cancel()
	_, err := s.write.Statement.ConnPool.ExecContext(ctx, burstText, args...)
	return err
}

// burstText inserts rows that come as an array for each column.
var burstText = func() string {
	n := 0
	rows := func(kinds string) string {
		var columns []string
		for kind := range strings.FieldsSeq(kinds) {
			n++
			columns = append(columns, fmt.Sprintf("$%d::%s[]", n, kind))
		}
		return " SELECT * FROM unnest(" + strings.Join(columns, ", ") + ")"
	}
	text := "WITH p AS (" + intoPresences.head + rows(presenceKinds) +
		"), o AS (" + intoOutbox.head + rows(outboxKinds) +
		"), a AS (" + intoAudit.head + rows(auditKinds) + ")"
	return text + fmt.Sprintf(" INSERT INTO audit_ends (chain, seq, seal) VALUES ($%d, $%d, $%d)", n+1, n+2, n+3) + endMoves
}()

// The kinds of the columns, in the order of values.
const (
	presenceKinds = "bytea bytea bytea bytea text text text text bigint bigint float8 float8 float8 text bigint " +
		"text bytea bigint text bigint text bytea bytea"
	outboxKinds = "bytea text bytea bigint bigint bigint text"
	auditKinds  = "bytea bigint bigint text text bytea text bytea"
)

// columns turns rows into an array for each column.
func columns[R interface{ values() []any }](rows []R) []any {
	table := make([][]any, len(rows))
	for i, row := range rows {
		table[i] = row.values()
	}
	all := make([]any, len(table[0]))
	for k, first := range table[0] {
		switch first.(type) {
		case []byte:
			all[k] = column[[]byte](table, k)
		case string:
			all[k] = column[string](table, k)
		case *float64:
			all[k] = column[*float64](table, k)
		case int:
			all[k] = column[int](table, k)
		default:
			all[k] = column[int64](table, k)
		}
	}
	return all
}

func column[V any](table [][]any, k int) []V {
	values := make([]V, len(table))
	for i, row := range table {
		values[i] = row[k].(V)
	}
	return values
}
