package checkin

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

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

// SameName reports whether two names may be of one person: the same words in
// whatever order, without regard to case, accents and punctuation, or all words of
// one among those of the other.
func SameName(a, b string) bool {
	one, other := wordsOf(a), wordsOf(b)
	if len(one) > len(other) {
		one, other = other, one
	}
	return !slices.ContainsFunc(one, func(word string) bool { return !slices.Contains(other, word) })
}

// wordsOf returns the words of a name in lower case and without accents.
func wordsOf(name string) []string {
	plain := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(name))
	return strings.FieldsFunc(plain, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// Mentions reports whether a text holds every word of another one, or the letters
// of it, in any order: what a person types to find something. Case and accents do
// not matter; no words are in every text.
func Mentions(text, wanted string) bool {
	all := strings.Join(wordsOf(text), " ")
	return !slices.ContainsFunc(wordsOf(wanted), func(word string) bool { return !strings.Contains(all, word) })
}
