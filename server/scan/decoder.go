package scan

import (
	"context"
	"errors"
	"time"

	"ciaw/qr"
	"ciaw/server/fault"
)

// What can be wrong with a picture.
var (
	ErrNotFound    = fault.New(fault.Invalid, "code_not_found")
	ErrPart        = fault.New(fault.Invalid, "code_part") // the text is spread over several codes, not all of which are there
	ErrUnreadable  = fault.New(fault.Invalid, "picture_unreadable")
	ErrTooLarge    = fault.New(fault.TooLarge, "picture_too_large")
	ErrUnsupported = fault.New(fault.Unsupported, "unsupported_type")
	ErrBusy        = fault.After(2*time.Second, fault.New(fault.Unavailable, "busy"))
)

// Limits of a picture, as the contract states them.
var Limits = qr.Limits{Bytes: 12 << 20, Pixels: 50_000_000, Memory: 160 << 20}

// Bounds in time. HEIC takes seconds to unfold, and one waits for another; what
// is unfolded is looked at for a moment even when that took long.
const (
	loadTime  = 15 * time.Second
	readTime  = 1800 * time.Millisecond // loading included
	leastTime = 500 * time.Millisecond
	maxCodes  = 4
)

// Decoder reads pictures with package qr. The zero value is ready.
type Decoder struct{}

// Read gives the codes in a picture, at least one. A text that is spread over
// several codes is one where all of them are there, and none where not. How
// many are read at once is for its caller to bound.
func (Decoder) Read(ctx context.Context, picture []byte) ([]Code, error) {
	end := time.Now().Add(readTime)
	loading, stop := context.WithTimeoutCause(ctx, loadTime, ErrBusy)
	defer stop()
	img, err := qr.Decode(loading, picture, Limits)
	if err != nil {
		return nil, faultOf(loading, err)
	}
	reading, stop := context.WithTimeout(ctx, max(time.Until(end), leastTime))
	defer stop()
	found, err := qr.Read(reading, img, qr.Options{Max: maxCodes})
	if err != nil {
		return nil, faultOf(ctx, err)
	}
	var codes []Code
	for _, c := range found {
		if c.Part.Of == 0 {
			codes = append(codes, Parse(c.Text))
		}
	}
	if len(codes) == 0 {
		return nil, ErrPart
	}
	return codes, nil
}

// faultOf puts what went wrong into the words of the contract.
func faultOf(ctx context.Context, err error) error {
	var unread *qr.Unread
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case errors.As(err, &unread):
		return fault.Advise(string(unread.Why), ErrNotFound)
	case errors.Is(err, qr.ErrNotFound):
		return ErrNotFound
	case errors.Is(err, qr.ErrTooLarge):
		return ErrTooLarge
	case errors.Is(err, qr.ErrTooSlow):
		return ErrBusy
	case errors.Is(err, qr.ErrUnsupported):
		return ErrUnsupported
	case errors.Is(err, qr.ErrUnreadable):
		return ErrUnreadable
	}
	return err
}
