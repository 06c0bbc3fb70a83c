package table

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"path"
	"strings"
)

// Limits of a workbook.
const (
	maxUnzipped = 16 << 20  // bytes of all its parts that are read, together
	maxRatio    = 150       // of the bytes of a part to those it is packed in
	plainPart   = 1 << 20   // a part this small may be packed as well as it likes
	maxToken    = 256 << 10 // bytes of a tag or a text; spreadsheets keep 32,767 characters in a cell
	maxParts    = 2000
	maxSheets   = 20
	maxStrings  = 100_000 // different texts, which a workbook keeps apart from its cells
)

// workbook is an XLSX file that is being read (ECMA-376): a zip of XML parts.
type workbook struct {
	ctx     context.Context
	zip     *zip.Reader
	left    int64 // bytes that may still be unpacked
	strings []string
	days    []bool // by the number of a cell's style: whether its number is a day
	since   int    // year of the first day: 1900, or 1904 in a few
	links   map[string]link
	sheets  []sheetLink
}

// sheetLink is a sheet as the workbook lists it.
type sheetLink struct {
	name, link string
	hidden     bool
}

// readXLSX reads the sheets of a workbook, of each so many rows at most.
func readXLSX(ctx context.Context, file []byte, most int) ([]Sheet, error) {
	packed, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil || len(packed.File) > maxParts {
		return nil, ErrUnreadable
	}
	w := &workbook{ctx: ctx, zip: packed, left: maxUnzipped, since: 1900}
	if w.isOtherFormat() {
		return nil, ErrOtherFormat
	}
	if err := w.readParts(); err != nil {
		return nil, readFailure(ctx, err)
	}
	var all []Sheet
	for _, s := range w.sheets[:min(len(w.sheets), maxSheets)] {
		part, found := w.links[s.link]
		if !found || !part.is("worksheet") {
			continue // a chart, or a sheet of macros
		}
		sheet := Sheet{Name: s.name, Hidden: s.hidden, Since: w.since}
		r := &sheetReader{workbook: w, most: most, sheet: &sheet}
		found, err := w.each(part.target, r.token)
		switch {
		case errors.Is(err, ErrTooLong), errors.Is(err, errEnough):
			sheet.Long = true
		case !found || err != nil:
			return nil, readFailure(ctx, err)
		}
		r.spread()
		all = append(all, sheet)
	}
	if len(all) == 0 {
		return nil, ErrUnreadable
	}
	return all, nil
}

// isOtherFormat reports whether the zip is a spreadsheet of another program.
func (w *workbook) isOtherFormat() bool {
	for _, f := range w.zip.File {
		switch name := partName(f.Name); {
		case name == "mimetype", strings.HasSuffix(name, "workbook.bin"), strings.HasPrefix(name, "index/") && strings.HasSuffix(name, ".iwa"),
			name == "index.zip", name == "word/document.xml", name == "encryptedpackage":
			return true
		}
	}
	return false
}

// readParts reads what the sheets are made with.
func (w *workbook) readParts() error {
	main := "xl/workbook.xml"
	packageLinks, err := w.linksOf("")
	if err != nil {
		return err
	}
	if l, found := oneOf(packageLinks, "officeDocument"); found {
		main = l.target
	}
	if w.links, err = w.linksOf(main); err != nil {
		return err
	}
	if err := w.readSheets(main); err != nil {
		return err
	}
	if err := w.readStrings(w.part(main, "sharedStrings", "sharedStrings.xml")); err != nil {
		return err
	}
	return w.readStyles(w.part(main, "styles", "styles.xml"))
}

// part returns a part that the workbook is linked to; where it says nothing, the
// one that is called as usual.
func (w *workbook) part(main, kind, usual string) string {
	if l, found := oneOf(w.links, kind); found {
		return l.target
	}
	return path.Join(path.Dir(main), usual)
}

// readSheets notes which sheets there are.
func (w *workbook) readSheets(main string) error {
	found, err := w.each(main, func(t xml.Token) error {
		e, _ := t.(xml.StartElement)
		switch e.Name.Local {
		case "workbookPr":
			if d := attribute(e, "date1904"); d == "1" || d == "true" || d == "on" {
				w.since = 1904
			}
		case "sheet":
			if len(w.sheets) < maxParts {
				w.sheets = append(w.sheets, sheetLink{beginning(attribute(e, "name")), attribute(e, "id"), attribute(e, "state") != "" && attribute(e, "state") != "visible"})
			}
		}
		return nil
	})
	if err == nil && (!found || len(w.sheets) == 0) {
		return ErrUnreadable
	}
	return err
}

// readStrings reads the texts that cells name by their number.
func (w *workbook) readStrings(part string) error {
	var text cellText
	_, err := w.each(part, func(t xml.Token) error {
		text.token(t)
		if e, ended := t.(xml.EndElement); ended && e.Name.Local == "si" {
			if len(w.strings) == maxStrings {
				return ErrTooLong
			}
			w.strings = append(w.strings, text.take())
		}
		return nil
	})
	return err
}
