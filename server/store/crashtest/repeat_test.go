package crashtest_test

import (
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
)

func TestTenThousandPostsOfOneIdAreOneReceipt(t *testing.T) {
	t.Parallel()
	for name, p := range map[string]func(t *testing.T) plan{
		"SQLite": func(t *testing.T) plan { return plan{data: t.TempDir()} },
		"PostgreSQL": func(t *testing.T) plan {
			_, url := postgres(t)
			return plan{data: t.TempDir(), database: url}
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := start(t, p(t))
			c := newCrowd(t, r.origin())
			w := c.wish()
			var left, added, known atomic.Int64
			left.Store(10_000)
			var posts sync.WaitGroup
			for range 64 {
				posts.Go(func() {
					for left.Add(-1) >= 0 {
						switch r := c.ask(http.MethodPut, "", w, w.body); r.status {
						case http.StatusCreated:
							added.Add(1)
							w.mu.Lock()
							w.receipt = r.ReceiptNumber
							w.mu.Unlock()
						case http.StatusOK:
							known.Add(1)
						default:
							t.Errorf("%d %s", r.status, r.Code)
						}
					}
				})
			}
			posts.Wait()
			if added.Load() != 1 || known.Load() != 9_999 {
				t.Errorf("added %d times, known %d times", added.Load(), known.Load())
			}
			c.compare(r.plan)
		})
	}
}
