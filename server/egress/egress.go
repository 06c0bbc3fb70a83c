// Package egress makes requests to addresses that somebody else chose: push
// services that a browser names, software that a user names. Such an address
// must not lead into the operator's own network, whatever a name resolves to,
// and must not hold us up.
package egress

import (
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"

	"ciaw/server/fault"
)

// ErrAddress is the refusal of an address that nothing may be sent to.
var ErrAddress = fault.New(fault.Invalid, "url_invalid")

// errInside is the failure of a name that leads to an address that is not
// public.
var errInside = errors.New("this address is not a public one")

// Bounds of a request.
const (
	maxAddress = 1000 // characters
	maxAnswer  = 4 << 10
	patience   = 8 * time.Second
)

// Client sends requests to the outside.
type Client struct {
	http   http.Client
	inside bool
}

// New returns a client. With inside, it also reaches private addresses, by http
// if asked: for tests, and for operators whose own network it is.
func New(inside bool) *Client {
	dialer := net.Dialer{Timeout: patience / 2}
	if !inside {
		dialer.Control = onlyPublic
	}
	return &Client{inside: inside, http: http.Client{
		Timeout: patience,
		Transport: &http.Transport{ // no proxy: it would resolve names for us
			DialContext: dialer.DialContext, TLSHandshakeTimeout: patience / 2, ResponseHeaderTimeout: patience,
			MaxResponseHeaderBytes: maxAnswer, MaxIdleConns: 100, MaxIdleConnsPerHost: 4, IdleConnTimeout: time.Minute, ForceAttemptHTTP2: true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// onlyPublic refuses a connection that is about to be made to an address that
// is not public. It is asked with the address itself, after every look-up.
func onlyPublic(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil || !Public(at.Addr()) {
		return errInside
	}
	return nil
}

// global is what is given out to the internet at large of IPv6; all else is
// reserved, or leads to IPv4 addresses in disguise.
var global = netip.MustParsePrefix("2000::/3")

// special are ranges that look public and are not, or lead to others: IANA's
// registries of special-purpose addresses, for IPv4 and IPv6, and the address at
// which machines of a cloud ask for their own secrets.
var special = parse("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24",
	"192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4", "168.63.129.16/32",
	"2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")

func parse(ranges ...string) []netip.Prefix {
	all := make([]netip.Prefix, len(ranges))
	for i, text := range ranges {
		all[i] = netip.MustParsePrefix(text)
	}
	return all
}

// Public reports whether an address belongs to the internet at large.
func Public(a netip.Addr) bool {
	a = a.Unmap()
	if !a.IsGlobalUnicast() || a.IsPrivate() || a.Is6() && !global.Contains(a) {
		return false
	}
	for _, p := range special {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

// Check refuses texts that are no address to send to: https only, and nothing
// that belongs into a header.
func (c *Client) Check(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.User != nil || u.Fragment != "" || len(address) > maxAddress ||
		u.Scheme != "https" && (u.Scheme != "http" || !c.inside) {
		return "", ErrAddress
	}
	if ip, err := netip.ParseAddr(u.Hostname()); err == nil && !c.inside && !Public(ip) {
		return "", ErrAddress
	}
	return address, nil
}

// Do sends a request. Redirections are not followed, and little of the answer
// is read. An error names no address.
func (c *Client) Do(r *http.Request) (*http.Response, error) {
	answer, _, err := c.Ask(r)
	return answer, err
}

// Ask is Do, and returns what was read of the answer.
func (c *Client) Ask(r *http.Request) (*http.Response, []byte, error) {
	if _, err := c.Check(r.URL.String()); err != nil {
		return nil, nil, err
	}
	answer, err := c.http.Do(r)
	if err != nil {
		return nil, nil, errNoAnswer
	}
	text, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer))
	if err = errors.Join(err, answer.Body.Close()); err != nil {
		return nil, nil, errNoAnswer
	}
	answer.Body = http.NoBody
	return answer, text, nil
}

// errNoAnswer is the failure of every request that got no answer. Whether nobody
// listens, a name is not known, leads inside, or speaks no TLS is not told
// apart: whoever chose the address would scan others' networks through us.
var errNoAnswer = errors.New("no answer")
