package web

import (
	"context"
	"io"
	"time"

	"ciaw/api"
	"ciaw/server/access"
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
	q, err := parseQuery(p.From, p.To, p.Workplace, p.Employer, p.Name)
	if err != nil {
		return nil, err
	}
	q.Limit = exportPage
	export := export{consultation: h.Consultation, who: caller(ctx), query: q}
	if export.first, err = h.Consultation.Search(ctx, export.who, q); err != nil {
		return nil, err // while a problem can still be told
	}
	body, writer := io.Pipe()
	if p.Format != api.Xlsx {
		go func() { writer.CloseWithError(export.write(ctx, table.CSV(writer))) }()
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
	if err := w.Write(exportHeading); err != nil {
		return err
	}
	for page := e.first; ; {
		for _, one := range page.Presences {
			if err := w.Write(exportRow(e.who, one, page.Workplaces[one.Workplace])); err != nil {
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

// exportHeading names the columns; the first six as the official service does.
var exportHeading = []string{
	"Numéro d'entreprise", "Nom de l'entreprise", "NISS", "Nom", "Prénom", "Date de Check-in",
	"Workplace", "Name of the workplace", "Receipt number", "State", "Recorded at", "Channel", "Direction", "At", "Authority",
}

// exportRow writes a presence. The number of the person is masked, and as names
// are kept as one, the column for first names is empty.
func exportRow(who checkin.Actor, p checkin.Presence, w checkin.Workplace) []string {
	p = access.Told(who, p, w, checkin.Presence{})
	return []string{
		p.Employer.Number(), p.Employer.Name, maskOf(p), p.Name, "", p.On.String(),
		w.Number.String(), w.Name, p.Receipt.String(), string(p.State), p.RecordedAt.UTC().Format(time.RFC3339), string(p.Channel),
		string(p.Direction), p.At().UTC().Format(time.RFC3339), authorityOf(p),
	}
}
