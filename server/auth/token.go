package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// AccessLasts is how long an access token is good for.
const AccessLasts = 10 * time.Minute

// claims are the JWT claims of an access token: its session, and no more. What
// its user may do is looked up each time, so that a withdrawn entitlement is
// withdrawn at once.
type claims struct {
	jwt.RegisteredClaims
	Session string `json:"sid"`
}

// audience keeps access tokens apart from anything else that is signed.
const audience = "ciaw-access"

// accessToken returns a token for a session.
func (s *Service) accessToken(session id.Key) (string, error) {
	now := s.Now()
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, claims{
		RegisteredClaims: jwt.RegisteredClaims{
			Issuer: s.Origin, Audience: jwt.ClaimStrings{audience},
			IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(AccessLasts)),
		},
		Session: session.String(),
	})
	text, err := token.SignedString(s.Key)
	if err != nil {
		return "", fmt.Errorf("sign access token: %w", err)
	}
	return text, nil
}

// sessionOf returns the session that an access token is for.
func (s *Service) sessionOf(token string) (id.Key, error) {
	var c claims
	_, err := jwt.ParseWithClaims(token, &c, func(*jwt.Token) (any, error) { return s.Key, nil },
		jwt.WithValidMethods([]string{"HS256"}), jwt.WithIssuer(s.Origin), jwt.WithAudience(audience),
		jwt.WithExpirationRequired(), jwt.WithTimeFunc(s.Now))
	if err != nil {
		return id.Key{}, checkin.ErrSignedOut
	}
	which, err := id.ParseKey(c.Session)
	if err != nil {
		return id.Key{}, checkin.ErrSignedOut
	}
	return which, nil
}

// newSecret returns a secret of 256 bits and the hash that is kept of it.
func newSecret() (text string, hash [32]byte) {
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails
	text = base64.RawURLEncoding.EncodeToString(secret)
	return text, sha256.Sum256([]byte(text))
}

// refreshToken is a refresh token: which session, and its secret.
func refreshToken(session id.Key, secret string) string { return session.String() + secret }

// parseRefreshToken reads a refresh token.
func parseRefreshToken(token string) (which id.Key, hash [32]byte, err error) {
	if len(token) != 22+43 {
		return id.Key{}, hash, checkin.ErrSignedOut
	}
	if which, err = id.ParseKey(token[:22]); err != nil {
		return id.Key{}, hash, checkin.ErrSignedOut
	}
	return which, sha256.Sum256([]byte(token[22:])), nil
}
