package web

import (
	"context"
	"strings"

	"ciaw/api"
	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/consultation"
	"ciaw/server/fault"
	"ciaw/server/id"
)

// errCursor is the refusal of a cursor that no answer of ours held.
var errCursor = fault.New(fault.Invalid, "cursor_invalid")

// Limits of searches.
const (
	usualPage   = 50
	longestPage = 500
)

// GetBoard shows who is present at a workplace.
func (h *handler) GetBoard(ctx context.Context, r api.GetBoardRequestObject) (api.GetBoardResponseObject, error) {
	who, number, err := parseWorkplaceNumber(ctx, r.Number)
	if err != nil {
		return nil, err
	}
	var f form
	on := optional(&f, "on", r.Params.On, checkin.ParseDay)
	if err := f.err(); err != nil {
		return nil, err
	}
	b, err := h.Consultation.Board(ctx, who, number, on)
	if err != nil {
		return nil, err
	}
	answer := h.presentBoard(b)
	tag, err := tagOf(answer)
	if err != nil {
		return nil, err
	}
	if isUnchanged(r.Params.IfNoneMatch, tag) {
		return api.GetBoard304Response{Headers: api.GetBoard304ResponseHeaders{ETag: &tag}}, nil
	}
	answer.At = b.At.UTC()
	return api.GetBoard200JSONResponse{Body: answer, Headers: api.GetBoard200ResponseHeaders{ETag: &tag}}, nil
}

// GetWorkplaceDays counts the people of each day of four weeks.
func (h *handler) GetWorkplaceDays(ctx context.Context, r api.GetWorkplaceDaysRequestObject) (api.GetWorkplaceDaysResponseObject, error) {
	who, number, err := parseWorkplaceNumber(ctx, r.Number)
	if err != nil {
		return nil, err
	}
	var f form
	to := optional(&f, "to", r.Params.To, checkin.ParseDay)
	if err := f.err(); err != nil {
		return nil, err
	}
	days, err := h.Consultation.Days(ctx, who, number, to)
	answer := api.GetWorkplaceDays200JSONResponse{Days: make([]api.WorkplaceDay, len(days))}
	for i, d := range days {
		answer.Days[i] = api.WorkplaceDay{On: d.On.String(), People: d.People}
	}
	return answer, err
}

// SearchPresences finds presences that concern the caller's company.
func (h *handler) SearchPresences(ctx context.Context, r api.SearchPresencesRequestObject) (api.SearchPresencesResponseObject, error) {
	who := caller(ctx)
	p := r.Params
	q, err := parseQuery(queryTexts{p.From, p.To, p.Workplace, p.Employer, p.Name})
	if err != nil {
		return nil, err
	}
	var f form
	q.PersonOf = optional(&f, "personOf", p.PersonOf, id.ParsePresence)
	if err := f.err(); err != nil {
		return nil, err
	}
	q.By, q.Totals = whose[p.Registered], p.Totals
	if q.Limit = p.Limit; q.Limit <= 0 || q.Limit > longestPage {
		q.Limit = usualPage
	}
	if q.After, err = parseCursor(p.Cursor); err != nil {
		return nil, err
	}
	page, err := h.Consultation.Search(ctx, who, q)
	if err != nil {
		return nil, err
	}
	answer := api.SearchPresences200JSONResponse{Presences: make([]api.PresenceRow, 0, len(page.Presences))}
	for _, one := range page.Presences {
		row := presentRow(who, one, page.Workplaces[one.Workplace])
		by := page.By[one.ID]
		row.RegisteredBy = api.RegisteredBy{Self: by.Self, User: by.User, Company: by.Company}
		answer.Presences = append(answer.Presences, row)
	}
	if page.More {
		answer.Cursor = cursorOf(page.Last)
	}
	if t := page.Totals; t != nil {
		answer.Totals = &api.PresenceTotals{Presences: t.Presences, Persons: t.Persons}
	}
	return answer, nil
}

// whose are the answers to who registered them.
var whose = map[api.SearchPresencesParamsRegistered]access.Whose{api.ByUs: access.Ours, api.ByMe: access.Mine}

// queryTexts are the inputs that searches and exports have in common.
type queryTexts struct{ from, to, workplace, employer, name string }

func parseQuery(t queryTexts) (consultation.Query, error) {
	var f form
	q := consultation.Query{
		From: optional(&f, "from", t.from, checkin.ParseDay), To: optional(&f, "to", t.to, checkin.ParseDay),
		Workplace: optional(&f, "workplace", t.workplace, id.ParseWorkplace),
		Employer:  optional(&f, "employer", t.employer, checkin.ParseEmployer).Number(),
		Name:      optional(&f, "name", t.name, checkin.ParseText),
	}
	return q, f.err()
}

// cursorOf names the presence behind which the next page begins.
func cursorOf(p checkin.Presence) string { return p.On.String() + "." + p.ID.String() }

func parseCursor(text string) (checkin.Presence, error) {
	if text == "" {
		return checkin.Presence{}, nil
	}
	day, which, _ := strings.Cut(text, ".")
	var f form
	p := checkin.Presence{On: field(&f, "cursor", day, checkin.ParseDay), ID: field(&f, "cursor", which, id.ParsePresence)}
	if f.err() != nil {
		return p, fault.At("cursor", errCursor)
	}
	return p, nil
}

// maskOf returns the masked number of the person.
func maskOf(p checkin.Presence) string {
	if !p.NISS.IsZero() {
		return p.NISS.String()
	}
	return p.Limosa.String()
}

func presentRow(who checkin.Actor, p checkin.Presence, w checkin.Workplace) api.PresenceRow {
	p = access.Told(who, p, w, checkin.Presence{})
	row := api.PresenceRow{
		Id: p.ID.String(), State: api.PresenceRowState(p.State), ReceiptNumber: p.Receipt.String(), On: p.On.String(),
		Name: p.Name, Person: maskOf(p), Employer: presentEmployer(p.Employer),
		Workplace:  api.WorkplaceRef{Number: w.Number.String(), Name: w.Name},
		RecordedAt: p.RecordedAt.UTC(), Channel: api.PresenceRowChannel(p.Channel), Remarks: []api.Remark{},
		Direction: api.Direction(p.Direction), At: p.At().UTC(), Authority: authorityOf(p),
		Mine: p.Company == who.Company.ID, Flags: []api.Flag{},
	}
	if p.Typed() {
		row.Flags = append(row.Flags, api.Typed)
	}
	for _, r := range p.Remarks {
		row.Remarks = append(row.Remarks, api.Remark(r))
	}
	return row
}

func presentEmployer(e checkin.Employer) api.BoardEmployer {
	return api.BoardEmployer{Number: e.Number(), Name: e.Name}
}
