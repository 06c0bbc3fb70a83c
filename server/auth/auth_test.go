package auth_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"ciaw/server/auth"
	"ciaw/server/checkin"
)

func TestADeviceOwnsWhatItsSecretOpens(t *testing.T) {
	secret := strings.Repeat("s", 22)
	who, err := auth.Device(secret, "192.0.2.1")
	if err != nil || who.Channel != checkin.Mobile || who.Address != "192.0.2.1" {
		t.Fatalf("%+v, %v", who, err)
	}
	if bytes.Contains(who.Owner[:], []byte("ss")) {
		t.Error("the secret itself is kept")
	}
	same, _ := auth.Device(secret, "192.0.2.2")
	other, _ := auth.Device(secret+"t", "192.0.2.1")
	if same.Owner != who.Owner || other.Owner == who.Owner {
		t.Error("ownership does not follow the secret")
	}
}

func TestSecretsThatCouldBeGuessedAreRefused(t *testing.T) {
	for _, secret := range []string{"", "1234", strings.Repeat("s", 21)} {
		if who, err := auth.Device(secret, ""); !errors.Is(err, auth.ErrSecretShort) || who.Owner != (checkin.Owner{}) {
			t.Errorf("%q: %v", secret, err)
		}
	}
}
