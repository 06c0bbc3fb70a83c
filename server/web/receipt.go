package web

import (
	"bytes"
	"context"

	"ciaw/api"
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
	language := field(&f, "language", r.Body.Language, func(language string) (string, error) { return language, printer.CheckLanguage(language) })
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
