package web_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"log/slog"

	"ciaw/server/fault"
	"ciaw/server/web"
)

// options are those of a site with an app of three files and a register with nothing behind
// it.
func options() web.Options {
	return web.Options{
		App: fstest.MapFS{
			"index.html":          {Data: []byte("<!doctype html>start")},
			"sw.js":               {Data: []byte("worker")},
			"assets/app-1.js":     {Data: []byte("plain")},
			"assets/app-1.js.br":  {Data: []byte("brotli")},
			"assets/app-1.js.gz":  {Data: []byte("gzip")},
			"assets/zxing-1.wasm": {Data: []byte("wasm")},
		},
		Log:       slog.New(slog.DiscardHandler),
		Registers: []web.Register{{Allow: func(string, string) time.Duration { return 0 }, Now: time.Now}},
	}
}

func get(t *testing.T, s web.Options, path string, headers ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	site, _ := web.New(s)
	site.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestTheAppAnswersOnItsScreens(t *testing.T) {
	for _, path := range []string{"/", "/p/7K3M-Q9TD-2XVN", "/r", "/days/AZqvB5_-cAGAAAAAAAAAAQ", "/rain",
		"/p/7K3M-Q9TD-2XVN.", "/p/7K3M-Q9TD-2XVN).", "/p/7K3M-Q9TD-2XVN%E2%80%A6", "/p/7K3M-Q9TD-2XVN.%22", "/P/7K3M-Q9TD-2XVN", "/link%23Ab-_", "/r%23eyJh.eyJq.AAA_"} {
		r := get(t, options(), path)
		if r.StatusCode != 200 || body(t, r) != "<!doctype html>start" || r.Header.Get("Cache-Control") != "no-cache" ||
			!strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") {
			t.Errorf("%s: %s %v", path, r.Status, r.Header)
		}
	}
	for _, path := range []string{"/assets/none.js", "/assets/none", "/api/none", "/api", "/none.txt", "/.well-known/none", "/assets/app-1.js.br", "/../go.mod"} {
		r := get(t, options(), path)
		if r.StatusCode != 404 || r.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %s %s", path, r.Status, body(t, r))
		}
	}
}

func TestFilesComeInTheBestEncodingThatIsTaken(t *testing.T) {
	for accepted, want := range map[string]string{
		"":                        "plain",
		"gzip, deflate, br;q=0":   "gzip",
		"gzip, deflate, br":       "brotli",
		"GZIP;q=0.5":              "gzip",
		"br;q=0.0, gzip; q=0.00":  "plain",
		"gzip ; q=1, br; Q=0.001": "brotli",
		"br;q=0.900,gzip;q=1.000": "brotli",
		"br;q=.q=, gzip;q=0":      "plain",
		"br;q=, gzip":             "gzip",
		"brotli, zip, *":          "plain",
	} {
		r := get(t, options(), "/assets/app-1.js", "Accept-Encoding", accepted)
		if got := body(t, r); got != want || r.Header.Get("Vary") != "Accept-Encoding" ||
			!strings.Contains(r.Header.Get("Cache-Control"), "immutable") ||
			!strings.HasPrefix(r.Header.Get("Content-Type"), "text/javascript") {
			t.Errorf("%q: %s %v", accepted, got, r.Header)
		}
	}
	if r := get(t, options(), "/assets/zxing-1.wasm"); r.Header.Get("Content-Type") != "application/wasm" {
		t.Errorf("wasm as %s", r.Header.Get("Content-Type"))
	}
}

func TestTheWorkerIsAskedForAnewButSentOnce(t *testing.T) {
	first := get(t, options(), "/sw.js")
	again := get(t, options(), "/sw.js", "If-None-Match", first.Header.Get("ETag"))
	if first.StatusCode != 200 || again.StatusCode != 304 || body(t, again) != "" {
		t.Errorf("%s, then %s", first.Status, again.Status)
	}
}

func TestWithoutTheAppItSaysWhatToDo(t *testing.T) {
	s := options()
	s.App = fstest.MapFS{".gitkeep": {}}
	r := get(t, s, "/p/7K3M-Q9TD-2XVN")
	if r.StatusCode != 503 || !strings.Contains(body(t, r), "make pwa") {
		t.Errorf("%s", r.Status)
	}
}

func TestEveryAnswerIsGuarded(t *testing.T) {
	for _, path := range []string{"/", "/healthz", "/api/v1/none", "/assets/app-1.js"} {
		h := get(t, options(), path).Header
		policy := h.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe-inline") || strings.Contains(policy, "'unsafe-eval'") ||
			h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") != "no-referrer" {
			t.Errorf("%s: %v", path, h)
		}
		if h.Get("Strict-Transport-Security") != "" {
			t.Errorf("%s: insists on HTTPS where there is none", path)
		}
	}
	s := options()
	s.Secure = true
	if h := get(t, s, "/").Header; h.Get("Strict-Transport-Security") == "" {
		t.Error("does not insist on HTTPS")
	}
}

func TestOnlyTheStyleOfTheStartPageIsTakenInline(t *testing.T) {
	s := options()
	const style = "\n  body { margin: 0 }\n"
	s.App = fstest.MapFS{"index.html": {Data: []byte("<!doctype html><style>" + style + "</style>start")}}
	sum := sha256.Sum256([]byte(style))
	want := "style-src 'self' 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "';"
	for _, path := range []string{"/", "/p/7K3M-Q9TD-2XVN"} {
		if policy := get(t, s, path).Header.Get("Content-Security-Policy"); !strings.Contains(policy, want) || strings.Contains(policy, "unsafe-inline") {
			t.Errorf("%s: %s", path, policy)
		}
	}
	if policy := get(t, options(), "/").Header.Get("Content-Security-Policy"); !strings.Contains(policy, "style-src 'self';") {
		t.Errorf("without a style: %s", policy)
	}
}

func TestMetricsAreServedByTheirOwnHandlerAlone(t *testing.T) {
	site, metrics := web.New(options())
	for path, want := range map[string][2]int{"/metrics": {404, 200}, "/": {200, 404}, "/healthz": {204, 404}, "/metrics/": {200, 404}} {
		for i, handler := range []http.Handler{site, metrics} {
			r, w := httptest.NewRequest(http.MethodGet, path, nil), httptest.NewRecorder()
			r.RemoteAddr = "127.0.0.1:1"
			handler.ServeHTTP(w, r)
			if w.Code != want[i] {
				t.Errorf("%s at handler %d: %d, want %d", path, i, w.Code, want[i])
			}
			if i == 0 && strings.Contains(w.Body.String(), "ciaw_") {
				t.Errorf("%s shows metrics", path)
			}
		}
	}
}

func TestAProxyThatNobodyNamedIsToldOfOnce(t *testing.T) {
	trusted := []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	for _, c := range []struct {
		header, peer string
		want         int
	}{
		{"X-Forwarded-For", "10.0.0.1:1", 1}, {"Forwarded", "10.0.0.1:1", 1}, {"X-Real-IP", "[fd00::1]:1", 1},
		{"X-Forwarded-For", "127.0.0.1:1", 0}, {"X-Forwarded-For", "[::ffff:127.0.0.1]:1", 0}, {"Accept", "10.0.0.1:1", 0},
	} {
		var log bytes.Buffer
		s := options()
		s.Trusted, s.Log = trusted, slog.New(slog.NewTextHandler(&log, nil))
		site, _ := web.New(s)
		for range 3 {
			r := httptest.NewRequest(http.MethodGet, "/healthz", nil)
			r.RemoteAddr = c.peer
			r.Header.Set(c.header, "192.0.2.1")
			site.ServeHTTP(httptest.NewRecorder(), r)
		}
		if got := strings.Count(log.String(), "--trusted-proxy"); got != c.want || strings.Contains(log.String(), "192.0.2.1") {
			t.Errorf("%s from %s: %d warnings: %s", c.header, c.peer, got, &log)
		}
	}
}

func TestHealthNeedsNothing(t *testing.T) {
	if r := get(t, options(), "/healthz"); r.StatusCode != 204 {
		t.Errorf("%s", r.Status)
	}
}

func TestReadinessSaysWhatIsLacking(t *testing.T) {
	for code, err := range map[string]error{
		"":                          nil,
		"busy":                      errors.New("disk full"),
		"receipt_numbers_exhausted": fault.New(fault.Unavailable, "receipt_numbers_exhausted"),
	} {
		s := options()
		s.Registers[0].Ready = func(context.Context) error { return err }
		r := get(t, s, "/readyz")
		body, _ := io.ReadAll(r.Body)
		if ready := err == nil; ready != (r.StatusCode == 204) || !ready && (r.StatusCode != 503 || !strings.Contains(string(body), `"`+code+`"`)) {
			t.Errorf("%v: %s %s", err, r.Status, body)
		}
	}
}
