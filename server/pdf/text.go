package pdf

import (
	"slices"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// Style is a text style. Size is that of the letters' body in millimetres; a
// capital is 0.71 of it high.
type Style struct {
	Face     Face
	Size     float64
	Language string // decides the direction, and letters that differ by language
}

// RightToLeft reports whether the language is written from right to left.
func (s Style) RightToLeft() bool { return s.direction() == di.DirectionRTL }

func (s Style) direction() di.Direction {
	if s.Language == "ar" {
		return di.DirectionRTL
	}
	return di.DirectionLTR
}

// Line is a line of words, shaped and ready to be drawn.
type Line struct {
	Width float64
	Style Style
	runs  []shaping.Output // from left to right
	text  []rune           // the whole text that the line was taken from
}

// em is the size at which words are shaped; thousandths, as a PDF counts.
const em = 1000

// Wrap breaks a text into lines of at most a width. It breaks within a word
// only if the word is wider than a line. Of what needs more lines than most,
// the end is left out, and an ellipsis says so.
func (d *Document) Wrap(text string, s Style, width float64, most int) []Line {
	letters := []rune(strings.Join(strings.FieldsFunc(text, breaks), " "))
	if len(letters) == 0 {
		return nil
	}
	lines := d.wrap(letters, s, width)
	for end := endOf(lines, most); len(lines) > most; end-- {
		kept := strings.TrimRight(string(letters[:end]), " ,;:-–")
		lines = d.wrap([]rune(kept+"…"), s, width)
	}
	return lines
}

// What holds two words together on a line. On paper and to a reader they are
// an ordinary space and hyphen.
const (
	noBreakSpace  = '\u00a0'
	noBreakHyphen = '\u2011'
)

// breaks reports whether a line may end here and another space stand instead.
// A no-break space stays what it is.
func breaks(r rune) bool { return r != noBreakSpace && (unicode.IsSpace(r) || unicode.IsControl(r)) }

// endOf returns the end of the text of the first lines.
func endOf(lines []Line, count int) int {
	end := 0
	for _, line := range lines[:min(count, len(lines))] {
		for _, run := range line.runs {
			end = max(end, run.Runes.Offset+run.Runes.Count)
		}
	}
	return end
}

// wrap breaks letters into as many lines as they need.
func (d *Document) wrap(letters []rune, s Style, width float64) []Line {
	limit := fixed.Int26_6(width / s.Size * em * 64)
	config := shaping.WrapConfig{Direction: s.direction()}
	wrapped, _ := d.wrapper.WrapParagraphF(config, limit, letters, shaping.NewSliceIterator(d.shape(letters, s)))
	var lines []Line
	for _, runs := range wrapped {
		line := Line{Style: s, runs: slices.Clone(runs), text: letters}
		slices.SortStableFunc(line.runs, func(a, b shaping.Output) int { return int(a.VisualIndex - b.VisualIndex) })
		for _, run := range line.runs {
			line.Width += float64(run.Advance) / 64 / em * s.Size
		}
		lines = append(lines, line)
	}
	return lines
}

// shape turns letters into glyphs, in the order of reading.
func (d *Document) shape(letters []rune, s Style) []shaping.Output {
	whole := shaping.Input{
		Text: letters, RunEnd: len(letters), Direction: s.direction(),
		Size: fixed.I(em), Language: language.NewLanguage(s.Language),
	}
	var runs []shaping.Output
	for _, part := range d.segmenter.Split(whole, d.resolver(s.Face)) {
		runs = append(runs, d.shaper.Shape(part))
	}
	return runs
}
