package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"ciaw/server/bulkhead"
	"ciaw/server/fault"
)

// mount is a part of the address space: what is below its prefix is counted
// together and tells failures in one form.
type mount struct {
	prefix   string
	meter    *meter
	problems problemWriter
	passes   func(error) bool // as in Register
}

// settled returns a failure as the caller is told it: what is away for a while is
// busy, wherever in a request that was found out.
func (m mount) settled(err error) error {
	if m.passes == nil || len(fault.All(err)) > 0 || !m.passes(err) {
		return err
	}
	return fmt.Errorf("%w: %w", fault.After(time.Second, bulkhead.ErrBusy), err)
}

// mounts are all of them.
type mounts []mount

// of returns the mount with the longest prefix of a path; the first one, where
// none fits.
func (all mounts) of(path string) mount {
	best := all[0]
	for _, m := range all {
		below := strings.HasPrefix(path, m.prefix+"/") || path == m.prefix
		if below && len(m.prefix) > len(best.prefix) {
			best = m
		}
	}
	return best
}

// problems returns the one place where a failure becomes an answer, and where
// what is our own fault is logged.
func (all mounts) problems(log *slog.Logger) echo.HTTPErrorHandler {
	return func(err error, c echo.Context) {
		if c.Response().Committed {
			return
		}
		r := c.Request()
		m := all.of(r.URL.Path)
		err = m.settled(err)
		if statusOf(err) >= http.StatusInternalServerError && fault.Foreign(err) && !errors.Is(err, context.Canceled) {
			log.ErrorContext(r.Context(), "request failed", "method", r.Method, "route", c.Path(), "err", err)
		}
		if err := m.problems(c, err); err != nil {
			log.DebugContext(r.Context(), "answer not read", "err", err)
		}
	}
}

// observe counts and logs every request by its route. It settles failures
// first, so that the status is the one that was answered.
func (all mounts) observe(log *slog.Logger) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			begun := time.Now()
			broken := false
			if err := next(c); err != nil {
				broken = c.Response().Committed
				c.Error(err)
			}
			took := time.Since(begun)
			m := all.of(c.Request().URL.Path).meter
			route, method, status := c.Path(), methodOf(c.Request()), c.Response().Status
			m.requests.WithLabelValues(method, route, strconv.Itoa(status)).Inc()
			m.seconds.WithLabelValues(route).Observe(took.Seconds())
			if ctx := c.Request().Context(); log.Enabled(ctx, slog.LevelDebug) {
				log.DebugContext(ctx, "request", "method", method, "route", route, "status", status,
					"took", took, "bytes", c.Response().Size)
			}
			if broken {
				panic(http.ErrAbortHandler) // the answer ends too early: nobody may take it for whole
			}
			return nil
		}
	}
}
