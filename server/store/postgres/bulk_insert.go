package postgres

import (
	"fmt"
	"strings"
	"sync"

	"ciaw/server/store/db"
)

// texts keeps statements by the tables that they insert into.
var texts sync.Map

// bulkInsert stores rows of several tables, all or none, by one statement: going
// to and fro between two processes costs as much as what is done there. Rows
// come as an array for each column.
func bulkInsert(h db.Handle) func(all []db.Rows) error {
	return func(all []db.Rows) error {
		var arrays []any
		for _, rows := range all {
			arrays = rows.AppendArrays(arrays)
		}
		ctx, cancel := h.WriteContext()
		defer cancel()
		_, err := h.Write.Statement.ConnPool.ExecContext(ctx, textOf(all), arrays...)
		return err
	}
}

// textOf returns the statement: the last insertion, with the others in front of
// it as common table expressions.
func textOf(all []db.Rows) string {
	var key strings.Builder
	for _, rows := range all {
		key.WriteString(rows.Statement())
	}
	if known, found := texts.Load(key.String()); found {
		return known.(string)
	}
	var with []string
	text, after := "", 0
	for i, rows := range all {
		if text != "" {
			with = append(with, fmt.Sprintf("t%d AS (%s)", i, text))
		}
		var columns int
		text, columns = rows.Unnest(after)
		after += columns
	}
	if len(with) > 0 {
		text = "WITH " + strings.Join(with, ", ") + " " + text
	}
	texts.Store(key.String(), text)
	return text
}
