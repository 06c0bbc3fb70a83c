package qr

import (
	"sync"

	"github.com/makiuchi-d/gozxing/qrcode/decoder"
)

// layout says where a version keeps its data.
type layout struct {
	version *decoder.Version
	size    int
	bits    []uint16 // modules that hold the bits of the codewords, in order
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
