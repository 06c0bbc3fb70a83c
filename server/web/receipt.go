package web

import (
	"bytes"
	"context"
	"fmt"

	"ciaw/api"
	"ciaw/server/checkin"
	"ciaw/server/consultation"
	"ciaw/server/fault"
	"ciaw/server/id"
	"ciaw/server/receiptsheet"
)

// PrintReceipt puts a receipt on paper for whoever holds it. Nothing is looked
// up: its signature says that it is ours.
func (h *handler) PrintReceipt(ctx context.Context, r api.PrintReceiptRequestObject) (api.PrintReceiptResponseObject, error) {
	printer, err := h.Paper()
	if err != nil {
		return nil, err
	}
	var f form
	claims := field(&f, "receipt", r.Body.Receipt, h.Receipts.Keys.Parse)
	language := parseLanguage(&f, printer, r.Body.Language)
	if err := f.err(); err != nil {
		return nil, err
	}
	var pdf bytes.Buffer
	sheet := receiptsheet.Sheet{Claims: claims, Link: h.Origin + "/r#" + r.Body.Receipt, Language: language}
	if err := printer.Print(ctx, &pdf, sheet); err != nil {
		return nil, err
	}
	return api.PrintReceipt200ApplicationpdfResponse{Body: &pdf, ContentLength: int64(pdf.Len())}, nil
}

// PrintReceipts puts a list of receipts on paper for whoever holds them. The
// first that is not ours refuses the whole list, and is named by its place in it.
func (h *handler) PrintReceipts(ctx context.Context, r api.PrintReceiptsRequestObject) (api.PrintReceiptsResponseObject, error) {
	printer, err := h.Paper()
	if err != nil {
		return nil, err
	}
	if len(r.Body.Receipts) > receiptsheet.MostReceipts {
		return nil, fault.At("receipts", receiptsheet.ErrCount)
	}
	var f form
	list := receiptsheet.List{Language: parseLanguage(&f, printer, r.Body.Language)}
	for i, signed := range r.Body.Receipts {
		claims, err := h.Receipts.Keys.Parse(signed)
		if err != nil {
			f.refuse(fmt.Sprintf("receipts.%d", i), err)
			break
		}
		list.Claims = append(list.Claims, claims)
	}
	if err := f.err(); err != nil {
		return nil, err
	}
	var pdf bytes.Buffer
	if err := printer.PrintList(ctx, &pdf, list); err != nil {
		return nil, fault.At("receipts", err)
	}
	return api.PrintReceipts200ApplicationpdfResponse{Body: &pdf, ContentLength: int64(pdf.Len())}, nil
}

// PrintPresences puts the receipts of a crew on paper, by the ids of their
// presences.
func (h *handler) PrintPresences(ctx context.Context, r api.PrintPresencesRequestObject) (api.PrintPresencesResponseObject, error) {
	printer, err := h.Paper()
	if err != nil {
		return nil, err
	}
	if len(r.Body.Presences) > consultation.MostChosen {
		return nil, fault.At("presences", consultation.ErrChosen)
	}
	var f form
	which := make([]id.Presence, len(r.Body.Presences))
	for i, text := range r.Body.Presences {
		which[i] = field(&f, fmt.Sprintf("presences.%d", i), text, id.ParsePresence)
	}
	crew := receiptsheet.Crew{Language: parseLanguage(&f, printer, r.Body.Language)}
	if err := f.err(); err != nil {
		return nil, err
	}
	chosen, err := h.Consultation.Choose(ctx, caller(ctx), which)
	if err != nil {
		return nil, err
	}
	for _, p := range chosen.Presences {
		if !p.State.InOrder() {
			continue
		}
		card, err := h.cardOf(p, chosen.Workplaces[p.Workplace])
		if err != nil {
			return nil, err
		}
		crew.Cards = append(crew.Cards, card)
	}
	var pdf bytes.Buffer
	if err := printer.PrintCrew(ctx, &pdf, crew); err != nil {
		return nil, fault.At("presences", err)
	}
	return api.PrintPresences200ApplicationpdfResponse{Body: &pdf, ContentLength: int64(pdf.Len())}, nil
}

// cardOf is the receipt of a presence for the paper of a crew, without what proves
// whose it is: paper is handed on.
func (h *handler) cardOf(p checkin.Presence, w checkin.Workplace) (receiptsheet.Card, error) {
	signed, err := h.Receipts.Sign(p)
	if err != nil {
		return receiptsheet.Card{}, err
	}
	claims, err := h.Receipts.Keys.Parse(signed)
	return receiptsheet.Card{Claims: claims, Link: h.Origin + "/r#" + signed, Name: p.Name, Person: maskOf(p), Workplace: w.Name}, err
}

// parseLanguage reads the language of a paper.
func parseLanguage(f *form, printer *receiptsheet.Printer, text string) string {
	return field(f, "language", text, func(language string) (string, error) { return language, printer.CheckLanguage(language) })
}
