package crashtest_test

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	mathrand "math/rand/v2"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/demo"
)

// wish is one presence that a phone wants registered, and what it was told.
type wish struct {
	id, secret string
	body       []byte

	mu        sync.Mutex
	receipt   string // "" until the register answered
	queued    bool   // taken in, and no authority has given a number
	undo      bool   // asked for
	undone    bool   // and acknowledged
	confirmed bool   // compared with the register since the last answer
}

// reply is an answer of the register; 0 means that there was none.
type reply struct {
	status        int
	after         string // Retry-After
	ReceiptNumber string
	State         string
	Code          string
	took          time.Duration
}

// crowd is many phones at once, and all that they asked for.
type crowd struct {
	t      *testing.T
	client *http.Client
	poster string
	office string                   // where in and out are registered
	origin atomic.Pointer[[]string] // of the registers that can be asked

	mu     sync.Mutex
	wishes []*wish

	acknowledged atomic.Int64
	failures     atomic.Int64 // 5xx
	stop         chan struct{}
	phones       sync.WaitGroup
}

func newCrowd(t *testing.T, origins ...string) *crowd {
	workplaces := demo.Workplaces(checkin.DayOf(time.Now()))
	c := &crowd{
		t: t, poster: workplaces[0].Posters[0].Code.String(), office: workplaces[2].Posters[0].Code.String(),
		client: &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 4096}},
	}
	c.at(origins...)
	t.Cleanup(c.client.CloseIdleConnections)
	return c
}

// at says which registers to ask from now on.
func (c *crowd) at(origins ...string) { c.origin.Store(&origins) }

func random(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails
	return base64.RawURLEncoding.EncodeToString(b)
}

// limosa returns one of n numbers with fitting check digits.
func limosa(n int64) string {
	number := 24_910_000_000_000_000 + mathrand.Int64N(n)*97
	return fmt.Sprint(number - number%97 + 1)
}

// wish makes a new one: for the day, in or out. A few persons come often, so that
// duplicates do too.
func (c *crowd) wish() *wish {
	persons := int64(1_000_000_000)
	if mathrand.IntN(8) == 0 {
		persons = 20
	}
	w := &wish{id: random(16), secret: random(32)}
	body := map[string]any{
		"worker": map[string]string{"limosa": limosa(persons)}, "poster": c.poster,
		"capturedAt": time.Now().UTC().Format(time.RFC3339), "secret": w.secret,
	}
	if direction := mathrand.IntN(6); direction < 2 {
		body["poster"], body["direction"] = c.office, []string{"in", "out"}[direction]
	}
	w.body, _ = json.Marshal(body) // strings only: cannot fail
	c.mu.Lock()
	defer c.mu.Unlock()
	c.wishes = append(c.wishes, w)
	return w
}

// all returns every wish so far.
func (c *crowd) all() []*wish {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]*wish(nil), c.wishes...)
}

// ask sends a request to one of the registers.
func (c *crowd) ask(method, path string, w *wish, body []byte) reply {
	origins := *c.origin.Load()
	origin := origins[mathrand.IntN(len(origins))]
	request, err := http.NewRequest(method, origin+"/api/v1/presences/"+w.id+path, bytes.NewReader(body))
	if err != nil {
		c.t.Error(err)
		return reply{}
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Presence-Secret", w.secret)
	began := time.Now()
	answer, err := c.client.Do(request)
	if err != nil {
		return reply{took: time.Since(began)}
	}
	defer answer.Body.Close()
	r := reply{status: answer.StatusCode, after: answer.Header.Get("Retry-After")}
	text, err := io.ReadAll(answer.Body)
	if err != nil || json.Unmarshal(text, &r) != nil {
		return reply{took: time.Since(began)} // cut off in the middle: not an answer
	}
	r.took = time.Since(began)
	if r.status >= 500 {
		c.failures.Add(1)
	}
	return r
}

// put registers a wish, for the first time or again, and notes its receipt.
// Two answers about one wish must agree.
func (c *crowd) put(w *wish) reply {
	r := c.ask(http.MethodPut, "", w, w.body)
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case r.status == 0 || r.status >= 500:
	case r.State == string(checkin.Queued) && w.receipt == "":
		if !w.queued {
			w.queued = true
			c.acknowledged.Add(1)
		}
	case r.State == string(checkin.Cancelled) && w.undo && r.ReceiptNumber == "": // before any authority heard of it
	case r.status != http.StatusOK && r.status != http.StatusCreated || r.ReceiptNumber == "":
		c.t.Errorf("presence %s: %d %s", w.id, r.status, r.Code)
	case w.receipt == "":
		w.receipt, w.confirmed = r.ReceiptNumber, false
		if !w.queued {
			c.acknowledged.Add(1)
		}
	case w.receipt != r.ReceiptNumber:
		c.t.Errorf("presence %s has receipts %s and %s", w.id, w.receipt, r.ReceiptNumber)
	case r.status == http.StatusCreated:
		c.t.Errorf("presence %s was added twice", w.id)
	}
	return r
}

// cancel withdraws a wish that was acknowledged.
func (c *crowd) cancel(w *wish) reply {
	w.mu.Lock()
	w.undo, w.confirmed = true, false
	w.mu.Unlock()
	r := c.ask(http.MethodPost, "/cancellation", w, []byte(`{"reason":"PLANNING"}`))
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case r.status == http.StatusOK && r.State == string(checkin.Cancelled):
		w.undone = true
	case r.status == 0 || r.status >= 500:
	default:
		c.t.Errorf("cancel %s: %d %s %s", w.id, r.status, r.State, r.Code)
	}
	return r
}

// come lets n phones register until leave is called: mostly once, sometimes
// again, sometimes to think better of it.
func (c *crowd) come(n int) {
	c.stop = make(chan struct{})
	for range n {
		c.phones.Go(c.phone)
	}
}

// leave returns when every phone has its last answer, or none.
func (c *crowd) leave() {
	close(c.stop)
	c.phones.Wait()
}

func (c *crowd) phone() {
	for {
		select {
		case <-c.stop:
			return
		default:
		}
		w := c.wish()
		r := c.put(w)
		if r.status == 0 || r.status >= 500 {
			time.Sleep(30 * time.Millisecond)
			continue
		}
		switch mathrand.IntN(16) {
		case 0:
			c.put(w)
		case 1:
			c.cancel(w)
		}
	}
}

// await waits until so many more were acknowledged.
func (c *crowd) await(more int64) {
	c.t.Helper()
	want := c.acknowledged.Load() + more
	for end := time.Now().Add(30 * time.Second); c.acknowledged.Load() < want; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			c.t.Fatalf("only %d more receipts within 30 s, want %d", c.acknowledged.Load()-want+more, more)
		}
	}
}
