package table_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"ciaw/server/table"
)

// evil are texts that a spreadsheet would take for formulas.
var evil = []string{"=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "=HYPERLINK(\"https://elsewhere.example\")", "＝1+1", "＋1", "－1", "＠SUM(A1)"}

// texts are the texts of a sheet.
func texts(s table.Sheet) (all [][]string) {
	for _, row := range s.Rows {
		var one []string
		for _, cell := range row.Cells {
			one = append(one, cell.Text)
		}
		all = append(all, one)
	}
	return all
}

// write writes a whole table.
func write(t *testing.T, w table.Writer, rows [][]string) {
	t.Helper()
	for _, row := range rows {
		if err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

func workbook(t *testing.T, to io.Writer) table.Writer {
	t.Helper()
	w, err := table.XLSX(to)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestWhatIsWrittenComputesNothing(t *testing.T) {
	var csv, xlsx bytes.Buffer
	rows := [][]string{{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}, evil}
	write(t, table.CSV(&csv), rows)
	write(t, workbook(t, &xlsx), rows)
	read, err := table.Read(t.Context(), csv.Bytes(), 10)
	if err != nil {
		t.Fatal(err)
	}
	for i, cell := range texts(read[0])[1] {
		if cell[0] != '\'' || strings.ReplaceAll(cell, "'", "") != evil[i] {
			t.Errorf("CSV: %q of %q", cell, evil[i])
		}
	}
	f, err := excelize.OpenReader(bytes.NewReader(xlsx.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	for i := range evil {
		cell, _ := excelize.CoordinatesToCellName(i+1, 2)
		formula, err1 := f.GetCellFormula("Sheet1", cell)
		text, err2 := f.GetCellValue("Sheet1", cell)
		if formula != "" || text != evil[i] || errors.Join(err1, err2) != nil {
			t.Errorf("XLSX %s: formula %q, text %q", cell, formula, text)
		}
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
}

func TestTablesOfAllKindsAreRead(t *testing.T) {
	var xlsx bytes.Buffer
	want := [][]string{{"Nummer", "Naam"}, {"1Y1000003EQCZ", "Café “Noord”; zuid"}}
	write(t, workbook(t, &xlsx), want)
	for what, file := range map[string]string{
		"semicolons":        "Nummer;Naam\r\n1Y1000003EQCZ;\"Café “Noord”; zuid\"\r\n",
		"commas":            "Nummer,Naam\n1Y1000003EQCZ,Café “Noord”; zuid\n",
		"tabs":              "Nummer\tNaam\n1Y1000003EQCZ\tCafé “Noord”; zuid",
		"a byte order mark": "\ufeffNummer;Naam\n1Y1000003EQCZ;\"Café “Noord”; zuid\"",
		"Windows-1252":      "Nummer;Naam\n1Y1000003EQCZ;\"Caf\xe9 \x93Noord\x94; zuid\"",
		"a workbook":        xlsx.String(),
	} {
		if got, err := table.Read(t.Context(), []byte(file), 10); err != nil || !reflect.DeepEqual(texts(got[0]), want) {
			t.Errorf("%s: %v, %v", what, got, err)
		}
	}
}

func TestTablesThatAreTooMuchAreRefused(t *testing.T) {
	for what, c := range map[string]struct {
		file string
		want error
	}{
		"eleven rows":       {strings.Repeat("a;b\n", 11), table.ErrTooLong},
		"a hundred columns": {strings.Repeat("a;", 100), table.ErrTooWide},
		"a broken workbook": {"PK\x03\x04 and nothing", table.ErrUnreadable},
	} {
		if _, err := table.Read(t.Context(), []byte(c.file), 10); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", what, err, c.want)
		}
	}
}

// TestNoCellComputesInAnotherCountry: where the comma or the tab separates, a
// semicolon does not, and what stands behind them begins a cell.
func TestNoCellComputesInAnotherCountry(t *testing.T) {
	for text, want := range map[string]string{
		"Kaai 1,=1+1": "Kaai 1,'=1+1", "a\t=1": "a\t'=1", "a;@b": "a;'@b", "a|+1": "a|'+1", "a\n-1": "a\n'-1", "a, =1": "a, '=1", `a","=1`: `a","'=1`, "a,＝1": "a,'＝1",
		" =1": " '=1", "\u00a0=1": "\u00a0'=1", `"=1"`: `"'=1"`, "\r=1": "''=1", "a=1": "a=1", "1-2": "1-2", "Kaai 1, 2": "Kaai 1, 2", "-": "'-", "": "",
	} {
		var file bytes.Buffer
		write(t, table.CSV(&file), [][]string{{"x", text}})
		r := csv.NewReader(strings.NewReader(strings.TrimPrefix(file.String(), "\ufeff")))
		r.Comma = ';'
		if row, err := r.Read(); err != nil || strings.ReplaceAll(row[1], "\n", "\r") != strings.ReplaceAll(want, "\n", "\r") {
			t.Errorf("%q: %q, want %q (%v)", text, row, want, err)
		}
	}
}

// TestNumbersKeepTheirDigits: those of receipts, and those with zeros before them.
func TestNumbersKeepTheirDigits(t *testing.T) {
	numbers := []string{"261123000000132", "0206731645", "12345", "1E10", "2026-11-23", "0", "0,5"}
	var people, software, xlsx bytes.Buffer
	write(t, table.SpreadsheetCSV(&people), [][]string{numbers})
	write(t, table.CSV(&software), [][]string{numbers})
	write(t, workbook(t, &xlsx), [][]string{numbers})
	if got, want := people.String(), "\ufeff'261123000000132;'0206731645;12345;'1E10;2026-11-23;0;0,5\r\n"; got != want {
		t.Errorf("for people %q, want %q", got, want)
	}
	if got, want := software.String(), "\ufeff"+strings.Join(numbers, ";")+"\r\n"; got != want {
		t.Errorf("for software %q, want %q", got, want)
	}
	f, err := excelize.OpenReader(bytes.NewReader(xlsx.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	for i, number := range numbers {
		cell, _ := excelize.CoordinatesToCellName(i+1, 1)
		text, err1 := f.GetCellValue("Sheet1", cell)
		kind, err2 := f.GetCellType("Sheet1", cell)
		style, err3 := f.GetCellStyle("Sheet1", cell)
		if text != number || kind != excelize.CellTypeInlineString || style != 1 || errors.Join(err1, err2, err3) != nil {
			t.Errorf("%s: %q of type %d, style %d", number, text, kind, style)
		}
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
}
