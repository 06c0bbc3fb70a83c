package web

import (
	"context"
	"slices"

	"ciaw/api"
	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/outbox"
)

// GetHooks lists the web hooks of the caller's company.
func (h *handler) GetHooks(ctx context.Context, _ api.GetHooksRequestObject) (api.GetHooksResponseObject, error) {
	who := caller(ctx)
	all, err := h.Hooks.List(ctx, who)
	answer := api.GetHooks200JSONResponse{Hooks: []api.Hook{}}
	for _, one := range all {
		answer.Hooks = append(answer.Hooks, h.presentHook(one))
	}
	return answer, err
}

// AddHook has other software told of events.
func (h *handler) AddHook(ctx context.Context, r api.AddHookRequestObject) (api.AddHookResponseObject, error) {
	who := caller(ctx)
	var f form
	url := field(&f, "url", r.Body.Url, typed(h.Hooks.Client.Check))
	if err := f.err(); err != nil {
		return nil, err
	}
	var events []checkin.Event
	for _, word := range r.Body.Events {
		if e := checkin.Event(word); !slices.Contains(events, e) {
			events = append(events, e)
		}
	}
	added, secret, err := h.Hooks.Add(ctx, who, url, events)
	return api.AddHook201JSONResponse{Hook: h.presentHook(added), Secret: secret}, err
}

// RemoveHook removes a web hook.
func (h *handler) RemoveHook(ctx context.Context, r api.RemoveHookRequestObject) (api.RemoveHookResponseObject, error) {
	who, which, err := callerAnd(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	return api.RemoveHook204Response{}, h.Hooks.Remove(ctx, who, which)
}

// GetDeliveries lists what a web hook was told.
func (h *handler) GetDeliveries(ctx context.Context, r api.GetDeliveriesRequestObject) (api.GetDeliveriesResponseObject, error) {
	who, which, err := callerAnd(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	all, err := h.Hooks.Deliveries(ctx, who, which)
	answer := api.GetDeliveries200JSONResponse{Deliveries: []api.Delivery{}}
	for _, d := range all {
		one := api.Delivery{
			Id: d.ID.String(), Event: api.DeliveryEvent(d.Event), Presence: d.Presence.String(), State: stateOf(d),
			Tries: d.Tries, Status: d.Status, Error: d.Error, CreatedAt: d.Created,
		}
		if d.Event == checkin.TestEvent {
			one.Presence = ""
		}
		answer.Deliveries = append(answer.Deliveries, one)
	}
	return answer, err
}

func stateOf(d checkin.Delivery) api.DeliveryState {
	switch {
	case !d.Told.IsZero():
		return api.Told
	case d.Tries >= outbox.MaxTries:
		return api.SetAside
	}
	return api.Waiting
}

// ReplayDelivery tells a web hook again.
func (h *handler) ReplayDelivery(ctx context.Context, r api.ReplayDeliveryRequestObject) (api.ReplayDeliveryResponseObject, error) {
	who, which, err := callerAnd(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	delivery, err := id.ParseKey(r.Delivery)
	if err != nil {
		return nil, err
	}
	return api.ReplayDelivery202Response{}, h.Hooks.Replay(ctx, who, which, delivery)
}

// ChallengeHook asks the address of a web hook again.
func (h *handler) ChallengeHook(ctx context.Context, r api.ChallengeHookRequestObject) (api.ChallengeHookResponseObject, error) {
	who, which, err := callerAnd(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	return api.ChallengeHook202Response{}, h.Hooks.Again(ctx, who, which)
}

// TestHook has a web hook told that it is tested.
func (h *handler) TestHook(ctx context.Context, r api.TestHookRequestObject) (api.TestHookResponseObject, error) {
	who, which, err := callerAnd(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	return api.TestHook202Response{}, h.Hooks.Test(ctx, who, which)
}

func (h *handler) presentHook(one checkin.Hook) api.Hook {
	answer := api.Hook{Id: one.ID.String(), Url: one.URL, Events: []api.HookEvent{}, State: api.Working, CreatedAt: one.Created}
	switch {
	case one.Confirmed.IsZero():
		answer.State = api.Unconfirmed
	case h.Now().Before(one.Rests):
		answer.State = api.Resting
	}
	for _, e := range one.Events {
		answer.Events = append(answer.Events, api.HookEvent(e))
	}
	return answer
}
