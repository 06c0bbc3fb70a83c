package receipt

import (
	"fmt"

	"github.com/golang-jwt/jwt/v5"

	"ciaw/server/fault"
)

// ErrUnsigned means that a text is no receipt that these keys have signed.
var ErrUnsigned = fault.New(fault.Invalid, "receipt_unsigned")

// Parse returns what a receipt says, or ErrUnsigned. As anybody's verification
// it cannot tell whether the presence was cancelled later.
func (k *Keys) Parse(signed string) (Claims, error) {
	var c Claims
	parser := jwt.NewParser(jwt.WithValidMethods([]string{jwt.SigningMethodEdDSA.Alg()}), jwt.WithoutClaimsValidation())
	_, err := parser.ParseWithClaims(signed, &c, func(t *jwt.Token) (any, error) {
		if t.Header["typ"] != Type {
			return nil, fmt.Errorf("type %v", t.Header["typ"])
		}
		k.mu.RLock()
		defer k.mu.RUnlock()
		for _, one := range k.all {
			if t.Header["kid"] == one.id {
				return one.private.Public(), nil
			}
		}
		return nil, fmt.Errorf("key %v", t.Header["kid"])
	})
	if err != nil {
		return Claims{}, ErrUnsigned
	}
	return c, nil
}
