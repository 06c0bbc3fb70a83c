// Package jpegli decodes the JPEG pictures that the standard library refuses and
// browsers show: cut short, or with colours sampled in ways that are rare. It is
// Google's jpegli, in a sandbox.
//
// The module, jpegli.wasm.gz, is that of github.com/gen2brain/jpegli v0.3.4, which
// says how it is built: README.md.
package jpegli

import (
	"context"
	_ "embed" // the module
	"image"

	"ciaw/qr/wasm"
)

//go:embed jpegli.wasm.gz
var packed []byte

var decoder = wasm.New(packed)

// The colorspaces of libjpeg that pictures come in.
const (
	grayscale = 1
	rgb       = 2
	cmyk      = 4
	ycck      = 5
)

// inColours is a segment behind which the module returns colours instead of the
// planes of a picture, whose layout depends on how colours are sampled: one of
// application 13, with a byte of no meaning.
const inColours = "\xff\xed\x00\x03\x00"

// Decode returns a picture as far as it goes; where it is cut short the rest is
// gray. It fails with wasm.ErrUnreadable or the context's error.
func Decode(ctx context.Context, data []byte) (img image.Image, err error) {
	const start = 2 // bytes that begin every JPEG
	if len(data) < start {
		return nil, wasm.ErrUnreadable
	}
	whole := append(append(append(make([]byte, 0, len(data)+len(inColours)), data[:start]...), inColours...), data[start:]...)
	err = decoder.With(ctx, whole, func(p *wasm.Picture) (err error) {
		img, err = decode(p)
		return err
	})
	return img, err
}

func decode(p *wasm.Picture) (image.Image, error) {
	found, err := p.Allocate(16)
	if err != nil {
		return nil, err
	}
	call := func(factsOnly, out uint64) error {
		const plain = 0 // of each choice that the module offers
		return p.Decode(factsOnly, found, found+4, found+8, found+12, out, plain, plain, plain, plain, plain, plain)
	}
	if err := call(1, 0); err != nil {
		return nil, err
	}
	var width, height, colorspace, chroma uint32
	p.Facts(found, &width, &height, &colorspace, &chroma)
	size, err := wasm.Config(width, height)
	if err != nil {
		return nil, err
	}
	stride, rows := 4*size.Width, size.Height
	switch colorspace {
	case grayscale: // rows are written eight or more at once
		stride, rows = size.Width, size.Height+31
	case rgb, cmyk, ycck:
	default:
		return nil, wasm.ErrUnreadable
	}
	out, err := p.Allocate(uint64(stride * rows))
	if err != nil {
		return nil, err
	}
	if err := call(0, out); err != nil {
		return nil, err
	}
	pixels, err := p.Pixels(out, stride*size.Height)
	if err != nil {
		return nil, err
	}
	bounds := image.Rect(0, 0, size.Width, size.Height)
	switch colorspace {
	case grayscale:
		return &image.Gray{Pix: pixels, Stride: stride, Rect: bounds}, nil
	case rgb:
		return &image.RGBA{Pix: pixels, Stride: stride, Rect: bounds}, nil
	}
	for i := range pixels {
		pixels[i] = 255 - pixels[i] // inks are kept the other way round
	}
	return &image.CMYK{Pix: pixels, Stride: stride, Rect: bounds}, nil
}
