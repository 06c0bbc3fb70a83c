package receipt

import (
	"crypto/sha256"
	"encoding/base64"

	"ciaw/server/checkin"
)

// sdBytes is the length of a salt and of a digest: 128 bits, as RFC 9901 asks of
// a salt. More would make a receipt's QR code finer.
const sdBytes = 16

// Salt returns the salt of the receipt of p, in base64url, or "" if it has no
// receipt number. It is derived from the receipt number, so that it need not be
// stored, and cannot be found without the secret. It goes to whoever registered,
// and never into the receipt: they give it to whom they want to prove whose
// receipt it is.
func (i *Issuer) Salt(p checkin.Presence) string {
	if p.Receipt.IsZero() {
		return ""
	}
	salt := i.Salts(p.Receipt.String())
	return base64.RawURLEncoding.EncodeToString(salt[:])
}

// PersonDigest returns the digest by which a receipt names its person: the first
// 16 bytes of the SHA-256 of the salt, a colon and the person's number (Limosa or
// national), in base64url. Numbers are few enough to be tried one by one; with a
// salt that is not known there is nothing to try.
func PersonDigest(salt string, p checkin.Presence) string {
	sum := sha256.Sum256([]byte(salt + ":" + p.PersonDigits()))
	return base64.RawURLEncoding.EncodeToString(sum[:sdBytes])
}
