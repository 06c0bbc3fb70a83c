package table

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"ciaw/server/fault"
)

// Limits of a workbook.
const (
	maxUnzipped = 16 << 20 // bytes of all its parts that are read, together
	maxRatio    = 150      // of the bytes of a part to those it is packed in
	plainPart   = 1 << 20  // a part this small may be packed as well as it likes
	maxParts    = 2000
	maxStrings  = 100_000 // different texts, which a workbook keeps apart from its cells
)

// workbook is an XLSX file that is being read (ECMA-376): a zip of XML parts.
type workbook struct {
	ctx     context.Context
	zip     *zip.Reader
	left    int64 // bytes that may still be unpacked
	strings []string
	dates   []bool // by the number of a cell's style: whether its number is a day
	since   int    // year of the first day: 1900, or 1904 in a few
}

// readXLSX reads the rows of the first sheet, one more than asked for at most.
func readXLSX(ctx context.Context, file []byte, most int) ([][]string, error) {
	packed, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil || len(packed.File) > maxParts {
		return nil, ErrUnreadable
	}
	w := &workbook{ctx: ctx, zip: packed, left: maxUnzipped, since: 1900}
	first, err := w.firstSheet()
	if err != nil {
		return nil, err
	}
	if err := w.readStrings(); err != nil {
		return nil, err
	}
	if err := w.readStyles(); err != nil {
		return nil, err
	}
	s := &sheetReader{workbook: w, most: most}
	if found, err := w.each(first, s.token); !found || err != nil && !errors.Is(err, errEnough) {
		return nil, readFailure(ctx, err)
	}
	return s.rows, nil
}

// readFailure says what went wrong: the context's error, a refusal, or that the
// file cannot be read.
func readFailure(ctx context.Context, err error) error {
	var f *fault.Error
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &f):
		return f
	}
	return ErrUnreadable
}

// errEnough ends the reading of a part early.
var errEnough = errors.New("enough was read")

// each hands all tokens of a part to a function, until that fails.
func (w *workbook) each(part string, token func(xml.Token) error) (found bool, err error) {
	var file *zip.File
	for _, f := range w.zip.File {
		if strings.EqualFold(strings.TrimPrefix(f.Name, "/"), part) {
			file = f
		}
	}
	if file == nil {
		return false, nil
	}
	if size := file.UncompressedSize64; size > plainPart && size/maxRatio > file.CompressedSize64 || size > maxUnzipped {
		return true, ErrTooLong
	}
	unpacked, err := file.Open()
	if err != nil {
		return true, ErrUnreadable
	}
	defer func() { _ = unpacked.Close() }()
	d := xml.NewDecoder(&budget{w, unpacked})
	for {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return true, nil
		}
		if err == nil {
			err = token(t)
		}
		if err != nil {
			return true, err
		}
	}
}

// budget reads on as long as there are bytes left for it, and as somebody waits.
type budget struct {
	workbook *workbook
	from     io.Reader
}

// Read reads a piece.
func (b *budget) Read(p []byte) (int, error) {
	if err := b.workbook.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := b.from.Read(p)
	if b.workbook.left -= int64(n); b.workbook.left < 0 {
		return 0, ErrTooLong
	}
	return n, err
}

// firstSheet returns the part that holds the first sheet.
func (w *workbook) firstSheet() (string, error) {
	relation, target := "", ""
	found, err := w.each("xl/workbook.xml", func(t xml.Token) error {
		e, _ := t.(xml.StartElement)
		switch e.Name.Local {
		case "workbookPr":
			if d := attribute(e, "date1904"); d == "1" || d == "true" {
				w.since = 1904
			}
		case "sheet":
			if relation == "" {
				relation = attribute(e, "id")
			}
		}
		return nil
	})
	if !found || err != nil || relation == "" {
		return "", readFailure(w.ctx, err)
	}
	_, err = w.each("xl/_rels/workbook.xml.rels", func(t xml.Token) error {
		if e, _ := t.(xml.StartElement); e.Name.Local == "Relationship" && attribute(e, "Id") == relation {
			target = attribute(e, "Target")
		}
		return nil
	})
	if err != nil || target == "" {
		return "", readFailure(w.ctx, err)
	}
	if absolute, ok := strings.CutPrefix(target, "/"); ok {
		return absolute, nil
	}
	return path.Join("xl", target), nil
}

// readStrings reads the texts that cells name by their number.
func (w *workbook) readStrings() error {
	var text cellText
	_, err := w.each("xl/sharedStrings.xml", func(t xml.Token) error {
		text.token(t)
		if e, ended := t.(xml.EndElement); ended && e.Name.Local == "si" {
			if len(w.strings) == maxStrings {
				return ErrTooLong
			}
			w.strings = append(w.strings, text.take())
		}
		return nil
	})
	if err != nil {
		return readFailure(w.ctx, err)
	}
	return nil
}

// attribute returns an attribute by its local name; "" if there is none.
func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space != "xmlns" {
			return a.Value
		}
	}
	return ""
}

// cellText collects the text of a cell: what is in t and v, but not how it is
// spoken.
type cellText struct {
	text           strings.Builder
	inside, spoken bool
}

func (c *cellText) token(t xml.Token) {
	switch t := t.(type) {
	case xml.StartElement:
		c.mark(t.Name.Local, true)
	case xml.EndElement:
		c.mark(t.Name.Local, false)
	case xml.CharData:
		if room := maxCell + 1 - c.text.Len(); c.inside && !c.spoken && room > 0 {
			c.text.Write(t[:min(len(t), room)])
		}
	}
}

func (c *cellText) mark(name string, begins bool) {
	switch name {
	case "t", "v":
		c.inside = begins
	case "rPh":
		c.spoken = begins
	}
}

// take returns what was collected, and begins anew.
func (c *cellText) take() string {
	text := beginning(c.text.String())
	c.text.Reset()
	return text
}
