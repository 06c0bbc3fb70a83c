package web

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"ciaw/api"
	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
	"ciaw/server/table"
	"ciaw/server/workplace"
	"ciaw/server/worksheet"
)

// maxImport is how many workplaces one file may hold.
const maxImport = 2000

// The refusals of a table none of whose columns is the workplace number, and of an
// order of days that is none.
var (
	errHeading = fault.New(fault.Invalid, "table_heading_unknown")
	errDays    = fault.New(fault.Invalid, "order_invalid")
)

// ImportWorkplaces adds or changes workplaces from a table, or says what it would
// do.
func (h *handler) ImportWorkplaces(ctx context.Context, r api.ImportWorkplacesRequestObject) (api.ImportWorkplacesResponseObject, error) {
	choice, err := parseChoice(r.Params)
	if err != nil {
		return nil, err
	}
	body, err := wholeBody(r.Body)
	if err != nil {
		return nil, err
	}
	t, err := worksheet.Read(ctx, body, maxImport, choice)
	if err != nil {
		return nil, err
	}
	way := way{put: h.Workplaces.Put, sector: r.Params.Sector}
	if r.Params.DryRun {
		way.put = h.Workplaces.Preview
	}
	answer := api.ImportWorkplaces200JSONResponse{Rows: []api.ImportOutcome{}, Columns: presentColumns(t), Notes: presentNotes(t)}
	switch {
	case t.Has(worksheet.Number):
	case r.Params.DryRun:
		return answer, nil
	default:
		return nil, errHeading
	}
	room := maxTable // a workbook may say one text in many cells
	for _, row := range t.Rows {
		outcome, err := h.importRow(ctx, t, row, way)
		if err != nil {
			return nil, fmt.Errorf("import row %d: %w", row.Number, err)
		}
		if outcome.Problem != nil {
			if room -= sizeOf(row.Cells); room >= 0 {
				outcome.Cells = row.Cells
			}
		}
		answer.Rows = append(answer.Rows, outcome)
	}
	return answer, nil
}

// way is how the rows of a table become workplaces: put stores one, or only says
// what that would do; sector is that of new ones where no column says it, or "".
type way struct {
	put    func(context.Context, checkin.Actor, checkin.Workplace) (workplace.Fate, error)
	sector api.Sector
}

// importRow puts the workplace of a row. What is wrong with it is told in its
// outcome; an error is not the caller's business.
func (h *handler) importRow(ctx context.Context, t worksheet.Table, row worksheet.Row, way way) (api.ImportOutcome, error) {
	outcome := api.ImportOutcome{Row: row.Number, Number: shortened(row.Text(worksheet.Number)), Name: shortened(row.Text(worksheet.Name)), SameAs: row.SameAs}
	who := caller(ctx)
	number, err := id.ParseWorkplace(outcome.Number)
	var before checkin.Workplace
	if err == nil {
		outcome.Number = number.String()
		if before, outcome.Known, err = h.Workplaces.Kept(ctx, who, number); err != nil {
			return outcome, err
		}
	}
	before.Sector = cmp.Or(before.Sector, checkin.Sector(way.sector))
	w, err := parseRow(t, row, before)
	if row.SameAs != 0 && len(row.Mistakes) == 0 && err == nil {
		return outcome, nil // said by that row
	}
	if outcome.Name == "" {
		outcome.Name = before.Name
	}
	var fate workplace.Fate
	if err == nil {
		fate, err = way.put(ctx, who, w)
	}
	if err != nil {
		if len(fault.All(err)) == 0 {
			return outcome, err
		}
		problem, _ := problemOf(err)
		outcome.Problem = &problem
	}
	outcome.Added, outcome.Changed = fate == workplace.Added, fate == workplace.Changed
	return outcome, nil
}

// parseRow reads the workplace of a row. What the table has no column for stays as
// it was before, and so does what the row leaves empty, but for what a workplace
// cannot be without.
func parseRow(t worksheet.Table, row worksheet.Row, before checkin.Workplace) (checkin.Workplace, error) {
	say := func(c worksheet.Column, was string) string { return cmp.Or(row.Text(c), was) }
	need := func(c worksheet.Column, was string) string {
		if t.Has(c) {
			return row.Text(c)
		}
		return was
	}
	one := api.NewWorkplace{
		Number: row.Text(worksheet.Number), Name: need(worksheet.Name, before.Name), Sector: api.Sector(need(worksheet.Sector, string(before.Sector))),
		Address: need(worksheet.Address, before.Address), Client: say(worksheet.Client, before.Client),
		OpensOn: say(worksheet.OpensOn, before.OpensOn.String()), ClosesOn: say(worksheet.ClosesOn, before.ClosesOn.String()),
	}
	w, _, err := parseWorkplace(one)
	if w.Position = row.Position; w.Position == nil || before.Position != nil && near(*w.Position, *before.Position) {
		w.Position = before.Position
	}
	return w, errors.Join(append(slices.Clone(row.Mistakes), unsaid(err, row.Mistakes)...)...)
}

// near reports whether two positions differ by less than tables show.
func near(a, b checkin.Position) bool {
	const little = 5e-7 // degrees: five centimetres
	return math.Abs(a.Latitude-b.Latitude) < little && math.Abs(a.Longitude-b.Longitude) < little
}

// unsaid are the mistakes of columns of which no mistake is known yet: what could
// not be read is not missing.
func unsaid(err error, said []error) (all []error) {
	for _, f := range fault.All(err) {
		known := slices.ContainsFunc(said, func(e error) bool {
			one := fault.All(e)[0]
			return one.Field == f.Field || one.Field == "row" && errors.Is(f, fault.ErrRequired)
		})
		if !known {
			all = append(all, f)
		}
	}
	return all
}

// parseChoice reads what the caller knows of the columns and the days of a table.
func parseChoice(p api.ImportWorkplacesParams) (worksheet.Choice, error) {
	choice := worksheet.Choice{Days: worksheet.Order(p.Days)}
	if !choice.Days.Known() {
		return choice, fault.At("days", errDays)
	}
	if p.Columns != "" {
		for _, name := range strings.Split(p.Columns, ",") {
			choice.Columns = append(choice.Columns, worksheet.Column(name))
		}
	}
	return choice, nil
}

// presentColumns tells what each column was taken for.
func presentColumns(t worksheet.Table) []api.ImportColumn {
	all := make([]api.ImportColumn, len(t.Titles))
	for i, title := range t.Titles {
		all[i] = api.ImportColumn{Title: shortened(title), Example: shortened(t.Example(i)), As: api.ImportColumnAs(t.Columns[i])}
	}
	return all
}

// presentNotes tells how a table was read.
func presentNotes(t worksheet.Table) []api.ImportNote {
	all := []api.ImportNote{}
	for _, n := range t.Notes {
		all = append(all, api.ImportNote{Code: api.ImportNoteCode(n.Code), Text: n.Text})
	}
	return all
}

// sizeOf returns how many bytes the texts of a row are.
func sizeOf(row []string) (all int) {
	for _, cell := range row {
		all += len(cell)
	}
	return all
}

// shortened is what is told back of a text of a table, so that its row or column
// can be found.
func shortened(text string) string {
	const most = 40
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// GetImportTemplate gives a table without rows, whose headings an import knows.
func (h *handler) GetImportTemplate(_ context.Context, r api.GetImportTemplateRequestObject) (api.GetImportTemplateResponseObject, error) {
	headings, err := worksheet.Headings(r.Params.Language)
	if err != nil {
		return nil, err
	}
	var file bytes.Buffer
	w, err := table.XLSX(&file)
	if err != nil {
		return nil, err
	}
	if err := w.Write(headings); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	name := `attachment; filename="workplaces.xlsx"`
	return api.GetImportTemplate200ApplicationvndOpenxmlformatsOfficedocumentSpreadsheetmlSheetResponse{
		Body: &file, ContentLength: int64(file.Len()), Headers: api.GetImportTemplate200ResponseHeaders{ContentDisposition: &name},
	}, nil
}
