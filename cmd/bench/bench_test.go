package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// TestTheClientReadsEveryKindOfAnswer sends several requests over one
// connection: whatever is left unread would spoil the next answer.
func TestTheClientReadsEveryKindOfAnswer(t *testing.T) {
	long := strings.Repeat("presence ", 5000)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/empty":
			w.WriteHeader(http.StatusNoContent)
		case "/short":
			w.WriteHeader(http.StatusCreated)
			fmt.Fprintf(w, "%s %s", r.Header.Get("Presence-Secret"), r.Method)
		case "/chunked":
			fmt.Fprintf(w, "%s", long)
			_ = http.NewResponseController(w).Flush()
			fmt.Fprintf(w, "end")
		}
	}))
	defer s.Close()
	c, err := dial(strings.TrimPrefix(s.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	for range 2 {
		for _, test := range []struct {
			wire   []byte
			status int
			body   string
		}{
			{wire("GET", "/empty", ""), 204, ""},
			{wire("PUT", "/short", "{}", "Presence-Secret: x"), 201, "x PUT"},
			{wire("GET", "/chunked", ""), 200, long + "end"},
		} {
			status, err := c.do(test.wire)
			if err != nil || status != test.status || string(c.body) != test.body {
				t.Errorf("%.20s: %d, %d bytes, %v", test.wire, status, len(c.body), err)
			}
		}
	}
}

// TestAnOpenLoopCannotHideAStall has a server that stops once: requests that
// were due meanwhile have waited, although they were sent later.
func TestAnOpenLoopCannotHideAStall(t *testing.T) {
	const stall = 300 * time.Millisecond
	begun := time.Now()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		time.Sleep(time.Until(begun.Add(stall)))
		w.WriteHeader(http.StatusNoContent)
	}))
	defer s.Close()
	l := load{
		addr: strings.TrimPrefix(s.URL, "http://"), targets: some(1, nothing{}.one), around: true,
		clients: 1, lasts: 2 * stall, pace: 100,
	}
	got, err := l.send(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got.good < 59 || got.good > 61 || got.bad != 0 {
		t.Errorf("%d good, %d bad of 60", got.good, got.bad)
	}
	if p := got.wait(0.75); p < 50 {
		t.Errorf("a quarter waited longer than %.0f ms only", p)
	}
}

func TestARefusalIsNoRegistration(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusCreated)
		if strings.HasSuffix(r.URL.Path, "/presences") {
			fmt.Fprintf(w, `{"items":[{"added":true},{"added":false}]}`)
		}
	}))
	defer s.Close()
	l := load{addr: strings.TrimPrefix(s.URL, "http://"), clients: 1, lasts: time.Minute}
	o := newOurs([]string{"0000-0000-0000"}, place{})
	l.now = o.now
	two := o.many(2)
	two.status = http.StatusCreated
	l.targets = []target{o.one(), o.view(o.one()), two}
	got, err := l.send(t.Context())
	if err != nil || got.good != 1 || got.bad != 2 {
		t.Errorf("%d good, %d bad, %v: one was registered, one has the wrong status, one lacks an item", got.good, got.bad, err)
	}
}

func TestRatiosAreOfTheSameRound(t *testing.T) {
	r := results{}
	for i, v := range []float64{100, 10, 1000} { // the machine was slow in the second round
		r.add("a", "rate", v*4)
		r.add("b", "rate", v*[]float64{1, 2, 1}[i])
	}
	if ratio, ok := r.ratio("a", "b", "rate"); !ok || ratio != 4 {
		t.Errorf("ratio %v", ratio)
	}
	if _, ok := r.ratio("a", "none", "rate"); ok {
		t.Error("a ratio to nothing")
	}
	if m, _ := median([]float64{3, 1, 2, 10}); m != 2.5 {
		t.Errorf("median %v", m)
	}
}

// TestIDsAreOfTheMomentTheyAreSent stamps requests of either language.
func TestIDsAreOfTheMomentTheyAreSent(t *testing.T) {
	later := time.Now().Add(time.Hour)
	for name, l := range map[string]language{"ours": newOurs([]string{"0000-0000-0000"}, place{}), "theirs": theirs{}} {
		for _, target := range []target{l.one(), l.other(), l.many(3)} {
			before := string(target.wire)
			target.stamp(l.now(later))
			after := string(target.wire)
			if n := strings.Count(after, l.now(later)); n != len(target.ids) || n == 0 || len(after) != len(before) || after == before {
				t.Errorf("%s: %d of %d ids are stamped", name, n, len(target.ids))
			}
			if view := string(l.view(target).wire); !strings.Contains(view, l.now(later)) {
				t.Errorf("%s: reads another than it sent: %s", name, view)
			}
		}
	}
}
