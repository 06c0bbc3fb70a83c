package qr_test

import (
	"image"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"ciaw/qr"
)

// BenchmarkRead reads a code in a photograph of 12 megapixels that is already
// in memory: what a request costs beyond unpacking its picture.
func BenchmarkRead(b *testing.B) {
	data, err := os.ReadFile(filepath.Join("testdata", "syn", "a005_jpeg40_05.jpg"))
	if err != nil {
		b.Fatal(err)
	}
	img, err := qr.Decode(b.Context(), data, generous)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := qr.Read(b.Context(), img, qr.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkReadNothing climbs the whole ladder on a frame of a phone's camera.
func BenchmarkReadNothing(b *testing.B) {
	img := image.NewGray(image.Rect(0, 0, 1280, 720))
	random := rand.New(rand.NewPCG(5, 6))
	for i := range img.Pix {
		img.Pix[i] = byte(120 + random.IntN(40))
	}
	for b.Loop() {
		if codes, err := qr.Read(b.Context(), img, qr.Options{}); err == nil {
			b.Fatalf("read %q", codes[0].Text)
		}
	}
}
