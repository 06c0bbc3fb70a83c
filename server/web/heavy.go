package web

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"runtime"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"ciaw/server/bulkhead"
)

// work is a kind of heavy work: how much of it is done at once, and how long one
// piece may hold its slot. How much memory a piece takes is bounded where it is
// done: packages table, qr, poster, receiptsheet and auth.
type work struct {
	bulkhead.Rule
	lasts time.Duration // once it has its slot; the answer may take half as long again
	light string        // a media type that is no work at all
}

// The kinds of heavy work.
const (
	importing = "import"   // unpacking a table and storing what it says
	printing  = "print"    // laying out posters and receipts
	exporting = "export"   // writing a table, however long
	reading   = "picture"  // decoding a picture and looking for codes
	hashing   = "password" // argon2id
)

// works are the rules of all kinds. Of most, an address has one slot and one
// waiting place. An office signs in at eight through one address, and a password
// takes 60 ms: of those an address may have more waiting.
func works() map[string]work {
	pictures := min(runtime.GOMAXPROCS(0), 4)
	files := bulkhead.Rule{Slots: 2, Waiting: 4, KeySlots: 1, KeyWaiting: 1, Patience: 5 * time.Second, Retry: 5 * time.Second}
	sheets := files
	sheets.Slots = 1
	return map[string]work{
		importing: {Rule: files, lasts: 50 * time.Second},
		printing:  {Rule: sheets, lasts: time.Minute},
		exporting: {Rule: files, lasts: 2 * time.Minute},
		reading: {
			Rule:  bulkhead.Rule{Slots: pictures, Waiting: 8, KeySlots: 1, KeyWaiting: 1, Patience: 2 * time.Second, Retry: 2 * time.Second},
			lasts: 20 * time.Second, light: echo.MIMETextPlain,
		},
		hashing: {
			Rule:  bulkhead.Rule{Slots: 1, Waiting: 40, KeySlots: 1, KeyWaiting: 12, Patience: 4 * time.Second, Retry: 2 * time.Second},
			lasts: 20 * time.Second,
		},
	}
}

// stall is how long the other side may take to send or to take a piece of at
// most 128 KiB, while work of its waits or has a slot.
const stall = 5 * time.Second

// bulkheads are the places of all kinds, shared by all registers of a process:
// they share its memory.
type bulkheads map[string]*bulkhead.Bulkhead

func newBulkheads() bulkheads {
	all := bulkheads{}
	for kind, w := range works() {
		all[kind] = bulkhead.New(w.Rule)
	}
	return all
}

// heavy admits heavy work of whoever has the right to it. A long body is taken
// in only when it has a place; a short one before, so that who sends it slowly
// holds up nobody. The work ends with its time, and when the caller leaves.
func (g gate) heavy(r route) echo.MiddlewareFunc {
	w, known := works()[r.heavy]
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		if !known {
			return next
		}
		return func(c echo.Context) error {
			if w.light != "" && strings.HasPrefix(c.Request().Header.Get(echo.HeaderContentType), w.light) {
				return next(c)
			}
			long := r.limit > maxBody
			if !long {
				if err := takeIn(c); err != nil {
					return err
				}
			}
			place, err := g.bulkheads[r.heavy].Enter(addressOf(c.Request().Context()))
			if err != nil {
				return err
			}
			defer place.Leave()
			if long {
				if err := takeIn(c); err != nil {
					return err
				}
			}
			if err := place.Start(c.Request().Context()); err != nil {
				return err
			}
			return w.run(c, next)
		}
	}
}

// run asks the handler, in the time that the work may take.
func (w work) run(c echo.Context, next echo.HandlerFunc) error {
	ctx, cancel := context.WithTimeoutCause(c.Request().Context(), w.lasts, bulkhead.ErrBusy)
	defer cancel()
	c.SetRequest(c.Request().WithContext(ctx))
	was := c.Response().Writer
	control := http.NewResponseController(was)
	c.Response().Writer = &pacedWriter{was, control, time.Now().Add(w.lasts * 3 / 2)}
	defer func() { c.Response().Writer = was }()
	err := next(c)
	if err != nil && errors.Is(context.Cause(ctx), bulkhead.ErrBusy) {
		return bulkhead.ErrBusy
	}
	return err
}

// pacedWriter breaks the connection of a caller who takes too long to read.
type pacedWriter struct {
	http.ResponseWriter
	control *http.ResponseController
	end     time.Time
}

// Write writes a piece, which must be taken in a while.
func (w *pacedWriter) Write(p []byte) (int, error) {
	end := time.Now().Add(stall)
	if end.After(w.end) {
		end = w.end
	}
	_ = w.control.SetWriteDeadline(end) // where there is none, nothing is slow
	return w.ResponseWriter.Write(p)
}

// Unwrap gives the writer beneath, for whoever controls the connection.
func (w *pacedWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// takeIn reads the whole body, in pieces that must each come in a while: a buffer
// that doubles would leave four times as much behind.
func takeIn(c echo.Context) error {
	r := c.Request()
	control := http.NewResponseController(c.Response())
	// Once the body is here, what is read only tells that the caller left: a
	// deadline would, too.
	defer func() { _ = control.SetReadDeadline(time.Time{}) }()
	end := time.Now().Add(readTime)
	var pieces [][]byte
	for {
		deadline := time.Now().Add(stall)
		if deadline.After(end) {
			deadline = end
		}
		_ = control.SetReadDeadline(deadline)
		piece := make([]byte, 128<<10)
		n, err := io.ReadFull(r.Body, piece)
		pieces = append(pieces, piece[:n])
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			break
		}
		if err != nil {
			return unread(err)
		}
	}
	r.Body = newHeldBody(bytes.Join(pieces, nil))
	return nil
}

// heldBody is a body that is in memory already.
type heldBody struct {
	*bytes.Reader
	all []byte
}

func newHeldBody(all []byte) *heldBody { return &heldBody{bytes.NewReader(all), all} }

// Close closes nothing.
func (*heldBody) Close() error { return nil }

// wholeBody returns all of a body, without a copy where it is held.
func wholeBody(body io.Reader) ([]byte, error) {
	if held, ok := body.(*heldBody); ok {
		return held.all, nil
	}
	all, err := io.ReadAll(body)
	if err != nil {
		return nil, unread(err)
	}
	return all, nil
}
