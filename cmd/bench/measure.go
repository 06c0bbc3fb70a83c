package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"
)

// Sizes of what is sent.
const (
	most      = 20000 // registrations a second that targets are written for
	items     = 200   // of one request that registers many
	crew      = 20    // of these at one workplace
	readers   = 16    // connections that read
	present   = 300   // people at the workplace that is searched
	page      = 50    // of them in an answer
	writers   = 32    // connections that write meanwhile
	writeRate = 300   // registrations a second meanwhile
)

// turn measures something of one server.
type turn func(ctx context.Context, p plan, s *server) error

// measure takes every measurement and keeps it in f.results. Each kind goes
// round all servers before the next begins, so that what is compared was
// measured at nearly the same time.
func (f *field) measure(ctx context.Context, p plan) error {
	for range p.rounds {
		if err := f.round(ctx, p, f.restart); err != nil {
			return err
		}
	}
	if err := f.round(ctx, p, f.idle); err != nil {
		return err
	}
	for n := range p.rounds {
		fmt.Printf("round %d of %d\n", n+1, p.rounds)
		turns := []turn{f.begin, f.wake, f.levels, f.batch, f.search, f.peak}
		if n == 0 { // all have begun
			turns = turns[1:]
		}
		for _, t := range turns {
			if err := f.round(ctx, p, t); err != nil {
				return err
			}
		}
	}
	fmt.Println("open loop")
	if err := f.round(ctx, p, f.openLoop); err != nil {
		return err
	}
	if err := f.round(ctx, p, f.peak); err != nil {
		return err
	}
	for _, s := range f.servers {
		f.results.add(s.name, "memory under load", s.most)
	}
	return nil
}

// round gives every server a turn, in an order drawn anew.
func (f *field) round(ctx context.Context, p plan, t turn) error {
	order := slices.Clone(f.servers)
	rand.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	for _, s := range order {
		if err := t(ctx, p, s); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	return nil
}

// restart measures from the start of the process to the first answer that it
// is ready, with the database there.
func (f *field) restart(_ context.Context, _ plan, s *server) error {
	if err := s.stop(); err != nil {
		return err
	}
	took, err := s.start()
	f.results.add(s.name, "start", took.Seconds()*1000)
	return err
}

// idle measures the memory of a server that has done nothing yet.
func (f *field) idle(ctx context.Context, _ plan, s *server) error {
	if _, err := settle(ctx, s.pid()); err != nil {
		return err
	}
	mb, err := memory(s.pid(), "VmRSS")
	if err != nil {
		return err
	}
	f.results.add(s.name, "idle memory", mb)
	return nil
}

// wake registers what is registered when a morning is well under way.
func (f *field) wake(ctx context.Context, p plan, s *server) error {
	many := some(p.before/items, func() target { return s.many(items) })
	_, err := load{addr: s.addr, now: s.now, targets: many, clients: 2, lasts: time.Hour}.send(ctx)
	if err == nil {
		_, err = load{addr: s.addr, now: s.now, targets: some(500, s.one), clients: 16, lasts: patience}.send(ctx)
	}
	if err == nil {
		_, err = settle(ctx, s.pid())
	}
	return err
}

// peak notes the most memory that a process of the server has had.
func (f *field) peak(_ context.Context, _ plan, s *server) error {
	mb, err := memory(s.pid(), "VmHWM")
	s.most = max(s.most, mb)
	return err
}

// levels measures single registrations in a closed loop, and what they cost.
// The empty endpoint has its turn beside the program it belongs to.
func (f *field) levels(ctx context.Context, p plan, s *server) error {
	for _, i := range rand.Perm(len(p.levels)) {
		n := p.levels[i]
		if err := f.level(ctx, p, s, n); err != nil {
			return err
		}
		if s.name != onSQLite {
			continue
		}
		one := load{addr: s.addr, targets: some(1, nothing{}.one), around: true, clients: n, lasts: p.burst}
		got, err := one.send(ctx)
		if err != nil {
			return err
		}
		f.note(empty, n, got)
	}
	return nil
}

func (f *field) level(ctx context.Context, p plan, s *server, n int) error {
	targets := some(int(most*p.burst.Seconds()), s.one)
	before, err := cpu(s.pid())
	if err != nil {
		return err
	}
	got, err := load{addr: s.addr, now: s.now, targets: targets, clients: n, lasts: p.burst}.send(ctx)
	if err != nil {
		return err
	}
	if got.bad > 0 {
		fmt.Printf("  %s, %d connections: %d refused, %v\n", s.name, n, got.bad, got.problem)
	}
	f.note(s.name, n, got)
	// What is done later for a registration counts as well.
	after, err := settle(ctx, s.pid())
	f.results.add(s.name, at("cpu", n), float64((after-before).Microseconds())/float64(got.good))
	return err
}

// note keeps what a closed loop of n clients showed.
func (f *field) note(server string, n int, got sample) {
	f.results.add(server, at("rate", n), got.rate())
	f.results.add(server, at("p50", n), got.wait(0.50))
	f.results.add(server, at("p99", n), got.wait(0.99))
}

// at names a series that was measured with n connections.
func at(what string, n int) string { return fmt.Sprintf("%s@%d", what, n) }

// batch measures requests that register many, one after the other.
func (f *field) batch(ctx context.Context, p plan, s *server) error {
	targets := some(int(100*p.burst.Seconds()), func() target { return s.many(items) })
	got, err := load{addr: s.addr, now: s.now, targets: targets, clients: 1, lasts: p.burst}.send(ctx)
	if err != nil {
		return err
	}
	f.results.add(s.name, "rows", got.rate()*items)
	_, err = settle(ctx, s.pid())
	return err
}

// search measures looking for the people of a workplace, and reading single
// presences, while others are registered elsewhere.
func (f *field) search(ctx context.Context, p plan, s *server) error {
	if err := s.signIn(ctx); err != nil {
		return err
	}
	known := some(present, s.other)
	if s.filled { // those of the first round are enough
		known = some(50, s.one)
	}
	if _, err := (load{addr: s.addr, now: s.now, targets: known, clients: 16, lasts: patience}).send(ctx); err != nil {
		return err
	}
	s.filled = true
	views := make([]target, len(known))
	for i, k := range known {
		views[i] = s.view(k)
	}
	for what, targets := range map[string][]target{"views": views, "searches": {s.search(page)}} {
		got, err := f.whileWriting(ctx, p, s, targets)
		if err != nil {
			return fmt.Errorf("%s: %w", what, err)
		}
		f.results.add(s.name, what, got.rate())
		f.results.add(s.name, what+" p99", got.wait(0.99))
	}
	_, err := settle(ctx, s.pid())
	return err
}

// whileWriting sends reads as fast as they are answered, and registrations at a
// steady pace.
func (f *field) whileWriting(ctx context.Context, p plan, s *server, reads []target) (sample, error) {
	written := make(chan error, 1)
	go func() {
		w := load{addr: s.addr, now: s.now, targets: some(int(writeRate*p.burst.Seconds()), s.one), clients: writers, lasts: p.burst, pace: writeRate}
		_, err := w.send(ctx)
		written <- err
	}()
	got, err := load{addr: s.addr, targets: reads, around: true, clients: readers, lasts: p.burst}.send(ctx)
	return got, errors.Join(err, <-written)
}

// openLoop measures a steady stream that does not wait for answers. Only the
// program has the full length: the others fall behind, and show it sooner.
func (f *field) openLoop(ctx context.Context, p plan, s *server) error {
	lasts := p.open
	if s.language == (theirs{}) || s.name == oneACommit {
		lasts /= 6
	}
	targets := some(int(p.rate*lasts.Seconds()), s.one)
	got, err := load{addr: s.addr, now: s.now, targets: targets, clients: 256, lasts: lasts, pace: p.rate}.send(ctx)
	if err != nil {
		return err
	}
	f.results.add(s.name, "open answered", float64(got.good)/float64(len(targets)))
	f.results.add(s.name, "open p50", got.wait(0.50))
	f.results.add(s.name, "open p99", got.wait(0.99))
	_, err = settle(ctx, s.pid())
	return err
}
