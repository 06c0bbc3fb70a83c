package server_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"ciaw/api"
	"ciaw/server/demo"
)

// browser is somebody at a browser: it keeps the cookie and shows the token.
type browser struct {
	running
	http  http.Client
	token string
	agent string // what it says of itself; "" is Go's
	me    api.Me
}

// reply is an answer that was read to its end.
type reply struct {
	status int
	header http.Header
	body   string
}

// visit returns a browser that nobody has signed in with.
func visit(t *testing.T, r running) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &browser{running: r, http: http.Client{Jar: jar, Timeout: 30 * time.Second}}
}

// as returns a browser of a user of the demo, by role.
func as(t *testing.T, r running, role string) *browser {
	t.Helper()
	b := visit(t, r)
	b.signIn(t, "POST", "/api/v1/sessions", fmt.Sprintf(`{"login":%q,"password":%q}`, role, demo.Password))
	return b
}

// do sends a request; a body is sent as JSON.
func (b *browser) do(t *testing.T, method, path, body string) reply {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, b.origin+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	if b.agent != "" {
		request.Header.Set("User-Agent", b.agent)
	}
	if b.token != "" {
		request.Header.Set("Authorization", "Bearer "+b.token)
	}
	answer, err := b.http.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{answer.StatusCode, answer.Header, string(text)}
}

// signIn sends a request that begins or renews a session.
func (b *browser) signIn(t *testing.T, method, path, body string) {
	t.Helper()
	in := told[api.SignedIn](t, b.do(t, method, path, body))
	b.token, b.me = in.AccessToken, in.Me
}

// cookie returns the renewal cookie.
func (b *browser) cookie(t *testing.T) *http.Cookie {
	t.Helper()
	at, err := url.Parse(b.origin + "/api/v1/sessions/renewal")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range b.http.Jar.Cookies(at) {
		return c
	}
	t.Fatal("there is no cookie")
	return nil
}

// told reads an answer that must be a success.
func told[V any](t *testing.T, r reply) V {
	t.Helper()
	var v V
	if err := json.Unmarshal([]byte(r.body), &v); err != nil || r.status >= 300 {
		t.Fatalf("%d %s: %v", r.status, r.body, err)
	}
	return v
}

// refused fails unless the answer is a problem with that status and code.
func refused(t *testing.T, r reply, status int, code string) {
	t.Helper()
	var p api.Problem
	if err := json.Unmarshal([]byte(r.body), &p); err != nil || r.status != status || p.Code != code {
		t.Errorf("%d %s, want %d %s", r.status, r.body, status, code)
	}
}

// place is the first workplace of the demo.
func (r running) place() string { return r.demo.Posters[0].Workplace }

// presence is a registration by a user: whom, at the first workplace, today.
func (r running) presence(worker string) string {
	return fmt.Sprintf(`{"worker":%s,"poster":%q,"capturedAt":%q}`, worker, r.demo.Posters[0].Code, time.Now().UTC().Format(time.RFC3339))
}
