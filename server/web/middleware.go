package web

import (
	"fmt"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"slices"
	"sync"

	"github.com/labstack/echo/v4"
)

// contentPolicy lets the app load itself, its decoder and its camera, and
// nothing from anywhere else.
const contentPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; " +
	"img-src 'self' data: blob:; font-src 'self'; media-src 'self' blob:; connect-src 'self'; " +
	"worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// securityHeaders returns the headers by which browsers learn what a page may
// do, and what to make of data: nothing.
func securityHeaders(https bool) (page, data http.Header) {
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

// withHeaders sets headers of every answer. All share the values, which nobody
// changes.
func withHeaders(headers http.Header) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			maps.Copy(c.Response().Header(), headers)
			return next(c)
		}
	}
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

// forwarding are the headers by which proxies say whom they ask for.
var forwarding = []string{echo.HeaderXForwardedFor, echo.HeaderXRealIP, "Forwarded"}

// warnOfProxies says in the log, once, that requests come through a proxy that
// nobody has named: then all who come through it count as one address.
func warnOfProxies(trusted []netip.Prefix, log *slog.Logger) echo.MiddlewareFunc {
	var once sync.Once
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			r := c.Request()
			named := func(header string) bool { return r.Header.Get(header) != "" }
			if slices.ContainsFunc(forwarding, named) && !isTrusted(r.RemoteAddr, trusted) {
				once.Do(func() {
					log.Warn("forwarding headers from a proxy that is not trusted: whoever comes through it counts as one address; name it with --trusted-proxy")
				})
			}
			return next(c)
		}
	}
}

// isTrusted reports whether the peer of a connection is one of the proxies.
func isTrusted(peer string, trusted []netip.Prefix) bool {
	at, err := netip.ParseAddrPort(peer)
	return err == nil && slices.ContainsFunc(trusted, func(p netip.Prefix) bool { return p.Contains(at.Addr().Unmap()) })
}
