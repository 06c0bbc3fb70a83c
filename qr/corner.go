package qr

import (
	"cmp"
	"slices"
)

// Where a code has no alignment pattern, or it was not found, the corner
// without a finder pattern may be anywhere near: these are the bounds of a
// search for it, in modules.
const (
	cornerReach = 3.0
	cornerStep  = 0.6
	cornerTries = 6
	cornerSize  = 41 // larger codes have other alignment patterns to go by
)

// corners gives alignments with the fourth corner of the code moved about, those
// first in which the modules near it differ most from each other: sampled
// beside their middles they are all gray.
func (h *hope) corners(v *view) []alignment {
	type variant struct {
		alignment
		contrast float64
	}
	var all []variant
	size := h.sized.size
	a, ok := rough(&h.triple, size)
	if !ok || size > cornerSize {
		return nil
	}
	marks := finderMarks(&h.triple, &a)
	if a, ok = a.fit(marks, stiffness); !ok {
		return nil
	}
	place := point{float64(size) - 6.5, float64(size) - 6.5}
	o := a.toPicture.of(place)
	u := a.toPicture.of(point{place.x + 1, place.y}).minus(o)
	w := a.toPicture.of(point{place.x, place.y + 1}).minus(o)
	for dy := -cornerReach; dy <= cornerReach; dy += cornerStep {
		for dx := -cornerReach; dx <= cornerReach; dx += cornerStep {
			anchor := node{place: place, at: o.plus(u.times(dx)).plus(w.times(dy))}
			if b, ok := a.fit(anchor.marks(slices.Clip(marks)), stiffness); ok {
				all = append(all, variant{b, v.contrast(&b)})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b variant) int { return cmp.Compare(b.contrast, a.contrast) })
	best := make([]alignment, 0, cornerTries)
	for i := range all[:min(len(all), cornerTries)] {
		best = append(best, all[i].alignment)
	}
	return best
}

// contrast is how much the modules of the quarter without a finder pattern
// differ from each other.
func (v *view) contrast(a *alignment) float64 {
	var sum, squares, n float64
	for y := a.size / 2; y < a.size; y++ {
		for x := a.size / 2; x < a.size; x++ {
			t := v.tone(a.toPicture.of(point{float64(x) + 0.5, float64(y) + 0.5}))
			sum, squares, n = sum+t, squares+t*t, n+1
		}
	}
	return squares/n - sum*sum/(n*n)
}
