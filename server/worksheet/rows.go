package worksheet

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/table"
)

// reader reads the rows of a table.
type reader struct {
	words
	columns []Column
	since   int
	narrow  bool // a cell beyond the heading belongs to none
	width   int

	order   Order // of days that could be two
	ordered bool  // it was needed
}

// read reads all rows.
func (t *Table) read(w words, f found, order Order) {
	r := reader{words: w, columns: t.Columns, since: f.sheet.Since, narrow: f.sheet.FromText, width: len(t.Titles), order: order}
	if order == "" {
		r.order = r.settled(f.rows)
	}
	for _, row := range f.rows {
		t.Rows = append(t.Rows, r.row(row))
	}
	if r.ordered {
		t.Notes = append(t.Notes, Note{map[Order]NoteCode{DayFirst: DaysFirst, MonthFirst: MonthsFirst}[r.order], ""})
	}
	if t.Has(Number) {
		findAlike(t.Rows)
	}
}

// settled returns the order of days that the clear ones of all columns have; none
// if there are none, or of both.
func (r *reader) settled(rows []table.Row) (order Order) {
	for _, row := range rows {
		for i, cell := range row.Cells {
			if i >= len(r.columns) || !r.columns[i].holdsDay() || row.Broken {
				continue
			}
			w, err := dayOf(plainCell(cell), r.since)
			one := w.settles()
			switch {
			case err != nil || one == "" || one == order:
			case order != "":
				return ""
			default:
				order = one
			}
		}
	}
	return order
}

// row reads one row.
func (r *reader) row(row table.Row) Row {
	one := Row{Number: row.Number, Cells: texts(row.Cells), texts: map[Column]string{}}
	if row.Broken {
		one.Mistakes = []error{fault.At("row", ErrQuotes)}
		return one
	}
	if r.narrow && len(row.Cells) > r.width && slices.ContainsFunc(row.Cells[r.width:], func(c table.Cell) bool { return plain(c.Text) != "" }) {
		one.Mistakes = []error{fault.At("row", ErrWide)}
	}
	for i, cell := range row.Cells {
		if i >= len(r.columns) || r.columns[i] == "" {
			continue
		}
		c := r.columns[i]
		text, err := r.cell(c, plainCell(cell))
		if err != nil {
			one.Mistakes = append(one.Mistakes, fault.At(string(c), err))
			continue
		}
		if text != "" {
			one.texts[c] = text
		}
	}
	if !slices.ContainsFunc(one.Mistakes, ofPosition) {
		if err := one.readPosition(); err != nil {
			one.Mistakes = append(one.Mistakes, err)
		}
	}
	return one
}

// ofPosition reports whether a mistake is of a position.
func ofPosition(err error) bool {
	var f *fault.Error
	return errors.As(err, &f) && slices.Contains([]Column{Latitude, Longitude, Position}, Column(f.Field))
}

var (
	failedText = regexp.MustCompile(`^#(?:N/[ABDV]|NV|#+|[\p{Lu}][\p{Lu}/_0]*[!?])$`)
	shortened  = regexp.MustCompile(`^-?\d(?:[.,]\d+)?[eE]\+\d{1,3}$`)
)

// cell reads a cell by what its column holds.
func (r *reader) cell(c Column, cell table.Cell) (string, error) {
	if c != Name && c != Address && c != Client { // marks of direction, as some programs put around days
		cell.Text = strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Cf, r) {
				return -1
			}
			return r
		}, cell.Text)
	}
	switch {
	case cell.Kind == table.Failed, failedText.MatchString(cell.Text):
		return "", ErrCell
	case cell.Text == "":
		return "", nil
	case c.holdsDay():
		return r.day(cell)
	case cell.Kind == table.Day:
		return "", ErrCellDay
	case c == Sector:
		if known, found := r.sectors[keyOf(cell.Text)]; found {
			return known, nil
		}
	case c == Latitude, c == Longitude, c == Position:
	case shortened.MatchString(cell.Text):
		return "", ErrShortened
	}
	return cell.Text, nil
}

// day reads a day.
func (r *reader) day(cell table.Cell) (string, error) {
	w, err := dayOf(cell, r.since)
	if err != nil {
		return "", checkin.ErrDay
	}
	d, byOrder, err := w.in(r.order)
	if err != nil {
		return "", err
	}
	r.ordered = r.ordered || byOrder
	return d.String(), nil
}

// plainCell is a cell whose text is plain.
func plainCell(cell table.Cell) table.Cell {
	cell.Text = plain(cell.Text)
	return cell
}

// asText matches how a spreadsheet is kept from computing in a CSV file: ="0123",
// and an apostrophe before a digit or a sign. One before a letter is of a name, as
// in 's-Gravenbrakel.
var asText = regexp.MustCompile(`^=\s*"([^"]*)"$|^'([-=+@＝＋－＠\t\r\n\d].*)$`)

// plain returns a text without white space around it, and without what only told a
// spreadsheet that it is a text.
func plain(text string) string {
	text = strings.TrimFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\r\n\u00a0\u202f\u2009\u200b\ufeff", r) })
	if !strings.HasPrefix(text, "=") && !strings.HasPrefix(text, "'") { // nearly every text
		return text
	}
	if m := asText.FindStringSubmatch(text); m != nil {
		text = strings.TrimSpace(m[1] + m[2])
	}
	return text
}
