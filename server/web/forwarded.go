package web

import (
	"log/slog"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"
)

// proxies finds out for whom a proxy asks. It believes X-Forwarded-For and
// Forwarded (RFC 7239) of those that were named, in the forms that they send:
// with and without ports, brackets and quotes, on one line or several.
type proxies struct {
	trusted []netip.Prefix
	log     *slog.Logger

	unnamed, unread sync.Once // warnings that were given
}

const forwardedHeader = "Forwarded"

// forwarding are the headers by which proxies say whom they ask for.
var forwarding = []string{echo.HeaderXForwardedFor, echo.HeaderXRealIP, forwardedHeader}

// client returns the address of whoever sent a request: the last one of the way
// that is no trusted proxy. Where the headers do not say it, or say two different
// things (one of them may then be the client's own), it is the last address that
// is sure.
func (p *proxies) client(r *http.Request) string {
	peer, ok := hostOf(r.RemoteAddr)
	if !ok {
		return r.RemoteAddr
	}
	if !p.trusts(peer) {
		return peer.String()
	}
	var found []netip.Addr
	for _, way := range [][]string{
		listed(r.Header.Values(echo.HeaderXForwardedFor)), forwardedFor(r.Header.Values(forwardedHeader)),
	} {
		if len(way) > 0 {
			found = append(found, p.last(peer, way))
		}
	}
	switch {
	case len(found) == 0, len(found) == 2 && found[0] != found[1]:
		p.warnUnread()
		return peer.String()
	}
	return found[0].String()
}

// last goes back a way from the register to the client, and returns the first
// address that is not a trusted proxy's.
func (p *proxies) last(peer netip.Addr, way []string) netip.Addr {
	for _, hop := range slices.Backward(way) {
		at, ok := hostOf(hop)
		if !ok {
			p.warnUnread()
			return peer
		}
		if peer = at; !p.trusts(peer) {
			break
		}
	}
	return peer
}

func (p *proxies) trusts(a netip.Addr) bool {
	return slices.ContainsFunc(p.trusted, func(prefix netip.Prefix) bool { return prefix.Contains(a) })
}

// hostOf reads an address as proxies write it: 192.0.2.1, 192.0.2.1:443,
// 2001:db8::1, [2001:db8::1] or [2001:db8::1]:443, each perhaps in quotes.
func hostOf(text string) (netip.Addr, bool) {
	text = strings.Trim(strings.TrimSpace(text), `"`)
	if at, err := netip.ParseAddrPort(text); err == nil {
		return at.Addr().Unmap().WithZone(""), true
	}
	if inner, ok := strings.CutPrefix(text, "["); ok {
		text = strings.TrimSuffix(inner, "]")
	}
	at, err := netip.ParseAddr(text)
	return at.Unmap().WithZone(""), err == nil
}

// listed returns the members of a header that is a list, whatever the lines.
func listed(lines []string) (all []string) {
	for member := range strings.SplitSeq(strings.Join(lines, ","), ",") {
		if strings.TrimSpace(member) != "" {
			all = append(all, member)
		}
	}
	return all
}

// forwardedFor returns for whom each proxy asked, by the header Forwarded:
// for=192.0.2.1;proto=https, For="[2001:db8::1]:443". A hop that does not say it
// is "".
func forwardedFor(lines []string) (all []string) {
	for _, hop := range listed(lines) { // no address holds a comma, nor a semicolon
		node := ""
		for pair := range strings.SplitSeq(hop, ";") {
			if name, value, ok := strings.Cut(pair, "="); ok && strings.EqualFold(strings.TrimSpace(name), "for") {
				node = value
			}
		}
		all = append(all, node)
	}
	return all
}

// warn says in the log, once, that requests come through a proxy that nobody has
// named: then all who come through it count as one address.
func (p *proxies) warn(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		named := func(header string) bool { return r.Header.Get(header) != "" }
		if slices.ContainsFunc(forwarding, named) {
			if peer, ok := hostOf(r.RemoteAddr); !ok || !p.trusts(peer) {
				p.unnamed.Do(func() {
					p.log.Warn("forwarding headers from a proxy that is not trusted: whoever comes through it counts as one address; name it with --trusted-proxy")
				})
			}
		}
		return next(c)
	}
}

// warnUnread says in the log, once, that a trusted proxy does not say for whom it
// asks.
func (p *proxies) warnUnread() {
	p.unread.Do(func() {
		p.log.Warn("a trusted proxy sends neither X-Forwarded-For nor Forwarded, or one that names no address, or two that differ: whoever comes so counts as the proxy; have it set one of them, and remove what clients send")
	})
}
