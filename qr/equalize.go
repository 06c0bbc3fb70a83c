package qr

// equalized undoes what blur did to a grid, learned from the modules that are
// the same in every code of the version: a weighted sum of a module and its
// neighbours that gives 1 for those known to be dark and −1 for those known to
// be light. It is least squares, as modems learn their line from a preamble.
func (g *grid) equalized(radius int) []float32 {
	l := layouts[(g.size-17)/4]()
	weights := g.balanced(radius)
	var e equations
	for i := range e.rows {
		e.rows[i][i] = 3 // holds back what the known modules hardly say
	}
	at := func(x, y int) float64 {
		if x < 0 || y < 0 || x >= g.size || y >= g.size {
			return -1 // the quiet zone is light
		}
		return float64(weights[y*g.size+x])
	}
	around := func(x, y int) [9]float64 {
		return [9]float64{
			at(x, y), at(x-1, y) + at(x+1, y), at(x, y-1) + at(x, y+1),
			at(x-1, y-1) + at(x+1, y+1), at(x-1, y+1) + at(x+1, y-1),
			at(x-2, y) + at(x+2, y), at(x, y-2) + at(x, y+2), 1,
		}
	}
	for i, k := range l.known {
		if k != 0 {
			row := around(i%g.size, i/g.size)
			row[8] = float64(k)
			e.add(&row, 1)
		}
	}
	filter, ok := e.solve()
	if !ok {
		return weights
	}
	clear := make([]float32, len(weights))
	for i := range clear {
		row := around(i%g.size, i/g.size)
		sum := 0.0
		for k, f := range filter {
			sum += f * row[k]
		}
		clear[i] = float32(min(max(sum, -1.5), 1.5))
	}
	return clear
}
