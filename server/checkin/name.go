package checkin

import (
	"strings"
	"unicode/utf8"

	"ciaw/server/fault"
)

// ErrName is the refusal of a text that cannot be a name.
var ErrName = fault.New(fault.Invalid, "name_invalid")

// maxName is the length of the longest name, in characters.
const maxName = 120

// ParseName reads the name of a person, company, workplace or gate: 1 to 120
// characters on one line, without the space around them.
func ParseName(text string) (string, error) {
	name := strings.TrimSpace(text)
	if name == "" || utf8.RuneCountInString(name) > maxName || strings.ContainsAny(name, "\r\n\t") || !utf8.ValidString(name) {
		return "", ErrName
	}
	return name, nil
}
