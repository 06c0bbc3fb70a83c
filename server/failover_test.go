package server_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"ciaw/server/config"
	"ciaw/server/store/pgtest"
)

// TestADatabaseThatIsAwayIsBusyAndNobodysFault has the server that a register is
// connected to take no writes, then be gone, then be replaced at its address.
// Whatever is asked meanwhile is to be asked again (503), and nothing is an error
// of ours.
func TestADatabaseThatIsAwayIsBusyAndNobodysFault(t *testing.T) {
	primary, standby := pgtest.Pair(t)
	front := pgtest.NewFront(t, primary)
	p := newPhone(t, serve(t, func(s *config.Settings) {
		s.Database = strings.Replace(primary.Database(t), primary.Address(), front.Address, 1)
	}))
	before := random(16)
	receipt := p.register(before, p.registration(0)).ReceiptNumber
	time.Sleep(time.Second) // until the standby has all of it
	user := p.demo.Users[0]
	signIn := func() *http.Response {
		r, _ := p.send(t, raw{http.MethodPost, "/api/v1/sessions", "application/json", `{"login":"` + user.User + `","password":"` + user.Password + `"}`})
		return r
	}
	if r := signIn(); r.StatusCode/100 != 2 {
		t.Fatalf("sign in: %s", r.Status)
	}

	if err := primary.Demote(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(200 * time.Millisecond) // until every process of the server has heard of it
	busy := func(what string, r *http.Response) {
		t.Helper()
		if r.StatusCode != http.StatusServiceUnavailable || r.Header.Get("Retry-After") == "" {
			t.Errorf("%s: %s, Retry-After %q", what, r.Status, r.Header.Get("Retry-After"))
		}
	}
	busy("sign in at a read-only server", signIn())
	primary.Kill()
	poster, _ := p.send(t, raw{http.MethodGet, "/api/v1/posters/" + p.demo.Posters[1].Code, "", ""})
	busy("a poster without a server", poster)
	busy("sign in without a server", signIn())

	front.LeadTo(standby)
	if err := standby.Promote(); err != nil {
		t.Fatal(err)
	}
	p.register(random(16), p.registration(1))
	again := p.put(before, p.registration(0))
	if again.JSON200 == nil || again.JSON200.ReceiptNumber != receipt {
		t.Errorf("what was registered before: %s: %s", again.HTTPResponse.Status, again.Body)
	}
	if r := signIn(); r.StatusCode/100 != 2 {
		t.Errorf("sign in after the failover: %s", r.Status)
	}
}
