package pdf

import (
	"slices"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/shaping"
)

// Draw draws a line from its left end; at.Y is where its letters stand.
//
// Readers of PDF agree on how to search and copy letters that stand from left
// to right, one glyph each. Arabic is drawn with glyphs that join several
// letters and marks that stand above others, so a line with any of it is
// drawn as shapes, and its letters are laid over it unseen, one by one.
func (d *Document) Draw(p *Page, l Line, at Point, c Color) {
	p.operate("/Span<</Lang<%x>>>BDC", l.Style.Language)
	turned := slices.ContainsFunc(l.runs, func(r shaping.Output) bool { return r.Direction == di.DirectionRTL })
	for _, run := range l.runs {
		placed := placedRun{run, l, d.fontOf(run), at}
		if turned {
			p.Fill(c, placed.shape())
			p.overlay(placed)
		} else {
			p.drawRun(placed, c)
		}
		at.X += float64(run.Advance) / 64 * placed.scale()
	}
	p.operate("EMC")
}

func (d *Document) fontOf(run shaping.Output) *usedFont {
	return d.fonts[slices.IndexFunc(d.fonts, func(f *usedFont) bool { return f.face == run.Face })]
}

// placedRun is a run of a line, its font, and where it begins.
type placedRun struct {
	shaping.Output
	line Line
	font *usedFont
	at   Point
}

// scale is a thousandth of the letters' size in millimetres.
func (r placedRun) scale() float64 { return r.line.Style.Size / em }

// places yields each glyph of a run and where it stands.
func (r placedRun) places(yield func(i int, at Point) bool) {
	x := r.at.X
	for i, g := range r.Glyphs {
		if !yield(i, Point{x + float64(g.XOffset)/64*r.scale(), r.at.Y - float64(g.YOffset)/64*r.scale()}) {
			return
		}
		x += float64(g.Advance) / 64 * r.scale()
	}
}

// drawRun draws a run as text.
func (p *Page) drawRun(run placedRun, c Color) {
	p.operate("BT %s %s %s rg /F%d %s Tf", number(c.R), number(c.G), number(c.B), run.font.index, number(run.line.Style.Size))
	var pen Point // where the PDF itself would draw next
	begun := false
	for i, at := range run.places {
		glyph := run.Glyphs[i].GlyphID
		if glyph == font.EmptyGlyph {
			continue
		}
		run.font.read(run, i)
		gap := (at.X - pen.X) / run.scale()
		switch {
		case !begun || at.Y != pen.Y:
			if begun {
				p.operate("]TJ")
			}
			begun = true
			p.operate("1 0 0 -1 %s %s Tm [", number(at.X), number(at.Y))
			pen = at
		case gap > 0.25 || gap < -0.25:
			p.operate("%s", number(-gap))
			pen.X = at.X
		}
		p.operate("<%04X>", glyph)
		pen.X += run.font.width(glyph) * run.scale()
	}
	if begun {
		p.operate("]TJ")
	}
	p.operate("ET")
}

// shape is the outline of all glyphs of a run.
func (r placedRun) shape() *Path {
	shape := new(Path)
	for i, at := range r.places {
		outline, _ := r.Face.GlyphDataOutline(r.Glyphs[i].GlyphID) // a space has none
		place := func(p opentype.SegmentPoint) Point {
			return Point{at.X + float64(p.X)*r.scale(), at.Y - float64(p.Y)*r.scale()}
		}
		var pen Point
		for _, s := range outline.Segments {
			a, b := place(s.Args[0]), place(s.Args[1])
			switch s.Op {
			case opentype.SegmentOpMoveTo:
				shape.add('m', a)
				pen = a
			case opentype.SegmentOpLineTo:
				shape.add('l', a)
				pen = a
			case opentype.SegmentOpQuadTo: // as the cubic curve that is the same
				shape.add('c', toward(pen, a), toward(b, a), b)
				pen = b
			case opentype.SegmentOpCubeTo:
				end := place(s.Args[2])
				shape.add('c', a, b, end)
				pen = end
			}
		}
	}
	return shape
}

// toward is two thirds of the way from a point to another.
func toward(from, to Point) Point {
	return Point{from.X + (to.X-from.X)*2/3, from.Y + (to.Y-from.Y)*2/3}
}

// overlay lays the letters of a run over its glyphs, unseen. The glyphs of a
// cluster share their letters, which share its width.
func (p *Page) overlay(run placedRun) {
	p.operate("BT 3 Tr /F%d %s Tf", run.font.index, number(run.line.Style.Size))
	x := run.at.X
	for i := 0; i < len(run.Glyphs); {
		first := run.Glyphs[i]
		width := 0.0
		for ; i < len(run.Glyphs) && run.Glyphs[i].TextIndex() == first.TextIndex(); i++ {
			width += float64(run.Glyphs[i].Advance) / 64 * run.scale()
		}
		letters := run.line.letters(first)
		if run.Direction == di.DirectionRTL {
			slices.Reverse(letters)
		}
		p.overlayCluster(run, letters, Rect{X: x, Y: run.at.Y, W: width})
		x += width
	}
	p.operate("0 Tr 100 Tz ET")
}

// letters are those of a glyph's cluster, as somebody would type them.
func (l Line) letters(g shaping.Glyph) []rune {
	letters := slices.Clone(l.text[g.TextIndex() : g.TextIndex()+g.RunesCount()])
	for i, letter := range letters {
		switch letter {
		case noBreakSpace:
			letters[i] = ' '
		case noBreakHyphen:
			letters[i] = '-'
		}
	}
	return letters
}

// overlayCluster spreads letters over a width.
func (p *Page) overlayCluster(run placedRun, letters []rune, box Rect) {
	step := box.W / float64(len(letters))
	for _, letter := range letters {
		glyph := run.font.nominal(letter)
		run.font.texts[glyph] = []rune{letter}
		stretch := max(step/(run.font.width(glyph)*run.scale())*100, 1)
		p.operate("%s Tz 1 0 0 -1 %s %s Tm<%04X>Tj", number(stretch), number(box.X), number(box.Y), glyph)
		box.X += step
	}
}

// read notes that the glyph at i of a run is drawn, and for which letters. The
// first glyph of several for the same letters stands for all of them.
func (f *usedFont) read(run placedRun, i int) {
	g := run.Glyphs[i]
	if len(f.texts[g.GlyphID]) > 0 {
		return
	}
	f.texts[g.GlyphID] = nil
	if i == 0 || run.Glyphs[i-1].TextIndex() != g.TextIndex() {
		f.texts[g.GlyphID] = run.line.letters(g)
	}
}
