// Package table reads and writes tables of text: CSV as Belgian spreadsheets
// expect it, and XLSX. What it writes never computes anything, whatever the
// text says; what it reads is limited in size before it is unpacked.
package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"

	"ciaw/server/fault"
)

// The refusals of this package.
var (
	ErrUnreadable = fault.New(fault.Invalid, "table_unreadable")
	ErrTooLong    = fault.New(fault.TooLarge, "table_too_long")
)

// Limits of what is read.
const (
	maxUnzipped = 64 << 20 // bytes
	maxColumns  = 64
)

// byteOrderMark tells spreadsheets that a CSV file is UTF-8.
const byteOrderMark = "\ufeff"

// Read reads the rows of a CSV file or of the first sheet of a workbook, at most
// that many.
func Read(file []byte, most int) ([][]string, error) {
	rows, err := readCSV, error(nil)
	if bytes.HasPrefix(file, []byte("PK\x03\x04")) {
		rows = readXLSX
	}
	all, err := rows(file, most)
	if err != nil {
		return nil, err
	}
	if len(all) > most {
		return nil, ErrTooLong
	}
	return all, nil
}

func readXLSX(file []byte, most int) (all [][]string, err error) {
	f, err := excelize.OpenReader(bytes.NewReader(file), excelize.Options{
		UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxUnzipped,
	})
	if err != nil {
		return nil, ErrUnreadable
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	rows, err := f.Rows(f.GetSheetName(0))
	if err != nil {
		return nil, ErrUnreadable
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() && len(all) <= most {
		cells, err := rows.Columns()
		if err != nil || len(cells) > maxColumns {
			return nil, ErrUnreadable
		}
		all = append(all, cells)
	}
	return all, nil
}

func readCSV(file []byte, most int) (all [][]string, err error) {
	text := strings.TrimPrefix(string(file), byteOrderMark)
	if !utf8.ValidString(text) { // as spreadsheets in Belgium still write it
		if text, err = charmap.Windows1252.NewDecoder().String(text); err != nil {
			return nil, ErrUnreadable
		}
	}
	c := csv.NewReader(strings.NewReader(text))
	c.FieldsPerRecord = -1
	c.Comma = separator(text)
	for len(all) <= most {
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil || len(row) > maxColumns {
			return nil, ErrUnreadable
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
