// Package receipt proves registrations to third parties: it signs what a
// presence's receipt number stands for, so that an inspector's phone can check
// it without network and without asking us anything.
//
// A receipt is a JWS in compact form (RFC 7515), signed with Ed25519
// (RFC 8037). It names no person: it holds a salted digest of the person's
// number, and only whoever has the salt, and the number, can compute it again
// (selective disclosure, as in RFC 9901). It says what was true when it was
// signed; a later cancellation cannot be seen in it.
package receipt

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/golang-jwt/jwt/v5"

	"ciaw/server/checkin"
)

// Type is the media type in the header of a receipt.
const Type = "ciaw-receipt+jwt"

// Claims are the JWT claims of a receipt.
type Claims struct {
	jwt.RegisteredClaims        // iss: origin of the register; jti: receipt number; iat: when it was recorded
	Workplace            string `json:"wp"`            // workplace number
	Day                  string `json:"day"`           // YYYY-MM-DD
	Channel              string `json:"ch"`            // how it came to the register
	Person               string `json:"sd"`            // see PersonDigest
	Simulation           bool   `json:"sim,omitempty"` // no registration at all
	Direction            string `json:"dir,omitempty"` // in or out; none if it is of the day
	At                   int64  `json:"at,omitempty"`  // of an in or out: the time that counts, as iat
	Authority            string `json:"aut,omitempty"` // who gave the number; none if it is the issuer
}

// Issuer signs receipts. It is safe for use by many goroutines.
type Issuer struct {
	Keys   *Keys
	Salts  func(number string) [sdBytes]byte // a keyed hash of a receipt number
	Origin string                            // of this register, as in https://ciaw.example

	made cache
}

// Sign returns the receipt of p, or "" if it has no receipt number. The same
// presence gives the same receipt as long as the same key signs.
func (i *Issuer) Sign(p checkin.Presence) (string, error) {
	if p.Receipt.IsZero() {
		return "", nil
	}
	key := i.Keys.signing(p.RecordedAt)
	says := content{key.id, p.Receipt, p.Limosa, p.NISS, p.Workplace, p.On, p.Channel, p.RecordedAt.Unix(), p.Direction, p.At().Unix(), p.Authority}
	if signed, found := i.made.get(says); found {
		return signed, nil
	}
	signed, err := i.sign(p, key)
	if err == nil {
		i.made.keep(says, signed)
	}
	return signed, err
}

// Prepare makes receipts that will be asked for soon, on all processors but one,
// which is left to whoever stores. Nobody has them before they are asked for.
func (i *Issuer) Prepare(all []checkin.Presence) {
	var next atomic.Int64
	work := func() {
		for n := int(next.Add(1)) - 1; n < len(all); n = int(next.Add(1)) - 1 {
			_, _ = i.Sign(all[n]) // whoever asks for it is told what went wrong
		}
	}
	var group sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0)-1, len(all)) - 1 {
		group.Go(work)
	}
	work()
	group.Wait()
}

func (i *Issuer) sign(p checkin.Presence, key key) (string, error) {
	c := Claims{
		RegisteredClaims: jwt.RegisteredClaims{
			Issuer: i.Origin, ID: p.Receipt.String(), IssuedAt: jwt.NewNumericDate(p.RecordedAt),
		},
		Workplace: p.Workplace.String(), Day: p.On.String(),
		Channel: string(p.Channel), Person: PersonDigest(i.Salt(p), p), Simulation: p.Receipt.Simulation(), Authority: p.Authority,
	}
	if p.Direction.Timed() {
		c.Direction, c.At = string(p.Direction), p.At().Unix()
	}
	claims, err := json.Marshal(c)
	if err != nil {
		return "", fmt.Errorf("sign receipt: %w", err)
	}
	return key.sign(key.header + "." + base64.RawURLEncoding.EncodeToString(claims)), nil
}
