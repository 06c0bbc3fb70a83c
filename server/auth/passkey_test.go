package auth_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"github.com/go-webauthn/webauthn/webauthn"

	"ciaw/server/auth"
	"ciaw/server/checkin"
)

// The flags of authenticator data (WebAuthn 3, 6.1).
const (
	present, verified, eligible, backedUp byte = 1, 4, 8, 16
)

// device is an authenticator with one passkey.
type device struct {
	id  []byte
	key *ecdsa.PrivateKey
}

// newDevice gives the desk's user a passkey, with the flags and the counter that
// the register has kept of it.
func newDevice(t *testing.T, d *desk, kept webauthn.CredentialFlags, counter uint32) device {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	point, err := key.PublicKey.Bytes() // 4, x, y
	if err != nil {
		t.Fatal(err)
	}
	// A COSE key of ES256 (RFC 9053, 7.1.1).
	cose := append([]byte{0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32}, point[1:33]...)
	cose = append(append(cose, 0x22, 0x58, 32), point[33:]...)
	of := device{id: []byte("a passkey of this test"), key: key}
	text, err := json.Marshal(webauthn.Credential{
		ID: of.id, PublicKey: cose, Flags: kept, Authenticator: webauthn.Authenticator{SignCount: counter},
	})
	if err != nil {
		t.Fatal(err)
	}
	err = d.register.AddPasskey(t.Context(), checkin.Passkey{ID: of.id, User: d.user.User.ID, Name: "telefoon", Credential: text, Created: d.now, Used: d.now})
	if err != nil {
		t.Fatal(err)
	}
	return of
}

// answer signs the challenge that the options hold.
func (of device) answer(t *testing.T, d *desk, c auth.Challenge, flags byte, counter uint32) []byte {
	t.Helper()
	var options struct{ Challenge string }
	if err := json.Unmarshal(c.Options, &options); err != nil {
		t.Fatal(err)
	}
	client, err := json.Marshal(map[string]any{"type": "webauthn.get", "challenge": options.Challenge, "origin": d.Origin})
	if err != nil {
		t.Fatal(err)
	}
	party, told := sha256.Sum256([]byte("ciaw.example")), sha256.Sum256(client)
	data := binary.BigEndian.AppendUint32(append(party[:], flags), counter)
	hash := sha256.Sum256(append(bytes.Clone(data), told[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, of.key, hash[:])
	if err != nil {
		t.Fatal(err)
	}
	text := base64.RawURLEncoding.EncodeToString
	answer, err := json.Marshal(map[string]any{"id": text(of.id), "rawId": text(of.id), "type": "public-key", "response": map[string]string{
		"authenticatorData": text(data), "clientDataJSON": text(client), "signature": text(signature),
		"userHandle": text(d.user.User.ID.Bytes()),
	}})
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// TestAPasskeyThatBecomesSynchronisedStillSignsIn holds how passkeys of managers
// behave that the standard does not foresee, and that what shows two of one device
// is refused.
func TestAPasskeyThatBecomesSynchronisedStillSignsIn(t *testing.T) {
	one, synced := webauthn.CredentialFlags{UserPresent: true, UserVerified: true}, webauthn.CredentialFlags{UserPresent: true, UserVerified: true, BackupEligible: true, BackupState: true}
	for _, c := range []struct {
		what    string
		kept    webauthn.CredentialFlags
		counter uint32 // kept
		flags   byte
		now     uint32 // counter
		want    error
		told    bool // in the log
	}{
		{what: "a device", kept: one, counter: 7, flags: present | verified, now: 8},
		{what: "a device that does not count", kept: one, flags: present | verified},
		{what: "a device whose counter stands", kept: one, counter: 7, flags: present | verified, now: 7, want: auth.ErrPasskey},
		{what: "a device that goes back", kept: one, counter: 7, flags: present | verified, want: auth.ErrPasskey},
		{what: "synchronised", kept: synced, flags: present | verified | eligible | backedUp},
		{what: "becomes synchronised", kept: one, flags: present | verified | eligible | backedUp, told: true},
		{what: "becomes synchronised and counts no more", kept: one, counter: 7, flags: present | verified | eligible, told: true},
		{what: "synchronised, counters of two devices", kept: synced, counter: 7, flags: present | verified | eligible, now: 3},
		{what: "is synchronised no more", kept: synced, flags: present | verified, told: true},
		{what: "kept elsewhere although it may not be", kept: one, flags: present | verified | backedUp, want: auth.ErrPasskey},
		{what: "nobody verified", kept: one, flags: present, want: auth.ErrPasskey},
	} {
		t.Run(c.what, func(t *testing.T) {
			d := newDesk(t)
			var log strings.Builder
			d.Log = slog.New(slog.NewTextHandler(&log, nil))
			var err error
			if d.WebAuthn, err = auth.NewWebAuthn(d.Origin); err != nil {
				t.Fatal(err)
			}
			phone := newDevice(t, d, c.kept, c.counter)
			for range 2 { // what was learnt the first time is kept for the second
				asked, err := d.AskPasskey(t.Context(), auth.Device{})
				if err != nil {
					t.Fatal(err)
				}
				in, err := d.SignInWithPasskey(t.Context(), asked.State, phone.answer(t, d, asked, c.flags, c.now), auth.Device{})
				if !errors.Is(err, c.want) {
					t.Fatalf("%v, want %v", err, c.want)
				}
				if err == nil && in.Actor.User.Name != "Mieke Modelmans" {
					t.Errorf("signed in as %+v", in.Actor)
				}
				if err == nil && c.now > 0 {
					c.now++
				}
			}
			if n := strings.Count(log.String(), "may be synchronised"); n > 1 || (n == 1) != c.told {
				t.Errorf("told %d times: %s", n, &log)
			}
			if strings.Contains(log.String(), "Mieke") {
				t.Errorf("names somebody: %s", &log)
			}
		})
	}
}
