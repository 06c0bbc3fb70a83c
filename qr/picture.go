package qr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"time"

	"golang.org/x/image/bmp"
	"golang.org/x/image/webp"

	"ciaw/qr/avif"
	"ciaw/qr/heif"
)

// What can be wrong with a picture; Decode returns nothing else but these and
// the context's error.
var (
	// ErrTooLarge: more bytes, pixels or memory than the limits allow.
	ErrTooLarge = errors.New("picture too large")
	// ErrTooSlow: it was given up after seconds; the machine may be busy.
	ErrTooSlow = errors.New("picture takes too long")
	// ErrUnsupported: none of JPEG, PNG, WebP, GIF, BMP, HEIC and AVIF.
	ErrUnsupported = errors.New("picture format not supported")
	// ErrUnreadable: of a known format, but broken.
	ErrUnreadable = errors.New("picture unreadable")
)

// Limits bound what a stranger's picture may cost. All must be positive.
type Limits struct {
	Bytes  int // of the encoded picture
	Pixels int // of the decoded one, width times height
	Memory int // bytes taken while it is decoded, by what its head says
}

// format is a kind of picture: how to recognise it, measure it and read it.
type format struct {
	is     func(head []byte) bool
	config func(ctx context.Context, data []byte) (image.Config, error)
	decode func(ctx context.Context, data []byte) (image.Image, error)
	cost   func(data []byte, c image.Config) (perPixel int) // bytes
	slow   bool                                             // takes seconds
}

// formats are recognised by their first bytes, never by what a client says.
// They are listed here and not looked up in package image, where any import
// could add one. Where several take a picture, the next is tried when one cannot
// read it.
var formats = []format{
	{is: starts(0, "\xff\xd8\xff"), config: head(jpeg.DecodeConfig), decode: whole(jpeg.Decode), cost: costOfJPEG},
	rareJPEG,
	{is: starts(0, "\x89PNG\r\n\x1a\n"), config: head(png.DecodeConfig), decode: whole(png.Decode), cost: costOfPNG},
	{is: starts(8, "WEBP"), config: first(stillOfWebP, head(webp.DecodeConfig)), decode: first(stillOfWebP, whole(webp.Decode)), cost: costOfWebP},
	{is: starts(0, "GIF8"), config: head(gif.DecodeConfig), decode: whole(gif.Decode), cost: costOfGIF},
	{is: starts(0, "BM"), config: head(bmp.DecodeConfig), decode: whole(bmp.Decode), cost: costOfBMP},
	{is: isAVIF, config: avif.Config, decode: avif.Decode, cost: costOfAVIF, slow: true},
	{is: isHEIC, config: first(asHEIC, heif.Config), decode: first(asHEIC, heif.Decode), cost: costOfHEIC, slow: true},
}

// heavyMemory is what a picture may take beside others; those that take more are
// decoded one at a time.
const heavyMemory = 48 << 20

var heavy = make(chan struct{}, 1)

// decodeTime is more than an honest picture takes that is not slow, on a machine
// that does much else; some are made to be gone through a thousand times.
const decodeTime = 8 * time.Second

// Decode makes a picture of its bytes, the first one where they hold several. Its
// kind and size are known before a pixel is decoded, so a small file that would
// unfold into a huge picture is refused for nothing. A heavy picture waits for
// the one before it, at most as long as the context lives. The orientation noted
// by the camera is ignored: QR codes are read in any.
func Decode(ctx context.Context, data []byte, limits Limits) (image.Image, error) {
	if len(data) > limits.Bytes {
		return nil, ErrTooLarge
	}
	err := ErrUnsupported
	for i := range formats {
		if !formats[i].is(data) {
			continue
		}
		var img image.Image
		if img, err = formats[i].read(ctx, data, limits); err == nil || !errors.Is(err, ErrUnreadable) {
			return img, err
		}
	}
	return nil, err
}

func (f *format) read(ctx context.Context, data []byte, limits Limits) (image.Image, error) {
	pixels, memory, err := f.measure(ctx, data)
	if err != nil {
		return nil, err
	}
	if pixels > limits.Pixels || memory > limits.Memory {
		return nil, ErrTooLarge
	}
	if memory > heavyMemory {
		select {
		case heavy <- struct{}{}:
			defer func() { <-heavy }()
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return f.load(ctx, data)
}

// measure gives the number of pixels, and how many bytes they take.
func (f *format) measure(ctx context.Context, data []byte) (pixels, memory int, err error) {
	defer unreadable(&err)
	c, err := f.config(ctx, data)
	switch {
	case ctx.Err() != nil:
		return 0, 0, ctx.Err()
	case err != nil:
		return 0, 0, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	const most = 1 << 16 // no format of ours has more pixels on a side
	if c.Width <= 0 || c.Height <= 0 || c.Width > most || c.Height > most {
		return 0, 0, ErrUnreadable
	}
	return c.Width * c.Height, c.Width * c.Height * f.cost(data, c), nil
}

func (f *format) load(ctx context.Context, data []byte) (img image.Image, err error) {
	defer unreadable(&err)
	decoding := ctx
	if !f.slow {
		var stop context.CancelFunc
		decoding, stop = context.WithTimeout(ctx, decodeTime)
		defer stop()
	}
	img, err = f.decode(decoding, data)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case decoding.Err() != nil:
		return nil, ErrTooSlow
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	return img, nil
}

// head and whole make functions of a decoder that reads.
func head(config func(io.Reader) (image.Config, error)) func(context.Context, []byte) (image.Config, error) {
	return func(_ context.Context, data []byte) (image.Config, error) { return config(bytes.NewReader(data)) }
}

func whole(decode func(io.Reader) (image.Image, error)) func(context.Context, []byte) (image.Image, error) {
	return func(ctx context.Context, data []byte) (image.Image, error) {
		return decode(&reader{ctx, bytes.NewReader(data)})
	}
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

// Read reads on, or gives the context's error when that is over. Pieces are
// small, so that it is asked often: one can unfold into a thousand times as much.
func (r *reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.from.Read(p[:min(len(p), 4096)])
}

func starts(at int, magic string) func([]byte) bool {
	return func(head []byte) bool {
		return len(head) >= at+len(magic) && string(head[at:at+len(magic)]) == magic
	}
}

// first has what another function makes of the bytes read by a decoder.
func first[V any](of func([]byte) []byte, decode func(context.Context, []byte) (V, error)) func(context.Context, []byte) (V, error) {
	return func(ctx context.Context, data []byte) (V, error) { return decode(ctx, of(data)) }
}
