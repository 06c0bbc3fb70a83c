package qr

// merged is the plane with every pixel the mean of a square around it. Where
// the square is about as large as a module, the separate dots of which some
// codes are made become areas again, whatever their diameter. It is for finding
// only: modules are sampled where they are sharp.
func (p *plane) merged(side int) *plane {
	q := newPlane(p.w, p.h)
	before := side / 2
	// Sums down the square, with as many more columns as it reaches beyond
	// the border, where the border's pixels go on.
	columns := make([]uint32, p.w+side)
	for y := -before; y < side-before; y++ {
		for x, v := range p.nearestRow(y) {
			columns[x+before] += uint32(v)
		}
	}
	scale := 1 << 16 / uint32(side*side)
	for y := range p.h {
		for x := range before {
			columns[x] = columns[before]
		}
		for x := p.w + before; x < len(columns); x++ {
			columns[x] = columns[p.w+before-1]
		}
		slide(q.row(y), columns, scale)
		leaves, enters := p.nearestRow(y-before), p.nearestRow(y-before+side)
		for x, v := range enters {
			columns[x+before] += uint32(v) - uint32(leaves[x])
		}
	}
	return &q
}

// slide writes the sums of as many columns as there are more of than pixels,
// each times a share of 65,536.
func slide(row []byte, columns []uint32, scale uint32) {
	side := len(columns) - len(row)
	var sum uint32
	for _, c := range columns[:side] {
		sum += c
	}
	for x := range row {
		row[x] = byte(sum * scale >> 16)
		sum += columns[x+side] - columns[x]
	}
}

// nearestRow is a row of the plane; beyond its border the nearest.
func (p *plane) nearestRow(y int) []byte { return p.row(min(max(y, 0), p.h-1)) }
