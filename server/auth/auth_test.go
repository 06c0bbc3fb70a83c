package auth_test

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"ciaw/server/auth"
	"ciaw/server/checkin"
	"ciaw/server/id"
)

// withSecret returns who shows the secret of a device.
func withSecret(t *testing.T, secret, address string) (checkin.Actor, error) {
	t.Helper()
	return (&auth.Service{}).Authenticate(t.Context(), auth.Credential{Kind: auth.DeviceSecret, Secret: secret, Address: address})
}

func TestADeviceOwnsWhatItsSecretOpens(t *testing.T) {
	const secret = "gX7-pq2RvzAb_19cKdEm0w"
	who, err := withSecret(t, secret, "192.0.2.1")
	if err != nil || who.Principal != checkin.DevicePrincipal || who.Channel != checkin.Mobile || who.Address != "192.0.2.1" {
		t.Fatalf("%+v, %v", who, err)
	}
	if bytes.Contains(who.Owner[:], []byte("gX7")) {
		t.Error("the secret itself is kept")
	}
	same, _ := withSecret(t, secret, "192.0.2.2")
	other, _ := withSecret(t, secret+"t", "192.0.2.1")
	if same.Owner != who.Owner || other.Owner == who.Owner {
		t.Error("ownership does not follow the secret")
	}
}

func TestSecretsThatCouldBeGuessedAreRefused(t *testing.T) {
	for _, secret := range []string{
		"", "1234", "gX7-pq2RvzAb_19cKdEm0", // a character short
		strings.Repeat("s", 43), strings.Repeat("0", 200), strings.Repeat("ab", 16), strings.Repeat("gX7-pq2RvzA", 3),
		"abcdefghijklmnopqrstuvwxyz", "0123456789012345678901234", "00000000-0000-0000-0000-000000000001",
		"company:" + string(id.KeyOf([16]byte([]byte("0pqrstuvwXYZ+-*/"))).Bytes()), // what a company's owner is the hash of
	} {
		if who, err := withSecret(t, secret, ""); !errors.Is(err, auth.ErrSecretShort) || who.Owner != (checkin.Owner{}) {
			t.Errorf("%q: %v", secret, err)
		}
	}
}

func TestASecretHasAsManyCharactersAsTheContractSays(t *testing.T) {
	made := strings.Repeat("gX7-pq2RvzAb_19cKdEm0wYtU", 7) + "Hn4JkLsW8eQrZxCvBnM2a5D" // 198
	for n, want := range map[int]error{2: nil, 3: auth.ErrSecretLong, 60_000: auth.ErrSecretLong} {
		if _, err := withSecret(t, made+strings.Repeat("9", n), ""); !errors.Is(err, want) {
			t.Errorf("%d characters: %v, want %v", len(made)+n, err, want)
		}
	}
}

func TestSecretsThatChanceMadeAreTaken(t *testing.T) {
	for range 2000 {
		bytes := make([]byte, 16)
		_, _ = rand.Read(bytes)
		for _, secret := range []string{base64.RawURLEncoding.EncodeToString(bytes), hex.EncodeToString(bytes), rand.Text()} {
			if _, err := withSecret(t, secret, ""); err != nil {
				t.Fatalf("%q: %v", secret, err)
			}
		}
	}
}

func TestWhoShowsNothingIsNobody(t *testing.T) {
	who, err := (&auth.Service{}).Authenticate(t.Context(), auth.Credential{Address: "192.0.2.1"})
	if err != nil || who.Principal != "" || who.Owner != (checkin.Owner{}) || who.Address != "192.0.2.1" {
		t.Errorf("%+v, %v", who, err)
	}
}
