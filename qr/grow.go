package qr

// field is the displacement of the modules of a code from where they were first taken
// to be, cell by cell, in modules across and along.
type field struct {
	places *places
	view   *view
	side   int // cells on a side
	moved  []point
	known  []bool
}

// grow settles a code on crumpled paper. What lies beside the finder patterns
// and the timing patterns is sure; from there on each cell is looked for where
// its neighbours, continued, let it expect, so that the way is not lost
// though it leads modules aside.
func (v *view) grow(p *places) {
	n := (p.size + drifting - 1) / drifting
	f := &field{p, v, n, make([]point, n*n), make([]bool, n*n)}
	for y := range n {
		for x := range n {
			if f.isAnchor(x, y) {
				f.follow(x, y, point{})
			}
		}
	}
	for need := 3; need > 0; {
		if f.front(need) {
			need = 3
		} else {
			need--
		}
	}
	f.apply()
}

// isAnchor tells whether a cell lies at a finder pattern or on a timing pattern.
func (f *field) isAnchor(x, y int) bool {
	const near, timing = 2, 2 // cells
	far := f.side - 1 - near
	return x <= near && y <= near || x >= far && y <= near || x <= near && y >= far || x == timing || y == timing
}

// front follows the cells with so many known neighbours, and tells whether there
// were any.
func (f *field) front(need int) (any bool) {
	var next []int
	for i := range f.known {
		if !f.known[i] && len(f.around(i, 1)) >= need {
			next = append(next, i)
		}
	}
	expected := make([]point, len(next))
	for k, i := range next {
		expected[k] = bend(f.around(i, 3), f.place(i))
	}
	for k, i := range next {
		f.follow(i%f.side, i/f.side, expected[k])
	}
	return len(next) > 0
}

// place is the middle of a cell, in modules.
func (f *field) place(i int) point {
	return point{(float64(i%f.side) + 0.5) * drifting, (float64(i/f.side) + 0.5) * drifting}
}

// around lists the known cells up to so many cells from one.
func (f *field) around(i, reach int) (nodes []node) {
	x, y := i%f.side, i/f.side
	for dy := max(y-reach, 0); dy <= min(y+reach, f.side-1); dy++ {
		for dx := max(x-reach, 0); dx <= min(x+reach, f.side-1); dx++ {
			if j := dy*f.side + dx; f.known[j] {
				nodes = append(nodes, node{place: f.place(j), off: f.moved[j]})
			}
		}
	}
	return nodes
}

// follow looks at the edges in and around a cell that is expected somewhere, and
// moves it as they say.
func (f *field) follow(x, y int, expected point) {
	i := y*f.side + x
	f.moved[i], f.known[i] = expected, true
	for range 2 {
		d := f.drift(x, y, f.moved[i])
		f.moved[i].x += d.across / (d.acrossN + leastPull)
		f.moved[i].y += d.along / (d.alongN + leastPull)
	}
}

// drift measures the edges between the modules of a cell and those next to it.
func (f *field) drift(cx, cy int, off point) (d drift) {
	const side = drifting + 2
	size := f.places.size
	left, top := max(cx*drifting-1, 0), max(cy*drifting-1, 0)
	right, bottom := min(left+side, size), min(top+side, size)
	var at [side * side]point
	var tones [side * side]float64
	low, high := 255.0, 0.0
	for y := top; y < bottom; y++ {
		for x := left; x < right; x++ {
			i := (y-top)*side + x - left
			u, w := f.places.steps(x, y)
			at[i] = f.places.at[y*size+x].plus(u.times(off.x)).plus(w.times(off.y))
			tones[i] = f.view.tone(at[i])
			low, high = min(low, tones[i]), max(high, tones[i])
		}
	}
	least := max((high-low)*0.35, leastSwing)
	for y := top; y < bottom; y++ {
		for x := left; x < right; x++ {
			i := (y-top)*side + x - left
			if x+1 < right && (tones[i]-tones[i+1] > least || tones[i+1]-tones[i] > least) {
				if e, ok := f.view.edge(at[i], at[i+1]); ok {
					d.across, d.acrossN = d.across+e, d.acrossN+1
				}
			}
			if y+1 < bottom && (tones[i]-tones[i+side] > least || tones[i+side]-tones[i] > least) {
				if e, ok := f.view.edge(at[i], at[i+side]); ok {
					d.along, d.alongN = d.along+e, d.alongN+1
				}
			}
		}
	}
	return d
}

// apply moves the modules, each by what the cells around it were moved.
func (f *field) apply() {
	cells := make([]drift, len(f.moved))
	for i, m := range f.moved {
		cells[i] = drift{across: m.x, along: m.y, acrossN: 1, alongN: 1}
	}
	cells = spread(cells, f.side)
	moved := make([]point, len(f.places.at))
	for y := range f.places.size {
		for x := range f.places.size {
			i := y*f.places.size + x
			u, w := f.places.steps(x, y)
			d := between(cells, f.side, x, y)
			moved[i] = f.places.at[i].plus(u.times(d.across / d.acrossN)).plus(w.times(d.along / d.alongN))
		}
	}
	f.places.at = moved
}
