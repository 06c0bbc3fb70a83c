// Package table reads and writes tables of text: CSV as Belgian spreadsheets
// expect it, and XLSX. What it writes never computes anything, whatever the
// text says, and is written as it comes. What it reads comes from strangers: how
// far a file unfolds is bounded, in bytes, rows, columns and the length of a
// cell, and the reading ends with its context.
package table

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"ciaw/server/fault"
)

// The refusals of this package.
var (
	ErrUnreadable = fault.New(fault.Invalid, "table_unreadable")
	ErrTooLong    = fault.New(fault.TooLarge, "table_too_long")
)

// Limits of what is read. Of a longer cell the beginning is: no text that the
// register takes is as long.
const (
	maxColumns = 64
	maxCell    = 1000 // bytes
)

// byteOrderMark tells spreadsheets that a CSV file is UTF-8.
const byteOrderMark = "\ufeff"

// Read reads the rows of a CSV file or of the first sheet of a workbook, at most
// that many. It fails with ErrUnreadable, ErrTooLong or the context's error.
func Read(ctx context.Context, file []byte, most int) ([][]string, error) {
	rows := readCSV
	if bytes.HasPrefix(file, []byte("PK\x03\x04")) {
		rows = readXLSX
	}
	all, err := rows(ctx, file, most)
	if err != nil {
		return nil, err
	}
	if len(all) > most {
		return nil, ErrTooLong
	}
	return all, nil
}

func readCSV(ctx context.Context, file []byte, most int) (all [][]string, err error) {
	text := strings.TrimPrefix(string(file), byteOrderMark)
	if !utf8.ValidString(text) { // as spreadsheets in Belgium still write it
		if text, err = charmap.Windows1252.NewDecoder().String(text); err != nil {
			return nil, ErrUnreadable
		}
	}
	c := csv.NewReader(strings.NewReader(text))
	c.FieldsPerRecord = -1
	c.Comma = separator(text)
	if tooWide(text, byte(c.Comma)) {
		return nil, ErrUnreadable
	}
	for len(all) <= most {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, ErrUnreadable
		}
		for i, cell := range row {
			row[i] = beginning(cell)
		}
		all = append(all, row)
	}
	return all, nil
}

// separator returns the one of ; , and tab that the first line holds most of.
func separator(text string) rune {
	first, _, _ := strings.Cut(text, "\n")
	best := ';'
	for _, r := range ",\t" {
		if strings.Count(first, string(r)) > strings.Count(first, string(best)) {
			best = r
		}
	}
	return best
}

// tooWide reports whether a row has too many columns, before any is made.
func tooWide(text string, separator byte) bool {
	columns, quoted := 1, false
	for i := range len(text) {
		switch c := text[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\n':
			columns = 1
		case c == separator:
			if columns++; columns > maxColumns {
				return true
			}
		}
	}
	return false
}

// beginning returns as much of a cell as is read, in whole characters.
func beginning(cell string) string {
	if len(cell) <= maxCell {
		return cell
	}
	return strings.ToValidUTF8(cell[:maxCell], "")
}
