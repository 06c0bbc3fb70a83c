package auth

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
)

// tokenLasts is the life of the token of an unfinished step of signing in.
const tokenLasts = 10 * time.Minute

// The purposes of one-time tokens that are no links.
const (
	forTOTP       = "totp"    // a second factor that is not yet in force
	forNewPasskey = "passkey" // making one
	forPasskey    = "sign in" // being answered by one
)

// putToken makes a one-time token: it stores a value for a while and returns the
// secret by which it is found.
func (s *Service) putToken(ctx context.Context, purpose string, user id.Key, what any) (secret string, err error) {
	data, err := json.Marshal(what)
	if err != nil {
		return "", err
	}
	secret, hash := newSecret()
	return secret, s.Store.AddToken(ctx, checkin.OneTimeToken{
		ID: hash, Purpose: purpose, User: user, Data: data, Expires: s.Now().Add(tokenLasts),
	}, false)
}

// oneTime is a one-time token as it is shown.
type oneTime struct {
	purpose, secret string
	user            id.Key // who shows it; zero if that is not known yet
}

// peekToken reads the value of a one-time token without using it up.
func (s *Service) peekToken(ctx context.Context, t oneTime, into any) error {
	o, found, err := s.Store.FindToken(ctx, sha256.Sum256([]byte(t.secret)))
	if err != nil || !found {
		return cmp.Or[error](err, errState)
	}
	return s.openToken(o, t, into)
}

// consumeToken reads the value of a one-time token and uses it up, whatever comes
// of it.
func (s *Service) consumeToken(ctx context.Context, t oneTime, into any) error {
	o, found, err := s.Store.ConsumeToken(ctx, sha256.Sum256([]byte(t.secret)))
	if err != nil || !found {
		return cmp.Or[error](err, errState)
	}
	return s.openToken(o, t, into)
}

// errState is the refusal of the state of a step that nobody began, that was
// begun by somebody else, or for something else, or too long ago.
var errState = fault.At("state", ErrLink)

func (s *Service) openToken(o checkin.OneTimeToken, t oneTime, into any) error {
	if o.Purpose != t.purpose || o.User != t.user || s.Now().After(o.Expires) {
		return errState
	}
	if err := json.Unmarshal(o.Data, into); err != nil {
		return errors.New("the value of a one-time token cannot be read")
	}
	return nil
}
