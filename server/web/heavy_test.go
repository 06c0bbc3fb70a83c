package web_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"runtime"
	"strings"
	"testing"
	"time"

	"ciaw/server/scan"
	"ciaw/server/web"
)

// slow is a reader of pictures that takes as long as the test wants.
type slow struct {
	begun chan struct{}
	ended chan error // of the context of who left
	end   chan struct{}
}

func newSlow() slow { return slow{make(chan struct{}, 99), make(chan error, 99), make(chan struct{})} }

// Read waits until it may end, or until nobody waits for it.
func (s slow) Read(ctx context.Context, _ []byte) ([]scan.Code, error) {
	s.begun <- struct{}{}
	select {
	case <-s.end:
		return []scan.Code{{Text: "read"}}, nil
	case <-ctx.Done():
		s.ended <- ctx.Err()
		return nil, ctx.Err()
	}
}

// served serves a register with that reader, and believes whoever says for whom
// it asks.
func served(t *testing.T, s slow) string {
	t.Helper()
	o := options()
	o.Registers[0].Reader = s
	o.Trusted = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	site, _ := web.New(o)
	server := httptest.NewServer(site)
	t.Cleanup(server.Close)
	return server.URL
}

// send sends a picture from an address.
func send(ctx context.Context, origin, from, kind string) (*http.Response, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, origin+"/api/v1/scans", strings.NewReader("a picture"))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", kind)
	r.Header.Set("X-Forwarded-For", from)
	answer, err := http.DefaultClient.Do(r)
	if err == nil {
		_ = answer.Body.Close()
	}
	return answer, err
}

func TestAnAddressHasOneSlotAndOneWaitingPlace(t *testing.T) {
	s := newSlow()
	origin := served(t, s)
	answers := make(chan int)
	ask := func(from string) {
		answer, err := send(t.Context(), origin, from, "image/jpeg")
		if err != nil {
			t.Error(err)
			answers <- 0
			return
		}
		if answer.StatusCode == http.StatusServiceUnavailable && answer.Header.Get("Retry-After") != "2" {
			t.Errorf("Retry-After: %q", answer.Header.Get("Retry-After"))
		}
		answers <- answer.StatusCode
	}
	for range 5 {
		go ask("192.0.2.1")
	}
	for range 3 { // one is read, one waits
		if got := <-answers; got != http.StatusServiceUnavailable {
			t.Errorf("more than an address may: %d", got)
		}
	}
	<-s.begun
	go ask("192.0.2.2")
	if text, err := send(t.Context(), origin, "192.0.2.1", "text/plain"); err != nil || text.StatusCode != http.StatusOK {
		t.Errorf("a text is no picture: %+v, %v", text, err)
	}
	close(s.end)
	for range 3 {
		if got := <-answers; got != http.StatusOK {
			t.Errorf("with a place: %d", got)
		}
	}
}

// TestWorkOutlastsTheReadingOfItsBody: the time that a body may take to come is
// none of the work's.
func TestWorkOutlastsTheReadingOfItsBody(t *testing.T) {
	if testing.Short() {
		t.Skip("takes six seconds")
	}
	s := newSlow()
	origin := served(t, s)
	time.AfterFunc(6*time.Second, func() { close(s.end) })
	if answer, err := send(t.Context(), origin, "192.0.2.1", "image/jpeg"); err != nil || answer.StatusCode != http.StatusOK {
		t.Errorf("%+v, %v", answer, err)
	}
}

func TestWorkEndsWhenNobodyWaitsForIt(t *testing.T) {
	s := newSlow()
	origin := served(t, s)
	ctx, leave := context.WithCancel(t.Context())
	go func() {
		<-s.begun
		leave()
	}()
	if _, err := send(ctx, origin, "192.0.2.1", "image/jpeg"); err == nil {
		t.Error("an answer to nobody")
	}
	if err := <-s.ended; err == nil {
		t.Error("the work went on")
	}
}

// TestWhoIsRefusedEarlyHearsIt sends pictures that nobody begins to read. If the
// connection broke while they were sent, a phone would believe that there is no
// network.
func TestWhoIsRefusedEarlyHearsIt(t *testing.T) {
	s := newSlow()
	defer close(s.end)
	origin := served(t, s)
	go func() { _, _ = send(t.Context(), origin, "192.0.2.9", "image/jpeg") }()
	<-s.begun
	go func() { _, _ = send(t.Context(), origin, "192.0.2.9", "image/jpeg") }() // waits
	for what, c := range map[string]struct {
		from   string
		length int
		want   int
	}{
		"no place":  {"192.0.2.9", 4_000_000, http.StatusServiceUnavailable},
		"too large": {"192.0.2.1", 13 << 20, http.StatusRequestEntityTooLarge},
	} {
		for _, chunked := range []bool{false, true} {
			answer := sendSlowly(t, origin, picture{from: c.from, length: c.length, chunked: chunked})
			if answer.StatusCode != c.want {
				t.Errorf("%s: %s", what, answer.Status)
			}
			if chunked && !answer.Close {
				t.Errorf("%s: the connection stays open after chunks", what)
			}
		}
	}
}

// picture is one to send.
type picture struct {
	from    string
	length  int
	chunked bool
}

// sendSlowly sends a picture as a phone would: a server that closes waits half a
// second.
func sendSlowly(t *testing.T, origin string, p picture) *http.Response {
	t.Helper()
	connection, err := net.Dial("tcp", strings.TrimPrefix(origin, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = connection.Close() }()
	head := fmt.Sprintf("POST /api/v1/scans HTTP/1.1\r\nHost: x\r\nContent-Type: image/jpeg\r\nX-Forwarded-For: %s\r\n", p.from)
	rest := strings.Repeat("x", p.length)
	if p.chunked {
		rest = head + fmt.Sprintf("Transfer-Encoding: chunked\r\n\r\n%x\r\n", p.length) + rest + "\r\n0\r\n\r\n"
	} else {
		rest = head + fmt.Sprintf("Content-Length: %d\r\n\r\n", p.length) + rest
	}
	for ; err == nil && rest != ""; rest = rest[min(len(rest), 256<<10):] {
		_, err = io.WriteString(connection, rest[:min(len(rest), 256<<10)])
		time.Sleep(15 * time.Millisecond)
	}
	if err != nil {
		t.Fatalf("while sending: %v", err)
	}
	answer, err := http.ReadResponse(bufio.NewReader(connection), nil)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// TestALengthIsNotBelieved: nothing is set aside for bytes that have not come.
func TestALengthIsNotBelieved(t *testing.T) {
	e, _ := web.New(options())
	r := httptest.NewRequest(http.MethodPost, "/api/v1/presences", strings.NewReader("{"))
	r.Header.Set("Content-Type", "application/json")
	r.ContentLength = 800_000
	w := httptest.NewRecorder()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	e.ServeHTTP(w, r)
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; w.Code != http.StatusBadRequest || took > 400_000 {
		t.Errorf("%d, after %d bytes", w.Code, took)
	}
}
