package auth

import (
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

// peekToken reads the value of a one-time token without using it up.
func (s *Service) peekToken(ctx context.Context, purpose, secret string, into any) error {
	o, found, err := s.Store.FindToken(ctx, sha256.Sum256([]byte(secret)))
	if err != nil {
		return err
	}
	return s.openToken(o, found, purpose, into)
}

// consumeToken reads the value of a one-time token and uses it up, whatever comes
// of it.
func (s *Service) consumeToken(ctx context.Context, purpose, secret string, into any) error {
	o, found, err := s.Store.ConsumeToken(ctx, sha256.Sum256([]byte(secret)))
	if err != nil {
		return err
	}
	return s.openToken(o, found, purpose, into)
}

func (s *Service) openToken(o checkin.OneTimeToken, found bool, purpose string, into any) error {
	if !found || o.Purpose != purpose || s.Now().After(o.Expires) {
		return fault.At("state", ErrLink)
	}
	if err := json.Unmarshal(o.Data, into); err != nil {
		return errors.New("the value of a one-time token cannot be read")
	}
	return nil
}
