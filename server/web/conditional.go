package web

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"

	"github.com/labstack/echo/v4"
)

const ifNoneMatch = "If-None-Match"

// tagOf returns an entity tag of what an answer says.
func tagOf(answer any) (string, error) {
	text, err := json.Marshal(answer)
	sum := sha256.Sum256(text)
	return `"` + base64.RawURLEncoding.EncodeToString(sum[:16]) + `"`, err
}

// isUnchanged reports whether a caller has what a tag is of already: whether its
// If-None-Match (RFC 9110, 13.1.2) is *, or names the tag. Tags are compared
// weakly, as a proxy that compresses makes them weak; some add the encoding to the
// text as well ("tag-gzip").
func isUnchanged(header, tag string) bool {
	if strings.TrimSpace(header) == "*" {
		return true
	}
	wanted := opaque(tag)
	for member := range strings.SplitSeq(header, ",") { // none of our tags holds a comma
		has := opaque(member)
		if has != "" && (has == wanted || has == wanted+"-gzip" || has == wanted+"-br") {
			return true
		}
	}
	return false
}

// opaque returns the text of a tag without quotes, weak or not; "" of what is no
// tag.
func opaque(tag string) string {
	text := strings.TrimPrefix(strings.TrimSpace(tag), "W/")
	if len(text) < 2 || !strings.HasPrefix(text, `"`) || !strings.HasSuffix(text, `"`) {
		return ""
	}
	return text[1 : len(text)-1]
}

// joined makes one line of several If-None-Match, which is a list (RFC 9110, 5.3).
func joined(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if h := c.Request().Header; len(h.Values(ifNoneMatch)) > 1 {
			h.Set(ifNoneMatch, strings.Join(h.Values(ifNoneMatch), ","))
		}
		return next(c)
	}
}
