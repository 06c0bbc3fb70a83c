// Package id holds the numbers of the field, each valid or non-existent: a
// value can only be made by its Parse function, so whoever holds one needs no
// further check.
//
// Texts may be written as people write them: plain.go says what is forgiven, and
// static/numbers.json and companies.json list it for the app as well, which
// forgives the same.
//
// Rules that the authorities publish are hard: Parse refuses. Rules that were
// only inferred from published examples are soft: Likely reports them, and
// they may warn but never refuse. Numbers of persons print masked; writing
// them out takes the word Digits, which is easy to search for.
package id

import "strings"

// digits reports whether s is exactly n ASCII digits. strconv would let a
// sign through.
func digits(s string, n int) bool {
	if len(s) != n {
		return false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// number returns the value of up to 18 ASCII digits.
func number(s string) int64 {
	var n int64
	for i := range len(s) {
		n = n*10 + int64(s[i]-'0')
	}
	return n
}

// masked keeps the last n characters of s.
func masked(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.Repeat("*", len(s)-n) + s[len(s)-n:]
}
