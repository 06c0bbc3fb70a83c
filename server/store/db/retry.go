package db

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"ciaw/server/fault"
)

// ErrBusy is the refusal of a write that cannot be done now.
var ErrBusy = fault.After(time.Second, fault.New(fault.Unavailable, "busy"))

// ErrTaken ends a transaction in which somebody else's came first. It is
// transient.
var ErrTaken = errors.New("an id or a natural key was taken meanwhile")

// Retry calls f until it succeeds, fails for a reason of its own, or ctx ends,
// with exponential backoff. A transient failure is then ErrBusy.
func (h Handle) Retry(ctx context.Context, f func() error) error {
	for wait := 10 * time.Millisecond; ; wait *= 2 {
		err := f()
		switch {
		case err == nil || !h.IsTransient(err):
			return err
		case h.Unavailable(err) || ctx.Err() != nil || wait > writeTimeout/4: // SQLite has waited for the lock already
			return fmt.Errorf("%w: %w", ErrBusy, err)
		}
		time.Sleep(wait + rand.N(wait))
	}
}

// IsTransient reports whether a failed transaction may succeed when it is tried
// again.
func (h Handle) IsTransient(err error) bool {
	return errors.Is(err, ErrTaken) || h.Unavailable(err) || h.Transient(err)
}
