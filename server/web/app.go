package web

import (
	"crypto/sha256"
	"encoding/base64"
	"io/fs"
	"maps"
	"mime"
	"net/http"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"ciaw/server/id"
)

// app serves the built app: files by their path, in the encoding that the
// build prepared, and the start page for every address that is one of the
// app's own screens.
type app struct {
	files   fs.FS
	headers http.Header       // of every file
	tags    map[string]string // ETag by path, of files whose name does not change with their content
}

// encodings are the prepared encodings, best first.
var encodings = []struct{ name, suffix string }{{"br", ".br"}, {"gzip", ".gz"}}

// notBuilt is answered where the app should be.
const notBuilt = "The app is not built: run make pwa, then build the program again.\n"

func newApp(files fs.FS, headers http.Header) *app {
	a := &app{files: files, headers: maps.Clone(headers), tags: map[string]string{}}
	if start, err := fs.ReadFile(files, "index.html"); err == nil {
		a.headers["Content-Security-Policy"] = []string{styled(a.headers.Get("Content-Security-Policy"), start)}
	}
	top, err := fs.ReadDir(files, ".")
	if err != nil {
		return a
	}
	for _, entry := range top {
		if text, err := fs.ReadFile(files, entry.Name()); err == nil {
			sum := sha256.Sum256(text)
			a.tags[entry.Name()] = `W/"` + base64.RawURLEncoding.EncodeToString(sum[:9]) + `"` // weak: the same for every encoding
		}
	}
	return a
}

// inlineStyle is a style that stands in the start page itself, so that
// something is painted before anything else has come.
var inlineStyle = regexp.MustCompile(`(?s)<style[^>]*>(.*?)</style>`)

// styled returns a content policy that takes the styles of a page as well, each
// by its hash, and no other.
func styled(policy string, page []byte) string {
	sources := "style-src 'self'"
	for _, style := range inlineStyle.FindAllSubmatch(page, -1) {
		sum := sha256.Sum256(style[1])
		sources += " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return strings.Replace(policy, "style-src 'self'", sources, 1)
}

func (a *app) register(e *echo.Echo) {
	e.GET("/*", a.serve)
	e.HEAD("/*", a.serve)
}

func (a *app) serve(c echo.Context) error {
	name := strings.TrimPrefix(path.Clean("/"+c.Request().URL.Path), "/")
	if name == "" || screen(name) {
		name = "index.html"
	}
	if a.tags["index.html"] == "" && name == "index.html" {
		return c.String(http.StatusServiceUnavailable, notBuilt)
	}
	if hidden(name) {
		return echo.ErrNotFound
	}
	return a.file(c, name)
}

// screen reports whether the path is one of the app's screens rather than a
// file or part of an interface.
func screen(name string) bool {
	for _, reserved := range []string{"api/", "assets/", ".well-known/", "REST/", "simulation/"} {
		if strings.HasPrefix(name+"/", reserved) {
			return false
		}
	}
	// What a mail or chat left behind a link, and what somebody encoded together
	// with the #, says nothing: the app puts its address right.
	name, _, _ = strings.Cut(name, "#")
	return !strings.Contains(path.Base(id.Link(name)), ".")
}

// hidden reports whether a file is not meant to be asked for by its name.
func hidden(name string) bool {
	return strings.HasPrefix(path.Base(name), ".") || strings.HasSuffix(name, ".br") || strings.HasSuffix(name, ".gz")
}

// file sends a file in the best encoding that the caller takes.
func (a *app) file(c echo.Context, name string) error {
	h := c.Response().Header()
	text, encoding, err := a.read(name, c.Request().Header.Get("Accept-Encoding"))
	if err != nil {
		return echo.ErrNotFound
	}
	h.Del("Cache-Control")
	maps.Copy(h, a.headers)
	h.Set("Vary", "Accept-Encoding")
	if encoding != "" {
		h.Set("Content-Encoding", encoding)
	}
	switch tag := a.tags[name]; {
	case strings.HasPrefix(name, "assets/"):
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	case tag != "":
		h.Set("Cache-Control", "no-cache")
		h.Set("ETag", tag)
		if isUnchanged(c.Request().Header.Get(ifNoneMatch), tag) {
			return c.NoContent(http.StatusNotModified)
		}
	}
	return c.Blob(http.StatusOK, mediaType(name), text)
}

func (a *app) read(name, accepted string) (text []byte, encoding string, err error) {
	for _, e := range encodings {
		if accepts(accepted, e.name) {
			if text, err := fs.ReadFile(a.files, name+e.suffix); err == nil {
				return text, e.name, nil
			}
		}
	}
	text, err = fs.ReadFile(a.files, name)
	return text, "", err
}

// accepts reports whether an Accept-Encoding header names the encoding with a
// weight (RFC 9110, 12.4.2) above zero; without a weight it is one. What is no
// weight counts as zero.
func accepts(header, encoding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, parameters, err := mime.ParseMediaType(part)
		if err != nil || name != encoding {
			continue
		}
		text, given := parameters["q"]
		weight, err := strconv.ParseFloat(text, 64)
		return !given || err == nil && weight > 0
	}
	return false
}

// mediaType does not ask the machine, whose table may lack what the app needs.
func mediaType(name string) string {
	switch path.Ext(name) {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".wasm":
		return "application/wasm"
	case ".webmanifest":
		return "application/manifest+json"
	case ".woff2":
		return "font/woff2"
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		return t
	}
	return "application/octet-stream"
}
