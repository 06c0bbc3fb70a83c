package qr

import (
	"encoding/binary"
	"math/bits"
)

// shade tells dark from light on a plane: a pixel is dark when it is darker
// than the mean of its surroundings, block by block.
type shade struct {
	*plane
	columns, rows int
	limits        []byte // a threshold for each block
}

const blockSide = 8

// Masks to work on the eight bytes of a word at once.
const (
	evenBytes = 0x00ff00ff00ff00ff
	highBits  = 0x8080808080808080
	lowBits   = 0x0101010101010101
)

// blocks are the sums of a plane's 8 × 8 blocks. The last ones of a row or
// column overlap those before when the side is no multiple of eight.
type blocks struct {
	columns, rows int
	integral      []uint32 // sums of all blocks above and to the left
}

func blocksOf(p *plane) blocks {
	b := blocks{columns: (p.w + 7) / blockSide, rows: (p.h + 7) / blockSide}
	stride := b.columns + 1
	b.integral = make([]uint32, stride*(b.rows+1))
	for r := range b.rows {
		top := min(r*blockSide, p.h-blockSide)
		var row uint32
		for c := range b.columns {
			at := top*p.stride + min(c*blockSide, p.w-blockSide)
			var pairs uint64
			for range blockSide {
				v := binary.LittleEndian.Uint64(p.pix[at:])
				pairs += v&evenBytes + v>>8&evenBytes
				at += p.stride
			}
			row += uint32(pairs * 0x0001000100010001 >> 48)
			b.integral[(r+1)*stride+c+1] = b.integral[r*stride+c+1] + row
		}
	}
	return b
}

// shade makes thresholds of the means of (2·radius + 1)² blocks, each lowered
// by a share of 256.
func (b *blocks) shade(p *plane, radius, lowered int) *shade {
	s := &shade{plane: p, columns: b.columns, rows: b.rows, limits: make([]byte, b.columns*b.rows)}
	stride := b.columns + 1
	for r := range b.rows {
		top, bottom := max(r-radius, 0), min(r+radius+1, b.rows)
		for c := range b.columns {
			left, right := max(c-radius, 0), min(c+radius+1, b.columns)
			sum := b.integral[bottom*stride+right] + b.integral[top*stride+left] -
				b.integral[bottom*stride+left] - b.integral[top*stride+right]
			mean := int(sum) / (blockSide * blockSide * (bottom - top) * (right - left))
			s.limits[r*b.columns+c] = byte(max(mean-mean*lowered/256-1, 0))
		}
	}
	return s
}

func (s *shade) dark(x, y int) bool {
	return s.pix[y*s.stride+x] < s.limits[y/blockSide*s.columns+x/blockSide]
}

// edges lists where the runs of a row begin, the first at 0, and where the last
// one ends; dark tells how the first one is.
func (s *shade) edges(y int, found []int32) (edges []int32, dark bool) {
	row := s.pix[y*s.stride : y*s.stride+s.w]
	limits := s.limits[y/blockSide*s.columns:]
	found = append(found, 0)
	dark = row[0] < limits[0]
	var last uint64 // whether the pixel before was dark
	if dark {
		last = 1
	}
	for x := 0; x < s.w; x += 64 {
		var word uint64
		n := min(64, s.w-x)
		for i := 0; i < n; i += 8 {
			word |= darker(eight(row, x+i), limits[(x+i)/blockSide]) << i
		}
		if n < 64 {
			word &= 1<<n - 1 // beyond the end it is light: a dark run ends there
		}
		for turns := word ^ (word<<1 | last); turns != 0; turns &= turns - 1 {
			found = append(found, int32(x+bits.TrailingZeros64(turns)))
		}
		last = word >> 63
	}
	if int(found[len(found)-1]) < s.w {
		found = append(found, int32(s.w))
	}
	return found, dark
}

// eight takes eight pixels of a row; beyond its end all are white.
func eight(row []byte, x int) uint64 {
	if x+8 <= len(row) {
		return binary.LittleEndian.Uint64(row[x:])
	}
	var tail [8]byte
	copy(tail[:], row[x:])
	return binary.LittleEndian.Uint64(tail[:])
}

// darker compares eight pixels with a limit; bit i of the answer is set when
// pixel i is below it.
func darker(pixels uint64, limit byte) uint64 {
	l := uint64(limit) * lowBits
	low := (pixels | highBits) - l&^highBits // its high bits: the low seven are not below
	below := highBits &^ (pixels&^l | ^(pixels^l)&low)
	return below >> 7 * 0x0102040810204080 >> 56
}
