// Package worksheet understands tables of workplaces as people have them: it finds
// the sheet and the heading, and reads days, positions and numbers in the forms
// that Belgians and their spreadsheets write. What could mean two things it leaves
// to be refused, and what it does not understand it says, row and column. It stores
// nothing, and knows nothing of who asks; the file itself is read by package table.
package worksheet

import (
	"context"

	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/table"
)

// Column is what a column holds; empty for one that is passed over.
type Column string

// The columns.
const (
	Number    Column = "number"
	Name      Column = "name"
	Sector    Column = "sector"
	Address   Column = "address"
	OpensOn   Column = "opensOn"
	ClosesOn  Column = "closesOn"
	Client    Column = "client"
	Latitude  Column = "latitude"
	Longitude Column = "longitude"
	Position  Column = "position" // both in one cell
)

// Template are the columns of the table to begin with, in its order.
var Template = []Column{Number, Name, Sector, Address, OpensOn, ClosesOn, Client, Latitude, Longitude}

// Known reports whether a column is one of these.
func (c Column) Known() bool {
	_, known := columnWords[c]
	return known
}

// holdsDay reports whether a column holds days.
func (c Column) holdsDay() bool { return c == OpensOn || c == ClosesOn }

// The refusals of this package; but for the first of a row or a cell.
var (
	ErrColumns   = fault.New(fault.Invalid, "table_columns_invalid") // chosen ones that do not fit the file
	ErrQuotes    = fault.New(fault.Invalid, "quotes_invalid")        // of the line of a CSV file
	ErrWide      = fault.New(fault.Invalid, "row_too_wide")          // more cells than the heading
	ErrRepeated  = fault.New(fault.Conflict, "workplace_repeated")   // in other rows, which say otherwise
	ErrCell      = fault.New(fault.Invalid, "cell_failed")           // an error of a spreadsheet, or no result
	ErrCellDay   = fault.New(fault.Invalid, "cell_is_day")           // a spreadsheet made a day of a text
	ErrShortened = fault.New(fault.Invalid, "number_shortened")      // digits of a number were lost
	ErrTwoDays   = fault.New(fault.Invalid, "day_ambiguous")         // could be two days
	ErrDegrees   = fault.New(fault.Invalid, "position_no_degrees")   // Lambert, or what lost its point
	ErrSwapped   = fault.New(fault.Invalid, "position_swapped")      // north and east exchanged
)

// Choice is what somebody knows better than the file says it.
type Choice struct {
	Columns []Column // what each column is, in turn; none is what the headings say
	Days    Order    // of days that could be two; none is what the others settle
}

// Table is a table of workplaces, one a row.
type Table struct {
	Titles  []string // empty ones where the table has no heading
	Columns []Column // as many as Titles
	Rows    []Row
	Notes   []Note
}

// Row is what one row says.
type Row struct {
	Number   int      // as a spreadsheet counts
	Cells    []string // what stands in it
	Position *checkin.Position
	Mistakes []error // each a fault with its column as the field, or with "row"
	SameAs   int     // another row with the same workplace number; 0 if there is none

	texts map[Column]string
}

// Text returns what a row says in a column: days as YYYY-MM-DD, sectors by their
// names in the API. It is empty where it says nothing.
func (r Row) Text(c Column) string { return r.texts[c] }

// Note is something to know about how a table was read.
type Note struct {
	Code NoteCode
	Text string // names of sheets, or a number
}

// NoteCode is what kind of a note it is.
type NoteCode string

// The notes.
const (
	SheetRead    NoteCode = "sheet_read"    // of a workbook with several: its name
	SheetsUnread NoteCode = "sheets_unread" // their names
	RowsHidden   NoteCode = "rows_hidden"   // how many of those that were read
	DaysFirst    NoteCode = "days_first"    // what could be two days was read day first
	MonthsFirst  NoteCode = "months_first"
)

// Has reports whether one of the columns is that one.
func (t Table) Has(c Column) bool {
	for _, one := range t.Columns {
		if one == c {
			return true
		}
	}
	return false
}

// Example returns the first text of a column, counted from 0; empty if it has none.
func (t Table) Example(column int) string {
	for _, row := range t.Rows {
		if column < len(row.Cells) && plain(row.Cells[column]) != "" {
			return plain(row.Cells[column])
		}
	}
	return ""
}

// Read reads a table of at most so many rows. It fails with a refusal of package
// table, with ErrColumns, or with the context's error.
func Read(ctx context.Context, file []byte, most int, choice Choice) (Table, error) {
	words, err := readWords()
	if err != nil {
		return Table{}, err
	}
	sheets, err := table.Read(ctx, file, most+mostAbove)
	if err != nil {
		return Table{}, err
	}
	f := words.find(sheets)
	if f.sheet.Long || len(f.rows) > most {
		return Table{}, table.ErrTooLong
	}
	t := Table{Titles: f.titles, Columns: f.columns, Notes: f.notes}
	if choice.Columns != nil {
		if t.Columns, err = chosen(choice.Columns, len(t.Titles)); err != nil {
			return Table{}, err
		}
	}
	t.read(words, f, choice.Days)
	return t, nil
}

// chosen are columns that somebody chose; of two that are the same the first one
// is. Those behind the last one are passed over.
func chosen(columns []Column, most int) ([]Column, error) {
	if len(columns) > most {
		return nil, ErrColumns
	}
	all, seen := make([]Column, most), map[Column]bool{}
	for i, c := range columns {
		if c != "" && !c.Known() {
			return nil, ErrColumns
		}
		if !seen[c] {
			all[i] = c
		}
		seen[c] = true
	}
	return all, nil
}
