package qr_test

import (
	"image"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"ciaw/qr"
)

// dotted is a code of separate round dots, as designers like them.
type dotted struct {
	diameter float64 // of a dot, in modules
	disc     bool    // the middle of a finder pattern is one disc
	sparse   bool    // its ring is only eight dots
	pixels   float64 // a module
	degrees  float64
	tilt     float64 // by how much the far side is smaller
	blur     float64 // modules over which an edge is spread
}

// draw puts the code of a text on a picture of its own.
func (d dotted) draw(t testing.TB, text string) *image.Gray {
	t.Helper()
	m, err := qr.Write(text, qr.LevelM, 0)
	if err != nil {
		t.Fatal(err)
	}
	n := float64(m.Size())
	side := int((n + 8) * d.pixels * 1.3)
	img := image.NewGray(image.Rect(0, 0, side, side))
	sin, cos := math.Sincos(d.degrees * math.Pi / 180)
	soft := max(d.blur, 1/d.pixels)
	for i := range img.Pix {
		x, y := float64(i%side-side/2)+0.5, float64(i/side-side/2)+0.5
		w := d.pixels * (1 + d.tilt*y/float64(side))
		u, v := (x*cos+y*sin)/w+n/2, (y*cos-x*sin)/w+n/2
		ink := min(max(d.inside(m, u, v)/soft+0.5, 0), 1)
		img.Pix[i] = byte(235 - 205*ink)
	}
	return img
}

// inside is how far a place lies within a dot, in modules.
func (d dotted) inside(m qr.Matrix, u, v float64) float64 {
	x, y := int(math.Floor(u)), int(math.Floor(v))
	far := m.Size() - 7
	for _, c := range [3][2]int{{0, 0}, {far, 0}, {0, far}} {
		a, b := x-c[0], y-c[1]
		if a < 0 || b < 0 || a > 6 || b > 6 {
			continue
		}
		if d.disc && min(a, b) > 0 && max(a, b) < 6 {
			return 1.5 - math.Hypot(u-float64(c[0])-3.5, v-float64(c[1])-3.5)
		}
		if d.sparse && (a%3 != 0 || b%3 != 0) {
			return -1
		}
	}
	if !m.Dark(x, y) {
		return -1
	}
	return d.diameter/2 - math.Hypot(u-float64(x)-0.5, v-float64(y)-0.5)
}

// TestDots is the property of codes made of dots: found whatever the dots'
// diameter and the style, the version up to 10, the size, turn and tilt.
func TestDots(t *testing.T) {
	drawn := 8 // of every diameter
	if raceDetector {
		drawn = 2
	}
	for name, style := range map[string]struct {
		dotted
		upright bool
	}{
		"dots only":           {dotted{}, false},
		"discs within dots":   {dotted{disc: true}, false},
		"discs in eight dots": {dotted{disc: true, sparse: true}, true},
	} {
		t.Run(name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(2, 5))
			for _, diameter := range []float64{0.6, 0.7, 0.8, 0.95} {
				d, read := style.dotted, 0
				d.diameter = diameter
				for i := range drawn {
					text := posterLink + strings.Repeat("x", random.IntN(170))
					d.vary(i, random, style.upright)
					codes, err := qr.Read(t.Context(), d.draw(t, text), qr.Options{})
					if err == nil && codes[0].Text != text {
						t.Errorf("%+v: wrote %q, read %q", d, text, codes[0].Text)
					}
					if err == nil {
						read++
					}
				}
				if read < drawn-1 {
					t.Errorf("dots as wide as %v modules: read %d of %d", diameter, read, drawn)
				}
			}
		})
	}
}

// vary draws lots for a drawing: of four one is straight, one turned, one also
// tilted and one blurred as well.
func (d *dotted) vary(i int, random *rand.Rand, upright bool) {
	d.pixels, d.degrees, d.tilt, d.blur = 4+6*random.Float64(), 0, 0, 0
	if upright {
		d.blur = 0.3 * random.Float64()
		return
	}
	if i%4 > 0 {
		d.degrees = 360 * random.Float64()
	}
	if i%4 > 1 {
		d.tilt = 0.25 * random.Float64()
	}
	if i%4 > 2 {
		d.blur = 0.4 * random.Float64()
	}
}
