package qr

import "math"

// point is a place or a step in a plane, in pixels or modules; pixel (0, 0)
// has its middle at (0.5, 0.5).
type point struct{ x, y float64 }

func (p point) plus(q point) point        { return point{p.x + q.x, p.y + q.y} }
func (p point) minus(q point) point       { return point{p.x - q.x, p.y - q.y} }
func (p point) times(f float64) point     { return point{p.x * f, p.y * f} }
func (p point) cross(q point) float64     { return p.x*q.y - p.y*q.x }
func (p point) dot(q point) float64       { return p.x*q.x + p.y*q.y }
func (p point) length() float64           { return math.Hypot(p.x, p.y) }
func middle(p, q point) point             { return point{(p.x + q.x) / 2, (p.y + q.y) / 2} }
func basis(o, u, v point) projection      { return projection{u.x, v.x, o.x, u.y, v.y, o.y, 0, 0, 1} }
func scaling(f float64) projection        { return projection{f, 0, 0, 0, f, 0, 0, 0, 1} }
func translation(x, y float64) projection { return projection{1, 0, x, 0, 1, y, 0, 0, 1} }

// projection maps one plane onto another as a camera does: a 3 × 3 matrix,
// row after row.
type projection [9]float64

func (m *projection) of(p point) point {
	w := 1 / (m[6]*p.x + m[7]*p.y + m[8])
	return point{(m[0]*p.x + m[1]*p.y + m[2]) * w, (m[3]*p.x + m[4]*p.y + m[5]) * w}
}

// after is the projection that does first the other and then this one.
func (m *projection) after(first projection) (r projection) {
	for i := range 3 {
		for j := range 3 {
			r[3*i+j] = m[3*i]*first[j] + m[3*i+1]*first[3+j] + m[3*i+2]*first[6+j]
		}
	}
	return r
}

// inverse is the way back; ok is false when there is none.
func (m *projection) inverse() (r projection, ok bool) {
	r = projection{
		m[4]*m[8] - m[5]*m[7], m[2]*m[7] - m[1]*m[8], m[1]*m[5] - m[2]*m[4],
		m[5]*m[6] - m[3]*m[8], m[0]*m[8] - m[2]*m[6], m[2]*m[3] - m[0]*m[5],
		m[3]*m[7] - m[4]*m[6], m[1]*m[6] - m[0]*m[7], m[0]*m[4] - m[1]*m[3],
	}
	det := m[0]*r[0] + m[1]*r[3] + m[2]*r[6]
	if math.Abs(det) < 1e-12 || math.IsNaN(det) {
		return r, false
	}
	for i := range r {
		r[i] /= det
	}
	return r, true
}
