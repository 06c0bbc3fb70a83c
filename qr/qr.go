// Package qr turns pixels into the texts of QR codes and texts into modules to
// draw. It is the only home of gozxing, so that another reader can take its
// place without anybody noticing.
//
// It knows nothing of workers, posters or law: what a text means is for its
// caller (package scan). It stores nothing and logs nothing.
//
// Read next: search for the stages and their order, Decode for which pictures
// are let in, Write for the way back.
package qr

import (
	"context"
	"errors"
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
	// Part says which part of a text this is, where it is not the whole: then
	// Text is cut, and means nothing.
	Part Part
	// Corners are the symbol's corners in the picture's own pixels: top left,
	// top right, bottom right, bottom left as the symbol itself is oriented.
	Corners [4]image.Point
	// Version is its size, 1 to 40, and Level how much of it may be lost.
	Version int
	Level   Level
	// How names the manner of reading that succeeded, for those who measure.
	How string

	content content
}

// Options say how much to look for.
type Options struct {
	// Max is the number of different codes after which to stop; zero means
	// one. Looking for more than the picture holds costs a little: the size
	// at which the first one was read is searched to the end, no more.
	Max int
}

// Read finds the QR codes of a picture, each text once. A text that is spread
// over several codes is one code where all of them are there (Joined). It looks at the picture
// at several sizes, the cheap and likely ones first, until codes were read or
// the context is over: what was found until then is returned without error,
// and nothing found is ErrNotFound, as an *Unread that may say why.
func Read(ctx context.Context, img image.Image, opts Options) ([]Code, error) {
	if img == nil || min(img.Bounds().Dx(), img.Bounds().Dy()) < leastSide {
		return nil, ErrNotFound
	}
	s := newSearch(ctx, img, white, opts)
	s.run()
	if len(s.codes) == 0 && ctx.Err() == nil && isTransparent(img) {
		// Light modules of a code for dark pages were lost on white.
		dark := newSearch(ctx, img, black, opts)
		if dark.run(); len(dark.codes) > 0 {
			s = dark
		}
	}
	if len(s.codes) == 0 {
		return nil, s.unread(ctx)
	}
	return Joined(s.codes), nil
}

func newSearch(ctx context.Context, img image.Image, ground byte, opts Options) *search {
	return &search{
		ctx: ctx, pyramid: newPyramid(planeOf(img, ground)), max: max(opts.Max, 1),
		origin: img.Bounds().Min, tried: map[[3]*finder]bool{},
	}
}

// isTransparent reports whether a picture is, anywhere.
func isTransparent(img image.Image) bool {
	m, ok := img.(interface{ Opaque() bool })
	return ok && !m.Opaque()
}
