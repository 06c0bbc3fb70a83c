package qr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"

	"github.com/gen2brain/heic"
	"golang.org/x/image/webp"
)

// What can be wrong with a picture; Decode returns nothing else but these and
// the context's error.
var (
	// ErrTooLarge: more bytes or pixels than the limits allow.
	ErrTooLarge = errors.New("picture too large")
	// ErrUnsupported: none of JPEG, PNG, WebP and HEIC.
	ErrUnsupported = errors.New("picture format not supported")
	// ErrUnreadable: of a known format, but broken.
	ErrUnreadable = errors.New("picture unreadable")
)

// Limits bound what a stranger's picture may cost. Both must be positive.
type Limits struct {
	Bytes  int // of the encoded picture
	Pixels int // of the decoded one, width times height
}

// format is a kind of picture: how to recognise it, measure it and read it.
type format struct {
	is     func(head []byte) bool
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
	heavy  bool
}

// formats are recognised by their first bytes, never by what a client says.
// They are listed here and not looked up in package image, where any import
// could add one.
var formats = []format{
	{is: starts(0, "\xff\xd8\xff"), config: jpeg.DecodeConfig, decode: jpeg.Decode},
	{is: starts(0, "\x89PNG\r\n\x1a\n"), config: png.DecodeConfig, decode: png.Decode},
	{is: starts(8, "WEBP"), config: webp.DecodeConfig, decode: webp.Decode},
	{is: isHEIC, config: heic.DecodeConfig, decode: heic.Decode, heavy: true},
}

// Memory is what a picture costs: HEIC takes about 28 bytes a pixel, a
// progressive JPEG up to 15. Pictures that can need hundreds of megabytes are
// decoded one at a time.
const (
	heavyPixels   = 16_000_000
	maxHEICPixels = 25_000_000
)

var heavy = make(chan struct{}, 1)

// Decode makes a picture of its bytes. Its kind and size are known before a
// pixel is decoded, so a small file that would unfold into a huge picture is
// refused for nothing. A heavy picture waits for the one before it, at most as
// long as the context lives. The orientation noted by the camera is ignored:
// QR codes are read in any.
func Decode(ctx context.Context, data []byte, limits Limits) (image.Image, error) {
	if len(data) > limits.Bytes {
		return nil, ErrTooLarge
	}
	f := formatOf(data)
	if f == nil {
		return nil, ErrUnsupported
	}
	size, err := f.measure(data)
	if err != nil {
		return nil, err
	}
	if size > limits.Pixels || f.heavy && size > maxHEICPixels {
		return nil, ErrTooLarge
	}
	if f.heavy || size > heavyPixels {
		select {
		case heavy <- struct{}{}:
			defer func() { <-heavy }()
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return f.load(ctx, data)
}

func formatOf(data []byte) *format {
	for i := range formats {
		if formats[i].is(data) {
			return &formats[i]
		}
	}
	return nil
}

// measure gives the number of pixels.
func (f *format) measure(data []byte) (pixels int, err error) {
	defer unreadable(&err)
	c, err := f.config(bytes.NewReader(data))
	if err != nil {
		return 0, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	const most = 1 << 16 // no format of ours has more pixels on a side
	if c.Width <= 0 || c.Height <= 0 || c.Width > most || c.Height > most {
		return 0, ErrUnreadable
	}
	return c.Width * c.Height, nil
}

func (f *format) load(ctx context.Context, data []byte) (img image.Image, err error) {
	defer unreadable(&err)
	img, err = f.decode(&reader{ctx, bytes.NewReader(data)})
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	return img, nil
}

// unreadable makes an error of a panic: decoders meet bytes from strangers.
func unreadable(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("%w: %v", ErrUnreadable, p)
	}
}

// reader ends when the context does, which ends the decoder reading from it.
type reader struct {
	ctx  context.Context
	from io.Reader
}

// Read reads on, or gives the context's error when that is over.
func (r *reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.from.Read(p)
}

func starts(at int, magic string) func([]byte) bool {
	return func(head []byte) bool {
		return len(head) >= at+len(magic) && string(head[at:at+len(magic)]) == magic
	}
}

// isHEIC recognises the brands of ISO base media files that hold a still
// picture coded with HEVC.
func isHEIC(head []byte) bool {
	if !starts(4, "ftyp")(head) || len(head) < 12 {
		return false
	}
	switch string(head[8:12]) {
	case "heic", "heix", "heim", "heis", "mif1":
		return true
	}
	return false
}
