package table

import (
	"archive/zip"
	"bufio"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
)

// maxXLSX is how many rows a sheet of a workbook has.
const maxXLSX = 1_048_576

// Writer writes a table row by row, so that no more than a few of them need be
// held.
type Writer interface {
	// Write writes one row. ErrTooLong says that the file can hold no more.
	Write(row []string) error
	// Close ends the table; before that it may not be whole.
	Close() error
}

// CSV returns a writer of rows separated by semicolons, in UTF-8 with a byte
// order mark.
func CSV(w io.Writer) Writer {
	buffered := bufio.NewWriter(w)
	_, _ = buffered.WriteString(byteOrderMark) // an error comes again when it is flushed
	c := csv.NewWriter(buffered)
	c.Comma, c.UseCRLF = ';', true
	return &csvWriter{c, buffered}
}

type csvWriter struct {
	*csv.Writer
	buffered *bufio.Writer
}

// Write writes one row.
func (w *csvWriter) Write(row []string) error {
	safe := make([]string, len(row))
	for i, text := range row {
		safe[i] = harmless(text)
	}
	return w.Writer.Write(safe)
}

// Close writes what is left.
func (w *csvWriter) Close() error {
	w.Flush()
	return errors.Join(w.Error(), w.buffered.Flush())
}

// computes finds what a spreadsheet would take for a formula: at the beginning of a
// cell, or behind what separates cells in another country's spreadsheet, where our
// semicolon does not. Some take the full-width signs for plain ones.
var computes = regexp.MustCompile(`(^|[;,|\t\r\n\x{85}\x{2028}\x{2029}])([\s\pZ"]*)([=+\-@＝＋－＠])`)

// harmless keeps a spreadsheet from taking a text for a formula.
func harmless(text string) string {
	text = computes.ReplaceAllString(text, "$1$2'$3")
	if text != "" && strings.ContainsRune("\t\r\n", rune(text[0])) {
		return "'" + text
	}
	return text
}

// SpreadsheetCSV is CSV for people who open it in a spreadsheet: which numbers lose
// digits there, those that begin with a zero and those longer than it reckons with,
// get an apostrophe before them. Other software wants them as they are.
func SpreadsheetCSV(w io.Writer) Writer { return kept{CSV(w)} }

type kept struct{ Writer }

// losing matches numbers of which a spreadsheet loses digits, or writes powers of
// ten instead.
var losing = regexp.MustCompile(`^(?:0\d+|\d{12,}|\d+[eE]\d+)$`)

// Write writes one row.
func (w kept) Write(row []string) error {
	all := slices.Clone(row)
	for i, text := range all {
		if losing.MatchString(text) {
			all[i] = "'" + text
		}
	}
	return w.Writer.Write(all)
}

// XLSX returns a writer of a workbook. All cells are texts, so none is a
// formula, and none loses digits; the first row stays in sight. It is written as it comes, and holds no
// more than a row.
func XLSX(w io.Writer) (Writer, error) {
	packed := zip.NewWriter(w)
	for _, part := range [...]struct{ name, text string }{
		{"[Content_Types].xml", contentTypes}, {"_rels/.rels", relations}, {"xl/workbook.xml", workbookPart}, {"xl/_rels/workbook.xml.rels", sheetRelations},
		{"xl/styles.xml", styles},
	} {
		to, err := packed.Create(part.name)
		if err != nil {
			return nil, err
		}
		if _, err := io.WriteString(to, xml.Header+part.text); err != nil {
			return nil, err
		}
	}
	to, err := packed.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		return nil, err
	}
	x := &xlsxWriter{packed: packed, sheet: bufio.NewWriter(to)}
	_, err = x.sheet.WriteString(xml.Header + sheetBegins)
	return x, err
}

// The parts of a workbook with one sheet (ECMA-376).
const (
	contentTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
		`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`
	relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	workbookPart = `<workbook xmlns="` + spreadsheet + `" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">` +
		`<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`
	sheetRelations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`
	// The second style is number format 49: what is typed into its cells stays a text.
	styles = `<styleSheet xmlns="` + spreadsheet + `"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>` +
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
		`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		`<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
		`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>` +
		`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
	sheetBegins = `<worksheet xmlns="` + spreadsheet + `"><sheetViews><sheetView workbookViewId="0">` +
		`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
		`<cols><col min="1" max="64" width="18" customWidth="1"/></cols><sheetData>`
	// Numbers that are texts are meant to be.
	sheetEnds   = `</sheetData><ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors></worksheet>`
	spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
)

type xlsxWriter struct {
	packed *zip.Writer
	sheet  *bufio.Writer
	rows   int
}

// Write writes one row.
func (w *xlsxWriter) Write(row []string) error {
	if w.rows == maxXLSX {
		return ErrTooLong
	}
	w.rows++
	_, _ = w.sheet.WriteString("<row>") // an error of a buffer comes again
	for _, text := range row {
		_, _ = w.sheet.WriteString(`<c s="1" t="inlineStr"><is><t xml:space="preserve">`)
		if err := xml.EscapeText(w.sheet, []byte(text)); err != nil {
			return err
		}
		_, _ = w.sheet.WriteString("</t></is></c>")
	}
	_, err := w.sheet.WriteString("</row>")
	return err
}

// Close writes what is left.
func (w *xlsxWriter) Close() error {
	_, err := w.sheet.WriteString(sheetEnds)
	return errors.Join(err, w.sheet.Flush(), w.packed.Close())
}
