package web

import (
	"bytes"
	"context"
	"fmt"

	"ciaw/api"
	"ciaw/server/fault"
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

// parseLanguage reads the language of a paper.
func parseLanguage(f *form, printer *receiptsheet.Printer, text string) string {
	return field(f, "language", text, func(language string) (string, error) { return language, printer.CheckLanguage(language) })
}
