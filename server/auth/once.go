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

// keepsFor is how long an unfinished step of signing in is kept.
const keepsFor = 10 * time.Minute

// keep stores something for a while and returns the secret that it is found
// with.
func (s *Service) keep(ctx context.Context, purpose string, user id.Key, what any) (secret string, err error) {
	data, err := json.Marshal(what)
	if err != nil {
		return "", err
	}
	secret, hash := newSecret()
	return secret, s.Store.AddOnce(ctx, checkin.Once{
		ID: hash, Purpose: purpose, User: user, Data: data, Expires: s.Now().Add(keepsFor),
	}, false)
}

// look reads what keep has kept; it stays.
func (s *Service) look(ctx context.Context, purpose, secret string, into any) error {
	o, found, err := s.Store.FindOnce(ctx, sha256.Sum256([]byte(secret)))
	if err != nil {
		return err
	}
	return s.open(o, found, purpose, into)
}

// take reads what keep has kept, once: it is gone then, whatever comes of it.
func (s *Service) take(ctx context.Context, purpose, secret string, into any) error {
	o, found, err := s.Store.TakeOnce(ctx, sha256.Sum256([]byte(secret)))
	if err != nil {
		return err
	}
	return s.open(o, found, purpose, into)
}

func (s *Service) open(o checkin.Once, found bool, purpose string, into any) error {
	if !found || o.Purpose != purpose || s.Now().After(o.Expires) {
		return fault.At("state", ErrLink)
	}
	if err := json.Unmarshal(o.Data, into); err != nil {
		return errors.New("what was kept cannot be read")
	}
	return nil
}
