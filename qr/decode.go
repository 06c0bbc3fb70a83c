package qr

import (
	"cmp"
	"slices"

	"github.com/makiuchi-d/gozxing/qrcode/decoder"
)

// symbol is what a code says, its version and level.
type symbol struct {
	content  content
	part     Part
	version  int
	level    Level
	mirrored bool
}

// formatInfo is the level and the mask of a code, and how well its modules agree.
type formatInfo struct {
	level, mask int // level as written: 1 is L, 0 M, 3 Q, 2 H
	score       float32
	mirrored    bool
	modelOne    bool
}

// decode reads a code from the weights of its modules. Erasures asks for the
// codewords with the least weight to be taken for lost where nothing else
// helps.
func decode(weights []float32, size int, erasures bool) (symbol, bool) {
	l := layouts[(size-17)/4]()
	for _, f := range formatsOf(weights, size) {
		if f.modelOne {
			if s, ok := decodeModelOne(weights, f, l); ok {
				return s, true
			}
			continue
		}
		c := newCodewords(l, weights, f)
		data, ok := c.correct(f.level, erasures)
		if !ok {
			continue
		}
		if content, part := parse(data, l.version, f.level); content != "" {
			return symbol{content, part, l.version.GetVersionNumber(), levels[f.level], f.mirrored}, true
		}
	}
	return symbol{}, false
}

var levels = [4]Level{LevelM, LevelL, LevelH, LevelQ}

// formatsOf gives the two best readings of the format: as it is and mirrored.
func formatsOf(weights []float32, size int) []formatInfo {
	var found [2]formatInfo
	for side, mirrored := range [2]bool{false, true} {
		var soft [15]float32
		for i := range soft {
			for _, p := range formatPlaces(i, size) {
				if mirrored {
					p[0], p[1] = p[1], p[0]
				}
				soft[i] += weights[p[1]*size+p[0]]
			}
		}
		found[side] = formatInfo{score: -100, mirrored: mirrored}
		for data := range 32 * len(formatMasks) {
			word := formatWord(data&31) ^ formatMasks[data>>5]
			var score float32
			for i, s := range soft {
				if word>>(14-i)&1 == 1 {
					score += s
				} else {
					score -= s
				}
			}
			if data >= 32 {
				score -= rareFormat
			}
			if score > found[side].score {
				found[side] = formatInfo{data >> 3 & 3, data & 7, score, mirrored, data>>5 == 2}
			}
		}
	}
	if found[1].score > found[0].score {
		found[0], found[1] = found[1], found[0]
	}
	switch {
	case found[0].score < leastFormat:
		return nil
	case found[1].score < found[0].score*0.6:
		return found[:1]
	}
	return found[:]
}

// leastFormat is how well a format must agree; chance gives about 12, a clear
// code 30.
const leastFormat = 11

// formatPlaces are the two modules (x, y) that hold bit i of the format, the
// highest first.
func formatPlaces(i, size int) [2][2]int {
	near := [15][2]int{{0, 8}, {1, 8}, {2, 8}, {3, 8}, {4, 8}, {5, 8}, {7, 8}, {8, 8},
		{8, 7}, {8, 5}, {8, 4}, {8, 3}, {8, 2}, {8, 1}, {8, 0}}[i]
	if i < 7 {
		return [2][2]int{near, {8, size - 1 - i}}
	}
	return [2][2]int{near, {size - 15 + i, 8}}
}

// formatMasks are laid over the format, so that it is never all light: the
// standard's, none, as some writers do, and that of Model 1.
var formatMasks = [3]int{0x5412, 0, modelOneMask}

// rareFormat is by how much a format with another mask than the standard's must
// agree better.
const rareFormat = 3

// formatWord adds the ten check bits of the BCH code.
func formatWord(data int) int {
	rest := data << 10
	for i := 4; i >= 0; i-- {
		if rest>>(10+i)&1 == 1 {
			rest ^= 0x537 << i
		}
	}
	return data<<10 | rest
}

// codewords are the bytes of a code as read, with how sure each is.
type codewords struct {
	version *decoder.Version
	bytes   []byte
	weights []float32 // of the least sure bit
}

func newCodewords(l *layout, weights []float32, f formatInfo) *codewords {
	total := len(l.bits) / 8
	c := &codewords{l.version, make([]byte, total), make([]float32, total)}
	for i := range c.bytes {
		least := float32(2)
		for _, at := range l.bits[8*i : 8*i+8] {
			row, column := int(at)/l.size, int(at)%l.size
			w := weights[at]
			if f.mirrored {
				w = weights[column*l.size+row]
			}
			c.bytes[i] <<= 1
			if (w > 0) != masked(f.mask, row, column) {
				c.bytes[i] |= 1
			}
			least = min(least, max(w, -w))
		}
		c.weights[i] = least
	}
	return c
}

// correct takes the blocks apart, repairs each and gives the data.
func (c *codewords) correct(level int, erasures bool) ([]byte, bool) {
	blocks := c.version.GetECBlocksForLevel(corrections[level])
	checks := blocks.GetECCodewordsPerBlock()
	total := blocks.GetNumBlocks()
	short := len(c.bytes) / total
	longer := len(c.bytes) % total // blocks at the end with one more
	data := make([]byte, 0, len(c.bytes))
	for b := range total {
		places := make([]int, 0, short+1)
		for i := range short - checks {
			places = append(places, i*total+b)
		}
		if b >= total-longer {
			places = append(places, (short-checks)*total+b-(total-longer))
		}
		tail := len(c.bytes) - checks*total
		for i := range checks {
			places = append(places, tail+i*total+b)
		}
		block, ok := c.block(places, checks, erasures)
		if !ok {
			return nil, false
		}
		data = append(data, block[:len(block)-checks]...)
	}
	return data, true
}

var corrections = [4]decoder.ErrorCorrectionLevel{
	decoder.ErrorCorrectionLevel_M, decoder.ErrorCorrectionLevel_L,
	decoder.ErrorCorrectionLevel_H, decoder.ErrorCorrectionLevel_Q,
}

// block repairs one block. With erasures it gives up the least sure codewords,
// more and more of them, but keeps enough checks to prove the rest.
func (c *codewords) block(places []int, checks int, erasures bool) ([]byte, bool) {
	block := make([]byte, len(places))
	for i, p := range places {
		block[i] = c.bytes[p]
	}
	if _, ok := correct(block, checks, nil); ok {
		return block, true
	}
	if !erasures {
		return nil, false
	}
	order := make([]int, len(places))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(c.weights[places[i]], c.weights[places[j]]) })
	const proof = 4 // checks that erasures may not use up
	for n := 2; n <= checks-proof; n += 2 {
		for i, p := range places {
			block[i] = c.bytes[p]
		}
		if wrong, ok := correct(block, checks, order[:n]); ok && n+2*wrong <= checks-proof {
			return block, true
		}
	}
	return nil, false
}
