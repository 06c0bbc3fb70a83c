package server_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"ciaw/server"
	"ciaw/server/config"
)

func TestTheLogNamesNobody(t *testing.T) {
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	stderr := os.Stderr
	os.Stderr = write
	t.Cleanup(func() { os.Stderr = stderr })
	text := make(chan string)
	go func() {
		all, _ := io.ReadAll(read)
		text <- string(all)
	}()
	var p phone
	which := random(16)
	t.Run("a day's work", func(t *testing.T) {
		p = newPhone(t, serve(t, func(s *config.Settings) { s.LogLevel = "debug" }))
		p.register(which, p.registration(0))
		p.put("none", p.registration(0))
		p.send(t, raw{"GET", "/api/v1/presences/" + which, "", ""})
		p.send(t, raw{"POST", "/api/v1/scans", "text/plain", p.demo.Limosa[0]})
		p.send(t, raw{"PUT", "/api/v1/presences/24910158641968060", "application/json", "{24910158641968060"})
	})
	if err := write.Close(); err != nil {
		t.Fatal(err)
	}
	log := <-text
	if !strings.Contains(log, `"route":"/api/v1/presences/:id"`) {
		t.Errorf("requests are not logged: %s", log)
	}
	for _, secret := range []string{demoNumber, "24910158641968060", p.secret, which, p.demo.Posters[0].Code, "127.0.0.1\"}"} {
		if strings.Contains(log, secret) {
			t.Errorf("the log holds %s", secret)
		}
	}
}

func TestStoppingLetsTheLastOneFinish(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ready, done := make(chan string, 1), make(chan error, 1)
	s := config.Settings{Addr: "127.0.0.1:0", Data: t.TempDir(), Demo: true, TLS: "off", LogLevel: "error"}
	go func() { done <- server.Run(ctx, s, func(origin string) { ready <- origin }) }()
	r := connect(t, <-ready)
	connection, err := net.Dial("tcp", strings.TrimPrefix(r.origin, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	body := fmt.Sprintf(`{"worker":{"limosa":%q},"poster":%q,"capturedAt":%q,"secret":%q}`,
		r.demo.Limosa[0], r.demo.Posters[0].Code, time.Now().UTC().Format(time.RFC3339), random(32))
	send := func(text string) {
		if _, err := io.WriteString(connection, text); err != nil {
			t.Error(err)
		}
	}
	send(fmt.Sprintf("PUT /api/v1/presences/%s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n",
		random(16), len(body)))
	answers := bufio.NewReader(connection)
	waits, err := http.ReadResponse(answers, nil) // the handler has begun to read
	if err != nil || waits.StatusCode != http.StatusContinue {
		t.Fatalf("%v, %v", waits, err)
	}
	send(body[:10])
	stop()
	untilNobodyListens(t, connection.RemoteAddr().String())
	send(body[10:])
	answer, err := http.ReadResponse(answers, nil)
	if err != nil || answer.StatusCode != http.StatusCreated {
		t.Errorf("%v, %v", answer, err)
	}
	if err := <-done; err != nil {
		t.Errorf("stopped with %v", err)
	}
}

// untilNobodyListens waits until an address takes no more connections: a server
// that stops closes it first.
func untilNobodyListens(t *testing.T, address string) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		connection, err := net.Dial("tcp", address)
		if err != nil {
			return
		}
		_ = connection.Close()
	}
	t.Fatal("it still listens after 20 s")
}
