package web

import (
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"ciaw/api"
	"ciaw/server/checkin"
	"ciaw/server/fault"
)

// The refusals of this package.
var (
	errMalformed   = fault.New(fault.Malformed, "malformed")
	errTooLarge    = fault.New(fault.TooLarge, "too_large")
	errUnsupported = fault.New(fault.Unsupported, "unsupported_type")
	errInternal    = fault.New(fault.Internal, "internal")
)

// statuses maps the kinds of failure to HTTP.
var statuses = map[fault.Kind]int{
	fault.Internal:    http.StatusInternalServerError,
	fault.Malformed:   http.StatusBadRequest,
	fault.Invalid:     http.StatusUnprocessableEntity,
	fault.Denied:      http.StatusForbidden,
	fault.Unknown:     http.StatusNotFound,
	fault.Conflict:    http.StatusConflict,
	fault.TooLarge:    http.StatusRequestEntityTooLarge,
	fault.Unsupported: http.StatusUnsupportedMediaType,
	fault.TooMany:     http.StatusTooManyRequests,
	fault.Unavailable: http.StatusServiceUnavailable,

	fault.Unauthenticated: http.StatusUnauthorized,
}

// problemWriter writes a failure as one part of the address space tells it, and
// returns the status.
type problemWriter func(c echo.Context, err error) error

// statusOf returns the HTTP status of a failure.
func statusOf(err error) int {
	if all := fault.All(known(err)); len(all) > 0 {
		return statuses[all[0].Kind]
	}
	return http.StatusInternalServerError
}

// writeProblem writes application/problem+json (RFC 9457).
func writeProblem(c echo.Context, err error) error {
	problem, retry := problemOf(err)
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, "application/problem+json")
	if retry > 0 {
		h.Set("Retry-After", strconv.Itoa(retry))
	}
	c.Response().WriteHeader(problem.Status)
	if c.Request().Method == http.MethodHead {
		return nil
	}
	return json.NewEncoder(c.Response()).Encode(problem)
}

// problemOf returns what the caller is told, and after how many seconds to try
// again (0: that would not help).
func problemOf(err error) (p api.Problem, retry int) {
	all := fault.All(known(err))
	if len(all) == 0 {
		all = []*fault.Error{errInternal}
	}
	status := statuses[all[0].Kind]
	p = api.Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Code: all[0].Code}
	for _, f := range all {
		if f.Field != "" {
			p.Errors = append(p.Errors, api.ProblemError{Field: f.Field, Code: f.Code})
		}
		retry = max(retry, int(math.Ceil(f.Retry.Seconds())))
		if f.Advice != "" {
			p.Advice = api.ProblemAdvice(f.Advice)
		}
	}
	return p, retry
}

// known puts Echo's own failures into our vocabulary.
func known(err error) error {
	if tooLarge(err) {
		return errTooLarge
	}
	var e *echo.HTTPError
	if len(fault.All(err)) > 0 || !errors.As(err, &e) {
		return err
	}
	switch e.Code {
	case http.StatusNotFound:
		return checkin.ErrNotFound
	case http.StatusMethodNotAllowed:
		return checkin.ErrNotFound
	case http.StatusUnsupportedMediaType:
		return errUnsupported
	case http.StatusBadRequest:
		return errMalformed
	}
	return err
}
