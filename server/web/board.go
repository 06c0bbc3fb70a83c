package web

import (
	"context"

	"ciaw/api"
	"ciaw/server/checkin"
	"ciaw/server/consultation"
	"ciaw/server/fault"
	"ciaw/server/id"
)

// presentBoard writes a board, without its time.
func (h *handler) presentBoard(b consultation.Board) api.Board {
	names := map[string]string{}
	for _, c := range b.Contractors {
		names[c.Number()] = c.Name
	}
	answer := api.Board{
		Workplace: h.presentWorkplace(b.Workplace, b.Opening), On: b.On.String(), Kept: b.Kept,
		Contractors: []api.BoardContractor{}, Present: []api.BoardPerson{}, Left: []api.BoardPerson{}, Unclosed: []api.BoardPerson{}, Missing: []api.BoardPerson{},
	}
	if !b.Due.IsZero() {
		due := b.Due.UTC()
		answer.DueAt = &due
	}
	indexes := map[api.BoardEmployer]int{} // of a contractor in the answer
	count := func(e api.BoardEmployer) *api.BoardContractor {
		i, known := indexes[e]
		if !known {
			i = len(answer.Contractors)
			indexes[e] = i
			answer.Contractors = append(answer.Contractors, api.BoardContractor{Number: e.Number, Name: e.Name})
		}
		return &answer.Contractors[i]
	}
	for _, s := range b.Present {
		p := presentSeen(s, b.Names, names)
		count(p.Employer).Present++
		answer.Present = append(answer.Present, p)
	}
	for _, s := range b.Left {
		p := presentSeen(s, b.Names, names)
		count(p.Employer)
		answer.Left = append(answer.Left, p)
	}
	for _, s := range b.Unclosed {
		p := presentSeen(s, b.Names, names)
		count(p.Employer)
		answer.Unclosed = append(answer.Unclosed, p)
	}
	for _, s := range b.Missing {
		p := presentSeen(s, b.Names, names)
		count(p.Employer).Missing++
		answer.Missing = append(answer.Missing, p)
	}
	return answer
}

// presentLook writes that somebody looked. Who may not see names of workers may
// know which colleague looked.
func presentLook(l consultation.Look) api.Look {
	answer := api.Look{Flags: []api.Flag{}, At: l.At.UTC(), By: l.Name}
	for _, f := range l.Flags {
		answer.Flags = append(answer.Flags, api.Flag(f))
	}
	return answer
}

// presentSeen writes one presence of a board; a company is called what the chain
// of contractors calls it.
func presentSeen(s consultation.Seen, mayName bool, companies map[string]string) api.BoardPerson {
	p := api.BoardPerson{
		Id: s.ID.String(), Person: maskOf(s.Presence), Employer: employerOf(s.Presence, companies), Gate: s.Gate,
		RecordedAt: s.RecordedAt.UTC(), Channel: api.BoardPersonChannel(s.Channel), State: api.BoardPersonState(s.State),
		ReceiptNumber: s.Receipt.String(), Flags: []api.Flag{}, How: []api.How{}, Direction: api.Direction(s.Direction), At: s.At().UTC(),
	}
	if !s.Since.IsZero() {
		since := s.Since.UTC()
		p.Since = &since
	}
	if !s.SeenAt.IsZero() {
		seen := s.SeenAt.UTC()
		p.SeenAt = &seen
	}
	for _, r := range s.Remarks {
		p.Remarks = append(p.Remarks, api.Remark(r))
	}
	p.RegisteredBy = &api.RegisteredBy{Self: s.RegisteredBy.Self, Company: s.RegisteredBy.Company, User: s.RegisteredBy.User}
	if s.Look != nil {
		p.Look = new(presentLook(*s.Look))
	}
	if mayName {
		p.Name, p.OtherNames = s.Name, s.Names
	}
	for _, h := range s.How {
		p.How = append(p.How, api.How(h))
	}
	for _, f := range s.Flags {
		p.Flags = append(p.Flags, api.Flag(f))
	}
	return p
}

func employerOf(p checkin.Presence, companies map[string]string) api.BoardEmployer {
	e := presentEmployer(p.Employer)
	if name := companies[e.Number]; name != "" && e.Number != "" {
		e.Name = name
	}
	return e
}

// AddSighting notes that somebody was seen at the gate.
func (h *handler) AddSighting(ctx context.Context, r api.AddSightingRequestObject) (api.AddSightingResponseObject, error) {
	who, number, err := parseWorkplaceNumber(ctx, r.Number)
	if err != nil {
		return nil, err
	}
	var f form
	which := optional(&f, "presence", r.Body.Presence, id.ParsePresence)
	receipt := optional(&f, "receipt", r.Body.Receipt, id.ParseReceipt)
	if which.IsZero() && receipt.IsZero() && f.err() == nil {
		f.refuse("presence", fault.ErrRequired)
	}
	if err := f.err(); err != nil {
		return nil, err
	}
	seen, err := h.Consultation.See(ctx, who, number, consultation.Shown{Presence: which, Receipt: receipt})
	if err != nil {
		return nil, err
	}
	return api.AddSighting200JSONResponse{Presence: seen.ID.String(), Name: seen.Name, SeenAt: seen.SeenAt.UTC()}, nil
}

// PutLook notes that flags of a presence were looked at.
func (h *handler) PutLook(ctx context.Context, r api.PutLookRequestObject) (api.PutLookResponseObject, error) {
	who, number, err := parseWorkplaceNumber(ctx, r.Number)
	if err != nil {
		return nil, err
	}
	which, err := id.ParsePresence(r.Presence)
	if err != nil {
		return nil, err
	}
	flags := make([]consultation.Flag, len(r.Body.Flags))
	for i, f := range r.Body.Flags {
		flags[i] = consultation.Flag(f)
	}
	look, err := h.Consultation.Look(ctx, who, number, consultation.Looked{Presence: which, Flags: flags})
	if err != nil {
		return nil, err
	}
	return api.PutLook200JSONResponse(presentLook(look)), nil
}
