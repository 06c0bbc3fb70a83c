package qr

import (
	"context"
	"math"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/common"
	multi "github.com/makiuchi-d/gozxing/multi/qrcode/detector"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	"github.com/makiuchi-d/gozxing/qrcode/detector"
)

// Bounds of one attempt. gozxing combines every finder pattern with every
// other two, so that a picture made of finder patterns would keep it busy for
// days; photographs have a few dozen.
const (
	maxFinders = 250
	maxTriples = 60
)

// point is a place in a plane, in its pixels.
type point struct{ x, y float64 }

// symbol is a code that an attempt has read; the corners are on its own plane.
type symbol struct {
	text    string
	corners [4]point
}

// attempt is one search on one plane in one way.
type attempt struct {
	ctx     context.Context
	matrix  *gozxing.BitMatrix
	finders int
}

// search makes one attempt and returns what it read. It returns nothing
// rather than an error: gozxing's errors, and the panics that odd matrices
// draw from it, all mean "not this way".
func search(ctx context.Context, p plane, w way) (found []symbol) {
	matrix := binarize(p, w)
	if matrix == nil {
		return nil
	}
	a := &attempt{ctx: ctx, matrix: matrix}
	fence(func() { found = a.best() })
	fence(func() { found = append(found, a.others()...) })
	return found
}

// binarize tells dark from light; nil means that the plane has no contrast.
func binarize(p plane, w way) (matrix *gozxing.BitMatrix) {
	fence(func() {
		var b gozxing.Binarizer
		switch w {
		case local:
			b = gozxing.NewHybridBinarizer(newSource(p))
		case global:
			b = gozxing.NewGlobalHistgramBinarizer(newSource(p))
		case negative:
			b = gozxing.NewHybridBinarizer(newSource(p.inverted()))
		}
		if m, err := b.GetBlackMatrix(); err == nil {
			matrix = m
		}
	})
	return matrix
}

// best reads the code of the three finder patterns that form the best triangle.
func (a *attempt) best() []symbol {
	a.finders = 0
	d := detector.NewDetector(a.matrix)
	grid, err := d.Detect(a.hints())
	if err != nil {
		return nil
	}
	return read(grid)
}

// others reads the codes of all plausible triangles of finder patterns.
func (a *attempt) others() []symbol {
	a.finders = 0
	hints := a.hints()
	guard, _ := hints[gozxing.DecodeHintType_NEED_RESULT_POINT_CALLBACK].(gozxing.ResultPointCallback)
	infos, err := multi.NewMultiFinderPatternFinder(a.matrix, guard).FindMulti(hints)
	if err != nil {
		return nil
	}
	var found []symbol
	d := detector.NewDetector(a.matrix)
	for _, info := range infos[:min(len(infos), maxTriples)] {
		if a.ctx.Err() != nil {
			break
		}
		fence(func() {
			if grid, err := d.ProcessFinderPatternInfo(info); err == nil {
				found = append(found, read(grid)...)
			}
		})
	}
	return found
}

// hints ask for thoroughness, and to be told of every finder pattern: the only
// place where gozxing can be stopped while it searches.
func (a *attempt) hints() map[gozxing.DecodeHintType]any {
	guard := gozxing.ResultPointCallback(func(p gozxing.ResultPoint) {
		if _, ok := p.(*detector.FinderPattern); !ok {
			return
		}
		if a.finders++; a.finders > maxFinders || a.ctx.Err() != nil {
			panic("enough")
		}
	})
	return map[gozxing.DecodeHintType]any{
		gozxing.DecodeHintType_TRY_HARDER:                 true,
		gozxing.DecodeHintType_NEED_RESULT_POINT_CALLBACK: guard,
	}
}

// read decodes a sampled grid.
func read(grid *common.DetectorResult) []symbol {
	result, err := decoder.NewDecoder().Decode(grid.GetBits(), nil)
	if err != nil || result.GetText() == "" {
		return nil
	}
	points := grid.GetPoints()
	if meta, ok := result.GetOther().(*decoder.QRCodeDecoderMetaData); ok {
		meta.ApplyMirroredCorrection(points)
	}
	return []symbol{{result.GetText(), corners(points, grid.GetBits().GetWidth())}}
}

// corners extends the centres of the finder patterns (bottom left, top left,
// top right), each 3.5 modules inside, to the corners of the symbol.
func corners(finders []gozxing.ResultPoint, modules int) [4]point {
	bl, tl, tr := finders[0], finders[1], finders[2]
	n := math.Max(float64(modules-7), 1)
	right := point{(tr.GetX() - tl.GetX()) / n, (tr.GetY() - tl.GetY()) / n}
	down := point{(bl.GetX() - tl.GetX()) / n, (bl.GetY() - tl.GetY()) / n}
	at := func(r, d float64) point {
		r, d = r*(n+7)-3.5, d*(n+7)-3.5
		return point{tl.GetX() + r*right.x + d*down.x, tl.GetY() + r*right.y + d*down.y}
	}
	return [4]point{at(0, 0), at(1, 0), at(1, 1), at(0, 1)}
}

// fence keeps a panic of gozxing, ours to stop it or its own, from spreading.
func fence(f func()) {
	defer func() { _ = recover() }()
	f()
}

// source lets gozxing read a plane where it lies.
type source struct {
	gozxing.LuminanceSourceBase
	plane plane
}

func newSource(p plane) *source {
	return &source{gozxing.LuminanceSourceBase{Width: p.w, Height: p.h}, p}
}

// GetRow gives one row of luminances.
func (s *source) GetRow(y int, row []byte) ([]byte, error) {
	if len(row) < s.plane.w {
		row = make([]byte, s.plane.w)
	}
	copy(row, s.plane.row(y))
	return row, nil
}

// GetMatrix gives all luminances, not to be written to.
func (s *source) GetMatrix() []byte { return s.plane.pix }

// Invert exchanges dark and light.
func (s *source) Invert() gozxing.LuminanceSource { return newSource(s.plane.inverted()) }

// String names the source in gozxing's own messages.
func (s *source) String() string { return "luminance plane" }
