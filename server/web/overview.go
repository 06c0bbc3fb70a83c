package web

import (
	"context"

	"ciaw/api"
	"ciaw/server/checkin"
)

// Limits of an overview.
const (
	usualGlances = 20
	mostGlances  = 100
)

// GetOverview shows the workplaces that concern the caller's company, in numbers.
func (h *handler) GetOverview(ctx context.Context, r api.GetOverviewRequestObject) (api.GetOverviewResponseObject, error) {
	var f form
	wanted := optional(&f, "name", r.Params.Name, checkin.ParseText)
	if err := f.err(); err != nil {
		return nil, err
	}
	limit := r.Params.Limit
	if limit <= 0 || limit > mostGlances {
		limit = usualGlances
	}
	o, err := h.Consultation.Overview(ctx, caller(ctx), wanted, limit)
	if err != nil {
		return nil, err
	}
	answer := api.GetOverview200JSONResponse{At: o.At.UTC(), All: o.All, Found: o.Found, Rows: make([]api.OverviewRow, len(o.Rows))}
	for i, g := range o.Rows {
		answer.Rows[i] = api.OverviewRow{
			Number: g.Workplace.Number.String(), Name: g.Workplace.Name, Open: api.WorkplaceOpen(g.Opening), Kept: g.Kept,
			Present: g.Present, Expected: g.Expected, Missing: g.Missing, Flagged: g.Flagged,
		}
		if !g.Due.IsZero() {
			at := g.Due.UTC()
			answer.Rows[i].DueAt = &at
		}
		if !g.LastAt.IsZero() {
			at := g.LastAt.UTC()
			answer.Rows[i].LastAt = &at
		}
	}
	if s := o.Steps; s != nil {
		answer.Steps = &api.FirstSteps{Workplace: s.Workplace, Poster: s.Poster, Number: s.Number.String()}
	}
	return answer, nil
}
