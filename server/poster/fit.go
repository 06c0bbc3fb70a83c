package poster

import (
	"strings"

	"ciaw/server/pdf"
)

// look is a face, and the sizes between which it may shrink to fit.
type look struct {
	face              pdf.Face
	largest, smallest float64
}

// In sizes of the letters: from line to line, from the top of a line to where
// its letters stand, and between what is said in one language and the next.
const (
	pitch    = 1.3
	ascent   = 0.99
	breather = 0.35
)

// paragraphs are texts as they fit into a box.
type paragraphs struct {
	texts [][]pdf.Line // the lines of each
	size  float64
}

// height is how much of the box they need.
func (p paragraphs) height() float64 {
	lines := 0
	for _, t := range p.texts {
		lines += len(t)
	}
	return p.size * (pitch*float64(lines) + breather*float64(max(len(p.texts)-1, 0)))
}

// fit sets texts below each other, as large as a box and a look allow. Only
// where even the smallest size is too large for a word, words are broken; what
// still does not fit is left out behind an ellipsis: nothing ever overflows.
func (s *sheetPage) fit(texts []saying, l look, box pdf.Rect) paragraphs {
	for _, whole := range []bool{true, false} {
		for size := l.largest; size > l.smallest; size *= 0.96 {
			style := pdf.Style{Face: l.face, Size: size}
			if set := s.set(texts, style, box.W, endless); set.height() <= box.H && (!whole || s.unbroken(texts, style, box.W)) {
				return s.even(texts, set, box.W)
			}
		}
	}
	room := int((box.H/l.smallest - breather*float64(len(texts)-1)) / pitch)
	return s.set(texts, pdf.Style{Face: l.face, Size: l.smallest}, box.W, max(room, len(texts)))
}

// endless is more lines, and more millimetres, than any sheet has.
const endless = 1000

// set wraps texts at one size; together they may take that many lines.
func (s *sheetPage) set(texts []saying, style pdf.Style, width float64, lines int) paragraphs {
	set := paragraphs{size: style.Size}
	for i, t := range texts {
		style.Language = t.language
		waiting := len(texts) - i - 1 // each must get a line too
		wrapped := s.doc.Wrap(t.text, style, width, lines-waiting)
		set.texts = append(set.texts, wrapped)
		lines -= len(wrapped)
	}
	return set
}

// even makes the lines of each text about equally long, so that no word stands
// alone on the last one.
func (s *sheetPage) even(texts []saying, set paragraphs, width float64) paragraphs {
	for i, lines := range set.texts {
		if len(lines) < 2 {
			continue
		}
		style := lines[0].Style
		for narrower := width * 0.95; narrower > width/2 && s.unbroken(texts[i:i+1], style, narrower); narrower -= width * 0.05 {
			again := s.doc.Wrap(texts[i].text, style, narrower, endless)
			if len(again) > len(lines) {
				break
			}
			set.texts[i] = again
		}
	}
	return set
}

// unbroken reports whether every word is narrower than a line.
func (s *sheetPage) unbroken(texts []saying, style pdf.Style, width float64) bool {
	for _, t := range texts {
		style.Language = t.language
		for _, word := range strings.Split(t.text, " ") {
			if len(s.doc.Wrap(word, style, width, 2)) > 1 {
				return false
			}
		}
	}
	return true
}

// align says to which side lines go.
type align int

const (
	start  align = iota // where the language begins
	middle              // of the box
)

// write draws paragraphs from the top of a box.
func (s *sheetPage) write(set paragraphs, box pdf.Rect, side align, ink pdf.Color) {
	y := box.Y
	for _, lines := range set.texts {
		for _, line := range lines {
			x := box.X
			switch {
			case side == middle:
				x += (box.W - line.Width) / 2
			case line.Style.RightToLeft():
				x += box.W - line.Width
			}
			s.doc.Draw(s.page, line, pdf.Point{X: x, Y: y + ascent*set.size}, ink)
			y += pitch * set.size
		}
		y += breather * set.size
	}
}
