package web

import (
	"cmp"
	"context"
	"net/http"
	"net/netip"
	"strings"

	"ciaw/api"
	"ciaw/server/auth"
	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
)

// requestInfo is the part of a request's metadata that handlers need, which do
// not see Echo.
type requestInfo struct {
	address      string // network that the request came from
	agent        string // what the browser says of itself
	refreshToken string // of the cookie
	actor        checkin.Actor
}

// device returns what is known of the device, for whoever signs in with it. The
// name is for its owner to recognise it; the channel is as the app says.
func (i *requestInfo) device(kind api.DeviceKind) auth.Device {
	return auth.Device{Address: i.address, Name: deviceName(i.agent), Channel: checkin.Channel(kind)}
}

// infoKey is the context key of a requestInfo.
type infoKey struct{}

// infoOf returns what is known of the request.
func infoOf(ctx context.Context) *requestInfo {
	if i, ok := ctx.Value(infoKey{}).(*requestInfo); ok {
		return i
	}
	return &requestInfo{}
}

// addressOf returns the network that the request came from.
func addressOf(ctx context.Context) string { return infoOf(ctx).address }

// caller returns who calls, by the access token. The table of routes has let
// them in.
func caller(ctx context.Context) checkin.Actor { return infoOf(ctx).actor }

// callerAnd returns who calls, and what the path names.
func callerAnd(ctx context.Context, text string) (checkin.Actor, id.Key, error) {
	which, err := id.ParseKey(text)
	return caller(ctx), which, err
}

// callerOr returns who calls by access token, or else the device with that
// secret.
func (h *handler) callerOr(ctx context.Context, secret string) (checkin.Actor, error) {
	if secret != "" {
		return h.Auth.Authenticate(ctx, auth.Credential{Kind: auth.DeviceSecret, Secret: secret, Address: addressOf(ctx)})
	}
	who := caller(ctx)
	if who.Principal == "" {
		return who, fault.ErrRequired
	}
	return who, nil
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

// deviceName returns how the owner of a device recognises it: the browser and
// the system, by what it says of itself.
func deviceName(agent string) string {
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
	return cmp.Or(strings.Trim(browser+", "+system, ", "), "?")
}

// refreshCookie is the name of the cookie that holds a refresh token.
const refreshCookie = "ciaw-session"

// cookie returns the cookie that holds a refresh token; without one it deletes
// it. Only this register reads it, only on the paths of sessions, and no other
// site can have it sent.
func (h *handler) cookie(token string) *string {
	c := http.Cookie{
		Name: refreshCookie, Value: token, Path: h.Prefix + "/api/v1/sessions", HttpOnly: true, Secure: strings.HasPrefix(h.Origin, "https://"),
		SameSite: http.SameSiteStrictMode, MaxAge: int(auth.SessionLasts.Seconds()),
	}
	if token == "" {
		c.MaxAge = -1
	}
	text := c.String()
	return &text
}
