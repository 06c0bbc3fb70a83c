package web

import (
	"bytes"
	"context"
	"strings"

	"ciaw/api"
	"ciaw/server/id"
	"ciaw/server/poster"
)

// GetPosterSheet prints posters.
func (h *handler) GetPosterSheet(ctx context.Context, r api.GetPosterSheetRequestObject) (api.GetPosterSheetResponseObject, error) {
	who, number, err := parseWorkplaceNumber(ctx, r.Number)
	if err != nil {
		return nil, err
	}
	printer, err := h.Printer()
	if err != nil {
		return nil, err
	}
	var f form
	code := optional(&f, "code", r.Params.Code, id.ParsePoster)
	format := field(&f, "format", firstText(r.Params.Format, "A4"), poster.ParseFormat)
	languages := field(&f, "languages", firstText(r.Params.Languages, "nl,fr,en"), languagesOf(printer))
	if err := f.err(); err != nil {
		return nil, err
	}
	d, err := h.Workplaces.PostersToPrint(ctx, who, number, code)
	if err != nil {
		return nil, err
	}
	sheets := make([]poster.Sheet, len(d.Posters))
	for i, p := range d.Posters {
		sheets[i] = poster.Sheet{
			Workplace: d.Workplace, Code: p.Code, Gate: p.Gate, Link: h.link(p.Code), Languages: languages, Simulation: h.Simulation,
		}
	}
	var pdf bytes.Buffer
	if err := printer.Print(ctx, &pdf, format, sheets...); err != nil {
		return nil, err
	}
	return api.GetPosterSheet200ApplicationpdfResponse{Body: &pdf, ContentLength: int64(pdf.Len())}, nil
}

// languagesOf reads languages that the printer knows, separated by commas.
func languagesOf(printer *poster.Printer) func(text string) ([]string, error) {
	return func(text string) ([]string, error) {
		languages := strings.Split(strings.ToLower(strings.ReplaceAll(text, " ", "")), ",")
		return languages, printer.CheckLanguages(languages)
	}
}

func firstText(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
