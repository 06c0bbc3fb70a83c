package checkin_test

import (
	"errors"
	"strings"
	"testing"

	"ciaw/server/checkin"
)

func TestParsePhone(t *testing.T) {
	for _, text := range []string{"+32 000 00 00 00", "000/00.00.00", "(00) 000-00 00", "112"} {
		if got, err := checkin.ParsePhone(" " + text + "\t"); err != nil || got != text {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "12", "call me", "0 000 000 000 000 000", "0+32 00", "00;ext=5", "٠٠٠٠", strings.Repeat("0 ", 20)} {
		if got, err := checkin.ParsePhone(text); !errors.Is(err, checkin.ErrPhone) || got != "" {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
	if _, err := checkin.ParsePhone("000\u202e000"); !errors.Is(err, checkin.ErrText) {
		t.Errorf("turned: %v", err)
	}
}
