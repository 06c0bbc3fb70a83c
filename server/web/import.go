package web

import (
	"context"
	"strconv"
	"strings"

	"ciaw/api"
	"ciaw/server/fault"
	"ciaw/server/table"
)

// maxImport is how many workplaces one file may hold.
const maxImport = 2000

// errHeading is the refusal of a table whose first row names no workplace number.
var errHeading = fault.New(fault.Invalid, "table_heading_unknown")

// columns are the known headings of an import, in lower case.
var columns = map[string]string{
	"number": "number", "nummer": "number", "numéro": "number", "numero": "number", "werkplaatsnummer": "number",
	"numéro du lieu de travail": "number", "nummer des arbeitsortes": "number", "workplace number": "number",
	"name": "name", "naam": "name", "nom": "name", "bezeichnung": "name",
	"sector": "sector", "secteur": "sector", "sektor": "sector",
	"address": "address", "adres": "address", "adresse": "address",
	"openson": "opensOn", "begin": "opensOn", "start": "opensOn", "début": "opensOn", "beginn": "opensOn",
	"closeson": "closesOn", "end": "closesOn", "einde": "closesOn", "fin": "closesOn", "ende": "closesOn",
	"client": "client", "opdrachtgever": "client", "maître d'ouvrage": "client", "bauherr": "client",
	"latitude": "latitude", "breedtegraad": "latitude", "breite": "latitude",
	"longitude": "longitude", "lengtegraad": "longitude", "länge": "longitude",
}

// sectors are the known names of sectors, in lower case.
var sectors = map[string]string{
	"bouw": "construction", "construction": "construction", "bau": "construction", "30bis": "construction",
	"vlees": "meat", "viande": "meat", "fleisch": "meat", "meat": "meat", "30ter": "meat",
	"bewaking": "guarding", "gardiennage": "guarding", "bewachung": "guarding", "guarding": "guarding",
	"verhuizingen": "removals", "déménagement": "removals", "umzüge": "removals", "removals": "removals",
	"schoonmaak": "cleaning", "nettoyage": "cleaning", "reinigung": "cleaning", "cleaning": "cleaning",
}

// parseImport reads the workplaces of a table, one a row.
func parseImport(ctx context.Context, file []byte) ([]api.NewWorkplace, error) {
	rows, err := table.Read(ctx, file, maxImport+1)
	if err != nil {
		return nil, err
	}
	indexes := map[string]int{} // of a column in a row
	if len(rows) > 0 {
		for i, title := range rows[0] {
			if name, known := columns[strings.ToLower(strings.TrimSpace(title))]; known {
				indexes[name] = i
			}
		}
	}
	if _, found := indexes["number"]; !found {
		return nil, errHeading
	}
	all := make([]api.NewWorkplace, 0, len(rows)-1)
	for _, row := range rows[1:] {
		all = append(all, importRow(func(column string) string {
			if i, found := indexes[column]; found && i < len(row) {
				return strings.TrimSpace(row[i])
			}
			return ""
		}))
	}
	return all, nil
}

// importRow reads one row; what is wrong in it is found when it is parsed.
func importRow(cell func(column string) string) api.NewWorkplace {
	sector := cell("sector")
	if known, found := sectors[strings.ToLower(sector)]; found {
		sector = known
	}
	w := api.NewWorkplace{
		Number: cell("number"), Name: cell("name"), Sector: api.Sector(sector), Address: cell("address"),
		OpensOn: importDay(cell("opensOn")), ClosesOn: importDay(cell("closesOn")), Client: cell("client"),
	}
	latitude, err1 := strconv.ParseFloat(strings.Replace(cell("latitude"), ",", ".", 1), 64)
	longitude, err2 := strconv.ParseFloat(strings.Replace(cell("longitude"), ",", ".", 1), 64)
	if err1 == nil && err2 == nil {
		w.Position = &api.Position{Latitude: latitude, Longitude: longitude, Accuracy: 100}
	}
	return w
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
