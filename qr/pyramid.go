package qr

import "math"

// level is the picture at one size; scale is how many of its own pixels make
// one of the picture. Its pixels are made when they are first asked for.
type level struct {
	w, h  int
	scale float64
	made  *plane
}

// pyramid is the picture at falling sizes, each half the one before; a small
// picture begins at twice its size.
type pyramid struct {
	levels []level
	base   int // the level at the picture's own size
}

// Sizes in pixels.
const (
	firstSide    = 1000 // of the level where most codes in photographs are read
	usualSide    = 200  // below, a code is lost unless it is made of dots,
	smallestSide = 100  // and below this even then
	smallSide    = 640  // below, the picture is also tried at twice its size
	leastSide    = 16   // below, there is no code
)

func newPyramid(p plane) *pyramid {
	q := &pyramid{}
	if max(p.w, p.h) <= smallSide {
		q.levels = append(q.levels, level{w: 2 * p.w, h: 2 * p.h, scale: 2})
		q.base = 1
	}
	l := level{w: p.w, h: p.h, scale: 1, made: &p}
	for {
		q.levels = append(q.levels, l)
		l = level{w: l.w / 2, h: l.h / 2, scale: l.scale / 2}
		if max(l.w, l.h) < smallestSide || min(l.w, l.h) < leastSide {
			return q
		}
	}
}

// plane gives the pixels of a level.
func (q *pyramid) plane(i int) *plane {
	l := &q.levels[i]
	if l.made == nil {
		var p plane
		if i < q.base {
			p = q.plane(i + 1).twice()
		} else {
			p = q.plane(i - 1).half()
		}
		l.made = &p
	}
	return l.made
}

// isSmall tells whether a level is only there for codes made of dots.
func (q *pyramid) isSmall(i int) bool {
	l := &q.levels[i]
	return i > q.base && max(l.w, l.h) < usualSide
}

// order lists the levels, the one nearest to firstSide first, then outwards,
// smaller before larger because smaller is cheaper.
func (q *pyramid) order() []int {
	start := 0
	for i, l := range q.levels {
		if l.scale <= 1 && max(l.w, l.h) >= firstSide {
			start = i
		}
	}
	if start < q.base {
		start = q.base
	}
	order := []int{start}
	for d := 1; d < len(q.levels); d++ {
		for _, i := range [2]int{start + d, start - d} {
			if i >= 0 && i < len(q.levels) {
				order = append(order, i)
			}
		}
	}
	return order
}

// sampled is how many pixels a module should have where codes are sampled:
// fewer blur it, more let in the noise.
const sampled = 4.5

// view gives the level on which a module of the given size, in pixels of the
// picture, is nearest to the size for sampling.
func (q *pyramid) view(module float64, light bool) *view {
	best := q.base
	for i := q.base; i < len(q.levels); i++ {
		if math.Abs(math.Log(module*q.levels[i].scale/sampled)) < math.Abs(math.Log(module*q.levels[best].scale/sampled)) {
			best = i
		}
	}
	return &view{q.plane(best), q.levels[best].scale, light}
}
