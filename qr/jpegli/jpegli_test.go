package jpegli_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"strings"
	"testing"

	"ciaw/qr/jpegli"
	"ciaw/qr/wasm"
)

func sample(t *testing.T) []byte {
	t.Helper()
	data, err := os.ReadFile("../testdata/formats/plain.jpg")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestWhatIsNoPictureIsUnreadable(t *testing.T) {
	data := sample(t)
	for what, bad := range map[string][]byte{"nothing": {}, "a text": []byte("hello"), "a head only": data[:30]} {
		if img, err := jpegli.Decode(t.Context(), bad); !errors.Is(err, wasm.ErrUnreadable) || img != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestItEndsWithTheContext(t *testing.T) {
	data := sample(t)
	ctx, leave := context.WithCancel(t.Context())
	go leave()
	for n := 0; ; n++ {
		if _, err := jpegli.Decode(ctx, data); errors.Is(err, context.Canceled) {
			break
		} else if err != nil || n > 1000 {
			t.Fatalf("after %d times: %v", n, err)
		}
	}
}

// TestTheModuleIsTheOneThatIsNamed: README.md says where it is from.
func TestTheModuleIsTheOneThatIsNamed(t *testing.T) {
	module, err := os.ReadFile("jpegli.wasm.gz")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(module)
	if !strings.Contains(string(readme), hex.EncodeToString(sum[:])) {
		t.Errorf("the module is %x", sum)
	}
}
