package server

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ciaw/api"
	"ciaw/server/config"
	"ciaw/server/id"
	"ciaw/server/registration"
	"ciaw/server/web"
	"ciaw/static"
)

// twoRegisters serves a register and a simulation of it in one process.
func twoRegisters(t *testing.T) string {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	site := web.Options{App: static.App(), Log: log}
	server := httptest.NewUnstartedServer(nil)
	_, port, _ := net.SplitHostPort(server.Listener.Addr().String())
	origin := "http://localhost:" + port // passkeys want a name
	for _, prefix := range []string{"", "/simulation"} {
		s := config.Settings{Data: t.TempDir(), Demo: true, OpenCompanies: true, Simulation: prefix != "", Limits: 1}
		r, err := newRegister(t.Context(), s, mounting{origin: origin, prefix: prefix, log: log})
		if err != nil {
			t.Fatal(err)
		}
		stop := r.run(context.WithoutCancel(t.Context()))
		t.Cleanup(func() {
			stop()
			if err := r.store.Close(); err != nil {
				t.Error(err)
			}
		})
		site.Registers = append(site.Registers, r.served)
	}
	handler, metrics := web.New(site)
	server.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/metrics") {
			metrics.ServeHTTP(w, r)
			return
		}
		handler.ServeHTTP(w, r)
	})
	server.Start()
	t.Cleanup(server.Close)
	return origin
}

// TestNoPairOfNetworksUsesUpADay holds that the receipt numbers of a day are for
// everybody.
func TestNoPairOfNetworksUsesUpADay(t *testing.T) {
	rule := limits(1)[registration.ByDay]
	if most := float64(rule.Burst) + rule.PerSecond*25*3600; rule.PerSecond <= 0 || 4*most > id.MaxReceiptsPerDay {
		t.Errorf("a network may take %.0f numbers of %d a day", most, id.MaxReceiptsPerDay)
	}
}

// ask sends JSON and reads the answer into a value.
func ask(t *testing.T, request *http.Request, into any) *http.Response {
	t.Helper()
	request.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	if into != nil {
		if err := json.Unmarshal(text, into); err != nil {
			t.Fatalf("%s: %s: %v", request.URL, text, err)
		}
	}
	return answer
}

func newRequest(t *testing.T, method, url string, body any) *http.Request {
	t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(t.Context(), method, url, bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return request
}

// TestTwoRegistersLiveInOneProcess registers the same id in both: each has its
// own numbers, its own owners and sessions, and what one knows the other does
// not.
func TestTwoRegistersLiveInOneProcess(t *testing.T) {
	origin := twoRegisters(t)
	const which, secret = "AZqvB5_-cAGAAAAAAAAAAQ", "a secret of 22 letters and more"
	for _, prefix := range []string{"", "/simulation"} {
		base := origin + prefix
		var demo api.Demo
		ask(t, newRequest(t, "GET", base+"/api/v1/demo", nil), &demo)
		var p api.Presence
		answer := ask(t, newRequest(t, "PUT", base+"/api/v1/presences/"+which, api.NewPresence{
			Worker: api.NewWorker{Limosa: demo.Limosa[0]}, Poster: demo.Posters[0].Code, CapturedAt: time.Now(), Secret: secret,
		}), &p)
		if answer.StatusCode != http.StatusCreated {
			t.Fatalf("%s: %s", base, answer.Status)
		}
		if simulated := strings.HasPrefix(p.ReceiptNumber, "9"); simulated != (prefix != "") {
			t.Errorf("%s: receipt number %s", base, p.ReceiptNumber)
		}
		for path, want := range map[string]int{"/readyz": 204, "/metrics": 200, "/.well-known/jwks.json": 200, "/api/v1/openapi.yaml": 200, "/api/v1/none": 404} {
			if got := ask(t, newRequest(t, "GET", base+path, nil), nil); got.StatusCode != want {
				t.Errorf("%s%s: %s, want %d", base, path, got.Status, want)
			}
		}
	}
	root, simulation := signIn(t, origin), signIn(t, origin+"/simulation")
	for token, bases := range map[string][2]string{root: {origin, origin + "/simulation"}, simulation: {origin + "/simulation", origin}} {
		for i, want := range []int{http.StatusOK, http.StatusUnauthorized} {
			request := newRequest(t, "GET", bases[i]+"/api/v1/me", nil)
			request.Header.Set("Authorization", "Bearer "+token)
			if got := ask(t, request, nil); got.StatusCode != want {
				t.Errorf("%s: %s, want %d", request.URL, got.Status, want)
			}
		}
	}
}

// signIn returns an access token of the demo's manager, and looks where the
// cookie goes.
func signIn(t *testing.T, base string) string {
	t.Helper()
	var demo api.Demo
	ask(t, newRequest(t, "GET", base+"/api/v1/demo", nil), &demo)
	var in api.SignedIn
	answer := ask(t, newRequest(t, "POST", base+"/api/v1/sessions", api.NewSession{Login: demo.Users[0].User, Password: demo.Users[0].Password}), &in)
	path := strings.TrimPrefix(base, "http://")
	path = path[strings.Index(path+"/", "/"):] + "/api/v1/sessions"
	if cookie := answer.Header.Get("Set-Cookie"); !strings.Contains(cookie, fmt.Sprintf("Path=%s;", path)) {
		t.Errorf("cookie %q, want the path %s", cookie, path)
	}
	return in.AccessToken
}
