package web

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"ciaw/api"
	"ciaw/server/fault"
	"ciaw/server/registration"
)

// The most that a request's body may hold, in bytes.
const (
	maxBody    = 64 << 10
	maxPicture = 12 << 20
	maxTable   = 4 << 20
)

// The routes that take something else than JSON: a picture, a table.
const (
	scansPath  = "/api/v1/scans"
	importPath = "/api/v1/workplaces/import"
)

// contentPolicy lets the app load itself, its decoder and its camera, and
// nothing from anywhere else.
const contentPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; " +
	"img-src 'self' data: blob:; font-src 'self'; media-src 'self' blob:; connect-src 'self'; " +
	"worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// guards returns the headers by which browsers learn what a page may do, and
// what to make of data: nothing.
func guards(https bool) (page, data http.Header) {
	data = http.Header{
		"Content-Security-Policy":      {"default-src 'none'; frame-ancestors 'none'"},
		"X-Content-Type-Options":       {"nosniff"},
		"Referrer-Policy":              {"no-referrer"},
		"Cross-Origin-Resource-Policy": {"same-origin"},
	}
	if https {
		data["Strict-Transport-Security"] = []string{"max-age=31536000"}
	}
	page = maps.Clone(data)
	page["Content-Security-Policy"] = []string{contentPolicy}
	page["Permissions-Policy"] = []string{"camera=(self), geolocation=(self), microphone=(), payment=(), usb=()"}
	page["Cross-Origin-Opener-Policy"] = []string{"same-origin"}
	data["Cache-Control"] = []string{"no-store"}
	return page, data
}

// secure tells browsers what the app may do, and proxies what not to keep. All
// answers share the values, which nobody changes.
func secure(https bool) echo.MiddlewareFunc {
	page, data := guards(https)
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			headers := page
			if strings.HasPrefix(c.Request().URL.Path, "/api/") {
				headers = data
			}
			maps.Copy(c.Response().Header(), headers)
			return next(c)
		}
	}
}

// limitBody ends the reading of a body that is too large.
func limitBody(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		limit := int64(maxBody)
		switch c.Path() {
		case scansPath:
			limit = maxPicture
		case importPath:
			limit = maxTable
		case "/api/v1/presences":
			limit = maxItems * maxBody / 16 // a full item is about a sixteenth of what one may be
		}
		r := c.Request()
		if r.ContentLength > limit {
			return errTooLarge
		}
		r.Body = http.MaxBytesReader(c.Response(), r.Body, limit)
		err := next(c)
		if err != nil && !tooLarge(err) {
			// Who is refused before the body was read must be able to send it to
			// its end: otherwise the connection breaks, and the answer is lost
			// with it. That the rest cannot be read either changes nothing.
			_, _ = io.Copy(io.Discard, r.Body)
		}
		return err
	}
}

// needJSON refuses bodies that are not declared as JSON where JSON is asked
// for: a form on another site could send them, and nobody else does.
func needJSON(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		kind, _, _ := strings.Cut(c.Request().Header.Get(echo.HeaderContentType), ";")
		changes := c.Request().Method == http.MethodPut || c.Request().Method == http.MethodPost
		if changes && c.Path() != scansPath && c.Path() != importPath && !strings.EqualFold(strings.TrimSpace(kind), echo.MIMEApplicationJSON) {
			return errUnsupported
		}
		return next(c)
	}
}

// shorter compresses long lists of people, which are asked for again and again
// over a phone's network: a board of two thousand is half a megabyte.
func shorter() echo.MiddlewareFunc {
	lists := map[string]bool{"/api/v1/workplaces/:number/board": true, "/api/v1/presences": true}
	return middleware.GzipWithConfig(middleware.GzipConfig{
		Level: 1, MinLength: 4096,
		Skipper: func(c echo.Context) bool { return c.Request().Method != http.MethodGet || !lists[c.Path()] },
	})
}

// recovered turns a panic into an error, so that it is logged and answered as
// one.
func recovered(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
			}
		}()
		return next(c)
	}
}

// throttle counts, per address, what costs us work or tells others something.
func throttle(allow func(class, key string) time.Duration) api.StrictMiddlewareFunc {
	classes := map[string]string{
		"GetPoster": ByLookup, "GetPresence": ByLookup, "CancelPresence": ByLookup, "AddScan": ByScan,
		"AddCompany": ByFounding, "ExportPresences": ByFile, "GetPosterSheet": ByFile, "ImportWorkplaces": ByFile,
	}
	return func(next api.StrictHandlerFunc, operation string) api.StrictHandlerFunc {
		class, counted := classes[operation]
		if !counted {
			return next
		}
		return func(c echo.Context, request any) (any, error) {
			if wait := allow(class, caller(c.Request().Context())); wait > 0 {
				return nil, fault.After(wait, registration.ErrTooMany)
			}
			return next(c, request)
		}
	}
}

// extractor believes X-Forwarded-For from the given proxies only.
func extractor(trusted []netip.Prefix) echo.IPExtractor {
	if len(trusted) == 0 {
		return echo.ExtractIPDirect()
	}
	options := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, p := range trusted {
		options = append(options, echo.TrustIPRange(&net.IPNet{
			IP: p.Addr().AsSlice(), Mask: net.CIDRMask(p.Bits(), p.Addr().BitLen()),
		}))
	}
	return echo.ExtractIPFromXFFHeader(options...)
}

// localOnly hides a route from the world: it answers this machine and private
// networks. A request that a proxy passed on counts as coming from the world,
// unless the proxy is trusted to say from where.
func localOnly(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		ip, err := netip.ParseAddr(c.RealIP())
		direct, _, _ := net.SplitHostPort(c.Request().RemoteAddr)
		passedOn := c.RealIP() == direct && c.Request().Header.Get(echo.HeaderXForwardedFor) != ""
		if ip = ip.Unmap(); err != nil || passedOn || !ip.IsLoopback() && !ip.IsPrivate() {
			return echo.ErrNotFound
		}
		return next(c)
	}
}

// tooLarge reports whether err came from reading more than was allowed.
func tooLarge(err error) bool {
	var e *http.MaxBytesError
	return errors.As(err, &e)
}
