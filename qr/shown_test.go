package qr_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"image/png"
	"strings"
	"testing"

	"golang.org/x/image/bmp"

	"ciaw/qr"
)

// painted is the poster's code in two colours, with a margin of light.
func painted(t *testing.T, dark, light color.Color) *image.NRGBA {
	t.Helper()
	m, err := qr.Write(posterLink, qr.LevelQ, 4)
	if err != nil {
		t.Fatal(err)
	}
	const module = 4
	img := image.NewNRGBA(image.Rect(0, 0, module*m.Size(), module*m.Size()))
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			c := light
			if m.Dark(x/module, y/module) {
				c = dark
			}
			img.Set(x, y, c)
		}
	}
	return img
}

var clear = color.NRGBA{}

// TestTransparentPicturesAreRead: on white, and where light modules were lost on
// it, on black.
func TestTransparentPicturesAreRead(t *testing.T) {
	for name, img := range map[string]image.Image{
		"black on nothing":       painted(t, color.Black, clear),
		"white on nothing":       painted(t, clear, color.White),
		"nothing on white":       painted(t, clear, color.NRGBA{240, 250, 255, 255}),
		"half seen on nothing":   painted(t, color.NRGBA{0, 0, 0, 200}, color.NRGBA{255, 255, 255, 10}),
		"light ink for dark":     painted(t, color.NRGBA{255, 255, 255, 230}, clear),
		"not transparent":        painted(t, color.Black, color.White),
		"dark on nearly nothing": painted(t, color.NRGBA{20, 20, 90, 255}, color.NRGBA{0, 0, 0, 1}),
	} {
		var file bytes.Buffer
		if err := png.Encode(&file, img); err != nil {
			t.Fatal(err)
		}
		t.Run(name, func(t *testing.T) { reads(t, file.Bytes()) })
	}
}

func TestGIFAndBMPAreRead(t *testing.T) {
	img := painted(t, color.Black, color.White)
	var first, plain bytes.Buffer
	frames := &gif.GIF{}
	for _, c := range []color.Color{color.Black, color.White} {
		frame := image.NewPaletted(img.Rect, color.Palette{color.Black, color.White})
		for i := range frame.Pix {
			if c == color.White || img.Pix[4*i] > 0 {
				frame.Pix[i] = 1
			}
		}
		frames.Image, frames.Delay = append(frames.Image, frame), append(frames.Delay, 10)
	}
	if err := gif.EncodeAll(&first, frames); err != nil {
		t.Fatal(err)
	}
	if err := bmp.Encode(&plain, img); err != nil {
		t.Fatal(err)
	}
	t.Run("an animated GIF: its first picture", func(t *testing.T) { reads(t, first.Bytes()) })
	t.Run("a BMP", func(t *testing.T) { reads(t, plain.Bytes()) })
}

// TestJPEGsThatLackTheirEndAreRead as far as they go: a code needs not all of
// its modules.
func TestJPEGsThatLackTheirEndAreRead(t *testing.T) {
	for name, most := range map[string]int{"plain.jpg": 800, "gray.jpg": 600, "progressive.jpg": 2000, "cmyk.jpg": 400, "sampled-3x1-1x1-1x1.jpg": 800} {
		data := sample(t, name)
		for _, missing := range []int{1, 2, 3, 20, most} {
			img, err := qr.Decode(t.Context(), data[:len(data)-missing], generous)
			if err != nil {
				t.Errorf("%s without its last %d bytes: %v", name, missing, err)
				continue
			}
			if got := readOne(t, img); got != posterLink {
				t.Errorf("%s without its last %d bytes: read %q", name, missing, got)
			}
		}
	}
	// Half of it holds no code, but is a picture.
	if img, err := qr.Decode(t.Context(), sample(t, "plain.jpg")[:2000], generous); err != nil || img.Bounds().Dx() != 164 {
		t.Errorf("a third of a picture: %v", err)
	}
}

// TestJPEGsInEveryOrientationAreRead: as the camera noted it in Exif, which is
// not looked at.
func TestJPEGsInEveryOrientationAreRead(t *testing.T) {
	data := sample(t, "plain.jpg")
	for orientation := range byte(8) {
		exif := "Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(orientation+1) + "\x00\x00\x00\x00\x00\x00"
		segment := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(exif)+2))
		reads(t, append(append(append(bytes.Clone(data[:2]), segment...), exif...), data[2:]...))
	}
}

// TestHEICsOfEveryBrandAreRead: of the main brand and of the others, as phones
// write them.
func TestHEICsOfEveryBrandAreRead(t *testing.T) {
	data := sample(t, "poster.heic")
	for _, brand := range strings.Fields("heic heix heim heis hevc hevx hevm hevs mif1 msf1") {
		other := bytes.Clone(data)
		copy(other[8:], brand)
		t.Run(brand, func(t *testing.T) { reads(t, other) })
	}
	avif := sample(t, "poster.avif")
	copy(avif[8:], "mif1")
	t.Run("an AVIF whose main brand is mif1", func(t *testing.T) { reads(t, avif) })
}
