package worksheet

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/table"
)

// Order is in which order the parts of a day are written.
type Order string

// The orders of days that end with their year. Of 03/06/2026 it cannot be told
// which one it is; 13/06/2026 beside it can settle it.
const (
	DayFirst   Order = "day_first"
	MonthFirst Order = "month_first"
)

// Known reports whether an order is one of these, or none.
func (o Order) Known() bool { return o == "" || o == DayFirst || o == MonthFirst }

// written is a day as somebody wrote it: one for each order that makes one of it.
// Of those that are clear all are the same.
type written struct {
	days map[Order]checkin.Day
	only checkin.Day // whatever the order; zero if it depends on that
}

// settles returns the order that is the only one to make a day of it.
func (w written) settles() Order {
	for _, order := range []Order{DayFirst, MonthFirst} {
		if _, made := w.days[order]; made && len(w.days) == 1 {
			return order
		}
	}
	return ""
}

// in returns the day that is meant; said is the order, if anything tells it. It
// fails with ErrTwoDays.
func (w written) in(said Order) (d checkin.Day, byOrder bool, err error) {
	if !w.only.IsZero() {
		return w.only, false, nil
	}
	first, second := w.days[DayFirst], w.days[MonthFirst]
	third, other := w.days[yearFirst]
	switch {
	case other && !third.IsZero() && said == "":
		return checkin.Day{}, false, ErrTwoDays
	case first.IsZero() && second.IsZero():
		return checkin.Day{}, false, checkin.ErrDay
	case second.IsZero(), first == second:
		return first, false, nil
	case first.IsZero():
		return second, false, nil
	case said == "":
		return checkin.Day{}, false, ErrTwoDays
	}
	return w.days[said], true, nil
}

// yearFirst is the order of what would be long past, were it written day first: a
// reading that only makes it doubtful.
const yearFirst Order = "year_first"

// Days that count from 1954 to 2119, where nothing says that a number is a day.
const firstSerial, lastSerial = 20_000, 80_000

var (
	compactDay = regexp.MustCompile(`^(?:19|20)\d{6}$`)
	serialDay  = regexp.MustCompile(`^\d{5}(?:[.,]\d+)?$`)
	timeOfDay  = regexp.MustCompile(`(?i)(?:\s*T|,?\s+)\d{1,2}\s*[:hu]\s*\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?$`)
	threeParts = regexp.MustCompile(`^(\d{1,4})\s*([./ -])\s*(\d{1,2})\s*[./ -]\s*(\d{1,4})\.?$`)
	dayMonth   = regexp.MustCompile(`^(\d{1,2})(?:(?:er|ste|de|e|st|nd|rd|th)[\s.])?[\s./-]*(\pL+)[\s./,-]*'?(\d{4}|\d{2})$`)
	monthDay   = regexp.MustCompile(`^(\pL+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$`)
	yearMonth  = regexp.MustCompile(`^(\d{4})[\s./-]+(\pL+)[\s./-]+(\d{1,2})$`)
	weekday    = regexp.MustCompile(`^(\pL+)\.?,?\s+(.+)$`)
	dashes     = strings.NewReplacer("\u2010", "-", "\u2011", "-", "\u2012", "-", "\u2013", "-", "\u2212", "-", "\u00a0", " ", "\u202f", " ", "\u2009", " ", "’", "'")
)

// dayOf reads the day in a cell; since is from which year its workbook counts.
func dayOf(cell table.Cell, since int) (written, error) {
	text := strings.TrimSpace(dashes.Replace(cell.Text))
	if cell.Kind == table.Day {
		return onlyDay(text)
	}
	if compactDay.MatchString(text) {
		return onlyDay(text[:4] + "-" + text[4:6] + "-" + text[6:])
	}
	if serialDay.MatchString(text) {
		n, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
		if day, ok := table.SerialDay(n, since); err == nil && ok && n >= firstSerial && n <= lastSerial {
			return onlyDay(day)
		}
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02 15:04:05Z07:00", "2006-01-02T15:04Z07:00"} {
		if at, err := time.Parse(layout, text); err == nil {
			return written{only: checkin.DayOf(at)}, nil
		}
	}
	text = timeOfDay.ReplaceAllString(text, "")
	if m := threeParts.FindStringSubmatch(text); m != nil {
		return inNumbers(m[1], m[2], m[3], m[4])
	}
	return inWords(text)
}

func onlyDay(text string) (written, error) {
	d, err := checkin.ParseDay(text)
	return written{only: d}, err
}

// inNumbers reads the three numbers of a day.
func inNumbers(a, separator, b, c string) (written, error) {
	if len(a) == 4 && len(c) <= 2 {
		return onlyDay(a + "-" + two(b) + "-" + two(c))
	}
	if len(a) > 2 || len(c) != 4 && len(c) != 2 {
		return written{}, checkin.ErrDay
	}
	year := c
	if len(c) == 2 {
		year = "20" + c
	}
	w := written{days: map[Order]checkin.Day{}}
	w.add(DayFirst, year, b, a)
	if separator != "." { // nobody writes 6.3. for the third of June
		w.add(MonthFirst, year, a, b)
	}
	if len(c) == 2 && len(a) == 2 && year < "2010" {
		w.add(yearFirst, "20"+a, b, c)
	}
	if len(w.days) == 0 {
		return written{}, checkin.ErrDay
	}
	return w, nil
}

func (w written) add(order Order, year, month, day string) {
	if d, err := checkin.ParseDay(year + "-" + two(month) + "-" + two(day)); err == nil {
		w.days[order] = d
	}
}

// two writes a day or a month with two digits.
func two(text string) string {
	if len(text) == 1 {
		return "0" + text
	}
	return text
}

// inWords reads a day whose month is a word, with or without the day of the week.
func inWords(text string) (written, error) {
	text = keyOfDay(text)
	if m := weekday.FindStringSubmatch(text); m != nil && isWeekday[m[1]] {
		text = m[2]
	}
	year, month, day := "", "", ""
	if m := dayMonth.FindStringSubmatch(text); m != nil {
		day, month, year = m[1], m[2], m[3]
	} else if m := monthDay.FindStringSubmatch(text); m != nil {
		month, day, year = m[1], m[2], m[3]
	} else if m := yearMonth.FindStringSubmatch(text); m != nil {
		year, month, day = m[1], m[2], m[3]
	}
	number := months[month]
	if number == 0 {
		return written{}, checkin.ErrDay
	}
	if len(year) == 2 {
		year = "20" + year
	}
	return onlyDay(year + "-" + two(strconv.Itoa(number)) + "-" + two(day))
}
