package gatescreen_test

import (
	"testing"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"ciaw/server/gatescreen"
	"ciaw/server/id"
)

var (
	keys     = gatescreen.Keys{Secret: []byte("thirty-two bytes that are secret")}
	seven    = time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)
	north, _ = id.NewPoster([]byte{1, 2, 3, 4, 5, 6, 7})
	south, _ = id.NewPoster([]byte{2, 2, 3, 4, 5, 6, 7})
)

// shown is what a screen with that key shows at a time, made as the screen does.
func shown(t *testing.T, poster id.Poster, at time.Time) string {
	t.Helper()
	code, err := totp.GenerateCodeCustom(keys.Of(poster), at, totp.ValidateOpts{
		Period: uint(gatescreen.Step / time.Second), Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA256,
	})
	if err != nil {
		t.Fatal(err)
	}
	return code
}

func TestOnlyTheCodeOfThenIsTaken(t *testing.T) {
	for after, want := range map[time.Duration]bool{
		-10 * time.Minute: false, -7 * gatescreen.Step: false, -gatescreen.Step: true, 0: true,
		gatescreen.Step: true, 6 * gatescreen.Step: true, 7 * gatescreen.Step: false, time.Hour: false,
	} {
		if got := keys.Showed(north, shown(t, north, seven), seven.Add(after)); got != want {
			t.Errorf("%v after it was shown: %v", after, got)
		}
	}
}

func TestCodesOfOthersAreNot(t *testing.T) {
	code := shown(t, north, seven)
	if keys.Showed(south, code, seven) || (gatescreen.Keys{Secret: []byte("another")}).Showed(north, code, seven) {
		t.Error("the code of another screen was taken")
	}
	for _, code := range []string{"", "1", code + "0", "abcdef", "００００００"} {
		if keys.Showed(north, code, seven) || keys.Showed(id.Poster{}, code, seven) {
			t.Errorf("%q was taken", code)
		}
	}
}

// TestTheScreenOfTheAppShowsTheSame holds the values that the app's own test has
// too (pwa/src/journeys/gate-screen/model.test.ts).
func TestTheScreenOfTheAppShowsTheSame(t *testing.T) {
	if key, code := keys.Of(north), shown(t, north, seven); key != "36QSB6Y3OPUBEYYG7VTP7CMQDPRQP2DM" || code != "385441" {
		t.Errorf("the screen with key %s shows %s", key, code)
	}
}
