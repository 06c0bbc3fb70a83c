package qr

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
)

// frame is the head of a JPEG of that size, up to what says how it is kept.
func frame(marker byte, factors ...byte) []byte {
	head := []byte{0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xff, marker, 0, byte(8 + 3*len(factors)), 8, 0x10, 0, 0x10, 0, byte(len(factors))}
	for i, f := range factors {
		head = append(head, byte(i+1), f, 0)
	}
	return head
}

func TestTheCostOfAJPEGIsInItsHead(t *testing.T) {
	for what, c := range map[string]struct {
		data []byte
		want int
	}{
		"a photograph":                   {frame(0xc0, 0x22, 0x11, 0x11), 2},
		"gray":                           {frame(0xc0, 0x11), 1},
		"colours as fine as luminance":   {frame(0xc0, 0x11, 0x11, 0x11), 3},
		"colours finer than luminance":   {frame(0xc0, 0x11, 0x22, 0x22), 3},
		"progressive":                    {frame(0xc2, 0x22, 0x11, 0x11), 10},
		"progressive, as fine":           {frame(0xc2, 0x11, 0x11, 0x11), 15},
		"four inks":                      {frame(0xc0, 0x11, 0x11, 0x11, 0x11), 9},
		"factors that cannot be":         {frame(0xc0, 0, 0, 0), 9},
		"cut in the middle of its frame": {frame(0xc0, 0x22, 0x11, 0x11)[:22], 9},
		"no frame":                       {[]byte("\xff\xd8\xff\xe0\x00\x04\x00\x00"), 45},
	} {
		if got := costOfJPEG(c.data, image.Config{}); got != c.want {
			t.Errorf("%s: %d bytes a pixel, want %d", what, got, c.want)
		}
	}
}

// TestPicturesTakeNoMoreThanTheyWereSaidTo decodes pictures and counts.
func TestPicturesTakeNoMoreThanTheyWereSaidTo(t *testing.T) {
	where := image.Rect(0, 0, 900, 700)
	encode := func(img image.Image) []byte {
		var file bytes.Buffer
		if err := png.Encode(&file, img); err != nil {
			t.Fatal(err)
		}
		return file.Bytes()
	}
	var plain bytes.Buffer
	if err := jpeg.Encode(&plain, image.NewYCbCr(where, image.YCbCrSubsampleRatio420), nil); err != nil {
		t.Fatal(err)
	}
	clear := image.NewNRGBA64(where)
	clear.SetNRGBA64(1, 1, color.NRGBA64{1, 2, 3, 4})
	all := map[string][]byte{
		"sixteen bits": encode(image.NewRGBA64(where)), "sixteen bits and transparent": encode(clear), "gray of sixteen": encode(image.NewGray16(where)),
		"eight bits": encode(image.NewNRGBA(where)), "a palette": encode(image.NewPaletted(where, color.Palette{color.Black, color.White})), "a photograph": plain.Bytes(),
	}
	for _, name := range []string{"progressive.jpg", "cmyk.jpg", "poster.webp"} {
		data, err := os.ReadFile(filepath.Join("testdata", "formats", name))
		if err != nil {
			t.Fatal(err)
		}
		all[name] = data
	}
	for what, data := range all {
		f := &formats[slices.IndexFunc(formats, func(f format) bool { return f.is(data) })]
		_, said, err := f.measure(t.Context(), data)
		if err != nil {
			t.Fatal(err)
		}
		const decoder = 700_000 // its own tables and buffers; with the race detector there are more
		if took := leastAllocated(t, f, data); took > said+decoder {
			t.Errorf("%s: %d bytes, said to take %d", what, took, said)
		}
	}
}

// leastAllocated returns how many bytes loading a picture takes: the least of
// some tries, as what other goroutines allocate meanwhile is counted too.
func leastAllocated(t *testing.T, f *format, data []byte) int {
	t.Helper()
	least := math.MaxInt
	for range 5 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		img, err := f.load(t.Context(), data)
		if err != nil {
			t.Fatal(err)
		}
		planeOf(img, white)
		runtime.ReadMemStats(&after)
		least = min(least, int(after.TotalAlloc-before.TotalAlloc))
	}
	return least
}

// TestSixteenBitsAreLuminanceToo: read fast, and as slowly asked for.
func TestSixteenBitsAreLuminanceToo(t *testing.T) {
	where := image.Rect(0, 0, 5, 4)
	deep, clear, gray := image.NewRGBA64(where), image.NewNRGBA64(where), image.NewGray16(where)
	for i := range 20 {
		n := uint16(i * 3000)
		deep.SetRGBA64(i%5, i/5, color.RGBA64{n / 2, n / 3, n, 65535 - n/4})
		clear.SetNRGBA64(i%5, i/5, color.NRGBA64{n, 65535 - n, n / 2, 3 * n})
		gray.SetGray16(i%5, i/5, color.Gray16{n})
	}
	for what, img := range map[string]image.Image{"deep": deep, "clear": clear, "gray": gray} {
		fast, slow := planeOf(img, white), planeOf(struct{ image.Image }{img}, white)
		for i := range fast.pix {
			if d := int(fast.pix[i]) - int(slow.pix[i]); d < -2 || d > 2 {
				t.Errorf("%s: %d instead of %d", what, fast.pix[i], slow.pix[i])
			}
		}
	}
}

func TestDecodingAHEICEndsWithItsContext(t *testing.T) {
	data, err := os.ReadFile("testdata/formats/poster.heic")
	if err != nil {
		t.Fatal(err)
	}
	ctx, leave := context.WithCancel(t.Context())
	leave()
	if _, err := Decode(ctx, data, Limits{Bytes: 1 << 20, Pixels: 1 << 20, Memory: 1 << 30}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
