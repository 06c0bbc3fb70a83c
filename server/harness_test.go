package server_test

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"ciaw/api"
	"ciaw/server"
	"ciaw/server/checkin"
	"ciaw/server/config"
)

// demoNumber begins every Limosa number of the demo. It is long enough that no
// time, port or random id holds it by chance.
const demoNumber = "2491000000000"

// running is a register that runs for a test, as `ciaw serve` would.
type running struct {
	*api.ClientWithResponses
	origin string
	demo   api.Demo
}

// serve runs a register with demo data until the test ends.
func serve(t *testing.T, change ...func(*config.Settings)) running {
	t.Helper()
	s := config.Settings{Addr: "127.0.0.1:0", Data: t.TempDir(), Demo: true, TLS: "off", LogLevel: "error"}
	for _, c := range change {
		c(&s)
	}
	return connect(t, start(t, s))
}

// start runs a register until the test ends and returns its origin.
func start(t *testing.T, s config.Settings) string {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	ready, done := make(chan string, 1), make(chan error, 1)
	go func() { done <- server.Run(ctx, s, func(origin string) { ready <- origin }) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("stop: %v", err)
		}
	})
	select {
	case origin := <-ready:
		return origin
	case err := <-done:
		done <- nil
		t.Fatal(err)
	case <-time.After(20 * time.Second):
		t.Fatal("not ready within 20 s")
	}
	return ""
}

// freeAddress returns an address that nobody listens on.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return l.Addr().String()
}

// metrics reads the metrics that are served there.
func metrics(t *testing.T, addr string) string {
	t.Helper()
	answer, err := http.Get("http://" + addr + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("metrics: %s, %v", answer.Status, err)
	}
	return string(text)
}

func connect(t *testing.T, origin string) running {
	t.Helper()
	client, err := api.NewClientWithResponses(origin, api.WithHTTPClient(&http.Client{Timeout: 30 * time.Second}))
	if err != nil {
		t.Fatal(err)
	}
	r := running{ClientWithResponses: client, origin: origin}
	answer, err := client.GetDemoWithResponse(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if answer.JSON200 != nil {
		r.demo = *answer.JSON200
	}
	return r
}

// phone is a device: it makes its own ids and has one secret.
type phone struct {
	running
	t      *testing.T
	secret string
}

func newPhone(t *testing.T, r running) phone {
	t.Helper()
	return phone{r, t, random(32)}
}

// equal fails unless a fact is what it should be, and says which one is not.
func equal[T comparable](t *testing.T, fact string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %v, want %v", fact, got, want)
	}
}

// random returns that many random bytes in base64url.
func random(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails
	return base64.RawURLEncoding.EncodeToString(b)
}

// registration is what the phone sends for the n-th L1 at the first poster.
func (p phone) registration(n int) api.NewPresence {
	return api.NewPresence{
		Worker: api.NewWorker{Limosa: p.demo.Limosa[n]}, Poster: p.demo.Posters[0].Code,
		CapturedAt: time.Now().UTC(), Secret: p.secret,
	}
}

// put sends a registration and returns the answer, whatever it is.
func (p phone) put(id string, body api.NewPresence) *api.PutPresenceResponse {
	p.t.Helper()
	answer, err := p.PutPresenceWithResponse(p.t.Context(), id, body)
	if err != nil {
		p.t.Fatal(err)
	}
	return answer
}

// register sends a registration that must be added.
func (p phone) register(id string, body api.NewPresence) api.Presence {
	p.t.Helper()
	answer := p.put(id, body)
	if answer.JSON201 == nil {
		p.t.Fatalf("%s: %s", answer.HTTPResponse.Status, answer.Body)
	}
	return *answer.JSON201
}

// raw is any request, well formed or not.
type raw struct{ method, path, kind, body string }

// send sends any request and returns the answer and its body.
func (r running) send(t *testing.T, what raw) (*http.Response, string) {
	t.Helper()
	return r.sendWith(t, what, "Accept", "application/json")
}

// problem reads a problem document and fails unless the answer is one.
func problem(t *testing.T, answer *http.Response, body string) api.Problem {
	t.Helper()
	var p api.Problem
	err := json.Unmarshal([]byte(body), &p)
	if err != nil || answer.Header.Get("Content-Type") != "application/problem+json" || p.Status != answer.StatusCode || p.Code == "" {
		t.Errorf("%s is no problem document: %v %s", answer.Status, err, body)
	}
	return p
}

// sendWith sends any request with one more header.
func (r running) sendWith(t *testing.T, what raw, header, value string) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), what.method, r.origin+what.path, strings.NewReader(what.body))
	if err != nil {
		t.Fatal(err)
	}
	if what.kind != "" {
		request.Header.Set("Content-Type", what.kind)
	}
	request.Header.Set(header, value)
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer, string(text)
}

// yesterday is the day before this one in Brussels.
func yesterday() string { return checkin.DayOf(time.Now()).Add(-1).String() }
