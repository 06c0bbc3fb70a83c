// Package avif decodes AVIF pictures: libavif and libaom, in a sandbox. Of an
// animated one it returns the first picture.
//
// The module, libavif.wasm.gz, is that of github.com/gen2brain/avif v0.4.4, which
// says how it is built: README.md.
package avif

import (
	"context"
	_ "embed" // the module
	"image"
	"image/color"

	"ciaw/qr/wasm"
)

//go:embed libavif.wasm.gz
var packed []byte

var decoder = wasm.New(packed)

// picture is one that is being decoded.
type picture struct {
	*wasm.Picture
	found uint64 // address of what is found out about it
	size  image.Config
	depth uint32 // bits of a colour
}

// Config returns the size and the colour model of a picture. It fails with wasm.ErrUnreadable or
// the context's error.
func Config(ctx context.Context, data []byte) (c image.Config, err error) {
	err = with(ctx, data, func(p *picture) error {
		c = p.size
		return nil
	})
	return c, err
}

// Decode returns a picture. It fails with wasm.ErrUnreadable or the context's
// error.
func Decode(ctx context.Context, data []byte) (img image.Image, err error) {
	err = with(ctx, data, func(p *picture) (err error) {
		img, err = p.decode()
		return err
	})
	return img, err
}

// with opens a picture, and closes it when use is done.
func with(ctx context.Context, data []byte, use func(*picture) error) error {
	return decoder.With(ctx, data, func(opened *wasm.Picture) (err error) {
		p := &picture{Picture: opened}
		if p.found, err = p.Allocate(24); err != nil {
			return err
		}
		if err := p.call(1, 0); err != nil {
			return err
		}
		var width, height uint32
		p.Facts(p.found, &width, &height, &p.depth)
		if p.size, err = wasm.Config(width, height); err != nil {
			return err
		}
		p.size.ColorModel = color.RGBAModel
		if p.depth > 8 {
			p.size.ColorModel = color.RGBA64Model
		}
		return use(p)
	})
}

// call asks for the facts only, or for the first picture too.
func (p *picture) call(factsOnly, out uint64) error {
	const first = 0
	f := p.found
	return p.Decode(factsOnly, first, f, f+4, f+8, f+12, f+16, out)
}

func (p *picture) decode() (image.Image, error) {
	pixel := 4
	if p.depth > 8 {
		pixel = 8 // sixteen bits, the low byte first
	}
	stride := pixel * p.size.Width
	out, err := p.Allocate(uint64(stride * p.size.Height))
	if err != nil {
		return nil, err
	}
	if err := p.call(0, out); err != nil {
		return nil, err
	}
	pixels, err := p.Pixels(out, stride*p.size.Height)
	if err != nil {
		return nil, err
	}
	whole := image.Rect(0, 0, p.size.Width, p.size.Height)
	if pixel == 4 {
		return &image.RGBA{Pix: pixels, Stride: stride, Rect: whole}, nil
	}
	for i := 0; i < len(pixels); i += 2 {
		pixels[i], pixels[i+1] = pixels[i+1], pixels[i] // Go has the high byte first
	}
	return &image.RGBA64{Pix: pixels, Stride: stride, Rect: whole}, nil
}
