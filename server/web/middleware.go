package web

import (
	"fmt"
	"maps"
	"net/http"
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
