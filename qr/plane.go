package qr

import (
	"encoding/binary"
	"image"
	"image/color"
)

// plane is a picture's luminance, one byte a pixel, a row every stride bytes:
// 0 is black.
type plane struct {
	w, h, stride int
	pix          []byte
}

func newPlane(w, h int) plane { return plane{w: w, h: h, stride: w, pix: make([]byte, w*h)} }

func (p plane) row(y int) []byte { return p.pix[y*p.stride : y*p.stride+p.w] }

// What a picture is laid over where it is transparent.
const (
	white byte = 255
	black byte = 0
)

// planeOf takes the luminance of a picture, laid over a ground where it is
// transparent. What a camera writes is used where it lies and what screens
// write has a fast path: asking an image for its pixels one by one costs half a
// second for 12 megapixels.
func planeOf(img image.Image, ground byte) plane {
	b := img.Bounds()
	switch m := img.(type) {
	case *image.YCbCr:
		return plane{b.Dx(), b.Dy(), m.YStride, m.Y[m.YOffset(b.Min.X, b.Min.Y):]}
	case *image.Gray:
		return plane{b.Dx(), b.Dy(), m.Stride, m.Pix[m.PixOffset(b.Min.X, b.Min.Y):]}
	}
	p := newPlane(b.Dx(), b.Dy())
	for y := range p.h {
		luminanceRow(p.row(y), img, image.Pt(b.Min.X, b.Min.Y+y), ground)
	}
	return p
}

// luminanceRow writes the luminance of the pixels from a point rightwards.
func luminanceRow(row []byte, img image.Image, from image.Point, ground byte) {
	x, y := from.X, from.Y
	switch m := img.(type) {
	case *image.NYCbCrA:
		copy(row, m.Y[m.YOffset(x, y):])
		over(ground, row, m.A[m.AOffset(x, y):], 1)
	case *image.RGBA: // premultiplied: what is missing to opaque is the ground
		pix := m.Pix[m.PixOffset(x, y):]
		for i := range row {
			row[i] = luminance(pix[4*i], pix[4*i+1], pix[4*i+2]) + (255-pix[4*i+3])&ground
		}
	case *image.NRGBA:
		pix := m.Pix[m.PixOffset(x, y):]
		for i := range row {
			row[i] = luminance(pix[4*i], pix[4*i+1], pix[4*i+2])
		}
		over(ground, row, pix[3:], 4)
	case *image.NRGBA64: // of sixteen bits, the first eight
		pix := m.Pix[m.PixOffset(x, y):]
		for i := range row {
			row[i] = luminance(pix[8*i], pix[8*i+2], pix[8*i+4])
		}
		over(ground, row, pix[6:], 8)
	case *image.RGBA64:
		pix := m.Pix[m.PixOffset(x, y):]
		for i := range row {
			row[i] = luminance(pix[8*i], pix[8*i+2], pix[8*i+4]) + (255-pix[8*i+6])&ground
		}
	case *image.Gray16:
		pix := m.Pix[m.PixOffset(x, y):]
		for i := range row {
			row[i] = pix[2*i]
		}
	case *image.Paletted:
		palettedRow(row, m, m.Pix[m.PixOffset(x, y):], ground)
	default:
		for i := range row {
			row[i] = luminanceOf(img.At(x+i, y), ground)
		}
	}
}

func palettedRow(row []byte, m *image.Paletted, pix []byte, ground byte) {
	var table [256]byte
	for i, c := range m.Palette {
		table[i] = luminanceOf(c, ground)
	}
	for i := range row {
		row[i] = table[pix[i]]
	}
}

// luminance weighs the colours as JPEG does (ITU-R BT.601), in 1/256.
func luminance(r, g, b byte) byte {
	return byte((77*uint32(r) + 150*uint32(g) + 29*uint32(b)) >> 8)
}

func luminanceOf(c color.Color, ground byte) byte {
	r, g, b, a := c.RGBA() // premultiplied, 16 bits
	return byte((77*r+150*g+29*b)>>16) + byte((0xffff-a)>>8)&ground
}

// over lays a row over a ground by its alpha, one byte every step.
func over(ground byte, row, alpha []byte, step int) {
	for i := range row {
		a := uint32(alpha[i*step])
		row[i] = byte((uint32(row[i])*a + uint32(ground)*(255-a)) / 255)
	}
}

// half is the picture at half the size, each pixel the mean of four.
func (p plane) half() plane {
	q := newPlane(p.w/2, p.h/2)
	for y := range q.h {
		halfRow(p.row(2*y), p.row(2*y+1), q.row(y))
	}
	return q
}

// halfRow joins two rows into one of half the length, four pixels at once.
func halfRow(a, b, to []byte) {
	x := 0
	for ; x+4 <= len(to); x += 4 {
		u, v := binary.LittleEndian.Uint64(a[2*x:]), binary.LittleEndian.Uint64(b[2*x:])
		sum := u&evenBytes + u>>8&evenBytes + v&evenBytes + v>>8&evenBytes + 0x0002000200020002
		mean := sum >> 2 & evenBytes
		mean |= mean >> 8
		binary.LittleEndian.PutUint32(to[x:], uint32(mean&0xffff|mean>>16&0xffff0000))
	}
	for ; x < len(to); x++ {
		to[x] = byte((uint(a[2*x]) + uint(a[2*x+1]) + uint(b[2*x]) + uint(b[2*x+1]) + 2) / 4)
	}
}

// at is the luminance at a place, interpolated between the four pixels around
// it; beyond the border the nearest pixel counts. A plane has two pixels a side
// at least.
func (p *plane) at(x, y float64) float64 {
	x, y = x-0.5, y-0.5
	if !(x > 0) { // also what is no number
		x = 0
	} else if x > float64(p.w-2) {
		x = min(x, float64(p.w)-1.001)
	}
	if !(y > 0) {
		y = 0
	} else if y > float64(p.h-2) {
		y = min(y, float64(p.h)-1.001)
	}
	left, top := int(x), int(y)
	fx, fy := x-float64(left), y-float64(top)
	i := top*p.stride + left
	a, b := p.pix[i:i+2:i+2], p.pix[i+p.stride:i+p.stride+2:i+p.stride+2]
	upper := float64(a[0]) + fx*(float64(a[1])-float64(a[0]))
	lower := float64(b[0]) + fx*(float64(b[1])-float64(b[0]))
	return upper + fy*(lower-upper)
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
