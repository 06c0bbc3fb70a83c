package web

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
)

// behind returns proxies of which those in 10.0.0.0/8 and fd00::/8 are trusted,
// and what they log.
func behind() (*proxies, *bytes.Buffer) {
	var log bytes.Buffer
	return &proxies{
		trusted: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")},
		log:     slog.New(slog.NewTextHandler(&log, nil)),
	}, &log
}

func arriving(peer string, headers ...string) *http.Request {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.RemoteAddr = peer
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	return r
}

func TestWhoeverAProxyAsksFor(t *testing.T) {
	const xff = "X-Forwarded-For"
	for _, c := range []struct {
		what    string
		headers []string
		want    string
		warned  bool
	}{
		{what: "says nothing", want: "10.0.0.1", warned: true},
		{what: "nginx", headers: []string{xff, "192.0.2.7"}, want: "192.0.2.7"},
		{what: "with a port, as Azure and IIS", headers: []string{xff, "192.0.2.7:51234"}, want: "192.0.2.7"},
		{what: "IPv6 bare", headers: []string{xff, "2001:db8::7"}, want: "2001:db8::7"},
		{what: "IPv6 in brackets", headers: []string{xff, "[2001:db8::7]"}, want: "2001:db8::7"},
		{what: "IPv6 with a port", headers: []string{xff, "[2001:db8::7]:443"}, want: "2001:db8::7"},
		{what: "IPv6 in quotes", headers: []string{xff, `"[2001:db8::7]:443"`}, want: "2001:db8::7"},
		{what: "IPv6 with a zone", headers: []string{xff, "fe80::7%eth0"}, want: "fe80::7"},
		{what: "IPv4 in IPv6", headers: []string{xff, "::ffff:192.0.2.7"}, want: "192.0.2.7"},
		{what: "what the client sent stands before", headers: []string{xff, "198.51.100.1, 192.0.2.7:1"}, want: "192.0.2.7"},
		{what: "two proxies", headers: []string{xff, "198.51.100.1,192.0.2.7, 10.0.0.9:80"}, want: "192.0.2.7"},
		{what: "two lines, as HAProxy", headers: []string{xff, "198.51.100.1", xff, "192.0.2.7"}, want: "192.0.2.7"},
		{what: "empty members", headers: []string{xff, "192.0.2.7, ,"}, want: "192.0.2.7"},
		{what: "all of them trusted", headers: []string{xff, "10.1.1.1, fd00::2"}, want: "10.1.1.1"},
		{what: "nonsense of the client's", headers: []string{xff, "unknown, 192.0.2.7"}, want: "192.0.2.7"},
		{what: "nonsense of the proxy's", headers: []string{xff, "192.0.2.7, unknown"}, want: "10.0.0.1", warned: true},
		{what: "a name", headers: []string{xff, "client.invalid"}, want: "10.0.0.1", warned: true},

		{what: "RFC 7239", headers: []string{"Forwarded", "for=192.0.2.7"}, want: "192.0.2.7"},
		{what: "RFC 7239 in full", headers: []string{"Forwarded", `proto=https;For="[2001:db8::7]:4711";by=10.0.0.1;host="ciaw.example"`}, want: "2001:db8::7"},
		{what: "RFC 7239, port in quotes", headers: []string{"Forwarded", `for="192.0.2.7:80" ; proto=http`}, want: "192.0.2.7"},
		{what: "RFC 7239, several", headers: []string{"Forwarded", `for=198.51.100.1, for=192.0.2.7;by=x, for=10.2.2.2`}, want: "192.0.2.7"},
		{what: "RFC 7239, hidden", headers: []string{"Forwarded", "for=_hidden"}, want: "10.0.0.1", warned: true},
		{what: "RFC 7239, nobody", headers: []string{"Forwarded", "proto=https"}, want: "10.0.0.1", warned: true},

		{what: "both, and the same", headers: []string{xff, "192.0.2.7:9", "Forwarded", "for=192.0.2.7"}, want: "192.0.2.7"},
		{what: "both, one is the client's own", headers: []string{xff, "192.0.2.7", "Forwarded", "for=198.51.100.1"}, want: "10.0.0.1", warned: true},
		{what: "X-Real-IP is not believed", headers: []string{"X-Real-IP", "192.0.2.7"}, want: "10.0.0.1", warned: true},
	} {
		p, log := behind()
		if got := p.client(arriving("10.0.0.1:4000", c.headers...)); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
		if warned := log.Len() > 0; warned != c.warned {
			t.Errorf("%s: warned %v: %s", c.what, warned, log)
		}
	}
	p, log := behind()
	for range 3 {
		p.client(arriving("[fd00::1]:4000", xff, "unknown"))
	}
	if n := strings.Count(log.String(), "WARN"); n != 1 {
		t.Errorf("warned %d times", n)
	}
	for peer, want := range map[string]string{
		"192.0.2.1:80": "192.0.2.1", "[2001:db8::1]:80": "2001:db8::1", "[::ffff:10.0.0.1]:80": "198.51.100.1", "@": "@",
	} {
		if got := p.client(arriving(peer, xff, "198.51.100.1")); got != want {
			t.Errorf("from %s: %s, want %s", peer, got, want)
		}
	}
}

// FuzzForwardedHeaders holds that no header makes a client anything but an
// address, and that what a client puts before the proxy's own member changes
// nothing.
func FuzzForwardedHeaders(f *testing.F) {
	f.Add("198.51.100.1", `for="[::1]:1"`)
	f.Add("[,]:,\"", "for=;for=,")
	f.Fuzz(func(t *testing.T, own, forwarded string) {
		p, _ := behind()
		if got := p.client(arriving("10.0.0.1:1", "X-Forwarded-For", own, "Forwarded", forwarded)); !isAddress(got) {
			t.Errorf("%q", got)
		}
		if got := p.client(arriving("10.0.0.1:1", "X-Forwarded-For", own+", 192.0.2.7:1")); got != "192.0.2.7" {
			t.Errorf("%q makes it %s", own, got)
		}
	})
}

func isAddress(text string) bool {
	_, err := netip.ParseAddr(text)
	return err == nil
}
