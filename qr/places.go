package qr

// places are the middles of a code's modules in the picture, row after row.
type places struct {
	size int
	at   []point
}

func (a *alignment) places(m *mesh) *places {
	p := &places{a.size, make([]point, a.size*a.size)}
	for y := range a.size {
		for x := range a.size {
			c := point{float64(x) + 0.5, float64(y) + 0.5}
			at := a.of(c)
			if m != nil {
				at = at.plus(m.at(c))
			}
			p.at[y*a.size+x] = at
		}
	}
	return p
}

// steps are the ways from a module to the next to the right and below.
func (p *places) steps(x, y int) (u, w point) {
	n := p.size
	left, right := max(x-1, 0), min(x+1, n-1)
	up, down := max(y-1, 0), min(y+1, n-1)
	u = p.at[y*n+right].minus(p.at[y*n+left]).times(1 / float64(right-left))
	w = p.at[down*n+x].minus(p.at[up*n+x]).times(1 / float64(down-up))
	return u, w
}

// sample takes the mean luminance of the middle of every module.
func (v *view) sample(p *places) *grid {
	g := &grid{p.size, make([]float32, len(p.at))}
	for y := range g.size {
		for x := range g.size {
			at := p.at[y*g.size+x]
			u, w := p.steps(x, y)
			u, w = u.times(0.2), w.times(0.2)
			sum := 2*v.tone(at) + v.tone(at.plus(u)) + v.tone(at.minus(u)) + v.tone(at.plus(w)) + v.tone(at.minus(w))
			g.tones[y*g.size+x] = float32(sum / 6)
		}
	}
	return g
}

// drift is how far the modules around lie from where they were sampled, along
// the rows and the columns, and from how many edges that was seen.
type drift struct {
	across, along   float64
	acrossN, alongN float64
}

const (
	drifting  = 3   // modules on a side of a cell for which drift is averaged
	surely    = 0.3 // weight of a module whose edges are looked at
	nudges    = 5   // times that modules are moved
	leastPull = 1.5 // edges that a cell must see to count fully
)

// settle moves every module to where the edges between dark and light modules
// say it is: an edge must lie halfway between the middles of the two. Neighbours
// move together, so that what is seen at one place is carried on to the next.
func (v *view) settle(p *places) {
	n := (p.size + drifting - 1) / drifting
	for range nudges {
		cells := v.drifts(p, n)
		for range 2 {
			cells = spread(cells, n)
		}
		moved := make([]point, len(p.at))
		for y := range p.size {
			for x := range p.size {
				u, w := p.steps(x, y)
				d := between(cells, n, x, y)
				moved[y*p.size+x] = p.at[y*p.size+x].
					plus(u.times(d.across / (d.acrossN + leastPull))).plus(w.times(d.along / (d.alongN + leastPull)))
			}
		}
		p.at = moved
	}
}

// drifts measures all edges between neighbours that are surely different.
func (v *view) drifts(p *places, n int) []drift {
	cells := make([]drift, n*n)
	weights := v.sample(p).weigh(4)
	for y := range p.size {
		for x := range p.size {
			i := y*p.size + x
			c := &cells[y/drifting*n+x/drifting]
			if x+1 < p.size && differ(weights[i], weights[i+1]) {
				if off, ok := v.edge(p.at[i], p.at[i+1]); ok {
					c.across += off
					c.acrossN++
				}
			}
			if y+1 < p.size && differ(weights[i], weights[i+p.size]) {
				if off, ok := v.edge(p.at[i], p.at[i+p.size]); ok {
					c.along += off
					c.alongN++
				}
			}
		}
	}
	return cells
}

func differ(a, b float32) bool {
	return a > surely && b < -surely || a < -surely && b > surely
}

// edge finds where between two places the luminance passes the mean of theirs,
// in modules from the middle.
func (v *view) edge(a, b point) (float64, bool) {
	const parts = 6
	step := b.minus(a).times(1.0 / parts)
	from, to := v.tone(a), v.tone(b)
	level := (from + to) / 2
	before := from
	for i := 1; i <= parts; i++ {
		here := v.tone(a.plus(step.times(float64(i))))
		if (here < level) != (from < level) {
			at := float64(i-1) + (level-before)/(here-before)
			return at/parts - 0.5, true
		}
		before = here
	}
	return 0, false
}

// spread adds to every cell what its neighbours saw.
func spread(cells []drift, n int) []drift {
	sum := make([]drift, len(cells))
	for y := range n {
		for x := range n {
			s := &sum[y*n+x]
			for dy := max(y-1, 0); dy <= min(y+1, n-1); dy++ {
				for dx := max(x-1, 0); dx <= min(x+1, n-1); dx++ {
					weight := 0.25
					if dx == x && dy == y {
						weight = 1
					} else if dx == x || dy == y {
						weight = 0.5
					}
					c := &cells[dy*n+dx]
					s.across += weight * c.across
					s.acrossN += weight * c.acrossN
					s.along += weight * c.along
					s.alongN += weight * c.alongN
				}
			}
		}
	}
	return sum
}

// between is the drift at a module, interpolated between the cells around.
func between(cells []drift, n, x, y int) (sum drift) {
	fx := min(max((float64(x)+0.5)/drifting-0.5, 0), float64(n-1))
	fy := min(max((float64(y)+0.5)/drifting-0.5, 0), float64(n-1))
	left, top := min(int(fx), n-2), min(int(fy), n-2)
	fx, fy = fx-float64(left), fy-float64(top)
	for i, weight := range [4]float64{(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy} {
		c := &cells[(top+i/2)*n+left+i%2]
		sum.across += weight * c.across
		sum.acrossN += weight * c.acrossN
		sum.along += weight * c.along
		sum.alongN += weight * c.alongN
	}
	return sum
}
