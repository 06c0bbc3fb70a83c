// Package events is what follows a stored presence: the content check, then
// users on their devices and companies' own software are told. The outbox calls
// its receivers; nothing here runs inside a request.
package events

import (
	"context"

	"ciaw/server/checkin"
	"ciaw/server/hook"
	"ciaw/server/id"
	"ciaw/server/outbox"
	"ciaw/server/push"
	"ciaw/server/validation"
)

// Store keeps presences with what they are checked by, and the time at which
// something is to be told.
type Store interface {
	validation.Store
	validation.Workplaces
	Alarms
}

// Service has receivers for all topics of the outbox.
type Service struct {
	Store Store
	Push  *push.Service
	Hooks *hook.Service

	// InForce reports whether any rule asks for presences in a sector on a day.
	InForce func(s checkin.Sector, on checkin.Day) bool
}

// Inside returns the receivers of what was stored in the register, by topic.
func (s *Service) Inside() map[outbox.Topic]outbox.Receiver {
	checks := validation.Service{Store: s.Store, Workplaces: s.Store, InForce: s.InForce}
	return map[outbox.Topic]outbox.Receiver{
		outbox.Check: func(ctx context.Context, items []outbox.Item) []error {
			presences, err := s.stored(ctx, items)
			if err == nil {
				presences, err = checks.Check(ctx, presences)
			}
			if err == nil {
				err = s.happened(ctx, presences)
			}
			return each(items, err)
		},
		outbox.Cancel:  s.follow,
		outbox.Settled: s.follow,
	}
}

// follow has whoever follows presences told what became of them.
func (s *Service) follow(ctx context.Context, items []outbox.Item) []error {
	presences, err := s.Store.FindPresences(ctx, subjects(items))
	if err == nil {
		err = s.happened(ctx, presences)
	}
	return each(items, err)
}

// Devices returns the receivers of what users are told on their devices.
func (s *Service) Devices() map[outbox.Topic]outbox.Receiver {
	return map[outbox.Topic]outbox.Receiver{
		outbox.Push: oneByOne(func(ctx context.Context, item outbox.Item) error {
			return s.Push.Send(ctx, key(item))
		}),
	}
}

// Software returns the receivers of what companies' own software is told.
func (s *Service) Software() map[outbox.Topic]outbox.Receiver {
	return map[outbox.Topic]outbox.Receiver{
		outbox.Hook: oneByOne(func(ctx context.Context, item outbox.Item) error {
			b := hook.Batch{ID: id.KeyOf(item.ID), Tries: item.Tries}
			for _, one := range item.Subjects {
				b.Deliveries = append(b.Deliveries, id.KeyOf(one))
			}
			return s.Hooks.Send(ctx, b)
		}),
		outbox.Challenge: oneByOne(func(ctx context.Context, item outbox.Item) error {
			return s.Hooks.Challenge(ctx, key(item), item.Tries)
		}),
	}
}

// stored returns the presences that items are about, and reads those that are
// not known.
func (s *Service) stored(ctx context.Context, items []outbox.Item) ([]checkin.Presence, error) {
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
	read, err := s.Store.FindPresences(ctx, subjects(others))
	return append(known, read...), err
}

// happened has users and other software told what became of presences. Where
// nobody wants to know, it costs one question for all of them.
func (s *Service) happened(ctx context.Context, presences []checkin.Presence) error {
	if err := s.Push.Remarked(ctx, presences); err != nil {
		return err
	}
	return s.Hooks.Happened(ctx, presences)
}

// key returns the key of the one thing that an item is about.
func key(item outbox.Item) id.Key {
	if len(item.Subjects) != 1 {
		return id.Key{} // nobody's
	}
	return id.KeyOf(item.Subjects[0])
}

// subjects returns the presences that items are about.
func subjects(items []outbox.Item) (which []id.Presence) {
	for _, item := range items {
		for _, one := range item.Subjects {
			which = append(which, id.PresenceOf(one))
		}
	}
	return which
}

// each returns the same error for each of the items.
func each(items []outbox.Item, err error) []error {
	errs := make([]error, len(items))
	for i := range errs {
		errs[i] = err
	}
	return errs
}

// oneByOne tells of items one after the other; whoever delivers brings them one
// by one.
func oneByOne(tell func(context.Context, outbox.Item) error) outbox.Receiver {
	return func(ctx context.Context, items []outbox.Item) []error {
		errs := make([]error, len(items))
		for i, item := range items {
			errs[i] = tell(ctx, item)
		}
		return errs
	}
}
