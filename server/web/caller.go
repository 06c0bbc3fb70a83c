package web

import (
	"context"
	"net/http"
	"net/netip"
	"strings"

	"github.com/labstack/echo/v4"

	"ciaw/server/access"
	"ciaw/server/auth"
	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
)

// visit is what handlers, which do not see Echo, know of a request.
type visit struct {
	address string // network that the request came from
	agent   string // what the browser says of itself
	renewal string // the cookie that renews a session
	actor   checkin.Actor
}

// from returns what is known of the device, for whoever signs in with it.
func (v *visit) from() auth.Origin {
	o := auth.Origin{Address: v.address}
	o.Name, o.Mobile = deviceOf(v.agent)
	return o
}

// visitKey is where a visit is left for handlers.
type visitKey struct{}

// visiting notes who calls. An access token that is no longer good is refused
// here, whatever is asked for: an app that believes itself signed in must learn
// that it is not.
func visiting(actor func(ctx context.Context, token, address string) (checkin.Actor, error)) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			r := c.Request()
			v := &visit{address: network(c.RealIP()), agent: r.UserAgent()}
			if cookie, err := r.Cookie(renewalCookie); err == nil {
				v.renewal = cookie.Value
			}
			if token, found := strings.CutPrefix(r.Header.Get(echo.HeaderAuthorization), "Bearer "); found {
				var err error
				if v.actor, err = actor(r.Context(), token, v.address); err != nil {
					return err
				}
			}
			c.SetRequest(r.WithContext(context.WithValue(r.Context(), visitKey{}, v)))
			return next(c)
		}
	}
}

// visitOf returns what is known of the request.
func visitOf(ctx context.Context) *visit {
	if v, ok := ctx.Value(visitKey{}).(*visit); ok {
		return v
	}
	return &visit{}
}

// caller returns the network that the request came from.
func caller(ctx context.Context) string { return visitOf(ctx).address }

// signedIn returns the user who calls.
func signedIn(ctx context.Context) (checkin.Actor, error) {
	who := visitOf(ctx).actor
	if !who.Known() {
		return who, auth.ErrSignedOut
	}
	return who, nil
}

// entitled returns the user who calls, if they have the entitlement.
func entitled(ctx context.Context, e checkin.Entitlement) (checkin.Actor, error) {
	who, err := signedIn(ctx)
	if err != nil {
		return who, err
	}
	return who, access.Need(who, e)
}

// entitledTo returns the user who calls, if they have the entitlement, and what
// the path names.
func entitledTo(ctx context.Context, e checkin.Entitlement, text string) (checkin.Actor, id.Key, error) {
	who, err := entitled(ctx, e)
	if err != nil {
		return who, id.Key{}, err
	}
	which, err := id.ParseKey(text)
	return who, which, err
}

// actorOr returns the user who calls, or else the device with that secret.
func actorOr(ctx context.Context, secret string) (checkin.Actor, error) {
	if who := visitOf(ctx).actor; who.Known() && secret == "" {
		return who, nil
	}
	if secret == "" {
		return checkin.Actor{}, fault.ErrRequired
	}
	return auth.Device(secret, caller(ctx))
}

// network returns what limits count by: an IPv4 address, or the /64 of an IPv6
// address, as one household or phone has that many.
func network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	if ip = ip.Unmap(); ip.Is4() {
		return ip.String()
	}
	prefix, _ := ip.Prefix(64) // cannot fail: 64 fits
	return prefix.String()
}

// deviceOf returns how the owner of a device recognises it, and whether it is
// carried around: the browser and the system, by what it says of itself.
func deviceOf(agent string) (name string, mobile bool) {
	first := func(words ...string) string {
		for _, w := range words {
			mark, shown, _ := strings.Cut(w, "=")
			if strings.Contains(agent, mark) {
				if shown == "" {
					return mark
				}
				return shown
			}
		}
		return ""
	}
	browser := first("Edg/=Edge", "EdgA/=Edge", "OPR/=Opera", "SamsungBrowser=Samsung Internet", "Firefox", "FxiOS=Firefox", "CriOS=Chrome",
		"Chromium", "HeadlessChrome=Chrome", "Chrome", "Safari")
	system := first("Android", "iPhone", "iPad", "Windows", "Macintosh=Mac", "CrOS=ChromeOS", "Linux")
	name = strings.Trim(browser+", "+system, ", ")
	if name == "" {
		name = "?"
	}
	return name, strings.Contains(agent, "Mobi") || strings.Contains(agent, "Android")
}

// renewalCookie is the name of the cookie that renews a session.
const renewalCookie = "ciaw-session"

// cookie returns the cookie that holds a renewal token; without one it deletes
// it. Only this server reads it, only on the paths of sessions, and no other
// site can have it sent.
func (h *handler) cookie(token string) *string {
	c := http.Cookie{
		Name: renewalCookie, Value: token, Path: "/api/v1/sessions", HttpOnly: true, Secure: h.Secure,
		SameSite: http.SameSiteStrictMode, MaxAge: int(auth.SessionLasts.Seconds()),
	}
	if token == "" {
		c.MaxAge = -1
	}
	text := c.String()
	return &text
}
