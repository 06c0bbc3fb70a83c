package auth

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
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

// refreshToken is a refresh token: which session, its secret, and our mark on
// both. The mark tells a token that was ours once, and so has been copied, from
// one that somebody made up.
func (s *Service) refreshToken(session id.Key, secret string) string {
	return session.String() + secret + s.mark(session.String()+secret)
}

// mark returns what only the register can add to a text.
func (s *Service) mark(text string) string {
	m := hmac.New(sha256.New, s.Key)
	_, _ = m.Write([]byte("refresh:" + text)) // never fails; no JWT has a colon
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil)[:16])
}

// The lengths of the parts of a refresh token. Before 2026-11-28 there was no
// mark; such a token is good if it is the last.
const (
	sessionLen = 22
	secretLen  = 43
	markLen    = 22
)

// parseRefreshToken reads a refresh token; ours is whether it was ever given.
func (s *Service) parseRefreshToken(token string) (which id.Key, hash [32]byte, ours bool, err error) {
	const plain = sessionLen + secretLen
	if len(token) != plain && len(token) != plain+markLen {
		return id.Key{}, hash, false, checkin.ErrSignedOut
	}
	if which, err = id.ParseKey(token[:sessionLen]); err != nil {
		return id.Key{}, hash, false, checkin.ErrSignedOut
	}
	ours = subtle.ConstantTimeCompare([]byte(token[plain:]), []byte(s.mark(token[:plain]))) == 1
	if len(token) > plain && !ours {
		return id.Key{}, hash, false, checkin.ErrSignedOut
	}
	return which, sha256.Sum256([]byte(token[sessionLen:plain])), ours, nil
}
