package qr

import (
	"math"
	"slices"

	"github.com/makiuchi-d/gozxing/qrcode/decoder"
)

// mesh is the measured positions of the alignment patterns of a code, beside where the
// alignment says: paper is bent and lenses are round.
type mesh struct {
	lines []float64 // of the rows and columns of patterns, in modules
	nodes []node    // row after row
}

type node struct {
	place point // in the code
	off   point // in the picture, from where the alignment says
	known bool
	at    point // in the picture, when known
}

const (
	leastAlignment = 0.55 // likeness of an alignment pattern; 1 is perfect
	nearSearch     = 2.0  // modules around where one is expected
	farSearch      = 4.0  // where none was nearer
)

// straighten finds the alignment patterns of a code, fits the alignment to
// them and gives what is left as a mesh.
func (a alignment) straighten(t *triple, v *view) (alignment, *mesh) {
	m := newMesh(a.size)
	if m == nil {
		return a, nil
	}
	marks := finderMarks(t, &a)
	frames := framesOf(t, &a)
	m.search(&a, v, frames)
	for i := range m.nodes {
		if n := &m.nodes[i]; n.known {
			marks = n.marks(marks)
		}
	}
	if better, ok := a.fit(marks, stiffness); ok {
		a = better
	}
	m.settle(&a, frames)
	return a, m
}

// newMesh has a node for every alignment pattern and on the borders; nil for
// the one version without alignment patterns.
func newMesh(size int) *mesh {
	version, err := decoder.Version_GetVersionForNumber((size - 17) / 4)
	if err != nil || len(version.GetAlignmentPatternCenters()) == 0 {
		return nil
	}
	m := &mesh{lines: []float64{0}}
	for _, c := range version.GetAlignmentPatternCenters() {
		m.lines = append(m.lines, float64(c)+0.5)
	}
	m.lines = append(m.lines, float64(size))
	for _, y := range m.lines {
		for _, x := range m.lines {
			m.nodes = append(m.nodes, node{place: point{x, y}})
		}
	}
	return m
}

// patterns lists the nodes where alignment patterns are, those near a finder
// pattern first.
func (m *mesh) patterns() (order []int) {
	n := len(m.lines)
	last := n - 2
	for y := 1; y <= last; y++ {
		for x := 1; x <= last; x++ {
			if x == 1 && y == 1 || x == last && y == 1 || x == 1 && y == last {
				continue // a finder pattern is there
			}
			order = append(order, y*n+x)
		}
	}
	distance := func(i int) int {
		x, y := i%n, i/n
		return min(x+y, last+1-x+y, x+last+1-y)
	}
	slices.SortStableFunc(order, func(i, j int) int { return distance(i) - distance(j) })
	return order
}

// framesOf are places at the finder patterns, whose squares say where their
// own corners are and how the paper leans there.
func framesOf(t *triple, a *alignment) (frames []node) {
	far := float64(a.size) - 3.5
	for i, f := range [3]*finder{t.corner, t.right, t.below} {
		c := [3]point{{3.5, 3.5}, {far, 3.5}, {3.5, far}}[i]
		frames = append(frames, node{place: c, at: f.center, known: true})
		local, ok := a.fit(f.marks(nil, a, c), rigid)
		if !ok {
			continue
		}
		for _, d := range [4]point{{-3.5, -3.5}, {3.5, -3.5}, {3.5, 3.5}, {-3.5, 3.5}} {
			frames = append(frames, node{place: c.plus(d), at: local.toPicture.of(c.plus(d)), known: true})
		}
	}
	for i := range frames {
		frames[i].off = frames[i].at.minus(a.of(frames[i].place))
	}
	return frames
}

// search looks for the alignment patterns, each where those found before let
// it expect.
func (m *mesh) search(a *alignment, v *view, frames []node) {
	known := slices.Clone(frames)
	for _, i := range m.patterns() {
		p := &m.nodes[i]
		guess := a.of(p.place).plus(bend(known, p.place))
		at, ok := v.findAlignment(a, p.place, guess, nearSearch)
		if !ok {
			at, ok = v.findAlignment(a, p.place, guess, farSearch)
		}
		if ok {
			p.at, p.known, p.off = at, true, at.minus(a.of(p.place))
			known = append(known, *p)
		}
	}
}

// settle takes the offsets of the nodes anew from an alignment, and those of
// the nodes that were not found from the others.
func (m *mesh) settle(a *alignment, frames []node) {
	known := slices.Clone(frames)
	for i := range m.nodes {
		if m.nodes[i].known {
			known = append(known, m.nodes[i])
		}
	}
	for i := range known {
		known[i].off = known[i].at.minus(a.of(known[i].place))
	}
	for i := range m.nodes {
		if n := &m.nodes[i]; n.known {
			n.off = n.at.minus(a.of(n.place))
		} else {
			n.off = bend(known, n.place)
		}
	}
}

// bend is the offset to expect at a place: the value there of the plane that
// lies best through the known offsets, the near ones counting most.
func bend(known []node, place point) point {
	const near = 8 // modules; closer ones do not count for more
	var w, wx, wy, wxx, wxy, wyy float64
	var s, sx, sy point
	for i := range known {
		d := known[i].place.minus(place)
		weight := 1 / (d.dot(d) + near*near)
		weight *= weight * 1e4
		w += weight
		wx, wy = wx+weight*d.x, wy+weight*d.y
		wxx, wxy, wyy = wxx+weight*d.x*d.x, wxy+weight*d.x*d.y, wyy+weight*d.y*d.y
		off := known[i].off.times(weight)
		s, sx, sy = s.plus(off), sx.plus(off.times(d.x)), sy.plus(off.times(d.y))
	}
	// Slopes are held back a little, so that they are not taken from two
	// places in one direction.
	slack := 40 * w
	wxx, wyy = wxx-wx*wx/w+slack, wyy-wy*wy/w+slack
	wxy -= wx * wy / w
	sx, sy = sx.minus(s.times(wx/w)), sy.minus(s.times(wy/w))
	det := wxx*wyy - wxy*wxy
	gx := sx.times(wyy / det).minus(sy.times(wxy / det))
	gy := sy.times(wxx / det).minus(sx.times(wxy / det))
	return s.minus(gx.times(wx)).minus(gy.times(wy)).times(1 / w)
}

// at is the offset at a place in the code, interpolated between four nodes.
func (m *mesh) at(p point) point {
	n := len(m.lines)
	i, fx := m.between(p.x)
	j, fy := m.between(p.y)
	a, b := &m.nodes[j*n+i], &m.nodes[j*n+i+1]
	c, d := &m.nodes[(j+1)*n+i], &m.nodes[(j+1)*n+i+1]
	top := a.off.times(1 - fx).plus(b.off.times(fx))
	return top.times(1 - fy).plus(c.off.times(1 - fx).plus(d.off.times(fx)).times(fy))
}

// between tells after which line a coordinate lies and how far on the way to
// the next.
func (m *mesh) between(x float64) (int, float64) {
	i := 0
	for i+2 < len(m.lines) && x >= m.lines[i+1] {
		i++
	}
	return i, (x - m.lines[i]) / (m.lines[i+1] - m.lines[i])
}

// marks adds the place of a pattern to what a fit goes by.
func (n *node) marks(marks []mark) []mark {
	const weight = 8
	return append(marks, mark{n.at, n.place.x, false, weight}, mark{n.at, n.place.y, true, weight})
}

// findAlignment looks for an alignment pattern around a place in the picture:
// a dark square of one module within a light one of three and a dark one of
// five. It correlates that with the luminance on a raster of half modules.
func (v *view) findAlignment(a *alignment, place, around point, reach float64) (point, bool) {
	o := a.of(place)
	u := a.of(point{place.x + 0.5, place.y}).minus(o)
	w := a.of(point{place.x, place.y + 0.5}).minus(o)
	steps := int(reach * 2)
	side := 2*steps + 9
	raster := make([]float64, side*side)
	for y := range side {
		line := around.plus(w.times(float64(y - steps - 4)))
		for x := range side {
			raster[y*side+x] = v.tone(line.plus(u.times(float64(x - steps - 4))))
		}
	}
	best, bx, by := leastAlignment, -1, -1
	for y := range 2*steps + 1 {
		for x := range 2*steps + 1 {
			dx, dy := float64(x-steps)/2, float64(y-steps)/2
			if s := likeness(raster[y*side+x:], side) - 0.01*(dx*dx+dy*dy); s > best {
				best, bx, by = s, x, y
			}
		}
	}
	if bx < 0 {
		return point{}, false
	}
	at := by*side + bx
	var shift point
	if bx > 0 && bx < 2*steps {
		shift.x = peak(likeness(raster[at-1:], side), likeness(raster[at:], side), likeness(raster[at+1:], side))
	}
	if by > 0 && by < 2*steps {
		shift.y = peak(likeness(raster[at-side:], side), likeness(raster[at:], side), likeness(raster[at+side:], side))
	}
	return around.plus(u.times(float64(bx-steps) + shift.x)).plus(w.times(float64(by-steps) + shift.y)), true
}

// peak returns the position of the highest of three values at −1, 0 and 1 (a parabola through them).
func peak(a, b, c float64) float64 {
	if bend := a - 2*b + c; bend < -1e-9 {
		return min(max((a-c)/(2*bend), -0.5), 0.5)
	}
	return 0
}

// likeness of the 5 × 5 modules from a place on to an alignment pattern.
func likeness(raster []float64, side int) float64 {
	var all, squares, light float64
	for y := range 5 {
		for x := range 5 {
			t := raster[2*(y*side+x)]
			all += t
			squares += t * t
			if max(x-2, 2-x, y-2, 2-y) == 1 {
				light += t
			}
		}
	}
	spread := math.Sqrt(max(squares/25-all*all/625, 0))
	if spread < 3 {
		return 0
	}
	return (light/8 - (all-light)/17) / spread / 2.144
}
