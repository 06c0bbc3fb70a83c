package qr

import "math"

// mark is a place in the picture of which one coordinate in the code is known:
// it lies on the line x = line or y = line, counted in modules.
type mark struct {
	at     point
	line   float64
	isY    bool
	weight float64
}

// alignment is the position of a code in the picture.
type alignment struct {
	size      int        // modules on a side
	toModules projection // picture → code
	toPicture projection // code → picture
	bent      *bent      // nil for a flat sheet
}

// rough places a code of the given size by the centres of its finder patterns
// alone.
func rough(t *triple, size int) (alignment, bool) {
	n := float64(size - 7)
	u := t.right.center.minus(t.corner.center).times(1 / n)
	v := t.below.center.minus(t.corner.center).times(1 / n)
	a := alignment{size: size}
	a.toPicture = basis(t.corner.center.minus(u.plus(v).times(3.5)), u, v)
	var ok bool
	a.toModules, ok = a.toPicture.inverse()
	return a, ok
}

// finderMarks are the edges of a triple's squares.
func finderMarks(t *triple, a *alignment) []mark {
	far := float64(a.size) - 3.5
	marks := make([]mark, 0, 3*3*rays+32)
	for i, f := range [3]*finder{t.corner, t.right, t.below} {
		c := [3]point{{3.5, 3.5}, {far, 3.5}, {3.5, far}}[i]
		marks = f.marks(marks, a, c)
	}
	return marks
}

// marks adds the edges of one finder pattern, whose centre in the code is c.
func (f *finder) marks(marks []mark, a *alignment, c point) []mark {
	o := a.toModules.of(f.center)
	for i, d := range directions {
		if f.reach[i][0] == 0 {
			continue
		}
		way := a.toModules.of(f.center.plus(d.times(f.module))).minus(o)
		ax, ay := math.Abs(way.x), math.Abs(way.y)
		if min(ax, ay) > 0.85*max(ax, ay) {
			continue // too near a corner to say which side it is
		}
		for k, ring := range rings {
			m := mark{at: f.origin.plus(d.times(f.reach[i][k])), line: c.x + math.Copysign(ring, way.x), weight: 1}
			if ay > ax {
				m.isY, m.line = true, c.y+math.Copysign(ring, way.y)
			}
			marks = append(marks, m)
		}
	}
	return marks
}

const (
	stiffness = 0.5  // against perspective, where the marks do not say
	rigid     = 1e6  // against any perspective
	outlier   = 0.75 // modules
)

// fit improves an alignment so that the marks come to lie on their lines; marks
// that stay far from theirs are left out the second time.
func (a alignment) fit(marks []mark, stiff float64) (alignment, bool) {
	for round := range 2 {
		var e equations
		half := float64(a.size) / 2
		e.rows[6][6], e.rows[7][7] = stiff, stiff
		for _, m := range marks {
			q := a.toModules.of(m.at)
			if round > 0 && math.Abs(m.off(q)) > outlier {
				continue
			}
			x, y, k := (q.x-half)/half, (q.y-half)/half, (m.line-half)/half
			row := [9]float64{x, y, 1, 0, 0, 0, -k * x, -k * y, k}
			if m.isY {
				row = [9]float64{0, 0, 0, x, y, 1, -k * x, -k * y, k}
			}
			e.add(&row, m.weight)
		}
		g, ok := e.solve()
		if !ok {
			return a, false
		}
		into, out := scaling(1/half), scaling(half)
		shift, back := translation(-half, -half), translation(half, half)
		m := projection{g[0], g[1], g[2], g[3], g[4], g[5], g[6], g[7], 1}
		m = m.after(into.after(shift))
		m = back.after(out.after(m))
		a.toModules = m.after(a.toModules)
		if a.toPicture, ok = a.toModules.inverse(); !ok {
			return a, false
		}
	}
	return a, true
}

// off is how far a mark, seen at q in the code, is from its line.
func (m *mark) off(q point) float64 {
	if m.isY {
		return q.y - m.line
	}
	return q.x - m.line
}

// equations are the normal equations of a least-squares problem with eight
// unknowns; the ninth column is the right side.
type equations struct{ rows [8][9]float64 }

func (e *equations) add(row *[9]float64, weight float64) {
	for i := range 8 {
		if row[i] == 0 {
			continue
		}
		w := weight * row[i]
		for j := i; j < 9; j++ {
			e.rows[i][j] += w * row[j]
		}
	}
}

// solve gives the unknowns by elimination, or false when the rows do not
// determine them.
func (e *equations) solve() (x [8]float64, ok bool) {
	r := &e.rows
	for i := range 8 {
		for j := range i {
			r[i][j] = r[j][i]
		}
	}
	for i := range 8 { // symmetric and positive: no need to exchange rows
		if r[i][i] < 1e-9 || math.IsNaN(r[i][i]) {
			return x, false
		}
		for k := i + 1; k < 8; k++ {
			f := r[k][i] / r[i][i]
			for j := i; j < 9; j++ {
				r[k][j] -= f * r[i][j]
			}
		}
	}
	for i := 7; i >= 0; i-- {
		x[i] = r[i][8]
		for j := i + 1; j < 8; j++ {
			x[i] -= r[i][j] * x[j]
		}
		x[i] /= r[i][i]
	}
	return x, true
}
