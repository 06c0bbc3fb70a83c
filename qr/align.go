package qr

import (
	"math"
	"slices"

	"github.com/makiuchi-d/gozxing/qrcode/decoder"
)

// mesh is where the alignment patterns of a code really are, beside where the
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
	firstSearch    = 4.0  // modules around where the last one is expected
	nextSearch     = 1.75
)

// straighten finds the alignment patterns of a code, fits the alignment to
// them and gives what is left as a mesh.
func (a alignment) straighten(t *triple, v *view) (alignment, *mesh) {
	m := newMesh(a.size)
	if m == nil {
		return a, nil
	}
	marks := finderMarks(t, &a)
	last := &m.nodes[len(m.nodes)-1]
	if at, ok := v.findAlignment(&a, last.place, a.toPicture.of(last.place), firstSearch); ok {
		last.at, last.known = at, true
		if better, ok := a.fit(last.marks(marks)); ok {
			a = better
		}
	}
	m.anchor(t, &a)
	if len(m.lines) > 2 {
		m.search(&a, v)
		for i := range m.nodes {
			if n := &m.nodes[i]; n.known && !m.isCorner(i) {
				marks = n.marks(marks)
			}
		}
		if better, ok := a.fit(marks); ok {
			a = better
		}
		m.anchor(t, &a)
	}
	m.complete()
	return a, m
}

func newMesh(size int) *mesh {
	version, err := decoder.Version_GetVersionForNumber((size - 17) / 4)
	if err != nil || len(version.GetAlignmentPatternCenters()) == 0 {
		return nil
	}
	m := &mesh{}
	for _, c := range version.GetAlignmentPatternCenters() {
		m.lines = append(m.lines, float64(c)+0.5)
	}
	for _, y := range m.lines {
		for _, x := range m.lines {
			m.nodes = append(m.nodes, node{place: point{x, y}})
		}
	}
	return m
}

// isCorner tells whether a node has a finder pattern beside it instead of an
// alignment pattern.
func (m *mesh) isCorner(i int) bool {
	n := len(m.lines)
	return i == 0 || i == n-1 || i == n*(n-1)
}

// anchor takes the offsets of the corners from their finder patterns and
// those of the nodes already found.
func (m *mesh) anchor(t *triple, a *alignment) {
	n, far := len(m.lines), float64(a.size)-3.5
	for i, f := range [3]*finder{t.corner, t.right, t.below} {
		c := [3]point{{3.5, 3.5}, {far, 3.5}, {3.5, far}}[i]
		corner := &m.nodes[[3]int{0, n - 1, n * (n - 1)}[i]]
		corner.known, corner.off = true, f.center.minus(a.toPicture.of(c))
	}
	for i := range m.nodes {
		if p := &m.nodes[i]; p.known && !m.isCorner(i) {
			p.off = p.at.minus(a.toPicture.of(p.place))
		}
	}
}

// search looks for the other alignment patterns, those near known ones first.
func (m *mesh) search(a *alignment, v *view) {
	n := len(m.lines)
	order := make([]int, 0, len(m.nodes))
	for i := range m.nodes {
		if !m.nodes[i].known {
			order = append(order, i)
		}
	}
	distance := func(i int) int {
		x, y := i%n, i/n
		return min(x+y, n-1-x+y, x+n-1-y, 2*(n-1)-x-y)
	}
	slices.SortStableFunc(order, func(i, j int) int { return distance(i) - distance(j) })
	for _, i := range order {
		p := &m.nodes[i]
		guess := a.toPicture.of(p.place).plus(m.around(i))
		if at, ok := v.findAlignment(a, p.place, guess, nextSearch); ok {
			p.at, p.known, p.off = at, true, at.minus(a.toPicture.of(p.place))
		}
	}
}

// around is the mean offset of the known nodes beside one.
func (m *mesh) around(i int) (mean point) {
	n, count := len(m.lines), 0.0
	x, y := i%n, i/n
	for dy := max(y-1, 0); dy <= min(y+1, n-1); dy++ {
		for dx := max(x-1, 0); dx <= min(x+1, n-1); dx++ {
			if p := &m.nodes[dy*n+dx]; p.known {
				mean = mean.plus(p.off)
				count++
			}
		}
	}
	return mean.times(1 / max(count, 1))
}

// complete gives the nodes that were not found the offsets of those beside.
func (m *mesh) complete() {
	for range m.lines {
		for i := range m.nodes {
			if !m.nodes[i].known {
				m.nodes[i].off = m.around(i)
			}
		}
	}
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
// the next; beyond the outermost lines it stays on them.
func (m *mesh) between(x float64) (int, float64) {
	i := 0
	for i+2 < len(m.lines) && x >= m.lines[i+1] {
		i++
	}
	return i, min(max((x-m.lines[i])/(m.lines[i+1]-m.lines[i]), 0), 1)
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
	o := a.toPicture.of(place)
	u := a.toPicture.of(point{place.x + 0.5, place.y}).minus(o)
	w := a.toPicture.of(point{place.x, place.y + 0.5}).minus(o)
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

// peak is where the highest of three values at −1, 0 and 1 lies between them.
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
