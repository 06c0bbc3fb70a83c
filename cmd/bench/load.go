package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// sample is the measurement of one burst of load.
type sample struct {
	good    int             // answered as they should be
	bad     int             // refused, or not answered
	took    time.Duration   // from the first request to the last answer
	waits   []time.Duration // for each good answer, shortest first
	problem error           // one of the bad answers
}

// rate returns good answers a second.
func (s sample) rate() float64 { return float64(s.good) / s.took.Seconds() }

// wait returns how long that part of the good answers took at most, in
// milliseconds.
func (s sample) wait(part float64) float64 {
	if len(s.waits) == 0 {
		return 0
	}
	i := min(int(part*float64(len(s.waits))), len(s.waits)-1)
	return float64(s.waits[i]) / float64(time.Millisecond)
}

// load is the requests to send.
type load struct {
	addr    string
	targets []target
	clients int
	lasts   time.Duration // no request begins later
	pace    float64       // requests a second, whatever the answers; 0: each client waits for its answer
	around  bool          // begin again when the targets are used up
	now     func(time.Time) string
}

// client is one connection that sends, and what it saw.
type client struct {
	*conn
	sample
}

// send sends the load. With a pace, a wait begins when the request was due,
// not when a connection became free: a server that falls behind cannot hide it.
func (l load) send(ctx context.Context) (sample, error) {
	clients := make([]*client, l.clients)
	for i := range clients {
		c, err := dial(l.addr)
		if err != nil {
			return sample{}, err
		}
		clients[i] = &client{conn: c}
		defer func() { _ = c.Close() }()
	}
	var next atomic.Int64
	var group sync.WaitGroup
	start := time.Now()
	for _, c := range clients {
		group.Go(func() { l.run(ctx, c, &next, start) })
	}
	group.Wait()
	s := sample{took: time.Since(start)}
	for _, c := range clients {
		s.good, s.bad, s.waits = s.good+c.good, s.bad+c.bad, append(s.waits, c.waits...)
		if c.problem != nil {
			s.problem = c.problem
		}
	}
	slices.Sort(s.waits)
	if s.good == 0 {
		return s, fmt.Errorf("nothing was answered well: %w", errors.Join(s.problem, ctx.Err()))
	}
	return s, nil
}

func (l load) run(ctx context.Context, c *client, next *atomic.Int64, start time.Time) {
	for ctx.Err() == nil {
		n := int(next.Add(1) - 1)
		due := time.Now()
		if l.pace > 0 {
			due = start.Add(time.Duration(float64(n) / l.pace * float64(time.Second)))
		}
		if due.Sub(start) >= l.lasts || n >= len(l.targets) && !l.around {
			return
		}
		time.Sleep(time.Until(due))
		t := l.targets[n%len(l.targets)]
		if len(t.ids) > 0 {
			t.stamp(l.now(time.Now()))
		}
		err := c.try(t)
		if err == nil {
			c.good++
			c.waits = append(c.waits, time.Since(due))
			continue
		}
		c.bad++
		c.problem = err
		_ = c.Close()
		if c.conn, err = dial(l.addr); err != nil {
			return
		}
	}
}

// try sends one request and fails unless the answer is the right one.
func (c *client) try(t target) error {
	status, err := c.do(t.wire)
	if err != nil {
		return err
	}
	if status != t.status {
		return fmt.Errorf("status %d: %.200s", status, c.body)
	}
	if t.mark != nil && bytes.Count(c.body, t.mark) != t.times {
		return fmt.Errorf("%d of %d: %.300s", bytes.Count(c.body, t.mark), t.times, c.body)
	}
	return nil
}
