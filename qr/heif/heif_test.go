package heif_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"strings"
	"testing"

	"ciaw/qr/heif"
	"ciaw/qr/wasm"
)

func sample(t *testing.T) []byte {
	t.Helper()
	data, err := os.ReadFile("../testdata/formats/poster.heic")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestDecode(t *testing.T) {
	data := sample(t)
	c, err := heif.Config(t.Context(), data)
	if err != nil || c.Width != 184 || c.Height != 184 {
		t.Fatalf("%+v, %v", c, err)
	}
	img, err := heif.Decode(t.Context(), data)
	if err != nil || img.Bounds().Dx() != 184 || img.Bounds().Dy() != 184 {
		t.Fatalf("%v", err)
	}
	dark := 0
	for y := range 184 {
		for x := range 184 {
			if r, _, _, _ := img.At(x, y).RGBA(); r < 0x8000 {
				dark++
			}
		}
	}
	if dark < 184*184/10 || dark > 184*184*9/10 {
		t.Errorf("%d dark pixels", dark)
	}
}

func TestWhatIsNoPictureIsUnreadable(t *testing.T) {
	data := sample(t)
	for what, bad := range map[string][]byte{
		"nothing": {}, "a text": []byte("hello"), "a head only": data[:40], "half": data[:len(data)/2],
		"more than the sandbox holds": append(data[:len(data):len(data)], make([]byte, wasm.MaxMemory)...),
	} {
		if img, err := heif.Decode(t.Context(), bad); !errors.Is(err, wasm.ErrUnreadable) || img != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// TestTheSandboxEndsWithTheContext: in the middle of its work, too.
func TestTheSandboxEndsWithTheContext(t *testing.T) {
	data := sample(t)
	for _, wait := range []bool{false, true} {
		ctx, leave := context.WithCancel(t.Context())
		if wait {
			go leave()
		} else {
			leave()
		}
		for n := 0; ; n++ {
			if _, err := heif.Decode(ctx, data); errors.Is(err, context.Canceled) {
				break
			} else if err != nil || n > 1000 {
				t.Fatalf("after %d times: %v", n, err)
			}
		}
	}
}

// TestTheModuleIsTheOneThatIsNamed: README.md says where it is from.
func TestTheModuleIsTheOneThatIsNamed(t *testing.T) {
	module, err := os.ReadFile("libheif.wasm.gz")
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
