package checkin

import (
	"unicode/utf8"

	"ciaw/server/fault"
)

// ErrName is the refusal of a text that cannot be a name.
var ErrName = fault.New(fault.Invalid, "name_invalid")

// maxName is the length of the longest name, in characters.
const maxName = 120

// ParseName reads the name of a person, company, workplace or gate, or of what a
// user has: 1 to 120 characters of text (ParseText).
func ParseName(text string) (string, error) {
	name, err := ParseText(text)
	if err != nil {
		return "", err
	}
	if name == "" || utf8.RuneCountInString(name) > maxName {
		return "", ErrName
	}
	return name, nil
}
