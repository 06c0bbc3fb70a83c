package web

import (
	"context"

	"ciaw/api"
	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/registration"
)

// maxItems is the most that one request may register, as in the official web
// service.
const maxItems = 200

// errItems is the refusal of a request with no items, or with too many.
var errItems = fault.New(fault.Invalid, "items_invalid")

// PutPresences registers several presences in one transaction.
func (h *handler) PutPresences(ctx context.Context, r api.PutPresencesRequestObject) (api.PutPresencesResponseObject, error) {
	orders, answers, err := h.parseItems(ctx, r.Body.Items)
	if err != nil {
		return nil, err
	}
	outcomes, err := h.Registration.RegisterAll(ctx, orders)
	if err != nil {
		return nil, err
	}
	next := 0
	for i := range answers {
		if answers[i].Problem != nil {
			continue
		}
		o := outcomes[next]
		h.meter.registered(orders[next].Who.Channel, o.Added, o.Err)
		if answers[i], err = h.presentOutcome(orders[next].Who, o); err != nil {
			return nil, err
		}
		next++
	}
	return api.PutPresences200JSONResponse{Items: answers}, nil
}

// parseItems reads the items. Those that are wrong in themselves have their
// answer already; the others become orders, in the same order.
func (h *handler) parseItems(ctx context.Context, items []api.NewPresenceItem) ([]registration.Order, []api.PresenceOutcome, error) {
	if len(items) < 1 || len(items) > maxItems {
		return nil, nil, fault.At("items", errItems)
	}
	var orders []registration.Order
	answers := make([]api.PresenceOutcome, len(items))
	for i, item := range items {
		who, request, err := h.parseRegistration(ctx, item.Id, presenceOf(item))
		if err != nil {
			answers[i] = presentFailure(err)
			continue
		}
		orders = append(orders, registration.Order{Who: who, Request: request})
	}
	return orders, answers, nil
}

// presenceOf returns what an item says without its id: all that a request for
// one presence says.
func presenceOf(item api.NewPresenceItem) api.NewPresence {
	return api.NewPresence{
		Worker: item.Worker, Poster: item.Poster, Screen: item.Screen, Workplace: item.Workplace, On: item.On, Direction: item.Direction,
		CapturedAt: item.CapturedAt, Secret: item.Secret, Position: item.Position,
	}
}

// presentOutcome writes what became of one item. A failure that is not the
// item's is the whole request's: it is logged, and the device tries again.
func (h *handler) presentOutcome(who checkin.Actor, o registration.Outcome) (api.PresenceOutcome, error) {
	if o.Err != nil {
		if len(fault.All(o.Err)) == 0 {
			return api.PresenceOutcome{}, o.Err
		}
		return presentFailure(o.Err), nil
	}
	p, err := h.presentPresence(who, o.Entry)
	return api.PresenceOutcome{Added: o.Added, Presence: &p}, err
}

func presentFailure(err error) api.PresenceOutcome {
	problem, _ := problemOf(err)
	return api.PresenceOutcome{Problem: &problem}
}
