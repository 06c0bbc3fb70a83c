package pdf

import "strconv"

// Rect is an upright rectangle: its left and upper edge, its width and height.
type Rect struct{ X, Y, W, H float64 }

// Inset returns the rectangle made smaller by a distance on every side.
func (r Rect) Inset(d float64) Rect { return Rect{r.X + d, r.Y + d, r.W - 2*d, r.H - 2*d} }

// Point is a place on a page.
type Point struct{ X, Y float64 }

// Path is a shape, put together from parts: every method adds one and returns
// the path. The zero value is empty.
type Path struct{ operators []byte }

// Lines adds a line from point to point.
func (p *Path) Lines(points ...Point) *Path {
	for i, at := range points {
		operator := byte('l')
		if i == 0 {
			operator = 'm'
		}
		p.add(operator, at)
	}
	return p
}

// Polygon adds a line from point to point and back to the first.
func (p *Path) Polygon(points ...Point) *Path {
	return p.Lines(points...).add('h')
}

// Rect adds a rectangle.
func (p *Path) Rect(r Rect) *Path {
	p.operators = append(appendPoints(p.operators, Point{r.X, r.Y}, Point{r.W, r.H}), "re "...)
	return p
}

// Rounded adds a rectangle with round corners.
func (p *Path) Rounded(r Rect, radius float64) *Path {
	left, top, right, bottom := r.X, r.Y, r.X+r.W, r.Y+r.H
	k := radius * (1 - arc)
	p.add('m', Point{left + radius, top}).add('l', Point{right - radius, top})
	p.add('c', Point{right - k, top}, Point{right, top + k}, Point{right, top + radius})
	p.add('l', Point{right, bottom - radius})
	p.add('c', Point{right, bottom - k}, Point{right - k, bottom}, Point{right - radius, bottom})
	p.add('l', Point{left + radius, bottom})
	p.add('c', Point{left + k, bottom}, Point{left, bottom - k}, Point{left, bottom - radius})
	p.add('l', Point{left, top + radius})
	p.add('c', Point{left, top + k}, Point{left + k, top}, Point{left + radius, top})
	return p.add('h')
}

// arc is the distance, for a radius of 1, of the control points of a curve from its
// ends for it to look like a quarter of a circle.
const arc = 0.5523

// Circle adds a circle.
func (p *Path) Circle(center Point, radius float64) *Path {
	return p.Rounded(Rect{center.X - radius, center.Y - radius, 2 * radius, 2 * radius}, radius)
}

// Modules adds the dark modules of a QR code, those of each row joined; a module
// is one millimetre.
func (p *Path) Modules(code interface {
	Size() int
	Dark(x, y int) bool
}) *Path {
	for y := range code.Size() {
		for x := 0; x < code.Size(); x++ {
			begin := x
			for code.Dark(x, y) {
				x++
			}
			if x > begin {
				p.Rect(Rect{X: float64(begin), Y: float64(y), W: float64(x - begin), H: 1})
			}
		}
	}
	return p
}

func (p *Path) add(operator byte, points ...Point) *Path {
	p.operators = append(appendPoints(p.operators, points...), operator, ' ')
	return p
}

func appendPoints(to []byte, points ...Point) []byte {
	for _, at := range points {
		to = append(appendNumber(to, at.X, 3), ' ') // thousandths of a millimetre
		to = append(appendNumber(to, at.Y, 3), ' ')
	}
	return to
}

// appendNumber writes a number with at most that many digits behind the point.
func appendNumber(to []byte, v float64, digits int) []byte {
	begin := len(to)
	to = strconv.AppendFloat(to, v, 'f', digits, 64)
	end := len(to)
	for to[end-1] == '0' {
		end--
	}
	if to[end-1] == '.' {
		end--
	}
	if string(to[begin:end]) == "-0" {
		return append(to[:begin], '0')
	}
	return to[:end]
}
