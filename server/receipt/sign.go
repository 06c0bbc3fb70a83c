package receipt

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"errors"

	fast "github.com/oasisprotocol/curve25519-voi/primitives/ed25519"
)

// errSigners is the failure of a machine on which two ways to sign differ.
var errSigners = errors.New("two implementations of Ed25519 do not agree: nothing can be signed here")

// sign returns text, a point and its signature in base64url. Ed25519 has one
// signature for each key and text; this implementation needs little more than
// half the time of the standard library's, and signing is the dearest part of
// answering.
func (k key) sign(text string) string {
	signature := fast.Sign(fast.PrivateKey(k.private), []byte(text))
	return text + "." + base64.RawURLEncoding.EncodeToString(signature)
}

// check fails unless the standard library makes and verifies the same signature
// with the key.
func (k key) check() error {
	text := []byte("ciaw")
	signature := fast.Sign(fast.PrivateKey(k.private), text)
	public, ok := k.private.Public().(ed25519.PublicKey)
	if !ok || !bytes.Equal(signature, ed25519.Sign(k.private, text)) || !ed25519.Verify(public, text, signature) {
		return errSigners
	}
	return nil
}
