package id

import (
	"fmt"
	"regexp"
	"strings"

	"ciaw/server/fault"
)

// The failures of texts that are no company numbers.
var (
	ErrCBE = fault.New(fault.Invalid, "cbe_invalid")
	ErrVAT = fault.New(fault.Invalid, "vat_invalid")
)

// CBE is the number of an enterprise in the Crossroads Bank for Enterprises
// (KBO, BCE): ten digits that begin with 0 or 1; the last two are 97 − (first
// eight mod 97). The zero value is no number.
type CBE struct{ digits string }

// ParseCBE accepts the ten digits, or the old nine without the leading zero,
// with or without the prefix BE, separators, and a label before it; after a
// label the nine need the prefix, since other countries have nine as well.
func ParseCBE(s string) (CBE, error) {
	text := Plain(s)
	d := unlabelled(text, "cbe")
	labelled := len(d) < len(text)
	rest, prefixed := strings.CutPrefix(d, "BE")
	if digits(rest, 9) && (prefixed || !labelled) {
		rest = "0" + rest
	}
	if !digits(rest, 10) || rest[0] > '1' || number(rest) == 0 {
		return CBE{}, ErrCBE
	}
	if number(rest[8:]) != 97-number(rest[:8])%97 {
		return CBE{}, ErrCBE
	}
	return CBE{rest}, nil
}

// LooksBelgian reports whether a text, right or wrong, was meant as a CBE number
// rather than a VAT number of another country: it has the prefix BE, or none.
func LooksBelgian(s string) bool {
	d := unlabelled(Plain(s), "cbe")
	return strings.HasPrefix(d, "BE") || d != "" && d[0] >= '0' && d[0] <= '9'
}

// Digits returns the ten digits.
func (n CBE) Digits() string { return n.digits }

// IsZero reports whether this is no number.
func (n CBE) IsZero() bool { return n.digits == "" }

// String returns the number as it is printed: 0123.456.789.
func (n CBE) String() string {
	if n.IsZero() {
		return ""
	}
	return fmt.Sprintf("%s.%s.%s", n.digits[:4], n.digits[4:7], n.digits[7:])
}

// VAT is the VAT number of a company outside Belgium: the country's prefix
// and up to 12 letters and digits. The zero value is no number.
type VAT struct{ country, rest string }

// vatShapes are the shapes that the member states publish in VIES, by prefix
// (Greece is EL, Northern Ireland XI), and those of Great Britain, Switzerland
// and Norway. Belgium is not here: its companies have a CBE number.
var vatShapes = func() map[string]*regexp.Regexp {
	shapes := map[string]*regexp.Regexp{}
	for country, shape := range written.VAT {
		shapes[country] = whole(shape)
	}
	return shapes
}()

// otherVAT is all that is known of other numbers.
var otherVAT = whole(written.OtherVAT)

func whole(shape string) *regexp.Regexp { return regexp.MustCompile("^(?:" + shape + ")$") }

// norwegian is how Norwegian numbers are written at home: without a prefix, but
// with what follows them.
var norwegian = regexp.MustCompile(`^[0-9]{9}MVA$`)

// ParseVAT accepts a number with its country's prefix, with or without
// separators and a label before it. GR is taken for EL, UK for GB. What is
// written behind a Swiss or Norwegian number (MWST, TVA, IVA, MVA) is no part
// of it.
func ParseVAT(s string) (VAT, error) {
	text := unlabelled(Plain(s), "vat")
	if norwegian.MatchString(text) {
		text = "NO" + text
	}
	if len(text) < 4 || text[0] < 'A' || text[0] > 'Z' || text[1] < 'A' || text[1] > 'Z' {
		return VAT{}, ErrVAT
	}
	country, rest := text[:2], text[2:]
	if other, ok := written.VATPrefixes[country]; ok {
		country = other
	}
	for _, suffix := range written.VATSuffixes[country] {
		if bare, ok := strings.CutSuffix(rest, suffix); ok {
			rest = bare
			break
		}
	}
	form, known := vatShapes[country]
	if !known {
		form = otherVAT
	}
	if country == "BE" || !form.MatchString(rest) {
		return VAT{}, ErrVAT
	}
	return VAT{country, rest}, nil
}

// Country returns the prefix, two letters.
func (n VAT) Country() string { return n.country }

// IsZero reports whether this is no number.
func (n VAT) IsZero() bool { return n.country == "" }

// String returns the prefix and the number, without separators.
func (n VAT) String() string { return n.country + n.rest }
