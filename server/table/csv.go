package table

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"
)

// separators are what stands between the cells of CSV files, the first one where
// nothing else is known.
const separators = ";\t,|"

// maxQuoted is how long a cell of several lines may be, in bytes, before the mark
// that ends it is given up.
const maxQuoted = 32 << 10

// lineEnds makes one of all ends of lines: of Windows, of the old Macintosh, of
// mainframes, and of a file that was translated once too often.
var lineEnds = strings.NewReplacer("\r\r\n", "\n", "\r\n", "\n", "\r", "\n", "\u0085", "\n", "\x00", "")

// readCSV reads a text (RFC 4180, and what programs make of it).
func readCSV(ctx context.Context, text string, most int) (Sheet, error) {
	text = lineEnds.Replace(text)
	if !strings.Contains(text, "\n") {
		text = strings.NewReplacer("\u2028", "\n", "\u2029", "\n").Replace(text)
	}
	c := &csvReader{rest: text, separator: likelySeparator(text)}
	if line, rest, _ := strings.Cut(text, "\n"); len(line) < 10 {
		if s, found := saidSeparator(line); found {
			c.separator, c.rest, c.said = s, rest, true
		}
	}
	sheet := Sheet{Since: 1900, FromText: true}
	for number := 1; c.rest != ""; number++ {
		if err := ctx.Err(); err != nil {
			return Sheet{}, err
		}
		row, wide := c.row()
		if wide {
			return Sheet{}, ErrTooWide
		}
		if !row.Broken && !slices.ContainsFunc(row.Cells, func(c Cell) bool { return !isEmpty(c.Text) }) {
			continue
		}
		if len(sheet.Rows) == most {
			sheet.Long = true
			break
		}
		row.Number = number
		sheet.Rows = append(sheet.Rows, row)
		c.widest = max(c.widest, len(row.Cells))
	}
	if inner, whole := c.unwrapped(sheet.Rows); whole && inner != text && !sheet.Long {
		return readCSV(ctx, inner, most)
	}
	return sheet, nil
}

// unwrapped returns the text of a file each of whose lines was quoted as one cell: a
// spreadsheet did not know its separator, and saved it again.
func (c *csvReader) unwrapped(rows []Row) (text string, whole bool) {
	if c.widest != 1 || c.said || len(rows) < 2 {
		return "", false
	}
	var all strings.Builder
	at := 1
	for _, row := range rows {
		if row.Broken || len(row.Cells[0].Text) > maxCell-utf8.UTFMax || !strings.ContainsAny(row.Cells[0].Text, separators) || strings.Contains(row.Cells[0].Text, "\n") {
			return "", false
		}
		all.WriteString(strings.Repeat("\n", row.Number-at) + row.Cells[0].Text) // in the same rows
		at = row.Number
	}
	return all.String(), true
}

// saidSeparator reads the line in which Excel is told the separator: "sep=;".
func saidSeparator(line string) (byte, bool) {
	line = strings.Trim(strings.TrimRight(line, " "), `"`)
	if len(line) == 5 && strings.EqualFold(line[:4], "sep=") && strings.IndexByte(separators, line[4]) >= 0 {
		return line[4], true
	}
	return 0, false
}

// likelySeparator returns the separator that stands in most of the first lines; of
// two, the one that most often stands in one of them.
func likelySeparator(text string) byte {
	best, most := separators[0], 0
	lines := strings.SplitN(text, "\n", 51)
	for i := range len(separators) {
		weight, often := 0, 0
		for _, line := range lines[:min(len(lines), 50)] {
			if n := countOutside(line[:min(len(line), 4*maxCell)], separators[i]); n > 0 {
				weight += 1000
				often = max(often, min(n, 999))
			}
		}
		if weight += often; weight > most {
			best, most = separators[i], weight
		}
	}
	return best
}

// countOutside counts a separator outside of quotation marks.
func countOutside(line string, separator byte) (n int) {
	quoted := false
	for i := range len(line) {
		switch {
		case line[i] == '"':
			quoted = !quoted
		case line[i] == separator && !quoted:
			n++
		}
	}
	return n
}

// csvReader reads line after line.
type csvReader struct {
	rest      string // from the line that is read next
	separator byte
	said      bool // the file says its separator
	widest    int  // cells of the widest row so far
}

// line takes the next line.
func (c *csvReader) line() (line string) {
	line, c.rest, _ = strings.Cut(c.rest, "\n")
	return line
}

// row reads the next row. One whose quotation marks do not fit is read as far as
// its own line goes, so that none behind it is taken along.
func (c *csvReader) row() (row Row, wide bool) {
	whole := c.line()
	behind := c.rest
	for line := whole; ; {
		cell, rest, more, fits := c.cell(line)
		if !fits {
			c.rest = behind
			return c.broken(whole), false
		}
		if len(row.Cells) == maxColumns {
			only := string(c.separator) + " \t\"" // separators behind the last cell
			return row, !isEmpty(cell) || strings.Trim(rest, only) != ""
		}
		row.Cells = append(row.Cells, Cell{Text: beginning(cell)})
		if !more {
			return row, false
		}
		line = rest
	}
}

// broken reads a line as if quotation marks meant nothing.
func (c *csvReader) broken(line string) Row {
	row := Row{Broken: true}
	for _, cell := range strings.SplitN(line, string(c.separator), maxColumns+1) {
		row.Cells = append(row.Cells, Cell{Text: beginning(cell)})
	}
	row.Cells = row.Cells[:min(len(row.Cells), maxColumns)]
	return row
}

// cell reads a cell, and says whether another one follows on its line.
func (c *csvReader) cell(line string) (cell, rest string, more, fits bool) {
	trimmed := strings.TrimLeft(line, " ")
	if strings.HasPrefix(trimmed, `"`) {
		return c.quoted(trimmed[1:])
	}
	cell, rest, more = strings.Cut(line, string(c.separator))
	if said, found := strings.CutPrefix(strings.TrimSpace(cell), `="`); found && strings.Count(cell, `"`) == 2 && strings.HasSuffix(said, `"`) {
		return cell, rest, more, true // how Excel is told that a number is a text
	}
	return cell, rest, more, !stray(cell)
}

// stray reports whether a quotation mark stands in a cell that begins without one;
// behind a number it stands for inches or seconds.
func stray(cell string) bool {
	for i := range len(cell) {
		if cell[i] == '"' && (i == 0 || cell[i-1] < '0' || cell[i-1] > '9') {
			return true
		}
	}
	return false
}

// quoted reads a cell from behind its first quotation mark, over as many lines as
// it has; but for those that look like rows of their own.
func (c *csvReader) quoted(line string) (cell, rest string, more, fits bool) {
	var text strings.Builder
	for {
		before, after, closed := strings.Cut(line, `"`)
		text.WriteString(before)
		switch {
		case closed && strings.HasPrefix(after, `"`):
			text.WriteByte('"')
			line = after[1:]
		case closed:
			after = strings.TrimLeft(after, " ")
			if after == "" {
				return text.String(), "", false, true
			}
			return text.String(), after[1:], true, after[0] == c.separator
		case c.rest == "" || text.Len() > maxQuoted:
			return "", "", false, false
		default:
			text.WriteByte('\n')
			if line = c.line(); c.likeRow(line) {
				return "", "", false, false
			}
		}
	}
}

// likeRow reports whether a line has as many cells as a row.
func (c *csvReader) likeRow(line string) bool {
	return c.widest > 2 && strings.Count(line, string(c.separator)) >= c.widest-1
}
