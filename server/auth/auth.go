// Package auth turns credentials into an Actor: it alone decides who is
// asking, and through which channel. What an actor may do is not its concern.
package auth

import (
	"crypto/sha256"

	"ciaw/server/checkin"
	"ciaw/server/fault"
)

// ErrSecretShort is the refusal of a secret that could be guessed.
var ErrSecretShort = fault.New(fault.Invalid, "secret_too_short")

// minSecret is the least length of a device's secret: 22 base64url characters
// hold 128 bits.
const minSecret = 22

// Device returns the actor that a phone without an account is: nobody but the
// keeper of a secret that it made itself. Who knows the secret owns what was
// registered with it. Only its hash is ever kept; the secret is random, so the
// hash needs no salt.
func Device(secret, address string) (checkin.Actor, error) {
	if len(secret) < minSecret {
		return checkin.Actor{}, ErrSecretShort
	}
	return checkin.Actor{Channel: checkin.Mobile, Owner: sha256.Sum256([]byte(secret)), Address: address}, nil
}
