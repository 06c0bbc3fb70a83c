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

// ParseCBE accepts the ten digits, the old nine without the leading zero, and
// either with the prefix BE, dots and spaces.
func ParseCBE(s string) (CBE, error) {
	d := strings.TrimPrefix(strings.ToUpper(compact(s)), "BE")
	if digits(d, 9) {
		d = "0" + d
	}
	if !digits(d, 10) || d[0] > '1' || number(d) == 0 {
		return CBE{}, ErrCBE
	}
	if number(d[8:]) != 97-number(d[:8])%97 {
		return CBE{}, ErrCBE
	}
	return CBE{d}, nil
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
// (Greece is EL, Northern Ireland XI). Belgium is not here: its companies
// have a CBE number.
var vatShapes = map[string]*regexp.Regexp{
	"AT": shape(`U\d{8}`), "BG": shape(`\d{9,10}`), "CY": shape(`\d{8}[A-Z]`),
	"CZ": shape(`\d{8,10}`), "DE": shape(`\d{9}`), "DK": shape(`\d{8}`),
	"EE": shape(`\d{9}`), "EL": shape(`\d{9}`), "ES": shape(`[A-Z0-9]\d{7}[A-Z0-9]`),
	"FI": shape(`\d{8}`), "FR": shape(`[A-HJ-NP-Z0-9]{2}\d{9}`), "HR": shape(`\d{11}`),
	"HU": shape(`\d{8}`), "IE": shape(`\d[A-Z0-9+*]\d{5}[A-Z]{1,2}`), "IT": shape(`\d{11}`),
	"LT": shape(`\d{9}(\d{3})?`), "LU": shape(`\d{8}`), "LV": shape(`\d{11}`),
	"MT": shape(`\d{8}`), "NL": shape(`[A-Z0-9+*]{12}`), "PL": shape(`\d{10}`),
	"PT": shape(`\d{9}`), "RO": shape(`\d{2,10}`), "SE": shape(`\d{12}`),
	"SI": shape(`\d{8}`), "SK": shape(`\d{10}`), "XI": shape(`(\d{9}|\d{12}|GD\d{3}|HA\d{3})`),
}

// otherVAT is all that is known of numbers from outside the Union.
var otherVAT = shape(`[A-Z0-9+*]{2,12}`)

func shape(s string) *regexp.Regexp { return regexp.MustCompile(`^` + s + `$`) }

// ParseVAT accepts a number with its country's prefix, with or without dots,
// dashes and spaces. GR is taken for EL.
func ParseVAT(s string) (VAT, error) {
	t := strings.ToUpper(compact(strings.TrimSpace(s)))
	if len(t) < 4 {
		return VAT{}, ErrVAT
	}
	country, rest := t[:2], t[2:]
	if country == "GR" {
		country = "EL"
	}
	if country == "BE" || country[0] < 'A' || country[0] > 'Z' || country[1] < 'A' || country[1] > 'Z' {
		return VAT{}, ErrVAT
	}
	form, known := vatShapes[country]
	if !known {
		form = otherVAT
	}
	if !form.MatchString(rest) {
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
