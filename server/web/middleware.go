package web

import (
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"

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
