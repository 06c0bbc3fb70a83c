package qr

// Codes after Model 1, the first edition of the standard (AIM ITS 97-001), have
// no alignment patterns, lay out their codewords in small rectangles and mask
// their format differently. They are still met on labels. Versions to 5 are
// read; no others are known to be about.

const (
	modelOneMask    = 0x2825
	modelOneLargest = 5
)

// modelOneChecks are, for each version, the check codewords at the levels M, L,
// H and Q. Only 5-H has two blocks, one after the other.
var modelOneChecks = [modelOneLargest + 1][4]int{
	1: {10, 7, 17, 13},
	2: {16, 10, 30, 22},
	3: {28, 15, 48, 36},
	4: {40, 20, 66, 50},
	5: {52, 26, 88, 66},
}

// decodeModelOne reads a code after Model 1.
func decodeModelOne(weights []float32, f formatInfo, l *layout) (symbol, bool) {
	number := l.version.GetVersionNumber()
	if number > modelOneLargest {
		return symbol{}, false
	}
	one := layout{version: l.version, size: l.size, bits: modelOneBits(l.size)}
	c := newCodewords(&one, weights, f)
	c.bytes[0] &= 0x0f // the first four bits lie under a corner
	checks, blocks := modelOneChecks[number][f.level], 1
	if checks > maxChecks {
		blocks = 2
	}
	var data []byte
	share, proof := (len(c.bytes)-checks)/blocks, checks/blocks
	for b := range blocks {
		places := make([]int, share+proof)
		for i := range places {
			places[i] = b*share + i
			if i >= share {
				places[i] = blocks*share + b*proof + i - share
			}
		}
		block, ok := c.block(places, proof, false)
		if !ok {
			return symbol{}, false
		}
		data = append(data, block[:share]...)
	}
	for i := range data { // they hold nothing
		next := byte(0)
		if i+1 < len(data) {
			next = data[i+1] >> 4
		}
		data[i] = data[i]<<4 | next
	}
	content, part := parse(data, l.version, f.level)
	return symbol{content, part, number, levels[f.level], f.mirrored}, content != ""
}

// modelOneBits lists the modules that hold the codewords: rectangles of two by
// four at the right and the left, of four by two between them, from the bottom
// up; some give way to patterns along the right and the lower edge.
func modelOneBits(size int) (bits []uint16) {
	add := func(x, y, width int) {
		for b := range 8 {
			bits = append(bits, uint16((y-b/width)*size+x-b%width)) //nolint:gosec // at most 37 × 37
		}
	}
	tall := (size - 8) / 4
	for i := range tall {
		if i == 0 || i == tall-1 || i%2 == 1 {
			add(size-1, size-1-4*i, 2)
		}
	}
	for i := range tall {
		add(size-3, size-1-4*i, 2)
	}
	flat, columns := size/2, (size-13)/4
	for j := range columns {
		for i := range flat {
			if j == 0 && i >= flat-4 || i == 0 && j%2 == 1 && j != columns-1 {
				continue
			}
			y := size - 1 - 2*i
			if i >= flat-3 {
				y-- // the timing pattern is between
			}
			add(size-5-4*j, y, 4)
		}
	}
	for _, x := range [4]int{8, 5, 3, 1} {
		for i := range (size - 16) / 4 {
			add(x, size-9-4*i, 2)
		}
	}
	return bits
}
