package web

import (
	"encoding/json"
	"io"
	"net/http"

	"github.com/labstack/echo/v4"
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
	text := make([]byte, max(r.ContentLength, 0))
	var err error
	if r.ContentLength > 0 {
		_, err = io.ReadFull(r.Body, text)
	} else {
		text, err = io.ReadAll(r.Body)
	}
	if err != nil {
		return unread(err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		return echo.NewHTTPError(http.StatusBadRequest).SetInternal(err)
	}
	return nil
}

// unread is the failure of a body that could not be read to its end.
func unread(err error) error {
	if tooLarge(err) {
		return errTooLarge
	}
	return echo.NewHTTPError(http.StatusBadRequest).SetInternal(err)
}
