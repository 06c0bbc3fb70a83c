package worksheet_test

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"

	"ciaw/server/table"
	"ciaw/server/table/tabletest"
	"ciaw/server/worksheet"
)

// Names of the transitional and of the strict form (ECMA-376).
const (
	mainNames   = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	linkNames   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	strictNames = "http://purl.oclc.org/ooxml/spreadsheetml/main"
	strictLinks = "http://purl.oclc.org/ooxml/officeDocument/relationships"
	xmlHead     = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\r\n"
	packageRels = "http://schemas.openxmlformats.org/package/2006/relationships"
)

// book are the parts of a workbook as Excel writes them.
type book map[string]string

// excel is a workbook of one sheet with those rows, and number formats of styles 1
// and further: a number as numFmtId, or a code.
func excel(rows string, formats ...string) book {
	var own, styles strings.Builder
	for i, format := range formats {
		number := format
		if strings.Trim(format, "0123456789") != "" {
			number = fmt.Sprint(164 + i)
			fmt.Fprintf(&own, `<numFmt numFmtId="%s" formatCode="%s"/>`, number, strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;").Replace(format))
		}
		fmt.Fprintf(&styles, `<xf numFmtId="%s" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`, number)
	}
	return book{
		"[Content_Types].xml": xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
		"_rels/.rels": xmlHead + `<Relationships xmlns="` + packageRels + `"><Relationship Id="rId3" Type="` + linkNames + `/extended-properties" Target="docProps/app.xml"/>` +
			`<Relationship Id="rId1" Type="` + linkNames + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml": xmlHead + `<workbook xmlns="` + mainNames + `" xmlns:r="` + linkNames + `"><workbookPr defaultThemeVersion="166925"/><sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": xmlHead + `<Relationships xmlns="` + packageRels + `"><Relationship Id="rId3" Type="` + linkNames + `/styles" Target="styles.xml"/>` +
			`<Relationship Id="rId1" Type="` + linkNames + `/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId4" Type="` + linkNames + `/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
		"xl/styles.xml": xmlHead + `<styleSheet xmlns="` + mainNames + `"><numFmts>` + own.String() + `</numFmts><cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs>` +
			`<cellXfs><xf numFmtId="0"/>` + styles.String() + `</cellXfs></styleSheet>`,
		"xl/sharedStrings.xml": xmlHead + `<sst xmlns="` + mainNames + `"><si><t>Werkplaatsnummer</t></si><si><t>Naam</t></si><si><t>Begindatum</t></si>` +
			`<si><r><rPr><b/></rPr><t xml:space="preserve">Loods </t></r><r><t>Noord</t></r><rPh sb="0" eb="1"><t>ignored</t></rPh><phoneticPr fontId="1"/></si><si><t>Adres_x000D_</t></si></sst>`,
		"xl/worksheets/sheet1.xml": xmlHead + `<worksheet xmlns="` + mainNames + `"><dimension ref="A1:C9"/><sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/><sheetData>` + rows + `</sheetData></worksheet>`,
	}
}

// with is the workbook with other parts.
func (b book) with(parts book) book {
	all := maps.Clone(b)
	maps.Copy(all, parts)
	return all
}

const (
	head  = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>`
	first = "1Y1000003EQCZ"
)

// line is a row with a workplace number and two more cells.
func line(row int, more string) string {
	return fmt.Sprintf(`<row r="%d" spans="1:3"><c r="A%d" t="inlineStr"><is><t>1Y10%08dZ</t></is></c>%s</row>`, row, row, row, more)
}

// TestEveryFormatOfADayIsThatDay: whatever the cell looks like, its number is the
// day (46087 is 6 March 2026).
func TestEveryFormatOfADayIsThatDay(t *testing.T) {
	var formats []string
	for _, span := range [][2]int{{0, 0}, {14, 22}, {27, 36}, {45, 47}, {50, 58}} {
		for n := span[0]; n <= span[1]; n++ {
			formats = append(formats, fmt.Sprint(n))
		}
	}
	formats = append(formats, "m/d/yyyy", "dd/mm/yyyy", `[Red]d/m/yy`, `"vanaf" dd\-mm\-yyyy`, `[$-813]dddd d mmmm yyyy;@`, `[$-F800]dddd\,\ mmmm\ dd\,\ yyyy`, "jj/mm/aaaa", "TT.MM.JJJJ", "mmmm",
		"dd/mm/yyyy hh:mm:ss.000", `[Blue][<100]yyyy;[Red]yyyy-mm-dd`, `[$-100080C]d" de "mmmm yyyy`, "yyyy-mm-dd hh:mm", "h:mm AM/PM")
	for _, value := range []string{"46087", "46087.354166666664", "46086.99999999999"} {
		for i, format := range formats {
			file := tabletest.Workbook(t, excel(head+line(2, fmt.Sprintf(`<c r="C2" s="%d"><v>%s</v></c>`, i+1, value)), formats...))
			if got := said(read(t, format, file).Rows[0], worksheet.OpensOn); got != "2026-03-06" {
				t.Errorf("format %s of %s: %s", format, value, got)
			}
		}
	}
	for i, format := range formats[33:] { // the same in a column of names is no name
		if strings.HasPrefix(format, "h:") {
			continue
		}
		file := tabletest.Workbook(t, excel(head+line(2, fmt.Sprintf(`<c r="B2" s="%d"><v>46087</v></c>`, i+1)), formats[33:]...))
		if got := said(read(t, format, file).Rows[0], worksheet.Name); got != "name: cell_is_day" {
			t.Errorf("format %s: %s", format, got)
		}
	}
	for _, format := range []string{"0", "1", "4", "9", "11", "37", "44", "49", `#,##0.00 "dyes"`, "[Red]0.00", "0.00E+00", "General", `"d" 0`, `[$€-813] #,##0`, `0\d`, "@"} {
		file := tabletest.Workbook(t, excel(head+line(2, `<c r="B2" s="1"><v>46087</v></c>`), format))
		if got := said(read(t, format, file).Rows[0], worksheet.Name); got != "46087" {
			t.Errorf("format %s: %s, want the number", format, got)
		}
	}
}

// TestCellsAreReadByTheirKind.
func TestCellsAreReadByTheirKind(t *testing.T) {
	for what, c := range map[string]struct{ cell, name, day string }{
		"a shared text with runs":      {`<c r="B2" t="s"><v>3</v></c>`, "Loods Noord", ""},
		"an inline text with runs":     {`<c r="B2" t="inlineStr"><is><r><t>Loods</t></r><r><t xml:space="preserve"> Twee</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c>`, "Loods Twee", ""},
		"a formula with a text":        {`<c r="B2" t="str"><f>"Lo"&amp;"ods"</f><v>Loods</v></c>`, "Loods", ""},
		"a formula with a day":         {`<c r="C2" s="1"><f>TODAY()</f><v>46087</v></c>`, "", "2026-03-06"},
		"a formula with an empty text": {`<c r="B2" t="str"><f>""</f><v></v></c>`, "", ""},
		"a formula without its result": {`<c r="B2"><f>A1</f></c>`, "name: cell_failed", ""},
		"an error":                     {`<c r="B2" t="e"><f>A1/0</f><v>#DIV/0!</v></c>`, "name: cell_failed", ""},
		"an error of a day":            {`<c r="C2" s="1" t="e"><v>#REF!</v></c>`, "", "opensOn: cell_failed"},
		"a truth":                      {`<c r="B2" t="b"><v>1</v></c>`, "TRUE", ""},
		"a truth as a text":            {`<c r="B2" t="str"><v>WAAR</v></c>`, "WAAR", ""},
		"a number":                     {`<c r="B2"><v>5.0850299999999997E1</v></c>`, "50.8503", ""},
		"a day as a text":              {`<c r="C2" t="inlineStr"><is><t>6 maart 2026</t></is></c>`, "", "2026-03-06"},
		"a number of a day as a text":  {`<c r="C2" t="inlineStr" s="1"><is><t>46087</t></is></c>`, "", "2026-03-06"},
		"a day of the strict form":     {`<c r="C2" t="d"><v>2026-03-06T00:00:00</v></c>`, "", "2026-03-06"},
		"a time only":                  {`<c r="C2" s="1"><v>0.5</v></c>`, "", "opensOn: day_invalid"},
		"a year only":                  {`<c r="C2"><v>2026</v></c>`, "", "opensOn: day_invalid"},
		"white space":                  {`<c r="B2" t="str"><v> </v></c><c r="C2" t="inlineStr"><is><t xml:space="preserve">  </t></is></c>`, "", ""},
	} {
		row := read(t, what, tabletest.Workbook(t, excel(head+line(2, c.cell), "14"))).Rows[0]
		got := said(row, worksheet.Name)
		if c.day != "" {
			c.name, got = c.day, said(row, worksheet.OpensOn)
		}
		if got != c.name {
			t.Errorf("%s: %q, want %q", what, got, c.name)
		}
	}
}

// TestWorkbooksOfEveryProgramAreRead: the same table, as each of them writes it.
func TestWorkbooksOfEveryProgramAreRead(t *testing.T) {
	plain := excel(head+line(2, `<c r="B2" t="s"><v>3</v></c><c r="C2" s="1"><v>46087</v></c>`), "14")
	strict := book{}
	for name, text := range plain {
		strict[name] = strings.NewReplacer(mainNames, strictNames, linkNames, strictLinks).Replace(text)
	}
	prefixed := func(text string) string { // as the Open XML SDK does
		text = strings.NewReplacer("</", "</x:", "<?", "<?", "<", "<x:").Replace(text)
		return strings.Replace(text, "xmlns=", "xmlns:x=", 1)
	}
	utf16 := func(text string) string {
		var all strings.Builder
		all.WriteString("\xff\xfe")
		for _, r := range strings.Replace(text, "UTF-8", "UTF-16", 1) {
			all.WriteByte(byte(r))
			all.WriteByte(0)
		}
		return all.String()
	}
	renamed := book{
		"_rels/.rels":              plain["_rels/.rels"],
		"book/main.xml":            plain["xl/workbook.xml"],
		"book/_rels/main.xml.rels": `<Relationships xmlns="` + packageRels + `"><Relationship Id="rId9" Type="` + linkNames + `/sharedStrings" Target="/texts/all.xml"/><Relationship Id="rId1" Type="` + linkNames + `/worksheet" Target="../sheets/a%20b.xml"/><Relationship Id="rId2" Type="` + linkNames + `/styles" Target="./looks.xml"/></Relationships>`,
		"texts/all.xml":            plain["xl/sharedStrings.xml"],
		"sheets/a b.xml":           plain["xl/worksheets/sheet1.xml"],
		"book/looks.xml":           plain["xl/styles.xml"],
		"xl/worksheets/sheet1.xml": "<worksheet/>",
		"xl/sharedStrings.xml":     "<sst/>",
	}
	renamed["_rels/.rels"] = strings.Replace(renamed["_rels/.rels"], "xl/workbook.xml", "/book/main.xml", 1)
	back := book{}
	for name, text := range plain {
		back[strings.ReplaceAll(name, "/", `\`)] = text
	}
	since1904 := plain.with(book{
		"xl/workbook.xml":          strings.Replace(plain["xl/workbook.xml"], "<workbookPr ", `<workbookPr date1904="1" `, 1),
		"xl/worksheets/sheet1.xml": strings.Replace(plain["xl/worksheets/sheet1.xml"], "46087", "44625", 1),
	})
	nameless := plain.with(book{"xl/worksheets/sheet1.xml": `<worksheet xmlns="` + mainNames + `"><sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c></row>` +
		`<row><c t="inlineStr"><is><t>1Y1000000002Z</t></is></c><c t="s"><v>3</v></c><c s="1"><v>46087</v></c></row></sheetData></worksheet>`})
	for what, parts := range map[string]book{
		"Excel": plain, "strict": strict, "other names of parts": renamed, "slashes the other way": back, "from 1904": since1904, "cells without names": nameless,
		"a prefix": plain.with(book{"xl/worksheets/sheet1.xml": prefixed(plain["xl/worksheets/sheet1.xml"]), "xl/sharedStrings.xml": prefixed(plain["xl/sharedStrings.xml"]), "xl/styles.xml": prefixed(plain["xl/styles.xml"])}),
		"UTF-16":   plain.with(book{"xl/worksheets/sheet1.xml": utf16(plain["xl/worksheets/sheet1.xml"])}),
		"a mark":   plain.with(book{"xl/workbook.xml": "\ufeff" + plain["xl/workbook.xml"]}),
		"LibreOffice": plain.with(book{"xl/worksheets/sheet1.xml": strings.NewReplacer(`<sheetData>`, `<cols><col collapsed="false" hidden="false" min="1" max="16384" style="0"/></cols><sheetData>`,
			`<row r="2" spans="1:3">`, `<row r="2" customFormat="false" ht="12.8" hidden="false" outlineLevel="0" collapsed="false">`, `s="1"`, `s="1" t="n"`,
			`</sheetData>`, `<row r="1048576" customFormat="false" ht="12.8" hidden="false"/></sheetData><printOptions/>`).Replace(plain["xl/worksheets/sheet1.xml"])}),
		"Google": plain.with(book{"xl/worksheets/sheet1.xml": strings.NewReplacer(`</row></sheetData>`, `</row><row r="3"><c r="A3" s="1"/><c r="Z3" s="1"/></row><row r="1000"><c r="A1000" s="1"/></row></sheetData>`).Replace(plain["xl/worksheets/sheet1.xml"])}),
	} {
		all := read(t, what, tabletest.Workbook(t, parts))
		if len(all.Rows) != 1 || all.Rows[0].Number != 2 || said(all.Rows[0], worksheet.Name) != "Loods Noord" || said(all.Rows[0], worksheet.OpensOn) != "2026-03-06" {
			t.Errorf("%s: %+v", what, all)
		}
	}
}

func TestOtherZipsAreRefusedWithAWord(t *testing.T) {
	for what, parts := range map[string]book{
		"ODS": {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}, "XLSB": {"xl/workbook.bin": "x"}, "Numbers": {"Index/Document.iwa": "x"}, "DOCX": {"word/document.xml": "<x/>"},
	} {
		if _, err := worksheet.Read(t.Context(), tabletest.Workbook(t, parts), 10, worksheet.Choice{}); !errors.Is(err, table.ErrOtherFormat) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// sheets is a workbook with those sheets: name and state, and rows.
func sheets(all ...[3]string) book {
	b := excel("")
	var list, links strings.Builder
	for i, s := range all {
		fmt.Fprintf(&list, `<sheet name="%s" sheetId="%d" state="%s" r:id="s%d"/>`, s[0], i+1, s[1], i)
		fmt.Fprintf(&links, `<Relationship Id="s%d" Type="%s/worksheet" Target="worksheets/part%d.xml"/>`, i, linkNames, i)
		b[fmt.Sprintf("xl/worksheets/part%d.xml", i)] = `<worksheet><sheetData>` + s[2] + `</worksheet>`
	}
	b["xl/workbook.xml"] = `<workbook xmlns:r="x"><sheets>` + list.String() + `</sheets></workbook>`
	b["xl/_rels/workbook.xml.rels"] = strings.Replace(b["xl/_rels/workbook.xml.rels"], "</Relationships>", links.String()+"</Relationships>", 1)
	return b
}

func TestTheTableIsFoundAmongSheets(t *testing.T) {
	const end = "</sheetData>"
	good := head + line(2, `<c r="B2" t="s"><v>3</v></c>`) + end
	cover := `<row r="1"><c r="A1" t="str"><v>Werven</v></c></row><row r="5"><c r="B5" t="str"><v>Naam</v></c><c r="C5" t="str"><v>Bouwbedrijf</v></c></row>` + end
	titles := `<row r="1"><c r="A1" t="str"><v>Onze werven</v></c></row><row r="2"><c r="A2" t="str"><v>op 6 maart</v></c></row>` + strings.NewReplacer(`"1"`, `"4"`, `A1`, `A4`, `B1`, `B4`, `C1`, `C4`).Replace(head) + line(5, `<c r="B5" t="s"><v>3</v></c>`) + end
	for what, c := range map[string]struct {
		book  book
		row   int
		notes string
	}{
		"the second sheet":       {sheets([3]string{"Start", "visible", cover}, [3]string{"Werven", "", good}), 2, "sheet_read Werven"},
		"titles above":           {sheets([3]string{"Werven", "", titles}), 5, ""},
		"a hidden sheet first":   {sheets([3]string{"Lijst", "veryHidden", good}, [3]string{"Werven", "", titles}), 5, ""},
		"only a hidden one":      {sheets([3]string{"Start", "", cover}, [3]string{"Werven", "hidden", good}), 2, "sheet_read Werven"},
		"two tables":             {sheets([3]string{"Een", "", good}, [3]string{"Twee", "", good}), 2, "sheet_read Een, sheets_unread Twee"},
		"an empty sheet first":   {sheets([3]string{"Leeg", "", end}, [3]string{"Werven", "", good}), 2, "sheet_read Werven"},
		"a long sheet beside it": {sheets([3]string{"Log", "", strings.Repeat(`<row><c t="str"><v>x</v></c></row>`, 3000) + end}, [3]string{"Werven", "", good}), 2, "sheet_read Werven"},
		"a hidden row":           {sheets([3]string{"Werven", "", head + strings.Replace(line(2, `<c r="B2" t="s"><v>3</v></c>`), "<row ", `<row hidden="1" `, 1) + end}), 2, "rows_hidden 1"},
	} {
		all := read(t, what, tabletest.Workbook(t, c.book))
		var notes []string
		for _, n := range all.Notes {
			notes = append(notes, strings.TrimSpace(string(n.Code)+" "+n.Text))
		}
		if len(all.Rows) != 1 || all.Rows[0].Number != c.row || said(all.Rows[0], worksheet.Name) != "Loods Noord" || strings.Join(notes, ", ") != c.notes {
			t.Errorf("%s: %+v, notes %q", what, all.Rows, notes)
		}
	}
}

// TestMergedCellsStandInAllTheirRows: and a heading of two rows is one.
func TestMergedCellsStandInAllTheirRows(t *testing.T) {
	rows := head + line(2, `<c r="B2" t="s"><v>3</v></c>`) + line(3, "") + line(4, "") + line(6, "") + `</sheetData><mergeCells count="2"><mergeCell ref="B2:C4"/><mergeCell ref="A8:B9"/></mergeCells>`
	all := read(t, "merged", tabletest.Workbook(t, sheets([3]string{"a", "", rows})))
	for i, want := range []string{"Loods Noord", "Loods Noord", "Loods Noord", ""} {
		if got := said(all.Rows[i], worksheet.Name); got != want {
			t.Errorf("row %d: %q, want %q", all.Rows[i].Number, got, want)
		}
	}
	cell := func(name, text string) string { return `<c r="` + name + `" t="str"><v>` + text + `</v></c>` }
	two := `<row r="1">` + cell("A1", "Werkplaatsnummer") + cell("B1", "Positie") + `</row><row r="2">` + cell("B2", "Breedtegraad") + cell("C2", "Lengtegraad") + `</row>` +
		line(3, cell("B3", "50.8503")+cell("C3", "4.3517")) + `</sheetData>`
	for what, merged := range map[string]string{"as it is": "", "merged": `<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/></mergeCells>`} {
		all := read(t, what, tabletest.Workbook(t, sheets([3]string{"a", "", two + merged})))
		if len(all.Rows) != 1 || all.Rows[0].Position == nil || all.Rows[0].Position.Longitude != 4.3517 {
			t.Errorf("two rows of headings, %s: %+v", what, all)
		}
	}
}

// FuzzRead: whatever the bytes are, it is a refusal or a table.
func FuzzRead(f *testing.F) {
	for _, text := range []string{"Nr;Naam\r1Y1000003EQCZ;x\r", "sep=,\nNr,\"Na\"am\n1,\"x\n2,y\n", "\xff\xfeN\x00r\x00;\x00", "Nr\tGPS\n1Y1000003EQCZ\t50,85 4,35\n"} {
		f.Add([]byte(text))
	}
	f.Add(tabletest.Workbook(f, excel(head+line(2, `<c r="B2" t="s"><v>3</v></c><c r="C2" s="1"><v>46087</v></c>`), "14")))
	f.Add(tabletest.Workbook(f, sheets([3]string{"a", "hidden", head + line(2, "") + line(3, "") + `</sheetData><mergeCell ref="A1:C9"/>`})))
	f.Fuzz(func(t *testing.T, file []byte) {
		all, err := worksheet.Read(t.Context(), file, 20, worksheet.Choice{})
		if err == nil && (len(all.Rows) > 20 || len(all.Titles) != len(all.Columns)) {
			t.Fatalf("%d rows, %d titles, %d columns", len(all.Rows), len(all.Titles), len(all.Columns))
		}
	})
}
