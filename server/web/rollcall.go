package web

import (
	"context"
	"fmt"

	"ciaw/api"
	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/rollcall"
)

// GetRollCall tells the last roll-call of a workplace.
func (h *handler) GetRollCall(ctx context.Context, r api.GetRollCallRequestObject) (api.GetRollCallResponseObject, error) {
	who, number, err := parseWorkplaceNumber(ctx, r.Number)
	if err != nil {
		return nil, err
	}
	state, err := h.RollCalls.State(ctx, who, number)
	if err != nil {
		return nil, err
	}
	answer := presentEvacuation(state)
	tag, err := tagOf(answer)
	if err != nil {
		return nil, err
	}
	if isUnchanged(r.Params.IfNoneMatch, tag) {
		return api.GetRollCall304Response{Headers: api.GetRollCall304ResponseHeaders{ETag: &tag}}, nil
	}
	return api.GetRollCall200JSONResponse{Body: answer, Headers: api.GetRollCall200ResponseHeaders{ETag: &tag}}, nil
}

// BeginRollCall begins a roll-call.
func (h *handler) BeginRollCall(ctx context.Context, r api.BeginRollCallRequestObject) (api.BeginRollCallResponseObject, error) {
	who, number, err := parseWorkplaceNumber(ctx, r.Number)
	if err != nil {
		return nil, err
	}
	var f form
	known := optional(&f, "after", r.Body.After, id.ParseKey)
	if err := f.err(); err != nil {
		return nil, err
	}
	state, err := h.RollCalls.Begin(ctx, who, number, known)
	return api.BeginRollCall200JSONResponse(presentEvacuation(state)), err
}

// EndRollCall ends a roll-call.
func (h *handler) EndRollCall(ctx context.Context, r api.EndRollCallRequestObject) (api.EndRollCallResponseObject, error) {
	who, number, err := parseWorkplaceNumber(ctx, r.Number)
	if err != nil {
		return nil, err
	}
	which, err := id.ParseKey(r.Id)
	if err != nil {
		return nil, err
	}
	state, err := h.RollCalls.End(ctx, who, number, which)
	return api.EndRollCall200JSONResponse(presentEvacuation(state)), err
}

// PutTick notes that somebody was found, or was not after all.
func (h *handler) PutTick(ctx context.Context, r api.PutTickRequestObject) (api.PutTickResponseObject, error) {
	who, number, err := parseWorkplaceNumber(ctx, r.Number)
	if err != nil {
		return nil, err
	}
	var f form
	t := checkin.Tick{
		RollCall: field(&f, "id", r.Id, id.ParseKey), Presence: field(&f, "presence", r.Presence, id.ParsePresence), Found: r.Body.Found,
		Point: optional(&f, "point", r.Body.Point, checkin.ParseName), At: r.Body.At,
	}
	if err := f.err(); err != nil {
		return nil, err
	}
	counts, err := h.RollCalls.Tick(ctx, who, number, t)
	if err != nil {
		return nil, err
	}
	return api.PutTick200JSONResponse(presentTick(counts.Tick, counts.Name)), nil
}

// PutMusterPoints names the muster points of a workplace.
func (h *handler) PutMusterPoints(ctx context.Context, r api.PutMusterPointsRequestObject) (api.PutMusterPointsResponseObject, error) {
	who, number, err := parseWorkplaceNumber(ctx, r.Number)
	if err != nil {
		return nil, err
	}
	var f form
	names := make([]string, len(r.Body.Points))
	for i, p := range r.Body.Points {
		names[i] = field(&f, fmt.Sprintf("points.%d.name", i), p.Name, checkin.ParseName)
	}
	if err := f.err(); err != nil {
		return nil, err
	}
	points, err := h.RollCalls.PutPoints(ctx, who, number, names)
	return api.PutMusterPoints200JSONResponse{Points: presentPoints(points)}, err
}

func presentPoints(names []string) []api.MusterPoint {
	points := make([]api.MusterPoint, len(names))
	for i, name := range names {
		points[i].Name = name
	}
	return points
}

func presentEvacuation(s rollcall.State) api.Evacuation {
	answer := api.Evacuation{Points: presentPoints(s.Points)}
	if s.RollCall.ID.IsZero() {
		return answer
	}
	r := &api.RollCall{
		Id: s.RollCall.ID.String(), Open: s.Open, BeganAt: s.RollCall.Began.UTC(), BeganBy: s.Names[s.RollCall.By], Ticks: make([]api.Tick, len(s.Ticks)),
	}
	if !s.RollCall.Ended.IsZero() {
		r.EndedAt, r.EndedBy = new(s.RollCall.Ended.UTC()), s.Names[s.RollCall.EndedBy]
	}
	for i, t := range s.Ticks {
		r.Ticks[i] = presentTick(t, s.Names[t.By])
	}
	answer.RollCall = r
	return answer
}

func presentTick(t checkin.Tick, by string) api.Tick {
	return api.Tick{Presence: t.Presence.String(), Found: t.Found, Point: t.Point, At: t.At.UTC(), By: by}
}
