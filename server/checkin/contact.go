package checkin

import (
	"strings"
	"unicode/utf8"

	"ciaw/server/fault"
)

// ErrPhone is the refusal of a text that cannot be a telephone number.
var ErrPhone = fault.New(fault.Invalid, "phone_invalid")

// Contact is whom people at a workplace can ask, as its keeper wishes to be
// known there: it stands on posters, and whoever scans one is told. Either part
// may be "".
type Contact struct {
	Name  string
	Phone string // as it was typed; see ParsePhone
}

// maxPhone is the length of the longest telephone number as typed, in characters;
// its digits are 3 to 15, as many as ITU-T E.164 knows.
const (
	maxPhone  = 30
	minDigits = 3
	maxDigits = 15
)

// ParsePhone reads a telephone number as people write it: digits, a plus in
// front, and spaces, dots, dashes, slashes and parentheses between. It stays as it
// was typed.
func ParsePhone(text string) (string, error) {
	phone, err := ParseText(text)
	if err != nil {
		return "", err
	}
	digits := 0
	for i, r := range phone {
		switch {
		case '0' <= r && r <= '9':
			digits++
		case r == '+' && i == 0, strings.ContainsRune(" ./-()", r):
		default:
			return "", ErrPhone
		}
	}
	if digits < minDigits || digits > maxDigits || utf8.RuneCountInString(phone) > maxPhone {
		return "", ErrPhone
	}
	return phone, nil
}
