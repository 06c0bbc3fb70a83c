package id

import "ciaw/server/fault"

// ErrLimosa is the failure of a text that holds no Limosa number.
var ErrLimosa = fault.New(fault.Invalid, "limosa_invalid")

// Limosa is the number of a Limosa declaration, which covers one posted
// worker of one foreign employer: 17 digits. The zero value is no number.
type Limosa struct{ digits string }

// ParseLimosa accepts the 17 digits with or without separators, and a label
// before them.
func ParseLimosa(s string) (Limosa, error) {
	d := unlabelled(Plain(s), "limosa")
	if !digits(d, 17) {
		return Limosa{}, ErrLimosa
	}
	return Limosa{d}, nil
}

// Likely reports whether the whole number leaves 1 when divided by 97: true
// of every published example, but published nowhere as a rule.
func (n Limosa) Likely() bool { return !n.IsZero() && number(n.digits)%97 == 1 }

// Digits returns the 17 digits. Call it where the number itself must be
// written: to the database, to the authority, to its owner.
func (n Limosa) Digits() string { return n.digits }

// IsZero reports whether this is no number.
func (n Limosa) IsZero() bool { return n.digits == "" }

// String masks the number, so that logs and error texts are safe.
func (n Limosa) String() string { return masked(n.digits, 3) }
