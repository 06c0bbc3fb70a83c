// Package qr turns pixels into the texts of QR codes and texts into modules to
// draw. It is the only home of gozxing, so that another reader can take its
// place without anybody noticing.
//
// It knows nothing of workers, posters or law: what a text means is for its
// caller (package scan). It stores nothing and logs nothing.
//
// Read next: Read for the ladder of attempts, Decode for which pictures are let in,
// Write for the way back.
package qr

import (
	"context"
	"errors"
	"fmt"
	"image"
)

// ErrNotFound says that no code could be read in the picture. When the time
// given ran out before everything had been tried, the error also matches the
// context's error.
var ErrNotFound = errors.New("no QR code found")

// Code is one QR code that was read.
type Code struct {
	// Text is what the code says, in UTF-8, and never empty. It comes from a
	// stranger: parse it, never follow it.
	Text string
	// Corners are the symbol's corners in the picture's own pixels: top left,
	// top right, bottom right, bottom left as the symbol itself is oriented.
	// They are good enough to draw a frame; perspective is not accounted for.
	Corners [4]image.Point
}

// Options say how much to look for.
type Options struct {
	// Max is the number of different codes after which to stop; zero means
	// one. Looking for more than the picture holds costs a little: the size
	// at which the first one was read is searched to the end, no more.
	Max int
}

// Read finds the QR codes of a picture, each text once. It climbs a ladder of
// sizes and ways to tell dark from light, cheapest first, and looks at the
// context between rungs: what was found until then is returned without error,
// and nothing found is ErrNotFound.
func Read(ctx context.Context, img image.Image, opts Options) ([]Code, error) {
	if img == nil || img.Bounds().Empty() {
		return nil, ErrNotFound
	}
	found := collection{max: max(opts.Max, 1), origin: img.Bounds().Min}
	levels := newPyramid(planeOf(img))
	for _, r := range ladder(levels) {
		if found.satisfied(r.level) {
			break
		}
		if err := ctx.Err(); err != nil {
			return found.result(fmt.Errorf("%w: %w", ErrNotFound, err))
		}
		level := &levels[r.level]
		for _, s := range search(ctx, level.plane(), r.way) {
			found.add(r.level, s, level.scale)
		}
	}
	return found.result(ErrNotFound)
}

// collection gathers what the rungs find, each text once.
type collection struct {
	codes  []Code
	max    int
	level  int // the level of the first code
	origin image.Point
}

func (c *collection) add(level int, s symbol, scale float64) {
	if s.text == "" || len(c.codes) >= c.max {
		return
	}
	for _, known := range c.codes {
		if known.Text == s.text {
			return
		}
	}
	if len(c.codes) == 0 {
		c.level = level
	}
	code := Code{Text: s.text}
	for i, p := range s.corners {
		code.Corners[i] = c.origin.Add(image.Pt(int(p.x*scale+0.5), int(p.y*scale+0.5)))
	}
	c.codes = append(c.codes, code)
}

// satisfied tells whether a rung on the given level need not be tried.
func (c *collection) satisfied(level int) bool {
	return len(c.codes) >= c.max || len(c.codes) > 0 && level != c.level
}

func (c *collection) result(none error) ([]Code, error) {
	if len(c.codes) == 0 {
		return nil, none
	}
	return c.codes, nil
}
