package checkin

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"ciaw/server/fault"
)

// ErrText is the refusal of a text with characters that nobody types: control
// characters, those that turn the direction of what is beside them, invisible
// ones, and those that mean nothing.
var ErrText = fault.New(fault.Invalid, "text_invalid")

// ParseText reads a line of text that a person typed: in Unicode's form NFC, with
// one space for any white space, and none around it. What cannot be seen is
// refused with ErrText, but for the joiners inside words of some scripts. Every
// text of the API goes through here, or is of a form of its own.
func ParseText(text string) (string, error) {
	spaced := oneSpace(text)
	if !utf8.ValidString(text) || visible(spaced) != spaced {
		return "", ErrText
	}
	return norm.NFC.String(spaced), nil
}

// CleanText returns a text as ParseText would have it, without what ParseText
// refuses: for what was not typed here, or was stored before anybody looked.
func CleanText(text string) string {
	return norm.NFC.String(oneSpace(visible(oneSpace(strings.ToValidUTF8(text, "")))))
}

// oneSpace puts one space for any white space, and none around.
func oneSpace(text string) string { return strings.Join(strings.Fields(text), " ") }

// visible leaves out what cannot be seen.
func visible(text string) string {
	shown := strings.Map(func(r rune) rune {
		if isShown(r) || isJoiner(r) {
			return r
		}
		return -1
	}, text)
	if !strings.ContainsFunc(shown, isJoiner) {
		return shown
	}
	all := []rune(shown)
	kept := all[:0:0]
	for i, r := range all {
		inside := len(kept) > 0 && joins(kept[len(kept)-1]) && i+1 < len(all) && joins(all[i+1])
		if !isJoiner(r) || inside {
			kept = append(kept, r)
		}
	}
	return string(kept)
}

// isShown reports whether a character is assigned and leaves a trace on paper, if
// only a gap. What stands for text that could not be read (U+FFFD) is none.
func isShown(r rune) bool {
	return unicode.IsGraphic(r) && r != utf8.RuneError && !unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// isJoiner reports whether a character joins letters, or keeps them apart
// (U+200C, U+200D): words of Persian and of Indian scripts need them.
func isJoiner(r rune) bool { return r == '\u200c' || r == '\u200d' }

// joins reports whether a character is one that joiners stand between.
func joins(r rune) bool { return unicode.In(r, unicode.L, unicode.M) }
