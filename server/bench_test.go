package server_test

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ciaw/server"
	"ciaw/server/checkin"
	"ciaw/server/config"
	"ciaw/server/demo"
)

// BenchmarkRegister measures whole registrations over HTTP, each durable when
// it is answered, beside an endpoint that does nothing: compare the two of one
// run, not runs of two machines.
func BenchmarkRegister(b *testing.B) {
	ctx, stop := context.WithCancel(context.Background())
	ready, done := make(chan string, 1), make(chan error, 1)
	s := config.Settings{Addr: "127.0.0.1:0", Data: b.TempDir(), Demo: true, TLS: "off", LogLevel: "error"}
	go func() { done <- server.Run(ctx, s, func(origin string) { ready <- origin }) }()
	origin := <-ready
	b.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			b.Error(err)
		}
	})
	code := demo.Workplaces(checkin.DayOf(time.Now()))[0].Posters[0].Code.String()
	for _, clients := range []int{1, 16, 64} {
		b.Run(fmt.Sprintf("presence/clients=%d", clients), func(b *testing.B) {
			together(b, clients, func() (*http.Request, error) {
				body := fmt.Sprintf(`{"worker":{"limosa":%q},"poster":%q,"capturedAt":%q,"secret":%q}`,
					anyLimosa(), code, time.Now().UTC().Format(time.RFC3339), random(32))
				r, err := http.NewRequest(http.MethodPut, origin+"/api/v1/presences/"+random(16), strings.NewReader(body))
				if err == nil {
					r.Header.Set("Content-Type", "application/json")
				}
				return r, err
			})
		})
		b.Run(fmt.Sprintf("nothing/clients=%d", clients), func(b *testing.B) {
			together(b, clients, func() (*http.Request, error) {
				return http.NewRequest(http.MethodGet, origin+"/healthz", nil)
			})
		})
	}
}

// together sends b.N requests from that many clients at once.
func together(b *testing.B, clients int, next func() (*http.Request, error)) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}}
	defer client.CloseIdleConnections()
	var left atomic.Int64
	left.Store(int64(b.N))
	var group sync.WaitGroup
	b.ResetTimer()
	for range clients {
		group.Go(func() {
			for left.Add(-1) >= 0 {
				r, err := next()
				if err != nil {
					b.Error(err)
					return
				}
				answer, err := client.Do(r)
				if err != nil {
					b.Error(err)
					return
				}
				_, _ = io.Copy(io.Discard, answer.Body)
				if err := answer.Body.Close(); err != nil || answer.StatusCode >= 300 {
					b.Errorf("%s, %v", answer.Status, err)
					return
				}
			}
		})
	}
	group.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "requests/s")
}

// anyLimosa returns a random number with fitting check digits.
func anyLimosa() string {
	n := 24_910_000_000_000_000 + rand.Int64N(9_000_000_000_000)
	return fmt.Sprint(n - n%97 + 1)
}
