package web

import (
	"context"
	"io"

	"ciaw/api"
	"ciaw/server/checkin"
	"ciaw/server/consultation"
	"ciaw/server/table"
)

// exportPage is how many presences of an export are held at once.
const exportPage = 2000

// ExportPresences writes presences to a file: all of them, however many there
// are. They are read and written page by page; should that fail on the way, the
// connection is broken, so that a part is never taken for the whole.
func (h *handler) ExportPresences(ctx context.Context, r api.ExportPresencesRequestObject) (api.ExportPresencesResponseObject, error) {
	p := r.Params
	q, err := parseQuery(queryTexts{p.From, p.To, p.Workplace, p.Employer, p.Name})
	if err != nil {
		return nil, err
	}
	q.Limit = exportPage
	shape, err := layoutOf(p.Layout, p.Language)
	if err != nil {
		return nil, err
	}
	export := export{consultation: h.Consultation, who: caller(ctx), query: q, layout: shape}
	if export.first, err = h.Consultation.Search(ctx, export.who, q); err != nil {
		return nil, err // while a problem can still be told
	}
	body, writer := io.Pipe()
	if p.Format != api.Xlsx {
		file := table.CSV(writer)
		if p.Layout == api.ExportPresencesParamsLayoutScreen {
			file = table.SpreadsheetCSV(writer)
		}
		go func() { writer.CloseWithError(export.write(ctx, file)) }()
		return api.ExportPresences200TextcsvResponse{Body: body, Headers: attachment("presences.csv")}, nil
	}
	go func() {
		workbook, err := table.XLSX(writer)
		if err == nil {
			err = export.write(ctx, workbook)
		}
		writer.CloseWithError(err)
	}()
	return api.ExportPresences200ApplicationvndOpenxmlformatsOfficedocumentSpreadsheetmlSheetResponse{
		Body: body, Headers: attachment("presences.xlsx"),
	}, nil
}

// export is a search whose pages are written to a table.
type export struct {
	consultation *consultation.Service
	who          checkin.Actor
	query        consultation.Query
	layout       layout
	first        consultation.Page
}

// write writes the whole table.
func (e export) write(ctx context.Context, w table.Writer) error {
	if err := e.rows(ctx, w); err != nil {
		return err
	}
	return w.Close()
}

// rows writes the heading and a row for each presence, page after page.
func (e export) rows(ctx context.Context, w table.Writer) error {
	if err := w.Write(e.layout.heading); err != nil {
		return err
	}
	for page := e.first; ; {
		for _, one := range page.Presences {
			if err := w.Write(e.layout.row(entryOf(e.who, page, one))); err != nil {
				return err
			}
		}
		if !page.More {
			return nil
		}
		e.query.After = page.Last
		var err error
		if page, err = e.consultation.Search(ctx, e.who, e.query); err != nil {
			return err
		}
	}
}

func attachment(name string) api.ExportPresences200ResponseHeaders {
	text := `attachment; filename="` + name + `"`
	return api.ExportPresences200ResponseHeaders{ContentDisposition: &text}
}
