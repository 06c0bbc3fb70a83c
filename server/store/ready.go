package store

import (
	"cmp"
	"context"
	"crypto/rand"
	"sync"
	"time"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
	"ciaw/server/store/presences"
)

// ErrNoNumbers is the refusal of a presence on a day whose receipt numbers are all
// given.
var ErrNoNumbers = presences.ErrNoNumbers

// A probe writes as much as a batch of presences does: on a disk that is full, a
// page may still find room where they do not. Its result is good for a moment, as
// anybody may ask.
const (
	probeSize  = 64 << 10 // bytes
	probeLasts = 2 * time.Second
	probeMark  = "probe"
)

// readiness is the result of the last probe.
type readiness struct {
	mu  sync.Mutex
	at  time.Time
	err error
}

// Ready returns nil if the register takes presences: there is room to write them,
// and a receipt number for the next.
func (s *Store) Ready(ctx context.Context) error {
	s.readiness.mu.Lock()
	defer s.readiness.mu.Unlock()
	now := s.options.Now()
	if s.readiness.at.IsZero() || now.Sub(s.readiness.at).Abs() >= probeLasts {
		s.readiness.at, s.readiness.err = now, s.probe(ctx, checkin.DayOf(now))
	}
	return s.readiness.err
}

// Passes reports whether a failure of any call of the store says that the database
// is away or busy for a while, and nothing of what was asked for.
func (s *Store) Passes(err error) bool { return err != nil && s.handle.IsTransient(err) }

func (s *Store) probe(ctx context.Context, today checkin.Day) error {
	if left, err := s.HasNumber(ctx, today); err != nil || !left {
		return cmp.Or(err, ErrNoNumbers)
	}
	noise := make([]byte, probeSize) // that no database compresses
	_, _ = rand.Read(noise)          // never fails
	for _, value := range [][]byte{noise, {}} {
		err := s.Change(func(tx *gorm.DB, _ *audit.Chain) error {
			return tx.Exec("INSERT INTO marks (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", probeMark, value).Error
		})
		if err != nil {
			return db.Wrap("write a probe", err)
		}
	}
	return nil
}
