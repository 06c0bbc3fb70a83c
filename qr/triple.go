package qr

import (
	"cmp"
	"math"
	"slices"
)

// triple is three finder patterns that may belong to one code: at its corner,
// to the right of that and below.
type triple struct {
	corner, right, below *finder
	modules              float64 // between two centres, about
	cost                 float64 // how badly they fit
}

// module is the size of its modules in the picture.
func (t *triple) module() float64 {
	return (t.corner.module + t.right.module + t.below.module) / 3
}

const (
	maxFinders = 40
	maxTriples = 60
	maxCost    = 1.2
)

// leg is a finder pattern as seen from another: how many modules away.
type leg struct {
	to      *finder
	step    point // one module in its direction
	modules float64
}

// rank combines the finder patterns by threes, the most likely first. A mirrored
// code has its right and below exchanged; reading finds out.
func rank(finders []*finder) []triple {
	best := slices.Clone(finders)
	slices.SortStableFunc(best, func(a, b *finder) int {
		return cmp.Compare(quality(b), quality(a))
	})
	best = best[:min(len(best), maxFinders)]
	var all []triple
	var legs []leg
	for _, corner := range best {
		legs = legs[:0]
		for _, other := range best {
			if l, ok := newLeg(corner, other); ok {
				legs = append(legs, l)
			}
		}
		for i := range legs {
			for j := range i {
				if t, ok := newTriple(corner, &legs[i], &legs[j]); ok {
					all = append(all, t)
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b triple) int { return cmp.Compare(a.cost, b.cost) })
	return all[:min(len(all), maxTriples)]
}

func quality(f *finder) float64 { return float64(f.seen) * (1 - f.error) }

func newLeg(from, to *finder) (leg, bool) {
	if from == to || from.light != to.light {
		return leg{}, false
	}
	if from.module > 3*to.module || to.module > 3*from.module {
		return leg{}, false
	}
	way := to.center.minus(from.center)
	near, far := from.radius(way), to.radius(way.times(-1))
	if near == 0 || far == 0 || near > 3*far || far > 3*near {
		return leg{}, false
	}
	modules := way.length() / ((near + far) / 7)
	if modules < 10 || modules > 190 {
		return leg{}, false
	}
	return leg{to, way.times(1 / modules), modules}, true
}

func newTriple(corner *finder, a, b *leg) (triple, bool) {
	if a.modules > 1.7*b.modules || b.modules > 1.7*a.modules {
		return triple{}, false
	}
	turn := a.step.cross(b.step)
	if math.Abs(turn) < 0.35*a.step.length()*b.step.length() {
		return triple{}, false
	}
	if turn < 0 {
		a, b = b, a
	}
	t := triple{corner: corner, right: a.to, below: b.to, modules: (a.modules + b.modules) / 2}
	t.cost = 2*math.Abs(math.Log(a.modules/b.modules)) +
		misfit(corner, a.step, b.step) + misfit(a.to, a.step, b.step) + misfit(b.to, a.step, b.step) +
		0.3*(corner.error+a.to.error+b.to.error)
	return t, t.cost < maxCost
}

// misfit is by how much a finder pattern's outline differs from a square with
// sides along u and v, whatever its size.
func misfit(f *finder, u, v point) float64 {
	det := u.cross(v)
	var logs [rays]float64
	n, sum := 0, 0.0
	for i, d := range directions {
		if f.reach[i][2] == 0 {
			continue
		}
		across, along := math.Abs(d.cross(v)/det), math.Abs(u.cross(d)/det)
		logs[n] = math.Log(f.reach[i][2] * max(across, along) / 3.5)
		sum += logs[n]
		n++
	}
	mean, off := sum/float64(n), 0.0
	for _, l := range logs[:n] {
		off += math.Abs(l - mean)
	}
	return off / float64(n)
}
