package table_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"ciaw/server/table"
	"ciaw/server/table/tabletest"
)

// made is a workbook made by another program's library.
func made(t testing.TB, fill func(f *excelize.File) error) []byte {
	t.Helper()
	f := excelize.NewFile()
	var file bytes.Buffer
	if err := errors.Join(fill(f), f.Write(&file), f.Close()); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func TestWorkbooksOfOthersAreRead(t *testing.T) {
	day := time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC)
	file := made(t, func(f *excelize.File) error {
		short, err1 := f.NewStyle(&excelize.Style{NumFmt: 14})
		own := "dd\\ mmmm\\ yyyy"
		long, err2 := f.NewStyle(&excelize.Style{CustomNumFmt: &own})
		money := `#,##0.00 "dyes"`
		price, err3 := f.NewStyle(&excelize.Style{CustomNumFmt: &money})
		_, err4 := f.NewSheet("Another")
		return errors.Join(err1, err2, err3, err4,
			f.SetCellValue("Sheet1", "A1", "Nummer"), f.SetCellValue("Sheet1", "C1", "Café & <Noord>"),
			f.SetCellValue("Sheet1", "A3", 51.05), f.SetCellValue("Sheet1", "B3", day), f.SetCellStyle("Sheet1", "B3", "B3", short),
			f.SetCellValue("Sheet1", "C3", day), f.SetCellStyle("Sheet1", "C3", "C3", long),
			f.SetCellValue("Sheet1", "D3", 3), f.SetCellStyle("Sheet1", "D3", "D3", price),
			f.SetCellRichText("Sheet1", "E3", []excelize.RichTextRun{{Text: "two "}, {Text: "runs"}}),
			f.SetCellValue("Another", "A1", "not this"))
	})
	want := [][]string{{"Nummer", "", "Café & <Noord>"}, {"51.05", "2027-03-01", "2027-03-01", "3", "two runs"}}
	sheets, err := table.Read(t.Context(), file, 10)
	if err != nil || len(sheets) != 2 || !reflect.DeepEqual(texts(sheets[0]), want) {
		t.Fatalf("%v, %v", sheets, err)
	}
	if row := sheets[0].Rows[1]; row.Number != 3 || row.Cells[0].Kind != table.Number || row.Cells[1].Kind != table.Day {
		t.Errorf("%+v", row)
	}
}

// packed is a workbook of these parts beside the least that one has.
func packed(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	all := map[string]string{
		"xl/workbook.xml":            `<workbook xmlns:r="r"><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   `<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>`,
	}
	for name, text := range parts {
		all[name] = text
	}
	return tabletest.Workbook(t, all)
}

func sheet(rows string) map[string]string {
	return map[string]string{"xl/worksheets/sheet1.xml": "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}
}

// TestWhatIsEmptyIsNothing: rows and cells that only look like something, however
// many or far away, and separators without anything between them.
func TestWhatIsEmptyIsNothing(t *testing.T) {
	styled := `<row r="3" s="4" customFormat="1"><c r="A3" s="2"/><c r="XFD3" s="2"/><c r="XFE3" t="inlineStr"><is><t> </t></is></c></row>`
	for what, file := range map[string][]byte{
		"styled rows":      packed(t, sheet(`<row r="1"><c><v>1</v></c></row>`+styled+strings.Repeat(`<row><c s="3"/></row>`, 3000)+`<row r="1048576"><c><v>2</v></c></row>`)),
		"empty lines":      []byte("1\n\n\r\n;;;\n" + strings.Repeat("\u00a0;\t;\"\"\n", 3000) + "2"),
		"empty separators": []byte("1" + strings.Repeat(";", 1000) + "\n2;"),
	} {
		sheets, err := table.Read(t.Context(), file, 2)
		if err != nil || len(sheets) != 1 || len(sheets[0].Rows) != 2 || sheets[0].Rows[1].Cells[0].Text != "2" {
			t.Errorf("%s: %v, %v", what, sheets, err)
		}
	}
}

// TestNothingUnfoldsWithoutBound: small files that would become huge.
func TestNothingUnfoldsWithoutBound(t *testing.T) {
	strs := func(s string) map[string]string {
		return map[string]string{"xl/sharedStrings.xml": "<sst>" + s + "</sst>"}
	}
	many := func(n int, s string) string { return strings.Repeat(s, n) }
	var varied strings.Builder // packs to a tenth
	for i := range 1_200_000 {
		fmt.Fprintf(&varied, "<si><t>%x</t></si>", i*7919)
	}
	for what, c := range map[string]struct {
		file []byte
		want error
	}{
		"shared strings of sixty megabytes": {packed(t, strs(many(60, "<si><t>"+many(1<<20, "a")+"</t></si>"))), table.ErrTooLong},
		"a million different texts":         {packed(t, strs(varied.String())), table.ErrTooLong},
		"a million empty texts":             {packed(t, strs(many(1_000_000, "<si/>"))), table.ErrTooLong},
		"a sheet of one endless cell":       {packed(t, sheet("<row><c><v>"+many(30<<20, "1")+"</v></c></row>")), table.ErrTooLong},
		"a column far away":                 {packed(t, sheet(`<row><c r="XFD1"><v>1</v></c></row>`)), table.ErrTooWide},
		"rows that go back":                 {packed(t, sheet(`<row r="2"/><row r="2"/>`)), table.ErrUnreadable},
		"a text that is not there":          {packed(t, sheet(`<row><c t="s"><v>7</v></c></row>`)), table.ErrUnreadable},
		"eleven rows":                       {packed(t, sheet(many(11, "<row><c><v>1</v></c></row>"))), table.ErrTooLong},
		"a row without end":                 {packed(t, sheet("<row>"+many(100, "<c><v>1</v></c>"))), table.ErrTooWide},
		"a hundred columns":                 {[]byte(many(4<<18, "a;")), table.ErrTooWide},
		"cells behind a quoted line":        {[]byte("\"a\nb\"" + many(100, ";a")), table.ErrTooWide},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		rows, err := table.Read(t.Context(), c.file, 10)
		runtime.ReadMemStats(&after)
		if !errors.Is(err, c.want) || rows != nil {
			t.Errorf("%s: %v, want %v", what, err, c.want)
		}
		if took := (after.TotalAlloc - before.TotalAlloc) >> 20; took > 200 {
			t.Errorf("%s: %d MiB for %d KiB", what, took, len(c.file)>>10)
		}
	}
}

// TestATagIsHeldInBounds: a reader of XML holds a tag whole, each attribute in fifteen
// times its bytes.
func TestATagIsHeldInBounds(t *testing.T) {
	var attributes strings.Builder
	for range 700_000 { // different enough to pack to a twentieth
		fmt.Fprintf(&attributes, `%c=""`, 'a'+rand.IntN(16)) //nolint:gosec // nothing is kept secret
	}
	for _, where := range []string{"<row><c %s/></row>", "<row %s/>", "<row/><!-- %s -->"} {
		var before, after runtime.MemStats
		file := packed(t, sheet(fmt.Sprintf(where, attributes.String())))
		runtime.ReadMemStats(&before)
		_, err := table.Read(t.Context(), file, 10)
		runtime.ReadMemStats(&after)
		if took := (after.TotalAlloc - before.TotalAlloc) >> 20; !errors.Is(err, table.ErrTooLong) || took > 16 {
			t.Errorf("%s: %v, and %d MiB for %d KiB", where, err, took, len(file)>>10)
		}
	}
}

func TestALongCellIsCut(t *testing.T) {
	long := strings.Repeat("é", 40_000)
	for what, file := range map[string][]byte{
		"a CSV": []byte(long + ";b\n"), "a cell": packed(t, sheet("<row><c t=\"inlineStr\"><is><t>"+long+"</t></is></c><c t=\"str\"><v>b</v></c></row>")),
	} {
		rows, err := table.Read(t.Context(), file, 10)
		if err != nil || len(rows) != 1 || len(texts(rows[0])[0][0]) != 1000 || texts(rows[0])[0][1] != "b" {
			t.Errorf("%s: %d sheets, %v", what, len(rows), err)
		}
	}
}

func TestReadingEndsWithItsContext(t *testing.T) {
	gone, leave := context.WithCancel(t.Context())
	leave()
	for what, file := range map[string][]byte{"a CSV": []byte("a;b\n"), "a workbook": packed(t, nil)} {
		if _, err := table.Read(gone, file, 10); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("a;b\nc;d"))
	f.Add([]byte("\"a\"\"\n\";b\tc,d"))
	f.Add(packed(f, nil))
	f.Add(packed(f, map[string]string{
		"xl/sharedStrings.xml":     "<sst><si><t>a</t><rPh><t>b</t></rPh></si></sst>",
		"xl/styles.xml":            `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yy"/></numFmts><cellXfs><xf numFmtId="170"/></cellXfs></styleSheet>`,
		"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row r="2"><c r="B2" t="s"><v>0</v></c><c s="0"><v>46447</v></c></row></sheetData></worksheet>`,
	}))
	f.Fuzz(func(t *testing.T, file []byte) {
		sheets, err := table.Read(t.Context(), file, 5)
		if err != nil && sheets != nil || err == nil && len(sheets) == 0 {
			t.Fatalf("%d sheets, %v", len(sheets), err)
		}
		for _, s := range sheets {
			for i, row := range s.Rows {
				if len(s.Rows) > 5 || len(row.Cells) > 64 || i > 0 && row.Number <= s.Rows[i-1].Number {
					t.Fatalf("%d rows, %d cells, row %d", len(s.Rows), len(row.Cells), row.Number)
				}
				for _, cell := range row.Cells {
					if len(cell.Text) > 1000 {
						t.Fatalf("a cell of %d bytes", len(cell.Text))
					}
				}
			}
		}
	})
}
