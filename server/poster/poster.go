// Package poster makes the sheets that hang at the entrance of a workplace: a
// QR code to scan from two metres, the same code to type, and three steps in
// up to four languages, as PDF.
//
// It neither makes nor keeps codes (package workplace), and prints nothing of
// any person. How a sheet is laid out begins at layout.go; what a PDF is, only
// package pdf knows.
package poster

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"ciaw/qr"
	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
	"ciaw/server/pdf"
)

// What can be wrong with a wish for a poster.
var (
	ErrFormat    = fault.New(fault.Invalid, "format_unknown")
	ErrLanguages = fault.New(fault.Invalid, "languages_invalid")
	ErrNoSheet   = fault.New(fault.Invalid, "poster_missing")
)

// Format is the size of paper.
type Format string

// The formats. A6 is a sheet of stickers: four to an A4, with marks to cut.
const (
	A4 Format = "A4"
	A3 Format = "A3"
	A6 Format = "A6"
)

// ParseFormat returns a format that is known, or ErrFormat.
func ParseFormat(s string) (Format, error) {
	if f := Format(s); slices.Contains([]Format{A4, A3, A6}, f) {
		return f, nil
	}
	return "", ErrFormat
}

// MaxLanguages is how many languages one sheet has room for.
const MaxLanguages = 4

// Sheet is the content of one poster.
type Sheet struct {
	Workplace  checkin.Workplace
	Code       id.Poster
	Gate       string   // "" for the whole workplace
	Link       string   // what the QR code says: https://HOST/p/CODE
	Languages  []string // one to MaxLanguages codes of the catalogue, the first to be read first
	Version    int      // counts the printings of one poster; zero is not shown
	Simulation bool     // nothing registered with it counts; the sheet says so
}

// Unprintable returns the letters of names that posters show as empty boxes, each
// once: those of scripts and signs that no font here has.
func Unprintable(names ...string) string { return pdf.Unprintable(strings.Join(names, " ")) }

// Printer makes posters. It may be used by many at once.
type Printer struct{ words catalogue }

// NewPrinter reads the words of all languages.
func NewPrinter() (*Printer, error) {
	words, err := readCatalogue()
	if err != nil {
		return nil, err
	}
	return &Printer{words}, nil
}

// CheckLanguages returns ErrLanguages unless a sheet can be printed in these:
// one to MaxLanguages, each known and named once.
func (p *Printer) CheckLanguages(languages []string) error {
	if len(languages) == 0 || len(languages) > MaxLanguages {
		return ErrLanguages
	}
	for i, l := range languages {
		if !p.words.Has(l) || slices.Contains(languages[:i], l) {
			return ErrLanguages
		}
	}
	return nil
}

// Print writes one PDF with the sheets in their order, a page each; in A6 four
// to a page, and a single one four times. The same sheets give the same bytes. It
// fails with the context's error when that ends before all are laid out.
func (p *Printer) Print(ctx context.Context, w io.Writer, f Format, sheets ...Sheet) error {
	if _, err := ParseFormat(string(f)); err != nil {
		return err
	}
	if len(sheets) == 0 {
		return ErrNoSheet
	}
	title := sheets[0].Workplace.Name
	if len(sheets) == 1 && sheets[0].Gate != "" {
		title += " – " + sheets[0].Gate
	}
	doc, err := pdf.New(title, mainLanguage(sheets))
	if err != nil {
		return fmt.Errorf("begin the document: %w", err)
	}
	press := &press{ctx: ctx, doc: doc, words: p.words}
	for _, s := range sheets {
		if err := p.CheckLanguages(s.Languages); err != nil {
			return err
		}
		code, err := qr.Write(s.Link, qr.LevelQ, quiet)
		if err != nil {
			return fmt.Errorf("draw the QR code of a poster: %w", err)
		}
		press.drawings = append(press.drawings, drawing{sheet: s, code: code})
	}
	if err := press.lay(f); err != nil {
		return err
	}
	if _, err := doc.WriteTo(w); err != nil {
		return fmt.Errorf("write the document: %w", err)
	}
	return nil
}

// quiet is how many light modules surround a QR code, as its standard asks.
const quiet = 4

func mainLanguage(sheets []Sheet) string {
	if len(sheets[0].Languages) == 0 {
		return ""
	}
	return sheets[0].Languages[0]
}
