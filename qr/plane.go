package qr

import (
	"image"
	"image/color"
)

// plane is a picture's luminance, one byte a pixel, row after row without
// padding: 0 is black.
type plane struct {
	w, h int
	pix  []byte
}

func newPlane(w, h int) plane { return plane{w: w, h: h, pix: make([]byte, w*h)} }

func (p plane) row(y int) []byte { return p.pix[y*p.w : (y+1)*p.w] }

// planeOf takes the luminance of a picture, laid over white where it is
// transparent. What cameras and screens write has a fast path: asking an image
// for its pixels one by one costs half a second for 12 megapixels.
func planeOf(img image.Image) plane {
	b := img.Bounds()
	p := newPlane(b.Dx(), b.Dy())
	for y := range p.h {
		luminanceRow(p.row(y), img, b.Min.X, b.Min.Y+y)
	}
	return p
}

// luminanceRow writes the luminance of the pixels from (x, y) rightwards.
func luminanceRow(row []byte, img image.Image, x, y int) {
	switch m := img.(type) {
	case *image.YCbCr:
		copy(row, m.Y[m.YOffset(x, y):])
	case *image.NYCbCrA:
		copy(row, m.Y[m.YOffset(x, y):])
		overWhite(row, m.A[m.AOffset(x, y):], 1)
	case *image.Gray:
		copy(row, m.Pix[m.PixOffset(x, y):])
	case *image.RGBA: // premultiplied: what is missing to opaque is white
		pix := m.Pix[m.PixOffset(x, y):]
		for i := range row {
			row[i] = luminance(pix[4*i], pix[4*i+1], pix[4*i+2]) + 255 - pix[4*i+3]
		}
	case *image.NRGBA:
		pix := m.Pix[m.PixOffset(x, y):]
		for i := range row {
			row[i] = luminance(pix[4*i], pix[4*i+1], pix[4*i+2])
		}
		overWhite(row, pix[3:], 4)
	case *image.Paletted:
		palettedRow(row, m, m.Pix[m.PixOffset(x, y):])
	default:
		for i := range row {
			row[i] = luminanceOf(img.At(x+i, y))
		}
	}
}

func palettedRow(row []byte, m *image.Paletted, pix []byte) {
	var table [256]byte
	for i, c := range m.Palette {
		table[i] = luminanceOf(c)
	}
	for i := range row {
		row[i] = table[pix[i]]
	}
}

// luminance weighs the colours as JPEG does (ITU-R BT.601), in 1/256.
func luminance(r, g, b byte) byte {
	return byte((77*uint32(r) + 150*uint32(g) + 29*uint32(b)) >> 8)
}

func luminanceOf(c color.Color) byte {
	r, g, b, a := c.RGBA() // premultiplied, 16 bits
	return byte((77*r+150*g+29*b)>>16) + byte((0xffff-a)>>8)
}

// overWhite lays a row over white by its alpha, one byte every step.
func overWhite(row, alpha []byte, step int) {
	for i := range row {
		a := uint32(alpha[i*step])
		row[i] = byte((uint32(row[i])*a + 255*(255-a)) / 255)
	}
}

// half is the picture at half the size, each pixel the mean of four.
func (p plane) half() plane {
	q := newPlane(p.w/2, p.h/2)
	for y := range q.h {
		a, b, to := p.row(2*y), p.row(2*y+1), q.row(y)
		for x := range to {
			to[x] = byte((uint(a[2*x]) + uint(a[2*x+1]) + uint(b[2*x]) + uint(b[2*x+1]) + 2) / 4)
		}
	}
	return q
}

// twoThirds is the picture at two thirds of the size, each pixel the weighted
// mean of the four it covers: a code that is lost at one size to the pattern of
// its modules against the pixels is often read at one in between.
func (p plane) twoThirds() plane {
	q := newPlane(p.w*2/3, p.h*2/3)
	for y := range q.h {
		top := y/2*3 + y%2
		a, b := p.row(top), p.row(min(top+1, p.h-1))
		wa, to := uint(2-y%2), q.row(y)
		for x := range to {
			i := x/2*3 + x%2
			j, wi := min(i+1, p.w-1), uint(2-x%2)
			sum := wa*(wi*uint(a[i])+(3-wi)*uint(a[j])) + (3-wa)*(wi*uint(b[i])+(3-wi)*uint(b[j]))
			to[x] = byte((sum + 4) / 9)
		}
	}
	return q
}

// twice is the picture at twice the size, interpolated: finder patterns with
// modules of one or two pixels are too small for the search otherwise.
func (p plane) twice() plane {
	q := newPlane(2*p.w, 2*p.h)
	for y := range q.h {
		near, far := p.row(y/2), p.row(min(max(y/2+2*(y%2)-1, 0), p.h-1))
		to := q.row(y)
		for x := range to {
			i, j := x/2, min(max(x/2+2*(x%2)-1, 0), p.w-1)
			sum := 9*uint(near[i]) + 3*uint(near[j]) + 3*uint(far[i]) + uint(far[j])
			to[x] = byte((sum + 8) / 16)
		}
	}
	return q
}

// inverted is the picture with dark and light exchanged.
func (p plane) inverted() plane {
	q := newPlane(p.w, p.h)
	for i, v := range p.pix {
		q.pix[i] = 255 - v
	}
	return q
}
