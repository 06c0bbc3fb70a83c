package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"ciaw/server/access"
	"ciaw/server/auth"
	"ciaw/server/checkin"
	"ciaw/server/fault"
)

// gate is the chain of middleware in front of every handler, by the table of
// routes. Rights come before any work, and heavy work waits for its turn.
type gate struct {
	authenticate func(context.Context, auth.Credential) (checkin.Actor, error)
	allow        func(class, key string) time.Duration
	bulkheads    bulkheads
	now          func() time.Time
}

// middlewares returns what holds for each operation of a table, for the router
// that is made from the contract.
func (g gate) middlewares(table map[string]route) map[string][]echo.MiddlewareFunc {
	all := map[string][]echo.MiddlewareFunc{}
	for operation, r := range table {
		all[operation] = g.of(r)
	}
	return all
}

// of returns what holds for one route, outermost first.
func (g gate) of(r route) []echo.MiddlewareFunc {
	all := []echo.MiddlewareFunc{limitBody(r.limit), accept(r.accepts), g.authenticated, admit(r), g.throttled(r.throttle)}
	if r.again {
		all = append(all, g.confirmed)
	}
	all = append(all, g.heavy(r))
	if r.compress {
		all = append(all, compressed())
	}
	return all
}

// accept refuses bodies that are not declared as one of the media types. Where
// only JSON is taken, no form on another site can send them.
func accept(types []string) echo.MiddlewareFunc {
	if types == nil {
		types = jsonOnly
	}
	everything := slices.Equal(types, anyMedia)
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			method := c.Request().Method
			if everything || method != http.MethodPut && method != http.MethodPost {
				return next(c)
			}
			declared, _, _ := strings.Cut(c.Request().Header.Get(echo.HeaderContentType), ";")
			declared = strings.TrimSpace(declared)
			if !slices.ContainsFunc(types, func(t string) bool { return strings.EqualFold(t, declared) }) {
				return errUnsupported
			}
			return next(c)
		}
	}
}

// authenticated notes who calls. An access token that is no longer good is
// refused here, whatever is asked for: an app that believes itself signed in
// must learn that it is not.
func (g gate) authenticated(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		info := &requestInfo{address: network(c.RealIP()), agent: r.UserAgent()}
		if cookie, err := r.Cookie(refreshCookie); err == nil {
			info.refreshToken = cookie.Value
		}
		if token, found := strings.CutPrefix(r.Header.Get(echo.HeaderAuthorization), "Bearer "); found {
			var err error
			if info.actor, err = g.authenticate(r.Context(), auth.Credential{Kind: auth.AccessToken, Secret: token, Address: info.address}); err != nil {
				return err
			}
		}
		c.SetRequest(r.WithContext(context.WithValue(r.Context(), infoKey{}, info)))
		return next(c)
	}
}

// admit refuses who is not in the audience of a route.
func admit(r route) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if err := r.audience.Admit(caller(c.Request().Context())); err != nil {
				return err
			}
			return next(c)
		}
	}
}

// confirmed refuses who has not said lately who they are.
func (g gate) confirmed(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if err := access.Confirmed(caller(c.Request().Context()), g.now()); err != nil {
			return err
		}
		return next(c)
	}
}

// throttled counts, per address, what costs us work or tells others something.
func (g gate) throttled(class string) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		if class == "" {
			return next
		}
		return func(c echo.Context) error {
			if wait := g.allow(class, addressOf(c.Request().Context())); wait > 0 {
				return fault.After(wait, checkin.ErrTooMany)
			}
			return next(c)
		}
	}
}

// compressed compresses long lists of people, which are asked for again and
// again over a phone's network: a board of two thousand is half a megabyte.
func compressed() echo.MiddlewareFunc {
	return middleware.GzipWithConfig(middleware.GzipConfig{Level: 1, MinLength: 4096})
}

// tooLarge reports whether err came from reading more than was allowed.
func tooLarge(err error) bool {
	var e *http.MaxBytesError
	return errors.As(err, &e)
}
