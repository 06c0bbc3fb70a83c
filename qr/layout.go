package qr

import (
	"slices"
	"sync"

	"github.com/makiuchi-d/gozxing/qrcode/decoder"
)

// layout is the positions of the data modules of a version.
type layout struct {
	version *decoder.Version
	size    int
	bits    []uint16 // modules that hold the bits of the codewords, in order
	known   []int8   // 1 for modules that are always dark, −1 for always light, 0 for others
}

var layouts [41]func() *layout

func init() {
	for version := 1; version < len(layouts); version++ {
		layouts[version] = sync.OnceValue(func() *layout { return newLayout(version) })
	}
}

func newLayout(number int) *layout {
	version, err := decoder.Version_GetVersionForNumber(number)
	if err != nil {
		return nil
	}
	l := &layout{version: version, size: 17 + 4*number}
	taken := l.taken()
	l.known = l.patterns()
	up := true
	for right := l.size - 1; right > 0; right -= 2 {
		if right == 6 {
			right--
		}
		for i := range l.size {
			y := i
			if up {
				y = l.size - 1 - i
			}
			for _, x := range [2]int{right, right - 1} {
				if !taken[y*l.size+x] {
					l.bits = append(l.bits, uint16(y*l.size+x)) //nolint:gosec // at most 177 × 177
				}
			}
		}
		up = !up
	}
	l.bits = l.bits[:version.GetTotalCodewords()*8]
	return l
}

// taken marks the modules that are the same in all codes of a version, or say
// how the others are to be read.
func (l *layout) taken() []bool {
	n := l.size
	taken := make([]bool, n*n)
	mark := func(x, y, w, h int) {
		for j := y; j < y+h; j++ {
			for i := x; i < x+w; i++ {
				taken[j*n+i] = true
			}
		}
	}
	mark(0, 0, 9, 9)
	mark(n-8, 0, 8, 9)
	mark(0, n-8, 9, 8)
	mark(6, 0, 1, n)
	mark(0, 6, n, 1)
	centers := l.version.GetAlignmentPatternCenters()
	for i, y := range centers {
		for j, x := range centers {
			if last := len(centers) - 1; i == 0 && j == 0 || i == 0 && j == last || i == last && j == 0 {
				continue
			}
			mark(x-2, y-2, 5, 5)
		}
	}
	if n >= 45 {
		mark(n-11, 0, 3, 6)
		mark(0, n-11, 6, 3)
	}
	return taken
}

// patterns draws what is the same in all codes of a version.
func (l *layout) patterns() []int8 {
	n := l.size
	known := make([]int8, n*n)
	square := func(cx, cy, reach int, lightRings ...int) {
		for y := max(cy-reach, 0); y <= min(cy+reach, n-1); y++ {
			for x := max(cx-reach, 0); x <= min(cx+reach, n-1); x++ {
				known[y*n+x] = 1
				if slices.Contains(lightRings, max(x-cx, cx-x, y-cy, cy-y)) {
					known[y*n+x] = -1
				}
			}
		}
	}
	for i := 8; i < n-8; i++ {
		tone := int8(1 - i%2*2)
		known[6*n+i], known[i*n+6] = tone, tone
	}
	square(3, 3, 4, 2, 4)
	square(n-4, 3, 4, 2, 4)
	square(3, n-4, 4, 2, 4)
	centers := l.version.GetAlignmentPatternCenters()
	for i, y := range centers {
		for j, x := range centers {
			if last := len(centers) - 1; i == 0 && j == 0 || i == 0 && j == last || i == last && j == 0 {
				continue
			}
			square(x, y, 2, 1)
		}
	}
	return known
}

// masked tells whether a mask turns over the module at a row and column.
func masked(mask, row, column int) bool {
	switch mask {
	case 0:
		return (row+column)%2 == 0
	case 1:
		return row%2 == 0
	case 2:
		return column%3 == 0
	case 3:
		return (row+column)%3 == 0
	case 4:
		return (row/2+column/3)%2 == 0
	case 5:
		return row*column%6 == 0
	case 6:
		return row*column%6 < 3
	default:
		return (row+column+row*column%3)%2 == 0
	}
}
