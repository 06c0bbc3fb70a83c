// Package gatescreen tells a code that was read from a screen at the gate from
// one that was copied off paper. The screen shows the poster's link with a
// one-time password beside it (TOTP, RFC 6238, with HMAC-SHA-256) that changes
// every 45 seconds. It makes that itself, from a key that it was given once, and
// needs no network. Whoever registers sends along what they saw.
package gatescreen

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"ciaw/server/id"
)

// Step is how long one code is shown.
const Step = 45 * time.Second

// skew is how many codes before and after the one of that moment are taken: the
// clocks of the screen and of the phone differ, and between reading a code and
// registering with it somebody may look for their L1.
const skew = 6

var options = totp.ValidateOpts{Period: uint(Step / time.Second), Skew: skew, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA256}

// Keys are the keys of all screens of a register.
type Keys struct {
	Secret []byte // that they are derived from
}

// Of returns the key of the screen that shows a poster: 160 bits in base32
// without padding, as TOTP has them.
func (k Keys) Of(poster id.Poster) string {
	mac := hmac.New(sha256.New, k.Secret)
	mac.Write([]byte(poster.String())) // never fails
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(mac.Sum(nil)[:20])
}

// Showed reports whether the screen of a poster showed that code at about that
// time.
func (k Keys) Showed(poster id.Poster, code string, at time.Time) bool {
	if poster.IsZero() || code == "" {
		return false
	}
	showed, err := totp.ValidateCustom(code, k.Of(poster), at.UTC(), options)
	return err == nil && showed
}
