package auth_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"ciaw/server/auth"
	"ciaw/server/checkin"
)

// withSecret returns who shows the secret of a device.
func withSecret(t *testing.T, secret, address string) (checkin.Actor, error) {
	t.Helper()
	return (&auth.Service{}).Authenticate(t.Context(), auth.Credential{Kind: auth.DeviceSecret, Secret: secret, Address: address})
}

func TestADeviceOwnsWhatItsSecretOpens(t *testing.T) {
	secret := strings.Repeat("s", 22)
	who, err := withSecret(t, secret, "192.0.2.1")
	if err != nil || who.Principal != checkin.DevicePrincipal || who.Channel != checkin.Mobile || who.Address != "192.0.2.1" {
		t.Fatalf("%+v, %v", who, err)
	}
	if bytes.Contains(who.Owner[:], []byte("ss")) {
		t.Error("the secret itself is kept")
	}
	same, _ := withSecret(t, secret, "192.0.2.2")
	other, _ := withSecret(t, secret+"t", "192.0.2.1")
	if same.Owner != who.Owner || other.Owner == who.Owner {
		t.Error("ownership does not follow the secret")
	}
}

func TestSecretsThatCouldBeGuessedAreRefused(t *testing.T) {
	for _, secret := range []string{"", "1234", strings.Repeat("s", 21)} {
		if who, err := withSecret(t, secret, ""); !errors.Is(err, auth.ErrSecretShort) || who.Owner != (checkin.Owner{}) {
			t.Errorf("%q: %v", secret, err)
		}
	}
}

func TestWhoShowsNothingIsNobody(t *testing.T) {
	who, err := (&auth.Service{}).Authenticate(t.Context(), auth.Credential{Address: "192.0.2.1"})
	if err != nil || who.Principal != "" || who.Owner != (checkin.Owner{}) || who.Address != "192.0.2.1" {
		t.Errorf("%+v, %v", who, err)
	}
}
