package qr

import "sync"

// way is one manner of telling dark from light.
type way int

const (
	// local compares each 8 × 8 block with its surroundings: for shadows.
	local way = iota
	// global has one threshold for all: for big modules and even light.
	global
	// negative is local with dark and light exchanged: for light on dark.
	negative
)

// rung is one attempt: a way on a level of the pyramid.
type rung struct {
	level int
	way   way
}

// level is the picture at one size; scale times a coordinate on it is the
// coordinate in the picture. Its pixels are made when they are first asked for.
type level struct {
	w, h  int
	scale float64
	plane func() plane
}

// Sizes in pixels of the longest side.
const (
	firstSide    = 1000 // where most codes in photographs are read
	smallestSide = 200  // below, even a code that fills the picture is lost
	smallSide    = 640  // below, the picture is also tried at twice its size
	largestArea  = 16e6 // pixels; above, one attempt takes longer than it is worth
)

// newPyramid gives the picture at falling sizes: its own, halved again and
// again, and two thirds of each; a small picture begins at twice its size.
func newPyramid(p plane) []level {
	octave := level{p.w, p.h, 1, func() plane { return p }}
	var levels []level
	if max(p.w, p.h) <= smallSide {
		levels = append(levels, octave.resized(2, 1, plane.twice))
	}
	for {
		levels = append(levels, octave, octave.resized(2, 3, plane.twoThirds))
		if max(octave.w, octave.h)/2 < smallestSide {
			return levels
		}
		octave = octave.resized(1, 2, plane.half)
	}
}

// resized is the level at n/d of its size.
func (l level) resized(n, d int, resize func(plane) plane) level {
	made := sync.OnceValue(func() plane { return resize(l.plane()) })
	return level{l.w * n / d, l.h * n / d, l.scale * float64(d) / float64(n), made}
}

// ladder orders the attempts: the level nearest to firstSide, then outwards,
// smaller before larger because smaller is cheaper; light on dark after all
// else, since it is rare.
func ladder(levels []level) []rung {
	order := levelOrder(levels)
	rungs := make([]rung, 0, 3*len(order))
	for _, l := range order {
		rungs = append(rungs, rung{l, local}, rung{l, global})
	}
	for _, l := range order {
		rungs = append(rungs, rung{l, negative})
	}
	return rungs
}

func levelOrder(levels []level) []int {
	start := 0
	for i, l := range levels {
		if l.scale >= 1 && max(l.w, l.h) >= firstSide {
			start = i
		}
	}
	var order []int
	for d := range len(levels) {
		for _, i := range []int{start + d, start - d} {
			if i >= 0 && i < len(levels) && (d > 0 || len(order) == 0) && levels[i].w*levels[i].h <= largestArea {
				order = append(order, i)
			}
		}
	}
	return order
}
