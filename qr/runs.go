package qr

import "context"

// candidate is a crossing of a row or column that has dark and light as the middle of
// a finder pattern does: 1 : 1 : 3 : 1 : 1.
type candidate struct {
	x, y   float64
	module point // its size along the row and along the column
	light  bool  // light where others are dark
}

// isFinder tells whether five runs between six edges are those of a finder
// pattern. Distances are taken from an edge to the next of its kind: blur and
// spread ink move both alike.
func isFinder(e []int32) bool {
	total := e[5] - e[0]
	middle := e[3] - e[2]
	slack := total/2 + 5 // of seven times a distance
	return middle*7 > total && middle*7 < 5*total &&
		abs32(7*(e[2]-e[0])-2*total) <= slack && abs32(7*(e[5]-e[3])-2*total) <= slack &&
		abs32(7*(e[3]-e[1])-4*total) <= slack && abs32(7*(e[4]-e[2])-4*total) <= slack
}

func abs32(v int32) int32 { return max(v, -v) }

// rowStep is how many rows lie between two that are looked at: the middle of a
// finder pattern is never less high than two pixels.
const rowStep = 2

// candidates calls f with what looks like a finder pattern along the rows and
// along the column through its middle, until f or the context has enough.
func (s *shade) candidates(ctx context.Context, f func(candidate) (more bool)) {
	var edges []int32
	for y := rowStep / 2; y < s.h; y += rowStep {
		if y%64 == 1 && ctx.Err() != nil {
			return
		}
		var dark bool
		edges, dark = s.edges(y, edges[:0])
		for i := 0; i+5 < len(edges); i++ {
			e := edges[i : i+6]
			if !isFinder(e) {
				continue
			}
			if c, ok := s.confirm(e, y, (i%2 == 0) != dark); ok && !f(c) {
				return
			}
		}
	}
}

// confirm looks at the column through the middle of a row's five runs, and
// then at the row through the middle of the column's.
func (s *shade) confirm(e []int32, y int, light bool) (candidate, bool) {
	limit := 2 * (e[5] - e[0])
	x := int(e[2]+e[3]) / 2
	down, ok := s.column(x, y, limit, light)
	if !ok {
		return candidate{}, false
	}
	c := candidate{
		x: float64(e[2]+e[3]) / 2, y: float64(down[2]+down[3]) / 2,
		module: point{float64(e[5]-e[0]) / 7, float64(down[5]-down[0]) / 7},
		light:  light,
	}
	return c, c.module.x < 4*c.module.y && c.module.y < 4*c.module.x
}

// column walks up and down from a place in the middle of a finder pattern to
// the six edges around it.
func (s *shade) column(x, y int, limit int32, light bool) (e [6]int32, ok bool) {
	top, bottom := max(0, y-int(limit)), min(s.h, y+int(limit))
	at, inside := y, true
	for i := 2; i >= 0; i-- {
		for at >= top && (s.dark(x, at) != light) == inside {
			at--
		}
		if e[i] = int32(at + 1); at < top && i > 0 {
			return e, false
		}
		inside = !inside
	}
	at, inside = y, true
	for i := 3; i <= 5; i++ {
		for at < bottom && (s.dark(x, at) != light) == inside {
			at++
		}
		if e[i] = int32(at); at >= bottom && i < 5 {
			return e, false
		}
		inside = !inside
	}
	return e, isFinder(e[:])
}
