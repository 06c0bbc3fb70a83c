package push_test

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"testing"

	"ciaw/server/push"
)

// device is a phone: it has a key, and decrypts what its push service was given.
type device struct {
	key    *ecdh.PrivateKey
	secret []byte
}

func newDevice(t *testing.T) device {
	t.Helper()
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	secret := make([]byte, 16)
	_, _ = rand.Read(secret) // never fails
	return device{key, secret}
}

// decrypt reads a message as RFC 8188 and RFC 8291 say.
func (d device) decrypt(t *testing.T, sealed []byte) push.Message {
	t.Helper()
	salt, length := sealed[:16], int(sealed[20])
	theirs, text := sealed[21:21+length], sealed[21+length:]
	public, err := ecdh.P256().NewPublicKey(theirs)
	if err != nil {
		t.Fatal(err)
	}
	shared, err := d.key.ECDH(public)
	if err != nil {
		t.Fatal(err)
	}
	derive := func(secret, salt []byte, info string, n int) []byte {
		key, err := hkdf.Key(sha256.New, secret, salt, info, n)
		if err != nil {
			t.Fatal(err)
		}
		return key
	}
	ikm := derive(shared, d.secret, "WebPush: info\x00"+string(d.key.PublicKey().Bytes())+string(theirs), 32)
	block, err := aes.NewCipher(derive(ikm, salt, "Content-Encoding: aes128gcm\x00", 16))
	if err != nil {
		t.Fatal(err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := gcm.Open(nil, derive(ikm, salt, "Content-Encoding: nonce\x00", 12), text, nil)
	if err != nil {
		t.Fatal(err)
	}
	plain = bytes.TrimRight(plain, "\x00") // padding, so that its length tells nothing
	var m push.Message
	if err := json.Unmarshal(bytes.TrimSuffix(plain, []byte{2}), &m); err != nil {
		t.Fatal(err)
	}
	return m
}
