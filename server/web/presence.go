package web

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"ciaw/api"
	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
	"ciaw/server/registration"
	"ciaw/server/scan"
)

// PutPresence registers a presence.
func (h *handler) PutPresence(ctx context.Context, r api.PutPresenceRequestObject) (api.PutPresenceResponseObject, error) {
	who, request, err := h.parseRegistration(ctx, r.Id, *r.Body)
	if err != nil {
		return nil, err
	}
	e, added, err := h.Registration.Register(ctx, who, request)
	h.meter.registered(who.Channel, added, err)
	if err != nil {
		return nil, err
	}
	answer, err := h.presentPresence(who, e)
	if added {
		return api.PutPresence201JSONResponse(answer), err
	}
	return api.PutPresence200JSONResponse(answer), err
}

// GetPresence reads a presence of one's own.
func (h *handler) GetPresence(ctx context.Context, r api.GetPresenceRequestObject) (api.GetPresenceResponseObject, error) {
	who, which, err := h.parseOwn(ctx, r.Id, r.Params.PresenceSecret)
	if err != nil {
		return nil, err
	}
	e, err := h.Registration.Find(ctx, who, which)
	if err != nil {
		return nil, err
	}
	answer, err := h.presentPresence(who, e)
	return api.GetPresence200JSONResponse(answer), err
}

// CancelPresence withdraws a presence of one's own.
func (h *handler) CancelPresence(ctx context.Context, r api.CancelPresenceRequestObject) (api.CancelPresenceResponseObject, error) {
	who, which, err := h.parseOwn(ctx, r.Id, r.Params.PresenceSecret)
	if err != nil {
		return nil, err
	}
	e, err := h.Registration.Cancel(ctx, who, which, checkin.CancelReason(r.Body.Reason))
	if err != nil {
		return nil, err
	}
	answer, err := h.presentPresence(who, e)
	return api.CancelPresence200JSONResponse(answer), err
}

// parseOwn reads who asks for which presence. A text that is no id, or no
// secret, is told nothing more than a wrong one.
func (h *handler) parseOwn(ctx context.Context, text, secret string) (checkin.Actor, id.Presence, error) {
	which, err := id.ParsePresence(text)
	if err != nil {
		return checkin.Actor{}, which, registration.ErrUnknown
	}
	who, err := h.callerOr(ctx, secret)
	if err != nil {
		return who, which, registration.ErrUnknown
	}
	return who, which, nil
}

// parseRegistration reads a request to register, and names every input that
// is wrong.
func (h *handler) parseRegistration(ctx context.Context, which string, body api.NewPresence) (checkin.Actor, registration.Request, error) {
	var f form
	request := registration.Request{ID: field(&f, "id", which, id.ParsePresence), CapturedAt: body.CapturedAt.UTC()}
	who, err := h.callerOr(ctx, body.Secret)
	if err != nil {
		f.refuse("secret", err)
	}
	parseWorker(&f, body.Worker, &request)
	if body.Poster != "" || body.Workplace == "" {
		request.Poster = field(&f, "poster", body.Poster, parsePoster)
	}
	request.Screen = body.Screen
	if body.Workplace != "" {
		request.Workplace = field(&f, "workplace", body.Workplace, id.ParseWorkplace)
	}
	if body.On != "" {
		request.On = field(&f, "on", body.On, checkin.ParseDay)
	}
	if body.Direction != "" {
		request.Direction = field(&f, "direction", string(body.Direction), parseDirection)
	}
	if body.CapturedAt.IsZero() {
		f.refuse("capturedAt", fault.ErrRequired)
	}
	if at := body.Position; at != nil {
		request.Position = &checkin.Position{Latitude: at.Latitude, Longitude: at.Longitude, Accuracy: at.Accuracy}
	}
	return who, request, f.err()
}

// parseWorker reads whom a request is for. Whom the caller may register is for
// package access to say.
func parseWorker(f *form, body api.NewWorker, request *registration.Request) {
	switch {
	case body.Self:
		request.Self = true
	case body.Like != "":
		request.Like = field(f, "worker.like", body.Like, id.ParsePresence)
	case body.Niss != "":
		request.NISS = field(f, "worker.niss", body.Niss, id.ParseNISS)
		request.Name = optional(f, "worker.name", body.Name, checkin.ParseName)
		if e := body.Employer; e != nil {
			if e.Cbe != "" {
				request.Employer.CBE = field(f, "worker.employer.cbe", e.Cbe, id.ParseCBE)
			} else {
				request.Employer.VAT = field(f, "worker.employer.foreignVat", e.ForeignVat, id.ParseVAT)
			}
			request.Employer.Name = optional(f, "worker.employer.name", e.Name, checkin.ParseName)
		}
	default:
		l1 := field(f, "worker.limosa", body.Limosa, scan.ParseLimosa)
		request.Limosa, request.ActiveFrom, request.ActiveTo = l1.Number, l1.From, l1.To
		request.Name, request.Employer.Name = hint(l1.Name), hint(l1.Employer)
		request.Typed = optional(f, "worker.name", body.Name, checkin.ParseName)
	}
}

// hint returns what a document says, if it can be a name at all.
func hint(text string) string {
	name, err := checkin.ParseName(text)
	if err != nil {
		return ""
	}
	return name
}

// parsePoster reads a poster's code, or its link.
func parsePoster(text string) (id.Poster, error) {
	if code := scan.Parse(text); code.Kind == scan.Poster {
		return code.Poster, nil
	}
	return id.ParsePoster(text)
}

// errDirection is the refusal of what is neither in nor out.
var errDirection = fault.New(fault.Invalid, "direction_invalid")

func parseDirection(text string) (checkin.Direction, error) {
	if d := checkin.Direction(text); d.Timed() {
		return d, nil
	}
	return "", errDirection
}

// authorityOf names who gives the receipt number.
func authorityOf(p checkin.Presence) string { return cmp.Or(p.Authority, "self") }

// form gathers what is wrong with the inputs of one request.
type form struct{ errs []error }

func (f *form) refuse(name string, err error) { f.errs = append(f.errs, fault.At(name, err)) }

func (f *form) err() error { return errors.Join(f.errs...) }

// field reads one required input.
func field[V any](f *form, name, text string, parse func(string) (V, error)) V {
	var v V
	err := error(fault.ErrRequired)
	if strings.TrimSpace(text) != "" {
		v, err = parse(text)
	}
	if err != nil {
		f.refuse(name, err)
	}
	return v
}

// optional reads an input that may be missing.
func optional[V any](f *form, name, text string, parse func(string) (V, error)) V {
	var none V
	if text == "" {
		return none
	}
	return field(f, name, text, parse)
}

// typed refuses a text that nobody types before it is parsed.
func typed(parse func(string) (string, error)) func(string) (string, error) {
	return func(text string) (string, error) {
		if _, err := checkin.ParseText(text); err != nil {
			return "", err
		}
		return parse(text)
	}
}

// presentPresence writes a presence with its signed receipt. What proves whose
// receipt it is goes to those alone whose presence it is.
func (h *handler) presentPresence(who checkin.Actor, e registration.Entry) (api.Presence, error) {
	signed, err := h.Receipts.Sign(e.Presence)
	if err != nil {
		return api.Presence{}, err
	}
	answer := api.Presence{
		Id: e.ID.String(), State: api.PresenceState(e.State),
		ReceiptNumber: e.Receipt.String(), Receipt: signed, On: e.On.String(),
		Workplace:  api.WorkplaceRef{Number: e.Where.Number.String(), Name: e.Where.Name},
		RecordedAt: e.RecordedAt.UTC(), Remarks: []api.Remark{}, DuplicateOf: e.DuplicateOf.String(),
		Direction: api.Direction(e.Direction), At: e.At().UTC(), Authority: authorityOf(e.Presence),
	}
	for _, remark := range e.Remarks {
		answer.Remarks = append(answer.Remarks, api.Remark(remark))
	}
	if access.Owns(who, e.Presence) {
		answer.ReceiptSalt = h.Receipts.Salt(e.Presence)
	}
	if !e.Company.IsZero() {
		answer.Name = e.Name // to those who signed in; a device without account knows it already
	}
	if c := e.Cancellation; c != nil {
		answer.Cancellation = &api.Cancellation{Reason: api.CancelReason(c.Reason), At: c.At.UTC()}
	}
	return answer, nil
}
