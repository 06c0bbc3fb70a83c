package qr_test

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"testing"

	"ciaw/qr"
)

// drawing says how a code is put on a picture for a test.
type drawing struct {
	pixels  float64 // a module
	degrees float64
	dark    byte
	light   byte
	noise   float64 // deviation of the luminance
	mirror  bool
}

var onPaper = drawing{pixels: 4, dark: 20, light: 235}

// draw puts the code of a text in the middle of a gray picture of its own.
func (d drawing) draw(t testing.TB, text string, level qr.Level) *image.Gray {
	t.Helper()
	m, err := qr.Write(text, level, 4)
	if err != nil {
		t.Fatal(err)
	}
	half := float64(m.Size()) * d.pixels / 2
	side := int(3 * half)
	img := image.NewGray(image.Rect(0, 0, side, side))
	d.put(img, m, image.Pt(side/2, side/2))
	return img
}

// put draws a matrix around a point and fills the rest with light.
func (d drawing) put(img *image.Gray, m qr.Matrix, center image.Point) {
	random := rand.New(rand.NewPCG(7, 7))
	sin, cos := math.Sincos(d.degrees * math.Pi / 180)
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			dx, dy := float64(x-center.X)+0.5, float64(y-center.Y)+0.5
			u, v := (dx*cos+dy*sin)/d.pixels, (dy*cos-dx*sin)/d.pixels
			if d.mirror {
				u = -u
			}
			c := d.light
			if m.Dark(int(math.Floor(u+float64(m.Size())/2)), int(math.Floor(v+float64(m.Size())/2))) {
				c = d.dark
			}
			noisy := float64(c) + random.NormFloat64()*d.noise
			img.SetGray(x, y, color.Gray{Y: byte(min(max(noisy, 0), 255))})
		}
	}
}
