// Package pdf writes pages of shapes and words as PDF. Words are shaped in the
// script of their language, Arabic too, with the fonts in fonts/, and can be
// searched and copied; measures are millimetres from the top left corner of a
// page.
//
// It knows nothing of posters or workplaces, reads no PDF, and writes neither
// pictures nor the hour: what is drawn alike is alike in every byte.
//
// Read next: Document.Wrap for words, Path for shapes, Page for where both go.
package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"sync"
	"unicode/utf16"

	"github.com/go-text/typesetting/shaping"
)

// Document is a PDF in the making. It is for one goroutine at a time; many
// documents may be made at once.
type Document struct {
	title, language string
	pages           []*Page
	fonts           []*usedFont
	shaper          shaping.HarfbuzzShaper
	segmenter       shaping.Segmenter
	wrapper         shaping.LineWrapper
}

// New begins a document with a title and the code of its main language, which
// a reader announces.
func New(title, language string) (*Document, error) {
	fonts, err := openFonts()
	if err != nil {
		return nil, err
	}
	return &Document{title: title, language: language, fonts: fonts}, nil
}

// AddPage adds an empty page.
func (d *Document) AddPage(width, height float64) *Page {
	p := &Page{width: width * pointsPerMillimetre, height: height * pointsPerMillimetre}
	p.operate("%s 0 0 -%[1]s 0 %s cm", number(pointsPerMillimetre), number(p.height))
	d.pages = append(d.pages, p)
	return p
}

// pointsPerMillimetre: a PDF counts in points, 72 to the inch.
const pointsPerMillimetre = 72 / 25.4

// The numbers of the objects that every document has.
const (
	catalogObject = iota + 1
	pagesObject
	infoObject
	resourcesObject
	firstFree
)

// WriteTo writes the whole document.
func (d *Document) WriteTo(to io.Writer) (int64, error) {
	w := &objectWriter{}
	w.body.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	w.next = firstFree
	w.object(catalogObject, fmt.Sprintf("<</Type/Catalog/Pages %d 0 R/Lang<%x>/ViewerPreferences<</DisplayDocTitle true>>>>",
		pagesObject, d.language))
	w.object(infoObject, fmt.Sprintf("<</Title%s/Producer(ciaw)>>", textString(d.title)))
	var fonts bytes.Buffer
	for _, f := range d.fonts {
		if len(f.texts) > 0 {
			fmt.Fprintf(&fonts, "/F%d %d 0 R", f.index, f.write(w))
		}
	}
	w.object(resourcesObject, fmt.Sprintf("<</Font<<%s>>>>", fonts.String()))
	var kids bytes.Buffer
	for _, p := range d.pages {
		content := w.stream("", deflate(p.content.Bytes()))
		page := w.add(fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s %s]/Resources %d 0 R/Contents %d 0 R>>",
			pagesObject, number(p.width), number(p.height), resourcesObject, content))
		fmt.Fprintf(&kids, "%d 0 R ", page)
	}
	w.object(pagesObject, fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(d.pages), kids.String()))
	w.finish()
	n, err := to.Write(w.body.Bytes())
	return int64(n), err
}

// objectWriter writes objects one after another and remembers where each is.
type objectWriter struct {
	body    bytes.Buffer
	offsets map[int]int
	next    int
}

// object writes an object under a number that was given out.
func (w *objectWriter) object(n int, text string) {
	if w.offsets == nil {
		w.offsets = map[int]int{}
	}
	w.offsets[n] = w.body.Len()
	fmt.Fprintf(&w.body, "%d 0 obj\n%s\nendobj\n", n, text)
}

// add writes an object under the next free number, which it returns.
func (w *objectWriter) add(text string) int {
	n := w.next
	w.next++
	w.object(n, text)
	return n
}

// stream writes deflated bytes, with more entries for the dictionary.
func (w *objectWriter) stream(entries string, deflated []byte) int {
	return w.add(fmt.Sprintf("<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream", len(deflated), entries, deflated))
}

// finish writes the table of where the objects are.
func (w *objectWriter) finish() {
	start := w.body.Len()
	fmt.Fprintf(&w.body, "xref\n0 %d\n0000000000 65535 f \n", w.next)
	for n := 1; n < w.next; n++ {
		fmt.Fprintf(&w.body, "%010d 00000 n \n", w.offsets[n])
	}
	fmt.Fprintf(&w.body, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n",
		w.next, catalogObject, infoObject, start)
}

// deflaters are kept, as each holds most of a megabyte.
var deflaters = sync.Pool{New: func() any { return zlib.NewWriter(nil) }}

func deflate(plain []byte) []byte {
	var b bytes.Buffer
	z := deflaters.Get().(*zlib.Writer)
	defer deflaters.Put(z)
	z.Reset(&b)
	_, _ = z.Write(plain) // a buffer takes everything
	_ = z.Close()
	return b.Bytes()
}

// textString writes a text for people as PDF wants it outside a page: UTF-16,
// here as hexadecimal digits.
func textString(s string) string {
	var b bytes.Buffer
	b.WriteString("<FEFF")
	for _, unit := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", unit)
	}
	b.WriteString(">")
	return b.String()
}
