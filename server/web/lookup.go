package web

import (
	"context"
	"io"
	"strings"

	"ciaw/api"
	"ciaw/server/checkin"
	"ciaw/server/demo"
	"ciaw/server/fault"
	"ciaw/server/id"
	"ciaw/server/scan"
	"ciaw/server/workplace"
)

// maxText is the longest text of a code, in bytes: more than any QR code holds.
const maxText = 4096

// GetPoster returns the workplace of a poster.
func (h *handler) GetPoster(ctx context.Context, r api.GetPosterRequestObject) (api.GetPosterResponseObject, error) {
	code, err := id.ParsePoster(r.Code)
	if err != nil {
		// A path that cannot be names nothing; the code still says why.
		return nil, fault.New(fault.Unknown, id.ErrPoster.Code)
	}
	scanned, err := h.Workplaces.Poster(ctx, code)
	if err != nil {
		return nil, err
	}
	return h.presentScanned(scanned), nil
}

func (h *handler) presentScanned(s workplace.Scanned) api.GetPoster200JSONResponse {
	answer := api.GetPoster200JSONResponse{
		Code: s.Poster.Code.String(), Gate: s.Poster.Gate, Revoked: s.Poster.Revoked,
		Today: s.Today.String(), LastDay: s.LastDay.String(),
		Workplace: h.presentWorkplace(s.Workplace, s.Opening),
	}
	if !s.Poster.Revoked {
		answer.Contact = presentContact(s.Workplace.Contact)
	}
	return answer
}

// AddScan reads the codes in a picture, or says what a text means.
func (h *handler) AddScan(ctx context.Context, r api.AddScanRequestObject) (api.AddScanResponseObject, error) {
	if strings.HasPrefix(r.ContentType, "text/plain") {
		text, err := io.ReadAll(io.LimitReader(r.Body, maxText+1))
		if err != nil {
			return nil, err
		}
		if len(text) > maxText {
			return nil, errTooLarge
		}
		return presentCodes([]scan.Code{scan.Parse(string(text))}), nil
	}
	picture, err := wholeBody(r.Body)
	if err != nil {
		return nil, err
	}
	codes, err := h.Reader.Read(ctx, picture)
	if err != nil {
		return nil, err
	}
	return presentCodes(codes), nil
}

func presentCodes(codes []scan.Code) api.AddScan200JSONResponse {
	answer := api.AddScan200JSONResponse{Codes: []api.Code{}}
	for _, c := range codes {
		one := api.Code{Text: c.Text, Kind: api.CodeKind(c.Kind), Poster: c.Poster.String()}
		if c.Kind == scan.LimosaL1 {
			one.Limosa = &api.LimosaReading{
				Number: c.Limosa.Number.Digits(), Likely: c.Limosa.Number.Likely(), Name: c.Limosa.Name,
				Employer: c.Limosa.Employer, From: c.Limosa.From.String(), To: c.Limosa.To.String(),
			}
		}
		answer.Codes = append(answer.Codes, one)
	}
	return answer
}

// GetReceiptKeys publishes the keys that receipts are verified with.
func (h *handler) GetReceiptKeys(context.Context, api.GetReceiptKeysRequestObject) (api.GetReceiptKeysResponseObject, error) {
	answer := api.KeySet{Keys: []api.Key{}}
	for _, k := range h.Receipts.Keys.Public() {
		answer.Keys = append(answer.Keys, api.Key{Kty: "OKP", Crv: "Ed25519", Alg: "EdDSA", Use: "sig", Kid: k.ID, X: k.X})
	}
	return api.GetReceiptKeys200JSONResponse{
		Body: answer, Headers: api.GetReceiptKeys200ResponseHeaders{CacheControl: new("public, max-age=3600")},
	}, nil
}

// GetDemo lists the fictional posters, codes and users, in demo mode.
func (h *handler) GetDemo(context.Context, api.GetDemoRequestObject) (api.GetDemoResponseObject, error) {
	if h.Demo == nil {
		return nil, checkin.ErrNotFound
	}
	workplaces, limosa := h.Demo()
	answer := api.GetDemo200JSONResponse{Posters: []api.DemoPoster{}, Limosa: limosa, Users: []api.DemoUser{}}
	for _, m := range demo.Members() {
		answer.Users = append(answer.Users, api.DemoUser{User: m.User.Login, Password: demo.Password, Role: m.Role})
	}
	today := checkin.DayOf(h.Now())
	for _, w := range workplaces {
		for _, p := range w.Posters {
			answer.Posters = append(answer.Posters, api.DemoPoster{
				Code: p.Code.String(), Workplace: w.Workplace.Number.String(), Name: w.Workplace.Name,
				Sector: api.Sector(w.Workplace.Sector), Directions: presentDirections(h.Rules.For(w.Workplace.Sector, today)),
				Open: api.WorkplaceOpen(w.Workplace.Opening(today)), Revoked: p.Revoked,
			})
		}
	}
	return answer, nil
}

// GetHealth says that the process answers.
func (h *handler) GetHealth(context.Context, api.GetHealthRequestObject) (api.GetHealthResponseObject, error) {
	return api.GetHealth204Response{}, nil
}

// GetReadiness says whether presences can be registered.
func (h *handler) GetReadiness(ctx context.Context, _ api.GetReadinessRequestObject) (api.GetReadinessResponseObject, error) {
	if err := h.Ready(ctx); err != nil {
		h.Log.ErrorContext(ctx, "not ready", "err", err)
		if !fault.Foreign(err) {
			return nil, err
		}
		return nil, fault.New(fault.Unavailable, "busy")
	}
	return api.GetReadiness204Response{}, nil
}
