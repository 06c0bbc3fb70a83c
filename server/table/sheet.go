package table

import (
	"encoding/xml"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// sheetReader collects the rows of a sheet.
type sheetReader struct {
	*workbook
	most   int
	rows   [][]string
	cell   xml.StartElement
	column int
	text   cellText
}

// token takes one token of the sheet.
func (s *sheetReader) token(t xml.Token) error {
	s.text.token(t)
	switch t := t.(type) {
	case xml.StartElement:
		switch t.Name.Local {
		case "row":
			return s.beginRow(attribute(t, "r"))
		case "c":
			return s.beginCell(t)
		}
	case xml.EndElement:
		switch t.Name.Local {
		case "c":
			return s.endCell()
		case "sheetData":
			return errEnough
		}
	}
	return nil
}

// beginRow begins a row. Those that are not in the file are empty.
func (s *sheetReader) beginRow(number string) error {
	n, err := strconv.Atoi(number)
	if number == "" {
		n, err = len(s.rows)+1, nil
	}
	if err != nil || n <= len(s.rows) {
		return ErrUnreadable
	}
	for len(s.rows) < n {
		if len(s.rows) > s.most {
			return errEnough
		}
		s.rows = append(s.rows, nil)
	}
	s.column = -1
	return nil
}

var letters = regexp.MustCompile(`^[A-Z]{1,3}`)

// beginCell begins a cell: the one it names, or the next.
func (s *sheetReader) beginCell(c xml.StartElement) error {
	column := s.column + 1
	if name := letters.FindString(attribute(c, "r")); name != "" {
		column = 0
		for _, letter := range name {
			column = column*26 + int(letter-'A') + 1
		}
		column--
	}
	if len(s.rows) == 0 || column <= s.column || column >= maxColumns {
		return ErrUnreadable
	}
	s.cell, s.column = c.Copy(), column
	s.text.take()
	return nil
}

func (s *sheetReader) endCell() error {
	if len(s.rows) == 0 {
		return ErrUnreadable
	}
	text := s.text.take()
	switch attribute(s.cell, "t") {
	case "s":
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 || n >= len(s.strings) {
			return ErrUnreadable
		}
		text = s.strings[n]
	case "", "n":
		if style, err := strconv.Atoi(attribute(s.cell, "s")); err == nil && style >= 0 && style < len(s.dates) && s.dates[style] {
			text = s.day(text)
		}
	}
	if text == "" {
		return nil
	}
	row := &s.rows[len(s.rows)-1]
	for len(*row) <= s.column {
		*row = append(*row, "")
	}
	(*row)[s.column] = text
	return nil
}

// day writes a day, which a workbook counts from the beginning of a century.
func (w *workbook) day(number string) string {
	n, err := strconv.ParseFloat(number, 64)
	if err != nil || n < 1 || n > 2_958_465 { // 9999-12-31
		return number
	}
	first := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if w.since == 1904 {
		first = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return first.AddDate(0, 0, int(math.Floor(n))).Format(time.DateOnly)
}

// notShown are the parts of a number format that are not about its number.
var notShown = regexp.MustCompile(`"[^"]*"|\[[^\]]*\]|\\.|_.|\*.`)

// readStyles notes which styles of cells show days.
func (w *workbook) readStyles() error {
	own, inside := map[string]bool{}, false
	_, err := w.each("xl/styles.xml", func(t xml.Token) error {
		switch e := t.(type) {
		case xml.StartElement:
			format := attribute(e, "numFmtId")
			switch {
			case e.Name.Local == "numFmt" && len(own) < maxParts:
				own[format] = strings.ContainsAny(strings.ToLower(notShown.ReplaceAllString(attribute(e, "formatCode"), "")), "yd")
			case e.Name.Local == "cellXfs":
				inside = true
			case inside && e.Name.Local == "xf" && len(w.dates) < maxStrings:
				w.dates = append(w.dates, own[format] || dayFormat(format))
			}
		case xml.EndElement:
			inside = inside && e.Name.Local != "cellXfs"
		}
		return nil
	})
	if err != nil {
		return readFailure(w.ctx, err)
	}
	return nil
}

// dayFormat reports whether a format that every workbook knows shows a day
// (ECMA-376, part 1, section 18.8.30).
func dayFormat(number string) bool {
	n, err := strconv.Atoi(number)
	return err == nil && (n >= 14 && n <= 17 || n == 22 || n >= 27 && n <= 36 || n >= 50 && n <= 58)
}
