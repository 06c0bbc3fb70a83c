package qr

// grid is the luminance of a code's modules, row after row.
type grid struct {
	size  int
	tones []float32
}

// sharpened takes from each module a part of what its neighbours shine into
// it.
func (g *grid) sharpened(by float32) *grid {
	s := &grid{g.size, make([]float32, len(g.tones))}
	n := g.size
	for y := range n {
		up, down := max(y-1, 0)*n, min(y+1, n-1)*n
		for x := range n {
			here := g.tones[y*n+x]
			beside := g.tones[y*n+max(x-1, 0)] + g.tones[y*n+min(x+1, n-1)] + g.tones[up+x] + g.tones[down+x]
			s.tones[y*n+x] = here + by*(here-beside/4)
		}
	}
	return s
}

// weigh tells for every module how dark it is compared with those up to radius
// around it: 1 as the dark ones are, −1 as the light ones.
func (g *grid) weigh(radius int) []float32 {
	weights := g.balanced(radius)
	for i, w := range weights {
		weights[i] = min(max(w, -1.5), 1.5)
	}
	return weights
}

// balanced is the same without bounds.
func (g *grid) balanced(radius int) []float32 {
	n := g.size
	means := boxes(g.tones, n, radius)
	dark, counts := make([]float32, len(means)), make([]float32, len(means))
	for i, t := range g.tones {
		if t < means[i] {
			dark[i], counts[i] = t, 1
		}
	}
	darks, shares := boxes(dark, n, radius), boxes(counts, n, radius)
	weights := dark
	for i, t := range g.tones {
		share := min(max(shares[i], 0.02), 0.98)
		low, high := darks[i]/share, (means[i]-darks[i])/(1-share)
		weights[i] = ((low+high)/2 - t) / max((high-low)/2, 1)
	}
	return weights
}

// boxes is the mean of the values up to radius around each place.
func boxes(values []float32, n, radius int) []float32 {
	stride := n + 1
	sums := make([]float32, stride*stride)
	for y := range n {
		var row float32
		for x := range n {
			row += values[y*n+x]
			sums[(y+1)*stride+x+1] = sums[y*stride+x+1] + row
		}
	}
	means := make([]float32, n*n)
	for y := range n {
		top, bottom := max(y-radius, 0)*stride, min(y+radius+1, n)*stride
		rows := (bottom - top) / stride
		for x := range n {
			left, right := max(x-radius, 0), min(x+radius+1, n)
			sum := sums[bottom+right] - sums[top+right] - sums[bottom+left] + sums[top+left]
			means[y*n+x] = sum / float32(rows*(right-left))
		}
	}
	return means
}
