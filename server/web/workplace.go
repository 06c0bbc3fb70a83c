package web

import (
	"context"
	"fmt"
	"strings"

	"ciaw/api"
	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/gatescreen"
	"ciaw/server/id"
	"ciaw/server/poster"
	"ciaw/server/workplace"
)

// The refusals of workplaces that cannot be.
var (
	errSector  = fault.New(fault.Invalid, "sector_unknown")
	errAddress = fault.New(fault.Invalid, "address_invalid")
)

// GetWorkplaces lists the workplaces that concern the caller's company.
func (h *handler) GetWorkplaces(ctx context.Context, _ api.GetWorkplacesRequestObject) (api.GetWorkplacesResponseObject, error) {
	who := caller(ctx)
	all, err := h.Consultation.Workplaces(ctx, who)
	answer := api.GetWorkplaces200JSONResponse{Workplaces: []api.WorkplaceSummary{}}
	for _, s := range all {
		answer.Workplaces = append(answer.Workplaces, api.WorkplaceSummary{
			Workplace: h.presentWorkplace(s.Workplace, s.Opening), Kept: s.Kept, Present: s.Present, LastDay: s.LastDay.String(),
		})
	}
	return answer, err
}

// AddWorkplace keeps a workplace here.
func (h *handler) AddWorkplace(ctx context.Context, r api.AddWorkplaceRequestObject) (api.AddWorkplaceResponseObject, error) {
	who := caller(ctx)
	w, contractors, err := parseWorkplace(*r.Body)
	if err != nil {
		return nil, err
	}
	d, err := h.Workplaces.Add(ctx, who, w, contractors)
	return api.AddWorkplace201JSONResponse(h.presentDetails(d)), err
}

// ChangeWorkplace changes a workplace.
func (h *handler) ChangeWorkplace(ctx context.Context, r api.ChangeWorkplaceRequestObject) (api.ChangeWorkplaceResponseObject, error) {
	who := caller(ctx)
	r.Body.Number = r.Number
	w, contractors, err := parseWorkplace(*r.Body)
	if err != nil {
		return nil, err
	}
	d, err := h.Workplaces.Change(ctx, who, w, contractors)
	return api.ChangeWorkplace200JSONResponse(h.presentDetails(d)), err
}

// GetWorkplace reads a workplace.
func (h *handler) GetWorkplace(ctx context.Context, r api.GetWorkplaceRequestObject) (api.GetWorkplaceResponseObject, error) {
	who, number, err := parseWorkplaceNumber(ctx, r.Number)
	if err != nil {
		return nil, err
	}
	d, err := h.Workplaces.Find(ctx, who, number)
	return api.GetWorkplace200JSONResponse(h.presentDetails(d)), err
}

// AddPoster makes a poster.
func (h *handler) AddPoster(ctx context.Context, r api.AddPosterRequestObject) (api.AddPosterResponseObject, error) {
	who, number, err := parseWorkplaceNumber(ctx, r.Number)
	if err != nil {
		return nil, err
	}
	var f form
	gate := optional(&f, "gate", r.Body.Gate, checkin.ParseName)
	if err := f.err(); err != nil {
		return nil, err
	}
	p, err := h.Workplaces.AddPoster(ctx, who, number, gate)
	return api.AddPoster201JSONResponse(h.presentPoster(p)), err
}

// RevokePoster revokes a poster.
func (h *handler) RevokePoster(ctx context.Context, r api.RevokePosterRequestObject) (api.RevokePosterResponseObject, error) {
	who, number, err := parseWorkplaceNumber(ctx, r.Number)
	if err != nil {
		return nil, err
	}
	code, err := id.ParsePoster(r.Code)
	if err != nil {
		return nil, workplace.ErrPosterUnknown
	}
	p, err := h.Workplaces.RevokePoster(ctx, who, number, code)
	return api.RevokePoster200JSONResponse(h.presentPoster(p)), err
}

// GetGateScreen tells what a screen at the gate needs.
func (h *handler) GetGateScreen(ctx context.Context, r api.GetGateScreenRequestObject) (api.GetGateScreenResponseObject, error) {
	who, number, err := parseWorkplaceNumber(ctx, r.Number)
	if err != nil {
		return nil, err
	}
	code, err := id.ParsePoster(r.Code)
	if err != nil {
		return nil, workplace.ErrPosterUnknown
	}
	if _, err := h.Workplaces.PostersToPrint(ctx, who, number, code); err != nil {
		return nil, err
	}
	return api.GetGateScreen200JSONResponse{Key: h.Screens.Of(code), Step: int(gatescreen.Step.Seconds())}, nil
}

// parseWorkplaceNumber reads who asks for which workplace. A text that is no
// number names nothing.
func parseWorkplaceNumber(ctx context.Context, text string) (checkin.Actor, id.Workplace, error) {
	number, err := id.ParseWorkplace(text)
	if err != nil {
		err = checkin.ErrWorkplace
	}
	return caller(ctx), number, err
}

// parseWorkplace reads a workplace, and names every input that is wrong.
func parseWorkplace(body api.NewWorkplace) (checkin.Workplace, []checkin.Contractor, error) {
	var f form
	w := checkin.Workplace{
		Number:   field(&f, "number", body.Number, id.ParseWorkplace),
		Name:     field(&f, "name", body.Name, checkin.ParseName),
		Sector:   field(&f, "sector", string(body.Sector), parseSector),
		Address:  field(&f, "address", body.Address, parseAddress),
		OpensOn:  optional(&f, "opensOn", body.OpensOn, checkin.ParseDay),
		ClosesOn: optional(&f, "closesOn", body.ClosesOn, checkin.ParseDay),
		Client:   optional(&f, "client", body.Client, checkin.ParseName),

		PosterNeeded: body.PosterNeeded,
	}
	if c := body.Contact; c != nil {
		w.Contact.Name = optional(&f, "contact.name", c.Name, checkin.ParseName)
		w.Contact.Phone = optional(&f, "contact.phone", c.Phone, checkin.ParsePhone)
	}
	if at := body.Position; at != nil {
		w.Position = &checkin.Position{Latitude: at.Latitude, Longitude: at.Longitude, Accuracy: at.Accuracy}
	}
	contractors := make([]checkin.Contractor, len(body.Contractors))
	for i, c := range body.Contractors {
		contractors[i].Employer = field(&f, fmt.Sprintf("contractors.%d.number", i), c.Number, checkin.ParseEmployer)
		contractors[i].Name = field(&f, fmt.Sprintf("contractors.%d.name", i), c.Name, checkin.ParseName)
		contractors[i].Under = optional(&f, fmt.Sprintf("contractors.%d.under", i), c.Under, checkin.ParseEmployer).Number()
	}
	return w, contractors, f.err()
}

func parseSector(text string) (checkin.Sector, error) {
	s := checkin.Sector(strings.ToLower(strings.TrimSpace(text)))
	if !s.Known() {
		return "", errSector
	}
	return s, nil
}

// parseAddress reads an address on one line.
func parseAddress(text string) (string, error) {
	text, err := checkin.ParseText(text)
	if err != nil {
		return "", err
	}
	if text == "" || len([]rune(text)) > 200 {
		return "", errAddress
	}
	return text, nil
}

// link returns what the QR code of a poster says.
func (h *handler) link(code id.Poster) string { return h.Origin + "/p/" + code.String() }

func (h *handler) presentDetails(d workplace.Details) api.WorkplaceDetails {
	answer := api.WorkplaceDetails{
		Workplace: h.presentWorkplace(d.Workplace, d.Opening), Kept: d.Kept, Client: d.Workplace.Client,
		Contractors: []api.Contractor{}, Posters: []api.PosterDetails{}, Likely: d.Workplace.Number.Likely(),
	}
	if p := d.Workplace.Position; p != nil {
		answer.Position = &api.Position{Latitude: p.Latitude, Longitude: p.Longitude, Accuracy: p.Accuracy}
	}
	answer.Contact = presentContact(d.Workplace.Contact)
	for _, c := range d.Contractors {
		answer.Contractors = append(answer.Contractors, api.Contractor{Number: c.Number(), Name: c.Name, Under: c.Under})
	}
	names := []string{d.Workplace.Name, d.Workplace.Contact.Name, d.Workplace.Contact.Phone}
	for _, p := range d.Posters {
		answer.Posters = append(answer.Posters, h.presentPoster(p))
		names = append(names, p.Gate)
	}
	answer.Unprintable = poster.Unprintable(names...)
	return answer
}

// presentContact writes whom to ask; nil if nobody is named.
func presentContact(c checkin.Contact) *api.Contact {
	if c == (checkin.Contact{}) {
		return nil
	}
	return &api.Contact{Name: c.Name, Phone: c.Phone}
}

func (h *handler) presentPoster(p checkin.Poster) api.PosterDetails {
	answer := api.PosterDetails{Code: p.Code.String(), Gate: p.Gate, Revoked: p.Revoked, Link: h.link(p.Code)}
	if !p.Created.IsZero() {
		answer.CreatedAt = &p.Created
	}
	return answer
}

// presentWorkplace writes a workplace, with what is registered there today and
// from when that changes.
func (h *handler) presentWorkplace(w checkin.Workplace, open checkin.Opening) api.Workplace {
	today := checkin.DayOf(h.Now())
	rule := h.Rules.For(w.Sector, today)
	answer := api.Workplace{
		Number: w.Number.String(), Name: w.Name, Address: w.Address, Sector: api.Sector(w.Sector),
		Open: api.WorkplaceOpen(open), OpensOn: w.OpensOn.String(), ClosesOn: w.ClosesOn.String(),
		Directions: presentDirections(rule), SelfOnly: rule.SelfOnly, OutRequired: rule.OutRequired, PosterNeeded: w.PosterNeeded,
	}
	for _, later := range h.Rules.After(w.Sector, today) {
		answer.Changes = append(answer.Changes, api.DirectionChange{On: later.From.String(), Directions: presentDirections(later)})
	}
	return answer
}

func presentDirections(rule checkin.Rule) (all []api.Direction) {
	for _, d := range rule.Directions() {
		all = append(all, api.Direction(d))
	}
	return all
}
