// Package heif decodes HEIC pictures: libheif and libde265, in a sandbox.
//
// The module, libheif.wasm.gz, is that of github.com/gen2brain/heic v0.4.5, which
// says how it is built; that package's own Go neither bounds nor ends the work.
// The licence of both libraries is the LGPL: README.md. Luminance is enough for
// package qr, so of a picture in colours no more is returned.
package heif

import (
	"context"
	_ "embed" // the module
	"image"

	"ciaw/qr/wasm"
)

//go:embed libheif.wasm.gz
var packed []byte

var decoder = wasm.New(packed)

// picture is one that is being decoded.
type picture struct {
	*wasm.Picture
	found uint64 // address of what is found out about it
	size  image.Config
	facts
}

// facts are what the decoder says of a picture.
type facts struct{ width, height, colorspace, chroma, premultiplied uint32 }

// The colorspaces of libheif.
const (
	yCbCr      = 0
	rgb        = 1
	monochrome = 2
)

// Config returns the size of a picture. It fails with wasm.ErrUnreadable or
// the context's error.
func Config(ctx context.Context, data []byte) (c image.Config, err error) {
	err = with(ctx, data, func(p *picture) error {
		c = p.size
		return nil
	})
	return c, err
}

// Decode returns the luminance of a picture, or the whole of one that is not kept
// as luminance and colours. It fails with wasm.ErrUnreadable or the context's
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
		if p.found, err = p.Allocate(20); err != nil {
			return err
		}
		if err := p.call(1, 0); err != nil {
			return err
		}
		p.Facts(p.found, &p.width, &p.height, &p.colorspace, &p.chroma, &p.premultiplied)
		if p.size, err = wasm.Config(p.width, p.height); err != nil {
			return err
		}
		return use(p)
	})
}

// call asks for the facts only or for the pixels too.
func (p *picture) call(factsOnly, out uint64) error {
	f := p.found
	return p.Decode(factsOnly, f, f+4, f+8, f+12, f+16, out)
}

// decode has the pixels written into the sandbox, and copies those that are
// needed out of it. Rows begin at multiples of sixteen bytes.
func (p *picture) decode() (image.Image, error) {
	whole := image.Rect(0, 0, int(p.width), int(p.height))
	plane := func(width int) (stride, size int) {
		stride = (width + 15) &^ 15
		return stride, stride * whole.Dy()
	}
	stride, size := plane(whole.Dx())
	all := size
	switch p.colorspace {
	case yCbCr:
		all = 3 * size // as much as colours take at most
	case rgb:
		stride, size = plane(4 * whole.Dx())
		all = size
	case monochrome:
	default:
		return nil, wasm.ErrUnreadable
	}
	out, err := p.Allocate(uint64(all))
	if err != nil {
		return nil, err
	}
	if err := p.call(0, out); err != nil {
		return nil, err
	}
	pixels, err := p.Pixels(out, size)
	if err != nil {
		return nil, err
	}
	switch {
	case p.colorspace != rgb:
		return &image.Gray{Pix: pixels, Stride: stride, Rect: whole}, nil
	case p.premultiplied == 1:
		return &image.RGBA{Pix: pixels, Stride: stride, Rect: whole}, nil
	}
	return &image.NRGBA{Pix: pixels, Stride: stride, Rect: whole}, nil
}
