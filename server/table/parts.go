package table

import (
	"archive/zip"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"path"
	"strings"

	enc "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"ciaw/server/fault"
)

// link is a relationship of one part to another (ECMA-376, part 2).
type link struct{ kind, target string }

// is reports the kind of a link by the last word of its type: those of the strict
// and of the transitional form end alike. One without a type may be any.
func (l link) is(kind string) bool {
	return l.kind == "" || strings.EqualFold(l.kind[strings.LastIndexByte(l.kind, '/')+1:], kind)
}

// oneOf returns a link of a kind that says so.
func oneOf(links map[string]link, kind string) (link, bool) {
	for _, l := range links {
		if l.kind != "" && l.is(kind) {
			return l, true
		}
	}
	return link{}, false
}

// linksOf returns the links of a part, or of the whole package, by their ids.
func (w *workbook) linksOf(part string) (map[string]link, error) {
	folder, name := path.Split(part)
	links := map[string]link{}
	_, err := w.each(path.Join(folder, "_rels", name+".rels"), func(t xml.Token) error {
		e, _ := t.(xml.StartElement)
		if e.Name.Local != "Relationship" || len(links) > maxParts || strings.EqualFold(attribute(e, "TargetMode"), "External") {
			return nil
		}
		target := strings.ReplaceAll(attribute(e, "Target"), `\`, "/")
		if plain, err := url.PathUnescape(target); err == nil {
			target = plain
		}
		if absolute, ok := strings.CutPrefix(target, "/"); ok {
			target = path.Clean(absolute)
		} else {
			target = path.Join(folder, target)
		}
		links[attribute(e, "Id")] = link{attribute(e, "Type"), target}
		return nil
	})
	return links, err
}

// partName returns the name by which parts are compared: without regard to
// capitals, and to which slashes the program wrote.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
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
		if partName(f.Name) == partName(part) {
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
	b := &budget{workbook: w, from: unpacked}
	d := xml.NewDecoder(transform.NewReader(b, enc.BOMOverride(transform.Nop)))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // UTF-16 is told by its mark
	for {
		b.token = maxToken
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
// A token is held whole, and one with a million attributes takes fifteen times its
// bytes: what is read for one is bounded as well.
type budget struct {
	workbook *workbook
	from     io.Reader
	token    int // bytes that may still be read for the token that is being read
}

// Read reads a piece.
func (b *budget) Read(p []byte) (int, error) {
	if err := b.workbook.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := b.from.Read(p)
	b.workbook.left, b.token = b.workbook.left-int64(n), b.token-n
	if b.workbook.left < 0 || b.token < 0 {
		return 0, ErrTooLong
	}
	return n, err
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

// take returns what was collected, and begins anew. Characters that XML cannot
// say are written as _x000D_ (ECMA-376, part 1, section 22.9.2.19).
func (c *cellText) take() string {
	text := beginning(c.text.String())
	c.text.Reset()
	if strings.Contains(text, "_x") {
		text = escapes.Replace(text)
	}
	return text
}

var escapes = strings.NewReplacer("_x000D_", " ", "_x000d_", " ", "_x000A_", "\n", "_x000a_", "\n", "_x0009_", "\t", "_x005F_", "_", "_x005f_", "_")
