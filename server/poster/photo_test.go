package poster_test

import (
	"fmt"
	"image"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"ciaw/qr"
	"ciaw/server/poster"
)

// A phone's ordinary camera takes 4000 by 3000 points over 69 degrees: at two
// metres, 1.45 points to the millimetre.
const (
	photoWidth, photoHeight = 4000, 3000
	pointsPerMillimetre     = photoWidth / (2 * 2000 * 0.687) // half of 69 degrees has the tangent 0.687
	dotsPerInch             = 150
	dotsPerMillimetre       = dotsPerInch / 25.4
)

// photo is how somebody stands before a sheet of A4 with a phone.
type photo struct {
	random *rand.Rand
	// Where the corners of the sheet come to lie, in millimetres from the
	// middle of the photo: top left, top right, bottom right, bottom left.
	corners [4][2]float64
	blur    float64 // deviation, in points
	dirt    float64 // share of the sheet
	shade   float64 // how much light is left in the shadow
	edge    float64 // of the shadow, in points right of the middle
}

// stand chooses an angle: the phone is turned, and looks from aside and from
// below.
func stand(seed uint64) photo {
	random := rand.New(rand.NewPCG(seed, 150))
	p := photo{random: random, blur: 1.2, dirt: 0.15, shade: 0.4}
	turn, aside, below := random.NormFloat64()*0.12, 0.45*(random.Float64()*2-1), 0.35*(random.Float64()*2-1)
	sin, cos := math.Sincos(turn)
	offX, offY := random.Float64()*500-250, random.Float64()*300-150
	for i, corner := range [4][2]float64{{-105, -148.5}, {105, -148.5}, {105, 148.5}, {-105, 148.5}} {
		x, y := corner[0]*cos-corner[1]*sin, corner[0]*sin+corner[1]*cos
		depth := 1 + (x*math.Sin(aside)+y*math.Sin(below))/2000 // farther is smaller
		p.corners[i] = [2]float64{x*math.Cos(aside)/depth + offX, y*math.Cos(below)/depth + offY}
	}
	p.edge = (offX - 0.6*offY + random.NormFloat64()*40) * pointsPerMillimetre // somewhere across the sheet
	return p
}

// soil covers a share of the sheet with splashes. Most are thin: what is black
// stays darker than what is white. One in six is a clod that lets nothing
// through. (Clods on 15 % of a symbol would touch more of its codewords than
// the 26 of 100 that level Q restores.)
func (p photo) soil(page *image.Gray) {
	b := page.Bounds()
	dirty := make([]bool, b.Dx()*b.Dy())
	for covered := 0; float64(covered) < p.dirt*float64(len(dirty)); {
		radius := (1 + 11*p.random.Float64()*p.random.Float64()) * dotsPerMillimetre
		x, y := p.random.Float64()*float64(b.Dx()), p.random.Float64()*float64(b.Dy())
		tone, cover := 50+100*p.random.Float64(), 0.3+0.35*p.random.Float64()
		if p.random.IntN(6) == 0 {
			radius, cover = radius/2, 1
		}
		for dy := -radius; dy <= radius; dy++ {
			for dx := -radius; dx <= radius; dx++ {
				at := image.Pt(int(x+dx), int(y+dy))
				if i := at.Y*b.Dx() + at.X; dx*dx+dy*dy <= radius*radius && at.In(b) && !dirty[i] {
					dirty[i] = true
					covered++
					i := page.PixOffset(at.X, at.Y)
					page.Pix[i] = byte(float64(page.Pix[i])*(1-cover) + tone*cover)
				}
			}
		}
	}
}

// take photographs a page: perspective, shadow, blur and noise.
func (p photo) take(page *image.Gray) *image.Gray {
	plain := make([]float32, photoWidth*photoHeight)
	unproject := p.unproject()
	for i := range plain {
		x, y := float64(i%photoWidth)-photoWidth/2, float64(i/photoWidth)-photoHeight/2
		light := 110 + 50*math.Sin(x/31)*math.Cos(y/47) // of an uneven wall
		if u, v := unproject(x/pointsPerMillimetre, y/pointsPerMillimetre); math.Abs(u-0.5) < 0.52 && math.Abs(v-0.5) < 0.52 {
			light = p.look(page, light, func(dx, dy float64) (float64, float64) {
				return unproject((x+dx)/pointsPerMillimetre, (y+dy)/pointsPerMillimetre)
			})
		}
		const penumbra = 20 // points
		inside := min(max((x-0.6*y-p.edge)/penumbra, 0), 1)
		plain[i] = float32(light * (1 - inside*(1-p.shade)))
	}
	img := image.NewGray(image.Rect(0, 0, photoWidth, photoHeight))
	for i, tone := range smear(smear(plain, p.blur, 1), p.blur, photoWidth) {
		img.Pix[i] = byte(min(max(float64(tone)+p.random.NormFloat64()*4, 0), 255))
	}
	return img
}

// look gathers the light of one point of the photo.
func (p photo) look(page *image.Gray, wall float64, unproject func(dx, dy float64) (u, v float64)) float64 {
	const fine = 3 // looks a row
	sum := 0.0
	for i := range fine * fine {
		u, v := unproject((float64(i%fine)+0.5)/fine, (float64(i/fine)+0.5)/fine)
		if u < 0 || v < 0 || u >= 1 || v >= 1 {
			sum += wall
		} else {
			sum += 35 + 0.75*float64(page.GrayAt(int(u*float64(page.Rect.Dx())), int(v*float64(page.Rect.Dy()))).Y)
		}
	}
	return sum / (fine * fine)
}

// smear blurs along one direction, in which neighbours are that far apart.
func smear(tones []float32, deviation float64, apart int) []float32 {
	const reach = 4
	var weights [2*reach + 1]float32
	var total float32
	for i := range weights {
		weights[i] = float32(math.Exp(-math.Pow(float64(i-reach)/deviation, 2) / 2))
		total += weights[i]
	}
	smeared := make([]float32, len(tones))
	for i := reach * apart; i < len(tones)-reach*apart; i++ {
		var sum float32
		for j, weight := range weights {
			sum += weight * tones[i+(j-reach)*apart]
		}
		smeared[i] = sum / total
	}
	return smeared
}

// unproject leads from a place in the photo to one on the sheet, of which the
// whole is 1 by 1: the inverse of the projection of a square onto the corners.
func (p photo) unproject() func(x, y float64) (u, v float64) {
	c := p.corners
	dx1, dy1 := c[1][0]-c[2][0], c[1][1]-c[2][1]
	dx2, dy2 := c[3][0]-c[2][0], c[3][1]-c[2][1]
	sx, sy := c[0][0]-c[1][0]+c[2][0]-c[3][0], c[0][1]-c[1][1]+c[2][1]-c[3][1]
	det := dx1*dy2 - dx2*dy1
	g, h := (sx*dy2-dx2*sy)/det, (dx1*sy-sx*dy1)/det
	a, b := c[1][0]-c[0][0]+g*c[1][0], c[3][0]-c[0][0]+h*c[3][0]
	d, e := c[1][1]-c[0][1]+g*c[1][1], c[3][1]-c[0][1]+h*c[3][1]
	x0, y0 := c[0][0], c[0][1]
	return func(x, y float64) (float64, float64) {
		// (a−gx)u + (b−hx)v = x−x0, and likewise for y.
		a, b, d, e := a-g*x, b-h*x, d-g*y, e-h*y
		det := a*e - b*d
		return ((x-x0)*e - b*(y-y0)) / det, (a*(y-y0) - (x-x0)*d) / det
	}
}

func TestPosterIsReadFromTwoMetres(t *testing.T) {
	s := sheet(t, "nl", "fr", "ro", "ar")
	s.Gate = "Poort Noord"
	page := pictureOf(t, printed(t, poster.A4, s), dotsPerInch)
	for seed := range uint64(photos) {
		t.Run(fmt.Sprintf("photo %d", seed), func(t *testing.T) {
			p := stand(seed)
			dirty := &image.Gray{Pix: slices.Clone(page.Pix), Stride: page.Stride, Rect: page.Rect}
			p.soil(dirty)
			picture := p.take(dirty)
			codes, err := qr.Read(t.Context(), picture, qr.Options{})
			if err != nil || codes[0].Text != s.Link {
				t.Errorf("%v, %v; looked from %.0f", codes, err, p.corners)
			}
		})
	}
}
