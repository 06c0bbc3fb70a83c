package scan

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"ciaw/server/fault"
)

// ErrBusy is the failure of a picture that finds too many others waiting.
var ErrBusy = fault.After(2*time.Second, fault.New(fault.Unavailable, "busy"))

// Pictures turns a picture into the texts of its codes, or says in a fault
// what is wrong with it. Decoder does; its methods may be called at once.
type Pictures interface {
	Texts(ctx context.Context, picture []byte) ([]string, error)
}

// Service reads the codes in pictures, no more at once than the machine has
// processors, so that reading never slows registering to a halt.
type Service struct {
	Pictures Pictures
	// AtOnce is how many pictures are read at once; zero means one for each
	// processor.
	AtOnce int
	// Waiting is how many more may wait; zero means four for each that is read.
	Waiting int

	prepare sync.Once
	slots   chan struct{}
	inside  atomic.Int64
}

// Read gives the codes in a picture, at least one. It fails with ErrBusy when
// too many are waiting already, with what Pictures fails with, and with the
// context's error when the caller leaves while waiting.
func (s *Service) Read(ctx context.Context, picture []byte) ([]Code, error) {
	leave, err := s.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	texts, err := s.Pictures.Texts(ctx, picture)
	if err != nil {
		return nil, err
	}
	codes := make([]Code, len(texts))
	for i, text := range texts {
		codes[i] = Parse(text)
	}
	return codes, nil
}

// enter waits for a slot; leave gives it back.
func (s *Service) enter(ctx context.Context) (leave func(), err error) {
	s.prepare.Do(func() {
		if s.AtOnce == 0 {
			s.AtOnce = runtime.NumCPU()
		}
		if s.Waiting == 0 {
			s.Waiting = 4 * s.AtOnce
		}
		s.slots = make(chan struct{}, s.AtOnce)
	})
	if s.inside.Add(1) > int64(s.AtOnce+s.Waiting) {
		s.inside.Add(-1)
		return nil, ErrBusy
	}
	select {
	case s.slots <- struct{}{}:
		return func() { <-s.slots; s.inside.Add(-1) }, nil
	case <-ctx.Done():
		s.inside.Add(-1)
		return nil, ctx.Err()
	}
}
