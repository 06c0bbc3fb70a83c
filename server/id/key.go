package id

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"time"

	"ciaw/server/fault"
)

// ErrKey is the failure of a text that is no key.
var ErrKey = fault.New(fault.Unknown, "not_found")

// Key names something that the register made itself: a company, a user, a
// session. It is a UUID, version 7, as 22 base64url characters; it can be made
// anywhere without asking anybody, and says nothing of what it names. The zero
// value is no key.
type Key struct{ bytes [16]byte }

// NewKey returns a key that nobody has yet. Later keys sort behind earlier
// ones.
func NewKey(now time.Time) Key {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	ms := binary.BigEndian.AppendUint64(nil, uint64(now.UnixMilli()))
	copy(b[:6], ms[2:])
	b[6] = b[6]&0x0f | 0x70 // version 7
	b[8] = b[8]&0x3f | 0x80 // variant of RFC 9562
	return Key{b}
}

// ParseKey accepts the 22 characters.
func ParseKey(s string) (Key, error) {
	p, err := ParsePresence(s)
	if err != nil {
		return Key{}, ErrKey
	}
	return Key(p), nil
}

// KeyOf returns the key of these 16 bytes.
func KeyOf(b [16]byte) Key { return Key{b} }

// Bytes returns the 16 bytes, for storage.
func (k Key) Bytes() []byte { return k.bytes[:] }

// IsZero reports whether this is no key.
func (k Key) IsZero() bool { return k == Key{} }

// String returns the 22 characters.
func (k Key) String() string {
	if k.IsZero() {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(k.bytes[:])
}
