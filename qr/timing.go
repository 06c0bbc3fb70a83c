package qr

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"github.com/makiuchi-d/gozxing/qrcode/decoder"
)

// view is a plane of the pyramid seen in the pixels of the whole picture, with
// light modules bright even where the code is light on dark.
type view struct {
	*plane
	shrunk float64 // pixels of the plane for one of the picture
	light  bool
}

func (v *view) tone(p point) float64 {
	t := v.at(p.x*v.shrunk, p.y*v.shrunk)
	if v.light {
		return 255 - t
	}
	return t
}

// leastTiming is the share of timing modules that must alternate as they should
// for a code to be sampled: chance gives half, more often more when there are
// few, and finder patterns that fit badly are likely to be there by chance.
func leastTiming(size int, t *triple) float64 {
	return 0.68 + 2.2/float64(size) + max(0, 0.15*(t.cost-0.4))
}

// sized is an alignment and the share of its timing modules that are right.
type sized struct {
	alignment
	timing    float64
	witnesses int // copies of the version information that state this size
}

// trust orders the sizes a triple may have; on bent paper the timing modules
// are not where they are expected, and only the version information helps.
func (s *sized) trust() float64 { return s.timing + 0.2*float64(s.witnesses) }

// evidence is how unlikely that trust is to have come by chance: the more timing
// modules there are, the more they prove.
func (s *sized) evidence() float64 { return (s.trust() - 0.5) * math.Sqrt(float64(s.size-16)) }

// sizes places a triple with every size it may have, the best timing first.
func sizes(t *triple, v *view) []sized {
	middle := int(math.Round((t.modules-10)/4))*4 + 17
	reach := 4 + 4*int(t.modules/45)
	var fits []sized
	try := func(size int) *sized {
		for i := range fits {
			if fits[i].size == size {
				return &fits[i]
			}
		}
		if size < 21 || size > 177 {
			return nil
		}
		a, ok := rough(t, size)
		if !ok {
			return nil
		}
		if a, ok = a.fit(finderMarks(t, &a), stiffness); !ok {
			return nil
		}
		fits = append(fits, v.sized(&a, t))
		return &fits[len(fits)-1]
	}
	for d := 0; d <= reach; d += 4 {
		try(middle + d)
		if d > 0 {
			try(middle - d)
		}
	}
	if middle >= 37 {
		for _, size := range v.written(t) {
			if s := try(size); s != nil {
				s.witnesses++
			}
		}
	}
	slices.SortStableFunc(fits, func(a, b sized) int { return cmp.Compare(b.trust(), a.trust()) })
	return fits
}

// sized looks at the timing of a flat sheet and, when that is not right, at
// that of a bent one.
func (v *view) sized(a *alignment, t *triple) sized {
	flat := sized{alignment: *a, timing: v.timing(a)}
	if flat.timing > sureTiming {
		return flat
	}
	if b, ok := a.bend(t); ok {
		if timing := v.timing(&b); timing > flat.timing+0.05 {
			return sized{alignment: b, timing: timing}
		}
	}
	return flat
}

// timing is the share of the modules of the two timing patterns that are
// darker or lighter than their neighbours, as they should be.
func (v *view) timing(a *alignment) float64 {
	right, all := 0, 0
	for axis := range 2 {
		best := 0
		for _, aside := range [3]float64{0, -0.35, 0.35} {
			n := 0
			at := func(i int) float64 {
				p := point{float64(i) + 0.5, 6.5 + aside}
				if axis == 1 {
					p.x, p.y = p.y, p.x
				}
				return v.tone(a.of(p))
			}
			before, here := at(7), at(8)
			for i := 8; i < a.size-8; i++ {
				after := at(i + 1)
				if bend := 2*here - before - after; (bend < 0) == (i%2 == 0) && bend != 0 {
					n++
				}
				before, here = here, after
			}
			best = max(best, n)
		}
		right += best
		all += a.size - 16
	}
	return float64(right) / float64(all)
}

// written are the sizes that the two copies of the version information state.
// They are beside the finder patterns to the right and below, and are read in
// the frames of these alone: whatever lies between may be bent.
func (v *view) written(t *triple) (sizes []int) {
	a, ok := rough(t, int(math.Round(t.modules))+7)
	if !ok {
		return nil
	}
	far := float64(a.size)
	for axis, f := range [2]*finder{t.right, t.below} {
		at := func(i int) point {
			p := point{far - 10.5 + float64(i%3), 0.5 + float64(i/3)}
			if axis == 1 {
				p.x, p.y = p.y, p.x
			}
			return p
		}
		c := [2]point{{far - 3.5, 3.5}, {3.5, far - 3.5}}[axis]
		local, ok := a.fit(f.marks(nil, &a, c), rigid)
		if !ok {
			continue
		}
		var tones [18]float64
		low, high := 255.0, 0.0
		for i := range tones {
			tones[i] = v.tone(local.toPicture.of(at(i)))
			low, high = min(low, tones[i]), max(high, tones[i])
		}
		word := 0
		for i, t := range tones {
			if t < (low+high)/2 {
				word |= 1 << i
			}
		}
		for i, w := range decoder.VERSION_DECODE_INFO {
			if bits.OnesCount(uint(w^word)) <= 3 {
				sizes = append(sizes, 17+4*(i+7))
			}
		}
	}
	return sizes
}
