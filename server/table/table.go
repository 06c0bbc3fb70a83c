// Package table reads and writes tables: CSV as Belgian spreadsheets expect it,
// and XLSX. What it writes never computes anything, whatever the text says, and is
// written as it comes. What it reads comes from strangers: how far a file unfolds
// is bounded, in bytes, rows, columns and the length of a cell, and the reading
// ends with its context. What its rows mean is for package worksheet to say.
package table

import (
	"bytes"
	"context"
	"strings"

	"ciaw/server/fault"
)

// The refusals of this package.
var (
	ErrUnreadable = fault.New(fault.Invalid, "table_unreadable")
	ErrTooLong    = fault.New(fault.TooLarge, "table_too_long")
	ErrTooWide    = fault.New(fault.Invalid, "table_too_wide")
	// ErrOtherFormat is the refusal of a spreadsheet that is none of the two kinds
	// that are read (XLS, XLSB, ODS, Numbers, a web page), or has a password.
	ErrOtherFormat = fault.New(fault.Invalid, "table_other_format")
)

// Limits of what is read. Of a longer cell the beginning is: no text that the
// register takes is as long.
const (
	maxColumns = 64
	maxCell    = 1000 // bytes
)

// byteOrderMark tells spreadsheets that a CSV file is UTF-8.
const byteOrderMark = "\ufeff"

// Kind is what a cell holds, as far as its file says.
type Kind uint8

// The kinds of cells. A CSV file says of none what it holds.
const (
	Text   Kind = iota
	Number      // Text is in decimals, with a point
	Day         // a number that is shown as a day; Text is YYYY-MM-DD
	Failed      // an error of a spreadsheet, or a formula without its result
)

// Cell is one cell; the zero value is an empty one.
type Cell struct {
	Kind Kind
	Text string
}

// Row is a row in which something stands.
type Row struct {
	Number int // as a spreadsheet counts, from 1; "sep=" is no row of a CSV file
	Hidden bool
	Broken bool // its quotation marks do not fit; Cells is what stands on its line, as well as can be
	Cells  []Cell
}

// Sheet is a table with its rows in order, without those that are empty.
type Sheet struct {
	Name     string // empty for a CSV file
	Hidden   bool
	Long     bool // there are more rows than were asked for, or more bytes than are read
	Since    int  // year from which numbers of days count: 1900, or 1904 in a few workbooks
	FromText bool // a CSV file: what is in which column depends on its separators
	Rows     []Row
}

// Read reads the sheets of a workbook, or a CSV file as a single one, of each at
// most so many rows. It fails with a refusal of this package or the context's
// error; ErrTooLong is for the whole file, if no sheet could be read to its end.
func Read(ctx context.Context, file []byte, most int) ([]Sheet, error) {
	sheets, err := read(ctx, file, most)
	if err != nil {
		return nil, err
	}
	for _, s := range sheets {
		if !s.Long {
			return sheets, nil
		}
	}
	return nil, ErrTooLong
}

func read(ctx context.Context, file []byte, most int) ([]Sheet, error) {
	switch {
	case bytes.HasPrefix(file, []byte("PK\x03\x04")):
		return readXLSX(ctx, file, most)
	case isOtherFormat(file):
		return nil, ErrOtherFormat
	}
	sheet, err := readCSV(ctx, textOf(file), most)
	return []Sheet{sheet}, err
}

// isOtherFormat reports whether a file is a spreadsheet of another kind, or what
// programs call one: by its first bytes.
func isOtherFormat(file []byte) bool {
	for _, begin := range []string{
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",                                             // XLS; also an XLSX with a password [MS-OFFCRYPTO]
		"\x09\x08\x10\x00", "\x09\x04\x06\x00", "\x09\x02\x06\x00", "\x09\x00\x04\x00", // XLS of before 1997
		"%PDF-", "{\\rtf", "ID;PWXL",
	} {
		if bytes.HasPrefix(file, []byte(begin)) {
			return true
		}
	}
	head := strings.ToLower(strings.TrimSpace(strings.TrimPrefix(string(file[:min(len(file), 200)]), byteOrderMark)))
	for _, begin := range []string{"<?xml", "<html", "<!doctype", "<table", "<meta", "<head", "mime-version:"} {
		if strings.HasPrefix(head, begin) {
			return true
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

// isEmpty reports whether nothing but white space stands in a text.
func isEmpty(text string) bool {
	return strings.Trim(text, " \t\r\n\u00a0\u202f\u200b\ufeff") == ""
}
