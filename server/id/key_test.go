package id_test

import (
	"errors"
	"testing"
	"time"

	"ciaw/server/id"
)

func TestKeysGrowWithTimeAndComeBackFromText(t *testing.T) {
	early, late := id.NewKey(time.UnixMilli(1_000)), id.NewKey(time.UnixMilli(2_000))
	if string(early.Bytes()) >= string(late.Bytes()) || early == id.NewKey(time.UnixMilli(1_000)) {
		t.Errorf("%s, %s", early, late)
	}
	again, err := id.ParseKey(early.String())
	if err != nil || again != early || again.IsZero() || len(early.String()) != 22 {
		t.Errorf("%s, %v", again, err)
	}
	for _, text := range []string{"", "AAAAAAAAAAAAAAAAAAAAAA", early.String() + "A", "!" + early.String()[1:]} {
		if _, err := id.ParseKey(text); !errors.Is(err, id.ErrKey) {
			t.Errorf("%q is a key", text)
		}
	}
}
