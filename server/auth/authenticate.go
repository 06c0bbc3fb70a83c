package auth

import (
	"context"
	"crypto/sha256"
	"strings"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// Kind is a kind of credential.
type Kind int

// The kinds. A new one is a constant here and a case in Authenticate.
const (
	None         Kind = iota // nothing was shown
	DeviceSecret             // made by a phone without account; at least 22 characters
	AccessToken              // of a user, for ten minutes; see Begin
)

// Credential is a secret or token that says who asks.
type Credential struct {
	Kind    Kind
	Secret  string // the secret or token itself
	Address string // network that it came from, for limits
}

// Authenticate returns who shows a credential, and through which channel, with
// the entitlements that they have now. It fails with ErrSecretShort for a secret
// that could be guessed, with ErrSecretLong for a text, and with checkin.ErrSignedOut for a token that is no
// longer good or was never ours. Who shows nothing is nobody.
func (s *Service) Authenticate(ctx context.Context, c Credential) (checkin.Actor, error) {
	switch c.Kind {
	case DeviceSecret:
		return device(c.Secret, c.Address)
	case AccessToken:
		return s.user(ctx, c.Secret, c.Address)
	case None:
		return checkin.Actor{Address: c.Address}, nil
	}
	return checkin.Actor{}, checkin.ErrSignedOut
}

// The lengths of a device's secret: 22 base64url characters hold 128 bits.
const (
	minSecret = 22
	maxSecret = 200
)

// device returns the actor that a phone without an account is: nobody but the
// keeper of a secret that it made itself. Who knows the secret owns what was
// registered with it. Only its hash is ever kept; the secret is random, so the
// hash needs no salt.
func device(secret, address string) (checkin.Actor, error) {
	switch {
	case len(secret) > maxSecret:
		return checkin.Actor{}, ErrSecretLong
	case len(secret) < minSecret, guessable(secret), strings.HasPrefix(secret, ownersOfCompanies):
		return checkin.Actor{}, ErrSecretShort
	}
	return checkin.Actor{
		Principal: checkin.DevicePrincipal, Channel: checkin.Mobile, Owner: sha256.Sum256([]byte(secret)), Address: address,
	}, nil
}

// variety is the least number of different characters, and of different steps
// from one to the next, in a secret that chance has made.
const variety = 8

// guessable reports whether a secret was plainly not made by chance: of few
// characters, counting, or repeating itself. Whether it was cannot be known.
func guessable(secret string) bool {
	chars, steps := map[byte]bool{}, map[int]bool{}
	for i := range len(secret) {
		chars[secret[i]] = true
		if i > 0 {
			steps[int(secret[i])-int(secret[i-1])] = true
		}
	}
	if len(chars) < variety || len(steps) < variety {
		return true
	}
	for period := 1; period <= len(secret)/2; period++ {
		if secret[period:] == secret[:len(secret)-period] {
			return true
		}
	}
	return false
}

// user returns the user whose session an access token names.
func (s *Service) user(ctx context.Context, token, address string) (checkin.Actor, error) {
	which, err := s.sessionOf(token)
	if err != nil {
		return checkin.Actor{}, err
	}
	session, member, found, err := s.Store.FindSession(ctx, which)
	if err != nil {
		return checkin.Actor{}, err
	}
	if !found || s.Now().After(session.Expires) {
		return checkin.Actor{}, checkin.ErrSignedOut
	}
	return actorOf(session, member, address), nil
}

// actorOf returns the actor that a user is in a session, through the channel
// that was chosen when the session began.
func actorOf(s checkin.Session, m checkin.Member, address string) checkin.Actor {
	a := checkin.UserActor(m, s.Channel)
	a.Owner, a.Address, a.Session, a.Confirmed = OwnerOf(m.Company.ID), address, s.ID, s.Confirmed
	return a
}

// ownersOfCompanies keeps the owners that are companies apart from those that are
// secrets of devices: no such secret begins so.
const ownersOfCompanies = "company:"

// OwnerOf returns what owns the presences that a company's users register: the
// company, so that a colleague can undo them.
func OwnerOf(company id.Key) checkin.Owner {
	return sha256.Sum256(append([]byte(ownersOfCompanies), company.Bytes()...))
}
