package scan

import (
	"bytes"
	"context"
	"errors"
	"io"
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
// processors, so that reading never slows registering to a halt. Those that
// wait are few, and nobody's picture is taken in before there is a place for
// it, so that a crowd cannot fill the memory.
type Service struct {
	Pictures Pictures
	// AtOnce is how many pictures are read at once; zero means one for each
	// processor.
	AtOnce int
	// Waiting is how many more may wait; zero means four for each that is read.
	Waiting int
	// Patience is how long one may wait; zero means a second.
	Patience time.Duration

	prepare sync.Once
	slots   chan struct{}
	inside  atomic.Int64
}

// Read gives the codes in a picture, at least one. It fails with ErrBusy when
// too many are waiting already or waiting took too long, with what Pictures or
// the picture's source fails with, and with the context's error when the caller
// leaves while waiting.
func (s *Service) Read(ctx context.Context, source io.Reader) ([]Code, error) {
	s.prepare.Do(s.defaults)
	if s.inside.Add(1) > int64(s.AtOnce+s.Waiting) {
		s.inside.Add(-1)
		return nil, ErrBusy
	}
	defer s.inside.Add(-1)
	picture, err := take(source)
	if err != nil {
		return nil, err
	}
	if err := s.enter(ctx); err != nil {
		return nil, err
	}
	defer func() { <-s.slots }()
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

// take reads all there is, in pieces: a buffer that doubles would leave four
// times as much behind.
func take(source io.Reader) ([]byte, error) {
	var pieces [][]byte
	for {
		piece := make([]byte, 128<<10)
		n, err := io.ReadFull(source, piece)
		pieces = append(pieces, piece[:n])
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			return bytes.Join(pieces, nil), nil
		case err != nil:
			return nil, err
		}
	}
}

func (s *Service) defaults() {
	if s.AtOnce == 0 {
		s.AtOnce = runtime.NumCPU()
	}
	if s.Waiting == 0 {
		s.Waiting = 4 * s.AtOnce
	}
	if s.Patience == 0 {
		s.Patience = time.Second
	}
	s.slots = make(chan struct{}, s.AtOnce)
}

// enter waits for a slot, which the caller gives back.
func (s *Service) enter(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case s.slots <- struct{}{}: // nobody is before us
		return nil
	default:
	}
	tired := time.NewTimer(s.Patience)
	defer tired.Stop()
	select {
	case s.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-tired.C:
		return ErrBusy
	}
}
