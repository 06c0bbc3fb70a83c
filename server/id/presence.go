package id

import (
	"encoding/base64"

	"ciaw/server/fault"
)

// ErrPresence is the failure of a text that is no presence id.
var ErrPresence = fault.New(fault.Invalid, "presence_id_invalid")

// Presence is the id that a device gave to a presence before it first tried
// to register it: a UUID, version 7 so that ids grow with time, as 22
// base64url characters, which fits the 24 of the official client reference.
// The zero value is no id.
type Presence struct{ bytes [16]byte }

// ParsePresence accepts the 22 characters. Any 16 bytes but zero will do: that
// they are version 7 is the device's gain, not our condition.
func ParsePresence(s string) (Presence, error) {
	if len(s) != 22 {
		return Presence{}, ErrPresence
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(s)
	if err != nil || len(b) != 16 {
		return Presence{}, ErrPresence
	}
	p := PresenceOf([16]byte(b))
	if p.IsZero() {
		return Presence{}, ErrPresence
	}
	return p, nil
}

// PresenceOf returns the id of these 16 bytes.
func PresenceOf(b [16]byte) Presence { return Presence{b} }

// Bytes returns the 16 bytes, for storage.
func (p Presence) Bytes() [16]byte { return p.bytes }

// IsZero reports whether this is no id.
func (p Presence) IsZero() bool { return p == Presence{} }

// String returns the 22 characters.
func (p Presence) String() string {
	if p.IsZero() {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(p.bytes[:])
}
