package events

import (
	"context"
	"log/slog"
	"time"

	"ciaw/server/hook"
)

// How often alarms are looked at, and what is old is forgotten.
const (
	ringEvery   = 10 * time.Second
	forgetEvery = time.Hour
	mostRung    = 500 // alarms at once
)

// Alarms keeps the times of day at which to look whether there is something to
// tell, and what web hooks were told.
type Alarms interface {
	// AlarmsDue reports whether an alarm is due.
	AlarmsDue(ctx context.Context, now time.Time) (bool, error)
	// RingAlarms turns alarms that are due into pushes, at most n of them.
	RingAlarms(ctx context.Context, now time.Time, n int) (rung int, err error)
	// ForgetDeliveries forgets deliveries that were told before that moment.
	ForgetDeliveries(ctx context.Context, before time.Time) error
}

// Ring rings alarms that are due until ctx ends.
func Ring(ctx context.Context, alarms Alarms, log *slog.Logger) {
	forgotten := time.Time{}
	tick := time.NewTicker(ringEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		now := time.Now()
		err := ringDue(ctx, alarms, now)
		if err == nil && now.Sub(forgotten) > forgetEvery {
			forgotten = now
			err = alarms.ForgetDeliveries(ctx, now.Add(-hook.KeptFor))
		}
		if err != nil && ctx.Err() == nil {
			log.ErrorContext(ctx, "alarms not rung", "err", err)
		}
	}
}

// ringDue writes only if an alarm is due.
func ringDue(ctx context.Context, alarms Alarms, now time.Time) error {
	due, err := alarms.AlarmsDue(ctx, now)
	if err != nil || !due {
		return err
	}
	_, err = alarms.RingAlarms(ctx, now, mostRung)
	return err
}
