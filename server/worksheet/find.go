package worksheet

import (
	"slices"
	"strconv"
	"strings"

	"ciaw/server/id"
	"ciaw/server/table"
)

// Where headings are looked for: in so many rows of a sheet, and in so many cells of
// all of them.
const (
	mostAbove = 40
	mostCells = 5000
)

// found is the table in a file.
type found struct {
	sheet   table.Sheet
	titles  []string
	columns []Column
	rows    []table.Row // below the heading
	notes   []Note

	score   int  // how much its heading is one of ours
	numbers bool // there are workplace numbers below it
}

// isTable reports whether it is likely a table of workplaces.
func (f found) isTable() bool { return f.score >= 3 || f.numbers }

// find finds the table of workplaces among the sheets: the one whose heading says
// most, of those that are in sight.
func (w words) find(sheets []table.Sheet) found {
	all := make([]found, len(sheets))
	best, left := 0, mostCells
	for i, s := range sheets {
		all[i] = w.findIn(s, &left)
		if all[i].rank() > all[best].rank() {
			best = i
		}
	}
	f := all[best]
	var unread []string
	visible := 0
	for i, other := range all {
		if !other.sheet.Hidden {
			visible++
		}
		if i != best && !other.sheet.Hidden && other.isTable() {
			unread = append(unread, other.sheet.Name)
		}
	}
	if visible > 1 || f.sheet.Hidden {
		f.notes = append(f.notes, Note{SheetRead, f.sheet.Name})
	}
	if len(unread) > 0 {
		f.notes = append(f.notes, Note{SheetsUnread, strings.Join(unread, ", ")})
	}
	hidden := 0
	for _, r := range f.rows {
		if r.Hidden {
			hidden++
		}
	}
	if hidden > 0 {
		f.notes = append(f.notes, Note{RowsHidden, strconv.Itoa(hidden)})
	}
	return f
}

// rank orders sheets; the first one of those that rank highest is read.
func (f found) rank() int {
	rank := f.score
	if f.numbers {
		rank += 4
	}
	if len(f.rows) > 0 {
		rank++
	}
	if !f.sheet.Hidden {
		rank += 100
	}
	if !f.isTable() {
		rank -= 200
	}
	return rank
}

// findIn finds the heading of a sheet and what is below it; left is in how many cells
// it may still be looked for.
func (w words) findIn(s table.Sheet, left *int) found {
	f := found{sheet: s}
	at := -1
	for i := range s.Rows[:min(len(s.Rows), mostAbove)] {
		if *left -= len(s.Rows[i].Cells); *left < 0 {
			break
		}
		if score := w.score(s.Rows[i]); score > f.score {
			at, f.score = i, score
		}
	}
	first := slices.IndexFunc(s.Rows, hasNumber)
	f.numbers = first >= 0
	switch {
	case f.score >= 2:
	case first > 0:
		at = first - 1 // a heading whose words are none of ours
	case first == 0:
		at = -1 // no heading at all
	case at < 0 && len(s.Rows) > 0:
		at = 0
	}
	f.rows = s.Rows[at+1:]
	width := 0
	if at >= 0 {
		f.titles = texts(s.Rows[at].Cells)
		width = len(f.titles)
		if len(f.rows) > 0 && w.isSecondHeading(f.rows[0]) {
			f.titles, f.rows = joined(f.titles, texts(f.rows[0].Cells)), f.rows[1:]
		}
	}
	if !s.FromText || at < 0 {
		for _, r := range f.rows {
			width = max(width, len(r.Cells))
		}
	}
	for len(f.titles) < width {
		f.titles = append(f.titles, "")
	}
	f.columns = w.columnsOf(f.titles)
	f.doubtNumber(w)
	return f
}

// doubtNumber takes a column for none that only seems to number workplaces, while
// their numbers stand in another one whose heading is not known: somebody must say.
func (f *found) doubtNumber(w words) {
	at := slices.Index(f.columns, Number)
	if at < 0 {
		return
	}
	if _, sure := w.columnOf(f.titles[at]); sure > barely {
		return
	}
	elsewhere := false
	for _, r := range f.rows {
		for i, cell := range r.Cells {
			if !isNumber(cell) {
				continue
			}
			if i == at {
				return
			}
			elsewhere = elsewhere || i < len(f.columns) && f.columns[i] == ""
		}
	}
	if elsewhere {
		f.columns[at] = ""
	}
}

// score says how much of a row are headings of ours; one of numbers counts thrice.
func (w words) score(r table.Row) (score int) {
	seen := map[Column]bool{}
	for _, cell := range r.Cells {
		if c, _ := w.columnOf(cell.Text); c != "" && !seen[c] {
			seen[c] = true
			score++
		}
	}
	if seen[Number] {
		score += 2
	}
	return score
}

// isSecondHeading reports whether a row goes on with the heading above it: all that
// stands in it are headings.
func (w words) isSecondHeading(r table.Row) bool {
	for _, cell := range r.Cells {
		if c, _ := w.columnOf(cell.Text); c == "" && strings.TrimSpace(cell.Text) != "" {
			return false
		}
	}
	return true
}

// joined puts a second heading below a first one.
func joined(above, below []string) []string {
	all := slices.Clone(above)
	for i, title := range below {
		switch {
		case i >= len(all):
			all = append(all, title)
		case strings.TrimSpace(title) != "":
			all[i] = title
		}
	}
	return all
}

// hasNumber reports whether a workplace number stands in a row.
func hasNumber(r table.Row) bool { return slices.ContainsFunc(r.Cells, isNumber) }

// longestNumber is how many bytes a workplace number takes at most, with what
// people write around it.
const longestNumber = 200

func isNumber(c table.Cell) bool {
	if len(c.Text) > longestNumber {
		return false
	}
	_, err := id.ParseWorkplace(plain(c.Text))
	return err == nil
}

func texts(cells []table.Cell) []string {
	all := make([]string, len(cells))
	for i, c := range cells {
		all[i] = c.Text
	}
	return all
}
