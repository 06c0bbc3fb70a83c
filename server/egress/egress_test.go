package egress_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"ciaw/server/egress"
)

func TestOnlyTheInternetAtLargeIsPublic(t *testing.T) {
	for address, want := range map[string]bool{
		"93.184.216.34": true, "2606:2800:220:1::1": true,
		"127.0.0.1": false, "::1": false, "0.0.0.0": false, "::": false,
		"10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false, "fd00:ec2::254": false, // private
		"169.254.169.254": false, "fe80::1": false, // link-local: metadata of clouds
		"100.64.0.1": false, "192.0.0.8": false, "198.18.0.1": false, "240.0.0.1": false, "255.255.255.255": false,
		"::ffff:10.0.0.1": false, "64:ff9b::a00:1": false, "2002:a00:1::": false, "2001::1": false, // others in disguise
		"224.0.0.1": false, "ff02::1": false, "168.63.129.16": false, "::a00:1": false, "::ffff:0:a00:1": false, "3fff::1": false, "5f00::1": false,
		"192.31.196.1": false, "192.52.193.1": false, "192.175.48.1": false, "2620:4f:8000::1": false, "100:0:0:1::1": false, "fec0::1": false, "4000::1": false,
	} {
		if got := egress.Public(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}

func TestWhatIsNoAddressIsRefused(t *testing.T) {
	c := egress.New(false)
	for _, address := range []string{
		"", "x", "http://hook.example", "ftp://hook.example", "https://", "https://user:password@hook.example", "https://127.0.0.1/", "https://[::1]/",
		"https://10.0.0.1", "https://169.254.169.254/latest/meta-data", "https://hook.example/#x", "https://hook.example/" + strings.Repeat("x", 1000),
	} {
		if _, err := c.Check(address); !errors.Is(err, egress.ErrAddress) {
			t.Errorf("%q: %v", address, err)
		}
	}
	if got, err := c.Check("https://hook.example:8443/ciaw?x=1"); err != nil || got != "https://hook.example:8443/ciaw?x=1" {
		t.Errorf("%q, %v", got, err)
	}
}

// get asks for an address.
func get(t *testing.T, c *egress.Client, address string) (*http.Response, error) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c.Do(r)
}

func TestANameThatLeadsInsideIsNotFollowed(t *testing.T) {
	reached := false
	inside := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	t.Cleanup(inside.Close)
	// "localhost" is a name like any other: only looking it up shows where it leads.
	_, err := get(t, egress.New(false), strings.Replace(inside.URL, "127.0.0.1", "localhost", 1))
	if err == nil || reached {
		t.Errorf("reached: %v, %v", reached, err)
	}
	if strings.Contains(err.Error(), "localhost") {
		t.Errorf("the failure names the address: %v", err)
	}
}

// TestFailuresAreNotToldApart: an address is no probe of others' networks.
func TestFailuresAreNotToldApart(t *testing.T) {
	plain := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	t.Cleanup(plain.Close)
	closed := httptest.NewServer(nil)
	closed.Close()
	said := map[string][]string{}
	for what, address := range map[string]string{
		"nobody listens": closed.URL, "no such name": "https://nobody.invalid", "no TLS": strings.Replace(plain.URL, "http:", "https:", 1),
	} {
		_, err := get(t, egress.New(true), address)
		if err == nil {
			t.Fatalf("%s: an answer", what)
		}
		said[err.Error()] = append(said[err.Error()], what)
	}
	_, err := get(t, egress.New(false), strings.Replace(plain.URL, "http://127.0.0.1", "https://localhost", 1))
	if err == nil {
		t.Fatal("inside: an answer")
	}
	said[err.Error()] = append(said[err.Error()], "inside")
	if len(said) != 1 {
		t.Errorf("told apart: %v", said)
	}
}

func TestRedirectionsAndLongAnswersAreNotFollowed(t *testing.T) {
	followed := false
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/secret" {
			followed = true
			return
		}
		http.Redirect(w, r, "/secret", http.StatusTemporaryRedirect)
		_, _ = w.Write([]byte(strings.Repeat("x", 1<<20))) // nobody reads it
	}))
	t.Cleanup(s.Close)
	answer, err := get(t, egress.New(true), s.URL)
	if err != nil || answer.StatusCode != http.StatusTemporaryRedirect || followed {
		t.Errorf("%v, %v, followed: %v", answer, err, followed)
	}
}
