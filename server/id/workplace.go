package id

import (
	"strings"

	"ciaw/server/fault"
)

// ErrWorkplace is the failure of a text that is no workplace number.
var ErrWorkplace = fault.New(fault.Invalid, "workplace_invalid")

// Workplace is the number that a declaration of works gave to a workplace: 13
// characters of 0-9 and A-Z without I and O, beginning 1Y10 and ending Z. The
// zero value is no number.
type Workplace struct{ text string }

// base34 are the characters of a workplace number in the order of their
// values, 0 to 33.
const base34 = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"

// ParseWorkplace accepts the number in capitals or not, with or without
// separators and a label before it, with O for 0 and I for 1.
func ParseWorkplace(s string) (Workplace, error) {
	t := workplaceReader.Replace(unlabelled(Plain(s), "workplace"))
	if len(t) != 13 || !strings.HasPrefix(t, "1Y10") || t[12] != 'Z' {
		return Workplace{}, ErrWorkplace
	}
	for i := range len(t) {
		if strings.IndexByte(base34, t[i]) < 0 {
			return Workplace{}, ErrWorkplace
		}
	}
	return Workplace{t}, nil
}

// workplaceReader puts digits for the two letters that no number has.
var workplaceReader = strings.NewReplacer("O", "0", "I", "1")

// WorkplaceCheck returns the twelfth character that the first eleven ask for:
// their value in base 34, modulo 31, where 0 counts as 31.
func WorkplaceCheck(eleven string) byte {
	rest := 0
	for i := range len(eleven) {
		rest = (rest*34 + strings.IndexByte(base34, eleven[i])) % 31
	}
	if rest == 0 {
		rest = 31
	}
	return base34[rest]
}

// Likely reports whether the twelfth character is the check character of the
// first eleven: true of all published numbers, but published nowhere as a
// rule.
func (n Workplace) Likely() bool {
	return !n.IsZero() && n.text[11] == WorkplaceCheck(n.text[:11])
}

// IsZero reports whether this is no number.
func (n Workplace) IsZero() bool { return n.text == "" }

// String returns the 13 characters.
func (n Workplace) String() string { return n.text }
