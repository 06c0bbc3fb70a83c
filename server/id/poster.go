package id

import (
	"strings"

	"ciaw/server/fault"
)

// ErrPoster is the failure of a text that is no poster code.
var ErrPoster = fault.New(fault.Invalid, "poster_invalid")

// Poster is the code of a poster: eleven random characters of Crockford's
// base 32, so that nobody guesses one, and a check character, so that a slip
// in typing is noticed. The zero value is no code.
type Poster struct{ text string }

// crockford is the alphabet in the order of its values, 0 to 31.
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// ParsePoster accepts the code in capitals or not, with or without
// separators, with O for 0 and I or L for 1.
func ParsePoster(s string) (Poster, error) {
	t := posterReader.Replace(Plain(s))
	if len(t) != 12 {
		return Poster{}, ErrPoster
	}
	rest, ok := posterRest(t)
	if !ok || rest != 0 {
		return Poster{}, ErrPoster
	}
	return Poster{t}, nil
}

var posterReader = strings.NewReplacer("O", "0", "I", "1", "L", "1")

// NewPoster makes a code from at least seven random bytes; ok is false if
// there are fewer.
func NewPoster(random []byte) (code Poster, ok bool) {
	if len(random) < 7 {
		return Poster{}, false
	}
	var bits uint64
	for _, b := range random[:7] {
		bits = bits<<8 | uint64(b)
	}
	var t [12]byte
	for i := range 11 {
		t[i] = crockford[bits&31]
		bits >>= 5
	}
	rest, _ := posterRest(string(t[:11]))
	t[11] = crockford[double(rest)]
	return Poster{string(t[:])}, true
}

// posterRest evaluates the characters as a polynomial over GF(32) at its
// generator. A whole code gives 0, so any one wrong character, and any two
// that changed places, are noticed.
func posterRest(t string) (rest byte, ok bool) {
	for i := range len(t) {
		v := strings.IndexByte(crockford, t[i])
		if v < 0 {
			return 0, false
		}
		rest = double(rest) ^ byte(v)
	}
	return rest, true
}

// double multiplies by the generator in GF(32), modulo x⁵+x²+1.
func double(a byte) byte {
	a <<= 1
	if a&0b100000 != 0 {
		a ^= 0b100101
	}
	return a
}

// IsZero reports whether this is no code.
func (c Poster) IsZero() bool { return c.text == "" }

// String returns the code as it is printed: XXXX-XXXX-XXXX.
func (c Poster) String() string {
	if c.IsZero() {
		return ""
	}
	return c.text[:4] + "-" + c.text[4:8] + "-" + c.text[8:]
}
