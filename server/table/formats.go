package table

import (
	"encoding/xml"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// lastDay is the number of 9999-12-31, the last day that a workbook can say.
const lastDay = 2_958_465

// SerialDay returns the day that a workbook's number is, as YYYY-MM-DD, where days
// are counted from that year; its fraction is the time of that day.
func SerialDay(number float64, since int) (string, bool) {
	if math.IsNaN(number) || number < 1 || number > lastDay {
		return "", false
	}
	n := int(math.Floor(number + 1e-7)) // midnight may be a little less
	first := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case since == 1904:
		first = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case n < 60: // the day that Lotus 1-2-3 had in 1900 too much
		n++
	}
	return first.AddDate(0, 0, n).Format(time.DateOnly), true
}

// numberCell reads a number, and whether it is shown as a day.
func numberCell(text string, since int, isDay bool) Cell {
	text = strings.TrimSpace(text)
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		return Cell{Text, text}
	}
	if day, found := SerialDay(n, since); found && isDay {
		return Cell{Day, day}
	}
	return Cell{Number, decimals(n)}
}

// decimals writes a number as spreadsheets do: no more than fifteen digits of it
// are true.
func decimals(n float64) string {
	short, err := strconv.ParseFloat(strconv.FormatFloat(n, 'g', 15, 64), 64)
	if err != nil || math.Abs(n) >= 1e21 {
		return strconv.FormatFloat(n, 'g', 15, 64)
	}
	return strconv.FormatFloat(short, 'f', -1, 64)
}

// isoCell reads a day that is written as ISO 8601, as the strict form may.
func isoCell(text string) Cell {
	if day, err := time.Parse(time.DateOnly, text[:min(len(text), 10)]); err == nil {
		return Cell{Day, day.Format(time.DateOnly)}
	}
	return Cell{Text, text}
}

// readStyles notes which styles of cells show days.
func (w *workbook) readStyles(part string) error {
	own, inside := map[string]bool{}, false
	_, err := w.each(part, func(t xml.Token) error {
		switch e := t.(type) {
		case xml.StartElement:
			format := attribute(e, "numFmtId")
			switch {
			case e.Name.Local == "numFmt" && len(own) < maxParts:
				own[format] = showsDay(attribute(e, "formatCode"))
			case e.Name.Local == "cellXfs":
				inside = true
			case inside && e.Name.Local == "xf" && len(w.days) < maxStrings:
				its, said := own[format]
				w.days = append(w.days, its || !said && dayFormat(format))
			}
		case xml.EndElement:
			inside = inside && e.Name.Local != "cellXfs"
		}
		return nil
	})
	return err
}

// notShown are the parts of a number format that are not about its number: texts,
// colours, conditions, languages, and what only takes room.
var notShown = regexp.MustCompile(`"[^"]*"|\[[^\]]*\]|\\.|_.|\*.|(?i:general|standa?ard|am/pm|a/p|s\.0+)`)

// showsDay reports whether a format shows the day of a number: its year, its day,
// or its month, which is an m with neither hours, seconds nor digits beside it. Some
// programs write the letters of their own language.
func showsDay(format string) bool {
	first, _, _ := strings.Cut(notShown.ReplaceAllString(strings.ToLower(format), ""), ";")
	switch {
	case strings.ContainsAny(first, "0#?@%"):
		return false
	case strings.ContainsAny(first, "ydbg"):
		return true
	}
	return strings.Contains(first, "m") && !strings.ContainsAny(first, "hs")
}

// dayFormat reports whether a format that every workbook knows shows a day
// (ECMA-376, part 1, section 18.8.30). Some of 27 to 36 and 50 to 58 show times in
// some languages; a number as large as a day is one there all the same.
func dayFormat(number string) bool {
	n, err := strconv.Atoi(number)
	return err == nil && (n >= 14 && n <= 17 || n == 22 || n >= 27 && n <= 36 || n >= 50 && n <= 58)
}
