package web

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ciaw/api"
	"ciaw/server/fault"
	"ciaw/server/table"
	"ciaw/server/workplace"
)

// maxImport is how many workplaces one file may hold.
const maxImport = 2000

// The refusals of a table whose columns are not known: none of them is the
// workplace number, or they are not called as ours are.
var (
	errHeading = fault.New(fault.Invalid, "table_heading_unknown")
	errColumns = fault.New(fault.Invalid, "table_columns_invalid")
)

// ImportWorkplaces adds or changes workplaces from a table, or says what it would
// do.
func (h *handler) ImportWorkplaces(ctx context.Context, r api.ImportWorkplacesRequestObject) (api.ImportWorkplacesResponseObject, error) {
	body, err := wholeBody(r.Body)
	if err != nil {
		return nil, err
	}
	t, err := readImport(ctx, body, r.Params.Columns)
	if err != nil {
		return nil, err
	}
	put := h.Workplaces.Put
	if r.Params.DryRun {
		put = h.Workplaces.Preview
	} else if t.lacks("number") {
		return nil, errHeading
	}
	answer := api.ImportWorkplaces200JSONResponse{Rows: []api.ImportOutcome{}, Columns: t.columns()}
	if t.lacks("number") {
		return answer, nil
	}
	who := caller(ctx)
	room := maxTable // a workbook may say one text in many cells
	for i, row := range t.rows {
		one := t.workplace(row)
		outcome := api.ImportOutcome{Row: i + 2, Number: shortened(one.Number), Name: shortened(one.Name)}
		w, _, err := parseWorkplace(one)
		var fate workplace.Fate
		if err == nil {
			outcome.Number = w.Number.String()
			fate, err = put(ctx, who, w)
		}
		if err != nil && len(fault.All(err)) == 0 {
			return nil, fmt.Errorf("import row %d: %w", i+2, err)
		}
		if err != nil {
			problem, _ := problemOf(err)
			outcome.Problem = &problem
			if room -= sizeOf(row); room >= 0 {
				outcome.Cells = row
			}
		}
		outcome.Added, outcome.Changed = fate == workplace.Added, fate == workplace.Changed
		answer.Rows = append(answer.Rows, outcome)
	}
	return answer, nil
}

// sizeOf returns how many bytes the texts of a row are.
func sizeOf(row []string) (all int) {
	for _, cell := range row {
		all += len(cell)
	}
	return all
}

// GetImportTemplate gives a table without rows, whose headings an import knows.
func (h *handler) GetImportTemplate(_ context.Context, r api.GetImportTemplateRequestObject) (api.GetImportTemplateResponseObject, error) {
	words, err := wordsOfImports()
	if err != nil {
		return nil, err
	}
	var file bytes.Buffer
	w, err := table.XLSX(&file)
	if err != nil {
		return nil, err
	}
	if err := w.Write(words.template(r.Params.Language)); err != nil {
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

// importTable is a table of workplaces, one a row, and what its columns are.
type importTable struct {
	words  importWords
	titles []string
	names  []string // of the columns, in their order; "" is one that is passed over
	rows   [][]string
}

// readImport reads a table. What each column is says its title, unless the caller
// has chosen: a name of ours for each in turn, separated by commas.
func readImport(ctx context.Context, file []byte, chosen string) (importTable, error) {
	words, err := wordsOfImports()
	if err != nil {
		return importTable{}, err
	}
	rows, err := table.Read(ctx, file, maxImport+1)
	if err != nil {
		return importTable{}, err
	}
	t := importTable{words: words}
	if len(rows) > 0 {
		t.titles, t.rows = rows[0], rows[1:]
	}
	for _, title := range t.titles {
		t.names = append(t.names, words.columns[strings.ToLower(strings.TrimSpace(title))])
	}
	if chosen != "" {
		if t.names, err = chosenColumns(chosen, len(t.titles)); err != nil {
			return importTable{}, err
		}
	}
	for i, name := range t.names { // of two that are called the same the first one is
		if slices.Contains(t.names[:i], name) {
			t.names[i] = ""
		}
	}
	return t, nil
}

func chosenColumns(text string, most int) ([]string, error) {
	names := strings.Split(text, ",")
	unknown := func(name string) bool { return name != "" && !slices.Contains(importColumns, name) }
	if len(names) > most || slices.ContainsFunc(names, unknown) {
		return nil, fault.At("columns", errColumns)
	}
	return names, nil
}

func (t importTable) lacks(name string) bool { return !slices.Contains(t.names, name) }

// columns tells what each column was taken for.
func (t importTable) columns() []api.ImportColumn {
	all := make([]api.ImportColumn, len(t.titles))
	for i, title := range t.titles {
		all[i].Title = shortened(title)
		if i < len(t.names) {
			all[i].As = api.ImportColumnAs(t.names[i])
		}
	}
	return all
}

// workplace reads one row; what is wrong in it is found when it is parsed.
func (t importTable) workplace(row []string) api.NewWorkplace {
	return t.words.row(func(column string) string {
		if i := slices.Index(t.names, column); i >= 0 && i < len(row) {
			return strings.TrimSpace(row[i])
		}
		return ""
	})
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

// row reads one row; what is wrong in it is found when it is parsed.
func (w importWords) row(cell func(column string) string) api.NewWorkplace {
	sector := cell("sector")
	if known, found := w.sectors[strings.ToLower(sector)]; found {
		sector = known
	}
	one := api.NewWorkplace{
		Number: cell("number"), Name: cell("name"), Sector: api.Sector(sector), Address: cell("address"),
		OpensOn: importDay(cell("opensOn")), ClosesOn: importDay(cell("closesOn")), Client: cell("client"),
	}
	latitude, err1 := strconv.ParseFloat(strings.Replace(cell("latitude"), ",", ".", 1), 64)
	longitude, err2 := strconv.ParseFloat(strings.Replace(cell("longitude"), ",", ".", 1), 64)
	if err1 == nil && err2 == nil {
		one.Position = &api.Position{Latitude: latitude, Longitude: longitude, Accuracy: 100}
	}
	return one
}

// importDay turns DD/MM/YYYY, as spreadsheets here write it, into YYYY-MM-DD.
func importDay(text string) string {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '/' || r == '.' || r == '-' })
	if len(parts) == 3 && len(parts[2]) == 4 && len(parts[0]) <= 2 && len(parts[1]) <= 2 {
		return parts[2] + "-" + pad(parts[1]) + "-" + pad(parts[0])
	}
	return text
}

func pad(text string) string {
	if len(text) == 1 {
		return "0" + text
	}
	return text
}
