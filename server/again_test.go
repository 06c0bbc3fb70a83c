package server_test

import (
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ciaw/api"
	"ciaw/server/admin"
	"ciaw/server/config"
	"ciaw/server/demo"
	"ciaw/server/id"
	"ciaw/server/seal"
	"ciaw/server/store"
)

// longAgo lets five minutes pass since the user of a browser has said who they
// are.
func longAgo(t *testing.T, s config.Settings, b *browser) {
	t.Helper()
	keys, err := seal.Load(s.DataKeysFile(), false)
	if err != nil {
		t.Fatal(err)
	}
	register, err := store.Open(t.Context(), s.DSN(), store.Options{Keys: keys})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = register.Close() }()
	for _, session := range told[api.Sessions](t, b.do(t, "GET", "/api/v1/sessions", "")).Sessions {
		which, err1 := id.ParseKey(session.Id)
		user, err2 := id.ParseKey(b.me.Id)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		if err := register.ConfirmSession(t.Context(), which, user, time.Now().Add(-5*time.Minute-time.Second)); err != nil {
			t.Fatal(err)
		}
	}
}

// TestAStolenTokenIsNotWorthTheAccount tries with an access token, and nothing
// else, all that would take the account over.
func TestAStolenTokenIsNotWorthTheAccount(t *testing.T) {
	s := config.Settings{Data: private(t)}
	r := serve(t, func(o *config.Settings) { o.Data = s.Data })
	owner := as(t, r, "manager")
	user := told[api.Invited](t, owner.do(t, "POST", "/api/v1/users", `{"name":"Carl Collega","entitlements":[]}`)).User.Id
	longAgo(t, s, owner)
	thief := visit(t, r)
	thief.token = owner.token
	attempts := []raw{
		{"PUT", "/api/v1/me", "", `{"name":"Mieke","email":"thief@voorbeeld.example"}`},
		{"PUT", "/api/v1/me/password", "", `{"new":"een geheim van de dief"}`},
		{"PUT", "/api/v1/me/password", "", fmt.Sprintf(`{"current":%q,"new":"een geheim van de dief"}`, demo.Password)},
		{"POST", "/api/v1/me/totp", "", `{}`},
		{"PUT", "/api/v1/me/totp", "", `{"state":"x","code":"000000"}`},
		{"POST", "/api/v1/me/totp/removal", "", `{"code":"000000"}`},
		{"POST", "/api/v1/me/recovery-codes", "", `{}`},
		{"POST", "/api/v1/passkeys/options", "", `{}`},
		{"POST", "/api/v1/passkeys", "", `{"state":"x","name":"x","credential":{}}`},
		{"DELETE", "/api/v1/passkeys/AAAA", "", ""},
		{"POST", "/api/v1/hooks", "", `{"url":"https://hooks.example/","events":["presence.registered"]}`},
		{"POST", "/api/v1/users", "", `{"name":"Dief","entitlements":["access"]}`},
		{"PUT", "/api/v1/users/" + user, "", `{"entitlements":["access"]}`},
		{"POST", "/api/v1/users/" + user + "/link", "", `{}`},
		{"DELETE", "/api/v1/users/" + user, "", ""},
	}
	for _, a := range attempts {
		refused(t, thief.do(t, a.method, a.path, a.body), 403, "again_required")
	}
	told[api.Me](t, thief.do(t, "PUT", "/api/v1/me", `{"name":"Mieke Modelmans"}`)) // takes nothing over
	refused(t, thief.do(t, "POST", "/api/v1/me/confirmation", `{"password":"een gok een gok"}`), 403, "login_wrong")
	refused(t, thief.do(t, "POST", "/api/v1/me/confirmation", `{}`), 422, "required")
	refused(t, thief.do(t, "POST", "/api/v1/users", attempts[11].body), 403, "again_required")

	if said := owner.do(t, "POST", "/api/v1/me/confirmation", fmt.Sprintf(`{"password":%q}`, demo.Password)); said.status != 204 {
		t.Fatalf("%d %s", said.status, said.body)
	}
	told[api.Me](t, owner.do(t, "PUT", "/api/v1/me", `{"name":"Mieke Modelmans","email":"mieke@voorbeeld.example"}`))
	told[api.Invited](t, owner.do(t, "POST", "/api/v1/users/"+user+"/link", `{}`))
}

// TestAnOfficeSharesItsAddress: secrets of 256 bits are not guessed, so nobody
// waits for a colleague.
func TestAnOfficeSharesItsAddress(t *testing.T) {
	r := serve(t, func(s *config.Settings) { s.Limits = 1 })
	for n := range 60 {
		if answer := visit(t, r).do(t, "POST", "/api/v1/sessions/passkey/options", `{}`); answer.status != 201 {
			t.Fatalf("passkey %d: %d %s", n+1, answer.status, answer.body)
		}
	}
	manager := as(t, r, "manager")
	for n := range 9 {
		invited := told[api.Invited](t, manager.do(t, "POST", "/api/v1/users", fmt.Sprintf(`{"name":"Collega %d","entitlements":[]}`, n)))
		_, secret, _ := strings.Cut(invited.Link, "#")
		colleague := visit(t, r)
		for range 3 { // a page that was opened again
			told[api.Link](t, colleague.do(t, "POST", "/api/v1/links/reading", fmt.Sprintf(`{"secret":%q}`, secret)))
		}
		colleague.signIn(t, "POST", "/api/v1/links/use", fmt.Sprintf(`{"secret":%q,"login":"collega%d","password":"nog een lang geheim"}`, secret, n))
		for range 5 {
			colleague.signIn(t, "POST", "/api/v1/sessions/renewal", `{}`)
		}
	}
}

// TestNoLetterForACompanyThatNobodyConfirmed: its links are in the answer, and
// the operator's mail server does not even hear of it.
func TestNoLetterForACompanyThatNobodyConfirmed(t *testing.T) {
	server, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	var calls atomic.Int32
	go func() {
		for {
			caller, err := server.Accept()
			if err != nil {
				return
			}
			calls.Add(1)
			_ = caller.Close()
		}
	}()
	s := config.Settings{Data: private(t)}
	r := serve(t, func(o *config.Settings) {
		o.Data, o.SMTP, o.MailFrom = s.Data, "smtp://"+server.Addr().String(), "register@voorbeeld.example"
	})
	nora := visit(t, r)
	nora.signIn(t, "POST", "/api/v1/companies",
		`{"number":"0000000592","name":"win.example/now","user":{"name":"Nora Nieuwmans","login":"nora","password":"een lang geheim 7"}}`)
	invite := func(n int) api.Invited {
		return told[api.Invited](t, nora.do(t, "POST", "/api/v1/users", fmt.Sprintf(`{"name":"Collega %d","email":"victim@voorbeeld.example","entitlements":[]}`, n)))
	}
	for n := range 150 {
		if i := invite(n); i.Sent || !strings.Contains(i.Link, "/link#") {
			t.Fatalf("%+v", i)
		}
	}
	if n := calls.Load(); n != 0 {
		t.Errorf("the mail server was called %d times", n)
	}
	if err := admin.ConfirmCompany(t.Context(), s, "0000000592"); err != nil {
		t.Fatal(err)
	}
	if i := invite(150); i.Sent || i.Link == "" || calls.Load() == 0 { // it hangs up: handed over again
		t.Errorf("%+v, called %d times", i, calls.Load())
	}
}

// TestTheCookieIsSecureWhateverTheCertificate: also with one that nobody vouches
// for.
func TestTheCookieIsSecureWhateverTheCertificate(t *testing.T) {
	origin := start(t, config.Settings{Addr: "127.0.0.1:0", Data: t.TempDir(), Demo: true, TLS: "self-signed", LogLevel: "error"})
	client := http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS12},
	}}
	answer, err := client.Post(origin+"/api/v1/sessions", "application/json", strings.NewReader(fmt.Sprintf(`{"login":"manager","password":%q}`, demo.Password)))
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	if set := answer.Header.Get("Set-Cookie"); answer.StatusCode != 201 || !strings.Contains(set, "Secure") {
		t.Errorf("%s, %s", answer.Status, set)
	}
	if age := answer.Header.Get("Strict-Transport-Security"); age != "" {
		t.Errorf("browsers are told to insist on a certificate that nobody vouches for: %s", age)
	}
}
