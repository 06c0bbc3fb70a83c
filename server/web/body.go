package web

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

// readTime is how long a whole request may take to come.
const readTime = 30 * time.Second

// What is read and thrown away of the body of a request that is refused.
const (
	maxRest  = 32 << 20
	restTime = 10 * time.Second
)

// body reads the JSON of a request and nothing else: what is in the path and in
// the query has been read by then.
type body struct{}

// Bind reads the body into a value. No body leaves it as it is.
func (body) Bind(into any, c echo.Context) error {
	r := c.Request()
	if r.ContentLength == 0 {
		return nil
	}
	text, err := wholeBody(r.Body)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, into); err != nil {
		return echo.NewHTTPError(http.StatusBadRequest).SetInternal(err)
	}
	return nil
}

// limitBody ends the reading of a body that is too large. Who is refused before
// the body was read may send it to its end: otherwise the connection breaks, and
// the answer is lost with it. Who asks first whether to send it is told so at
// once.
func limitBody(limit int64) echo.MiddlewareFunc {
	if limit == 0 {
		limit = maxBody
	}
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			r := c.Request()
			whole := r.Body
			if len(r.TransferEncoding) > 0 && r.ProtoMajor == 1 {
				// A Content-Length beside it would have been dropped by now: two ends of
				// one body, which a proxy may see the other way (RFC 9112, section 6.1).
				c.Response().Header().Set(echo.HeaderConnection, "close")
			}
			var err error = errTooLarge
			if r.ContentLength <= limit {
				r.Body = http.MaxBytesReader(c.Response(), whole, limit)
				err = next(c)
			}
			if err != nil && !strings.EqualFold(r.Header.Get("Expect"), "100-continue") {
				_ = http.NewResponseController(c.Response()).SetReadDeadline(time.Now().Add(restTime))
				_, _ = io.CopyN(io.Discard, whole, maxRest) // that it cannot be read changes nothing
			}
			return err
		}
	}
}

// unread is the failure of a body that could not be read to its end.
func unread(err error) error {
	if tooLarge(err) {
		return errTooLarge
	}
	return echo.NewHTTPError(http.StatusBadRequest).SetInternal(err)
}
