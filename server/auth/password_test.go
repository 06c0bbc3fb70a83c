package auth_test

import (
	"context"
	"errors"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ciaw/server/auth"
)

// TestWhoeverNoLongerWaitsLeavesTheQueue stands behind others who sign in.
func TestWhoeverNoLongerWaitsLeavesTheQueue(t *testing.T) {
	var s auth.Service
	var others sync.WaitGroup
	for range 8 {
		others.Go(func() {
			if _, err := s.NewPassword(t.Context(), password); err != nil {
				t.Error(err)
			}
		})
	}
	defer others.Wait()
	ctx, leave := context.WithTimeout(t.Context(), time.Millisecond)
	defer leave()
	for range 8 { // the first ones may find nobody before them
		if _, err := s.NewPassword(ctx, password); errors.Is(err, context.DeadlineExceeded) {
			return
		}
	}
	t.Error("somebody who left was served each time")
}

// BenchmarkAHundredPasswordsAtOnce tells how long a hundred who sign in at once
// wait, and the most that the heap holds, collected as in the program.
func BenchmarkAHundredPasswordsAtOnce(b *testing.B) {
	defer debug.SetGCPercent(debug.SetGCPercent(220))
	var s auth.Service
	var most atomic.Uint64
	done := make(chan struct{})
	var watch sync.WaitGroup
	watch.Go(func() {
		for tick := time.NewTicker(5 * time.Millisecond); ; {
			select {
			case <-tick.C:
				var now runtime.MemStats
				runtime.ReadMemStats(&now)
				most.Store(max(most.Load(), now.HeapInuse))
			case <-done:
				return
			}
		}
	})
	for b.Loop() {
		var all sync.WaitGroup
		for range 100 {
			all.Go(func() {
				if _, err := s.NewPassword(b.Context(), password); err != nil {
					b.Error(err)
				}
			})
		}
		all.Wait()
	}
	close(done)
	watch.Wait()
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(100*b.N), "ms/password")
	b.ReportMetric(float64(most.Load())/(1<<20), "MB-heap")
}
