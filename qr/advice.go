package qr

import (
	"context"
	"slices"
)

// Why says what about a picture is likely to have kept its code from being
// read, measured from its pixels; empty when nothing in particular is seen.
type Why string

// What can be wrong with a picture of a code.
const (
	TooDark Why = "dark"
	TooFar  Why = "far" // the code is there, but its modules are too small
	Blurred Why = "blurred"
)

// Unread is the error of a picture in which no code could be read. It matches
// ErrNotFound, and the context's error when the time given ran out first.
type Unread struct {
	Why Why
	err error
}

// Error says that nothing was found, and what may be the reason.
func (u *Unread) Error() string {
	if u.Why == "" {
		return ErrNotFound.Error()
	}
	return ErrNotFound.Error() + ": " + string(u.Why)
}

// Unwrap gives ErrNotFound and, if there is one, the context's error.
func (u *Unread) Unwrap() []error { return []error{ErrNotFound, u.err} }

// Bounds of a good picture.
const (
	darkest    = 70   // luminance that a twentieth of a picture should exceed
	smallest   = 2.5  // pixels a module should have
	softest    = 0.36 // part of an edge's height that should lie between two pixels
	edgeHeight = 40   // steps of luminance that count as an edge
)

// unread is the error of a search that read nothing.
func (s *search) unread(ctx context.Context) *Unread {
	u := &Unread{err: ctx.Err()}
	p := s.pyramid.plane(s.pyramid.order()[0])
	switch {
	case p.brightness(95) < darkest:
		u.Why = TooDark
	case slices.ContainsFunc(s.finders, func(f *finder) bool { return f.isSure() && f.module < smallest }):
		u.Why = TooFar
	case p.sharpness() < softest:
		u.Why = Blurred
	}
	return u
}

// brightness is the luminance that so many percent of the pixels do not exceed.
func (p *plane) brightness(percent int) int {
	var counts [256]int
	all := 0
	for y := 0; y < p.h; y += 4 {
		for _, v := range p.row(y) {
			counts[v]++
			all++
		}
	}
	for v, n := range counts {
		if all -= n; all <= len(p.row(0))*((p.h+3)/4)*(100-percent)/100 {
			return v
		}
	}
	return 255
}

// sharpness is which part of their height the steepest edges rise from one
// pixel to the next: 1 is sharp; 1 too where there are no edges.
func (p *plane) sharpness() float64 {
	const side = 12
	var found []float64
	for y := 0; y < p.h; y += side / 2 {
		row := p.row(y)
		for x := 0; x+side <= len(row); x += side {
			low, high, steep := row[x], row[x], 0
			for i := x + 1; i < x+side; i++ {
				low, high = min(low, row[i]), max(high, row[i])
				d := int(row[i]) - int(row[i-1])
				steep = max(steep, d, -d)
			}
			if high-low >= edgeHeight {
				found = append(found, float64(steep)/float64(high-low))
			}
		}
	}
	if len(found) == 0 {
		return 1
	}
	slices.Sort(found)
	return found[len(found)*3/4]
}
