package table

import (
	"cmp"
	"encoding/xml"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// maxMerged is how many merged ranges of a sheet are looked at.
const maxMerged = 5000

// sheetReader collects the rows of a sheet.
type sheetReader struct {
	*workbook
	most    int
	sheet   *Sheet
	row     Row
	seen    int // number of the last row
	cell    xml.StartElement
	column  int
	text    cellText
	formula bool // the cell has one
	valued  bool // and its result
	merged  []string
}

// token takes one token of the sheet.
func (s *sheetReader) token(t xml.Token) error {
	s.text.token(t)
	switch t := t.(type) {
	case xml.StartElement:
		switch t.Name.Local {
		case "row":
			return s.beginRow(t)
		case "c":
			return s.beginCell(t)
		case "f":
			s.formula = true
		case "v", "is":
			s.valued = true
		case "mergeCell":
			if len(s.merged) < maxMerged {
				s.merged = append(s.merged, attribute(t, "ref"))
			}
		}
	case xml.EndElement:
		switch t.Name.Local {
		case "c":
			return s.endCell()
		case "row":
			return s.endRow()
		}
	}
	return nil
}

// beginRow begins a row. Those that are not in the file are empty.
func (s *sheetReader) beginRow(e xml.StartElement) error {
	n, err := strconv.Atoi(cmp.Or(attribute(e, "r"), strconv.Itoa(s.seen+1)))
	if err != nil || n <= s.seen {
		return ErrUnreadable
	}
	hidden := attribute(e, "hidden")
	s.seen, s.column = n, -1
	s.row = Row{Number: n, Hidden: hidden == "1" || hidden == "true"}
	return nil
}

// endRow keeps a row, if anything stands in it.
func (s *sheetReader) endRow() error {
	if len(s.row.Cells) == 0 {
		return nil
	}
	if len(s.sheet.Rows) == s.most {
		return errEnough
	}
	s.sheet.Rows = append(s.sheet.Rows, s.row)
	s.row = Row{}
	return nil
}

var place = regexp.MustCompile(`^\$?([A-Z]{1,3})\$?([0-9]{1,7})?`)

// placeOf returns the column, from 0, and the row that a name like B7 says.
func placeOf(name string) (column, row int, found bool) {
	parts := place.FindStringSubmatch(name)
	if parts == nil {
		return 0, 0, false
	}
	for _, letter := range parts[1] {
		column = column*26 + int(letter-'A') + 1
	}
	row, _ = strconv.Atoi(parts[2])
	return column - 1, row, true
}

// beginCell begins a cell: the one it names, or the next.
func (s *sheetReader) beginCell(c xml.StartElement) error {
	column := s.column + 1
	if named, _, found := placeOf(attribute(c, "r")); found {
		column = named
	}
	if s.seen == 0 || column <= s.column {
		return ErrUnreadable
	}
	s.cell, s.column, s.formula, s.valued = c.Copy(), column, false, false
	s.text.take()
	return nil
}

// endCell keeps a cell, if anything stands in it: those that only look like
// something are nothing.
func (s *sheetReader) endCell() error {
	if s.seen == 0 {
		return ErrUnreadable
	}
	cell, err := s.value(s.text.take())
	if err != nil || isEmpty(cell.Text) {
		return err
	}
	if s.column >= maxColumns {
		return ErrTooWide
	}
	for len(s.row.Cells) <= s.column {
		s.row.Cells = append(s.row.Cells, Cell{})
	}
	s.row.Cells[s.column] = cell
	return nil
}

// value reads a cell by its type (ECMA-376, part 1, section 18.18.11).
func (s *sheetReader) value(text string) (Cell, error) {
	if s.formula && !s.valued {
		return Cell{Failed, "="}, nil
	}
	switch attribute(s.cell, "t") {
	case "s":
		n, err := strconv.Atoi(text)
		switch {
		case text == "":
			return Cell{}, nil
		case err != nil || n < 0 || n >= len(s.strings):
			return Cell{}, ErrUnreadable
		}
		return Cell{Text, s.strings[n]}, nil
	case "e":
		return Cell{Failed, cmp.Or(text, "#")}, nil
	case "b":
		if text == "1" || text == "true" {
			return Cell{Text, "TRUE"}, nil
		}
		return Cell{Text, "FALSE"}, nil
	case "d":
		return isoCell(text), nil
	case "", "n":
		style, err := strconv.Atoi(attribute(s.cell, "s"))
		return numberCell(text, s.since, err == nil && style >= 0 && style < len(s.days) && s.days[style]), nil
	}
	return Cell{Text, text}, nil
}

// spread has a cell that was merged with those below it stand in all of them, as
// who looks at the sheet takes it.
func (s *sheetReader) spread() {
	for _, ref := range s.merged {
		from, to, _ := strings.Cut(ref, ":")
		column, top, ok1 := placeOf(from)
		_, bottom, ok2 := placeOf(to)
		at, found := slices.BinarySearchFunc(s.sheet.Rows, top, func(r Row, n int) int { return cmp.Compare(r.Number, n) })
		if !ok1 || !ok2 || !found || len(s.sheet.Rows[at].Cells) <= column {
			continue
		}
		value := s.sheet.Rows[at].Cells[column]
		for i := at + 1; i < len(s.sheet.Rows) && s.sheet.Rows[i].Number <= bottom; i++ {
			row := &s.sheet.Rows[i]
			for len(row.Cells) <= column {
				row.Cells = append(row.Cells, Cell{})
			}
			row.Cells[column] = value
		}
	}
}
