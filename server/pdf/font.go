package pdf

import (
	"bytes"
	"embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf16"

	"github.com/go-text/typesetting/font"
)

//go:embed fonts/*.ttf
var files embed.FS

// Face is a way for letters to look.
type Face int

// The faces. Mono holds capitals, digits and the dash, all of one width.
const (
	Regular Face = iota
	Bold
	Mono
)

// sources names the fonts of each face, the first choice first. Mono ends in
// Bold, so that a letter it lacks is still a letter.
var sources = [...][]string{
	Regular: {"sans-regular", "arabic-regular", "signs", "symbols"},
	Bold:    {"sans-bold", "arabic-bold", "signs", "symbols"},
	Mono:    {"mono-bold", "sans-bold", "arabic-bold", "signs", "symbols"},
}

// loadedFont is a font as every document shares it.
type loadedFont struct {
	name   string
	font   *font.Font
	tables sfnt
}

// loaded reads all fonts, once.
var loaded = sync.OnceValues(func() ([]loadedFont, error) {
	var names []string
	for _, face := range sources {
		names = append(names, face...)
	}
	slices.Sort(names)
	var all []loadedFont
	for _, name := range slices.Compact(names) {
		data, err := files.ReadFile("fonts/" + name + ".ttf")
		if err != nil {
			return nil, fmt.Errorf("open font %s: %w", name, err)
		}
		face, err := font.ParseTTF(bytes.NewReader(data))
		if err != nil {
			return nil, fmt.Errorf("read font %s: %w", name, err)
		}
		all = append(all, loadedFont{name: name, font: face.Font, tables: readSFNT(data)})
	}
	return all, nil
})

// usedFont is a font within one document. It remembers which glyphs were
// drawn, and for which text, so that the text can be searched.
type usedFont struct {
	loadedFont
	index int // in the document
	face  *font.Face
	texts map[font.GID][]rune // of every glyph that is used; nil for one that is not to be read
}

// nominal is the glyph of a letter that stands alone.
func (f *usedFont) nominal(letter rune) font.GID {
	glyph, _ := f.face.NominalGlyph(letter) // without one: the font's sign for a missing letter
	return glyph
}

func openFonts() ([]*usedFont, error) {
	all, err := loaded()
	if err != nil {
		return nil, err
	}
	var used []*usedFont
	for i, f := range all {
		used = append(used, &usedFont{loadedFont: f, index: i, face: font.NewFace(f.font), texts: map[font.GID][]rune{}})
	}
	return used, nil
}

// resolver finds the first font of a face that has a letter.
type resolver []*usedFont

func (d *Document) resolver(face Face) resolver {
	var found resolver
	for _, name := range sources[face] {
		i := slices.IndexFunc(d.fonts, func(f *usedFont) bool { return f.name == name })
		found = append(found, d.fonts[i])
	}
	return found
}

// ResolveFace implements shaping.Fontmap.
func (r resolver) ResolveFace(letter rune) *font.Face {
	for _, f := range r {
		if _, ok := f.face.NominalGlyph(letter); ok {
			return f.face
		}
	}
	return r[0].face
}

// latin is the end of the blocks that every face has whole: names of nearly all
// workplaces end before it, and need no font to be read.
const latin = '\u0250'

// Unprintable returns the letters of a text that no font has, each once, in their
// order: they are drawn as empty boxes. Signs that are never drawn are not among
// them. Fonts that cannot be read are for New to tell of.
func Unprintable(text string) string {
	if strings.IndexFunc(text, func(r rune) bool { return r >= latin }) < 0 {
		return ""
	}
	all, err := loaded()
	if err != nil {
		return ""
	}
	var missing []rune
	for _, letter := range text {
		has := func(name string) bool {
			i := slices.IndexFunc(all, func(f loadedFont) bool { return f.name == name })
			_, ok := all[i].font.NominalGlyph(letter)
			return ok
		}
		unseen := unicode.IsSpace(letter) || unicode.In(letter, unicode.Cf, unicode.Variation_Selector)
		if !unseen && !slices.Contains(missing, letter) && !slices.ContainsFunc(sources[Bold], has) {
			missing = append(missing, letter)
		}
	}
	return string(missing)
}

// write writes the font's objects and returns the number of the main one.
func (f *usedFont) write(w *objectWriter) int {
	name := "CIAWAA+Noto-" + f.name
	var glyphs []int
	for glyph := range f.texts {
		glyphs = append(glyphs, int(glyph))
	}
	cut := f.tables.subset(glyphs)
	file := w.stream(fmt.Sprintf("/Length1 %d", len(cut)), deflate(cut))
	descriptor := w.add(fmt.Sprintf("<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[-700 -400 1600 1200]"+
		"/ItalicAngle 0/Ascent 1000/Descent -260/CapHeight 714/StemV 90/FontFile2 %d 0 R>>", name, file))
	descendant := w.add(fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s"+
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"+
		"/FontDescriptor %d 0 R/CIDToGIDMap/Identity/DW 0/W[%s]>>", name, descriptor, f.widths()))
	unicode := w.stream("", deflate(f.toUnicode()))
	return w.add(fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>",
		name, descendant, unicode))
}

// width is the advance of a glyph in the PDF, in thousandths of its size.
// A mark has none, but a reader takes letters at one place for a letter that
// was printed twice.
func (f *usedFont) width(glyph font.GID) float64 {
	const ofMark = 250
	if own := float64(f.face.HorizontalAdvance(glyph)) * em / float64(f.face.Upem()); own > 0 {
		return own
	}
	return ofMark
}

func (f *usedFont) widths() string {
	var b bytes.Buffer
	for _, glyph := range slices.Sorted(maps.Keys(f.texts)) {
		fmt.Fprintf(&b, "%d[%s]", glyph, number(f.width(glyph)))
	}
	return b.String()
}

// toUnicode says which text each glyph stands for.
func (f *usedFont) toUnicode() []byte {
	glyphs := slices.DeleteFunc(slices.Sorted(maps.Keys(f.texts)), func(g font.GID) bool { return len(f.texts[g]) == 0 })
	var b bytes.Buffer
	b.WriteString("/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n" +
		"/CMapName/ciaw def/CMapType 2 def\n1 begincodespacerange<0000><FFFF>endcodespacerange\n")
	for part := range slices.Chunk(glyphs, 100) { // the most that a section may hold
		fmt.Fprintf(&b, "%d beginbfchar\n", len(part))
		for _, glyph := range part {
			fmt.Fprintf(&b, "<%04X><", glyph)
			for _, unit := range utf16.Encode(f.texts[glyph]) {
				fmt.Fprintf(&b, "%04X", unit)
			}
			b.WriteString(">\n")
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap CMapName currentdict/CMap defineresource pop end end\n")
	return b.Bytes()
}
