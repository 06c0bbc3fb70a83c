package server

import (
	"context"
	"log/slog"
	"net/url"
	"sync"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/consultation"
	"ciaw/server/hook"
	"ciaw/server/id"
	"ciaw/server/outbox"
	"ciaw/server/outward"
	"ciaw/server/push"
	"ciaw/server/store"
	"ciaw/server/validation"
)

// notices are the services that tell users and other software.
type notices struct {
	push *push.Service
	hook *hook.Service
}

// newNotices makes them. What signs is derived from the data keys, so that all
// processes of a register sign alike.
func newNotices(s Settings, p parts) (notices, error) {
	client := outward.New(s.PrivateTargets)
	shown := &consultation.Service{Store: p.register, Now: time.Now}
	n := notices{
		push: &push.Service{
			Store: p.register, Client: client, Now: time.Now, Key: push.NewKey(p.register.Keys.Derive("web push")), Contact: contact(p.origin),
			Absences: func(ctx context.Context, who checkin.Actor) ([]push.Absence, error) {
				found, err := shown.Absences(ctx, who)
				all := make([]push.Absence, len(found))
				for i, a := range found {
					all[i] = push.Absence(a)
				}
				return all, err
			},
		},
		hook: &hook.Service{Store: p.register, Client: client, Now: time.Now, Secret: p.register.Keys.Derive},
	}
	return n, n.push.LoadWords()
}

// contact is how a push service reaches the operator: an https address.
func contact(origin string) string {
	if u, err := url.Parse(origin); err == nil {
		return "https://" + u.Hostname()
	}
	return "https://localhost"
}

// receivers are told of what was stored in the register.
func (n notices) receivers(register *store.Store) map[string]outbox.Receiver {
	checks := validation.Service{Store: register}
	return map[string]outbox.Receiver{
		store.TopicCheck: func(ctx context.Context, items []outbox.Item) []error {
			presences, err := stored(ctx, register, items)
			if err == nil {
				presences, err = checks.Check(ctx, presences)
			}
			if err == nil {
				err = n.happened(ctx, presences)
			}
			return all(len(items), err)
		},
		store.TopicCancel: func(ctx context.Context, items []outbox.Item) []error {
			presences, err := register.FindPresences(ctx, subjects(items))
			if err == nil {
				err = n.happened(ctx, presences)
			}
			return all(len(items), err)
		},
	}
}

// stored returns the presences that items are about, and reads those that are
// not known.
func stored(ctx context.Context, register *store.Store, items []outbox.Item) ([]checkin.Presence, error) {
	known := make([]checkin.Presence, 0, len(subjects(items)))
	var others []outbox.Item
	for _, item := range items {
		if known = append(known, item.Stored...); item.Stored == nil {
			others = append(others, item)
		}
	}
	if len(others) == 0 {
		return known, nil
	}
	read, err := register.FindPresences(ctx, subjects(others))
	return append(known, read...), err
}

// happened has users and other software told what became of presences. Where
// nobody wants to know, it costs one question for all of them.
func (n notices) happened(ctx context.Context, presences []checkin.Presence) error {
	if err := n.push.Remarked(ctx, presences); err != nil {
		return err
	}
	return n.hook.Happened(ctx, presences)
}

// outside are who is told outside the register; they may be slow.
func (n notices) outside() map[string]outbox.Receiver {
	return map[string]outbox.Receiver{
		store.TopicPush: together(func(ctx context.Context, item outbox.Item) error {
			return n.push.Send(ctx, key(item))
		}),
		store.TopicHook: together(func(ctx context.Context, item outbox.Item) error {
			return n.hook.Send(ctx, key(item), item.Tries)
		}),
	}
}

// key returns what an item is about that is about no presence.
func key(item outbox.Item) id.Key {
	if len(item.Subjects) != 1 {
		return id.Key{} // nobody's
	}
	return id.KeyOf(item.Subjects[0].Bytes())
}

// outsideAtOnce is how many are told at the same time.
const outsideAtOnce = 32

// together tells all items at the same time.
func together(tell func(context.Context, outbox.Item) error) outbox.Receiver {
	return func(ctx context.Context, items []outbox.Item) []error {
		errs := make([]error, len(items))
		var running sync.WaitGroup
		for i, item := range items {
			running.Go(func() { errs[i] = tell(ctx, item) })
		}
		running.Wait()
		return errs
	}
}

// How often alarms are looked at, and what is old is forgotten.
const (
	ringEvery   = 10 * time.Second
	forgetEvery = time.Hour
)

// ring rings alarms that are due until ctx ends.
func ring(ctx context.Context, register *store.Store, log *slog.Logger) {
	forgotten := time.Time{}
	for tick := time.NewTicker(ringEvery); ; {
		select {
		case <-ctx.Done():
			tick.Stop()
			return
		case <-tick.C:
		}
		now := time.Now()
		err := ringDue(ctx, register, now)
		if err == nil && now.Sub(forgotten) > forgetEvery {
			forgotten = now
			err = register.ForgetDeliveries(ctx, now.Add(-hook.KeptFor))
		}
		if err != nil && ctx.Err() == nil {
			log.ErrorContext(ctx, "alarms not rung", "err", err)
		}
	}
}

// ringDue writes only if an alarm is due.
func ringDue(ctx context.Context, register *store.Store, now time.Time) error {
	due, err := register.AlarmsDue(ctx, now)
	if err != nil || !due {
		return err
	}
	_, err = register.RingAlarms(ctx, now, 500)
	return err
}
