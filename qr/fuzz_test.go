package qr_test

import (
	"image"
	"testing"

	"ciaw/qr"
)

// FuzzRead feeds any pixels: no panic, no success without a text.
func FuzzRead(f *testing.F) {
	code := drawing{pixels: 2, dark: 0, light: 255}.draw(f, "ciaw", qr.LevelL)
	f.Add(code.Rect.Dx(), code.Pix)
	f.Add(7, []byte("\x00\xff\x00\x00\x00\xff\x00"))
	f.Fuzz(func(t *testing.T, width int, pix []byte) {
		if width <= 0 || width > 256 || len(pix) > 256*256 {
			return
		}
		plausible(t, &image.Gray{Pix: pix, Stride: width, Rect: image.Rect(0, 0, width, len(pix)/width)})
	})
}

// FuzzReadDamaged turns over modules of a code that is otherwise clear, so that
// what lies behind finding is reached: formats, versions, error correction and
// the meaning of data.
func FuzzReadDamaged(f *testing.F) {
	f.Add("ciaw", 1, []byte{})
	f.Add("https://ciaw.example/p/7K3M-Q9TD-2XVN", 2, []byte{9, 9, 12, 40, 3, 77})
	f.Add("漢字 and a text that needs a version with information of its own, which is seven", 0, []byte{200, 1, 2})
	f.Fuzz(func(t *testing.T, text string, level int, damage []byte) {
		m, err := qr.Write(text, qr.Level(level&3), 4)
		if err != nil || len(damage) > 400 {
			return
		}
		const pixels = 3
		size := m.Size()
		turned := make(map[int]bool, len(damage))
		at := 0
		for _, d := range damage {
			at = (at + 251*int(d) + 1) % (size * size)
			turned[at] = !turned[at]
		}
		img := image.NewGray(image.Rect(0, 0, size*pixels, size*pixels))
		for i := range img.Pix {
			x, y := i%img.Stride/pixels, i/img.Stride/pixels
			if m.Dark(x, y) == turned[y*size+x] {
				img.Pix[i] = 255
			}
		}
		plausible(t, img)
	})
}

// plausible reads a picture; it may say anything but nothing.
func plausible(t *testing.T, img image.Image) {
	codes, err := qr.Read(t.Context(), img, qr.Options{Max: 2})
	if (err == nil) != (len(codes) > 0) {
		t.Fatalf("%v with %d codes", err, len(codes))
	}
	for _, c := range codes {
		if c.Text == "" || c.Version < 1 || c.Version > 40 {
			t.Fatalf("read %+v", c)
		}
	}
}
