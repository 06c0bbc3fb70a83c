package id

import (
	"strconv"
	"time"

	"ciaw/server/fault"
)

// ErrNISS is the failure of a text that is no national number.
var ErrNISS = fault.New(fault.Invalid, "niss_invalid")

// NISS is a Belgian social-security identification number (INSZ, SSIN), from
// the National Register or, for people who are not in it, from the BIS
// register. The zero value is no number. Check digits: 97 − (first nine mod
// 97), with a 2 in front of the nine for people born from 2000 on.
type NISS struct{ digits string }

// ParseNISS accepts the eleven digits with or without separators, and a label
// before them.
func ParseNISS(s string) (NISS, error) {
	d := unlabelled(Plain(s), "niss")
	if !digits(d, 11) {
		return NISS{}, ErrNISS
	}
	if !bornBefore2000(d) && !bornSince2000(d) {
		return NISS{}, ErrNISS
	}
	return NISS{d}, nil
}

// NISSCheck returns the two check digits for the first nine digits of a
// person born before 2000, or from 2000 on.
func NISSCheck(nine string, since2000 bool) string {
	n := number(nine)
	if since2000 {
		n += 2_000_000_000
	}
	check := strconv.FormatInt(97-n%97, 10)
	if len(check) == 1 {
		return "0" + check
	}
	return check
}

func bornBefore2000(d string) bool {
	return d[9:] == NISSCheck(d[:9], false) && calendar(d, 1900)
}

func bornSince2000(d string) bool {
	return d[9:] == NISSCheck(d[:9], true) && calendar(d, 2000) && 2000+int(number(d[:2])) <= thisYear()
}

// thisYear is the year in which people may be born at the latest.
var thisYear = func() int { return time.Now().Year() }

// calendar reports whether the first six digits can be a date of birth. BIS
// numbers add 20 or 40 to the month. A day that is not known is 00. Where the
// month is not known, or all numbers of a day were given, month and day are 00;
// when those are all given too, the day counts on, to any number (royal decrees
// of 3 April 1984 and of 8 February 1991, article 5 of both).
func calendar(d string, century int) bool {
	year, month, day := century+int(number(d[:2])), int(number(d[2:4])), int(number(d[4:6]))
	switch {
	case month >= 40:
		month -= 40
	case month >= 20:
		month -= 20
	}
	switch {
	case month == 0:
		return true
	case month > 12 || day > 31:
		return false
	case day == 0:
		return true
	}
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Day() == day
}

// BIS reports whether the number is from the BIS register.
func (n NISS) BIS() bool { return !n.IsZero() && number(n.digits[2:4]) >= 20 }

// Digits returns the eleven digits. Call it where the number itself must be
// written: to the database, to the authority, to its owner.
func (n NISS) Digits() string { return n.digits }

// IsZero reports whether this is no number.
func (n NISS) IsZero() bool { return n.digits == "" }

// String masks the number, so that logs and error texts are safe.
func (n NISS) String() string { return masked(n.digits, 2) }
