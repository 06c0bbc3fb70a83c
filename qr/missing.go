package qr

import (
	"cmp"
	"slices"
)

// Bounds of the search for codes of which one finder pattern is lost.
const (
	sureRays  = 12   // a pattern met by as many rays
	sureError = 0.16 // that well is surely one
	sureMost  = 8    // patterns combined by twos
	fewRays   = 5    // enough where a pattern is expected

	expectStep = 1.2 // modules between the places where one is expected
)

// complete gives triples made of two finder patterns that are surely there and
// a third where their squares say it must be, whatever is left of it.
func (s *search) complete() (all []triple) {
	var sure []*finder
	for _, f := range s.finders {
		if f.isSure() && !s.isRead(f) {
			sure = append(sure, f)
		}
	}
	slices.SortStableFunc(sure, func(a, b *finder) int { return cmp.Compare(quality(b), quality(a)) })
	sure = sure[:min(len(sure), sureMost)]
	for i, a := range sure {
		for _, b := range sure[:i] {
			if l, ok := newLeg(a, b); ok {
				all = append(all, s.besides(a, &l, 1)...)
				all = append(all, s.besides(a, &l, -1)...)
			}
			all = append(all, s.opposite(a, b)...)
		}
	}
	return all
}

// isSure tells whether a pattern is surely one and not there by chance.
func (f *finder) isSure() bool { return f.seen >= sureRays && f.error < sureError }

// besides takes a pattern and another as neighbours, and expects the third
// at a right angle to their side, once beside each.
func (s *search) besides(a *finder, l *leg, side float64) (all []triple) {
	b := l.to
	u := l.step
	v := point{-u.y, u.x}.times(side)
	_, va, okA := a.frame(u, v)
	_, vb, okB := b.frame(u, v)
	if !okA || !okB {
		return nil
	}
	n := l.modules
	mean := va.plus(vb).times(n / 2)
	if third, ok := s.expect(a, a.center.plus(mean)); ok {
		all = append(all, oriented(a, b, third, n))
	}
	if third, ok := s.expect(b, b.center.plus(mean)); ok {
		all = append(all, oriented(b, a, third, n))
	}
	return all
}

// opposite takes two patterns as those at the ends of a diagonal, and expects
// the one at the corner on either side.
func (s *search) opposite(a, b *finder) (all []triple) {
	if a.light != b.light || a.module > 2*b.module || b.module > 2*a.module {
		return nil
	}
	d := b.center.minus(a.center)
	n := d.length() / (a.module + b.module) * 1.414
	if n < 10 || n > 170 {
		return nil
	}
	for _, side := range [2]float64{1, -1} {
		corner := middle(a.center, b.center).plus(point{-d.y, d.x}.times(side / 2))
		if third, ok := s.expect(a, corner); ok && third.seen >= fewRays {
			all = append(all, oriented(third, a, b, n))
		}
	}
	return all
}

// expect measures what is left of a pattern like another at a place, or takes
// the place itself for its middle.
func (s *search) expect(like *finder, at point) (*finder, bool) {
	w, h := s.pyramid.levels[s.pyramid.base].w, s.pyramid.levels[s.pyramid.base].h
	if at.x < 0 || at.y < 0 || at.x > float64(w) || at.y > float64(h) {
		return nil, false
	}
	v := s.pyramid.view(like.module, like.light)
	best := &finder{center: at, origin: at, module: like.module, light: like.light}
	m := like.module * v.shrunk
	for i := range 25 {
		off := point{float64(i%5 - 2), float64(i/5 - 2)}.times(expectStep * m)
		f := finder{center: at.times(v.shrunk).plus(off), light: like.light}
		f.cast(v.plane, m/3, 24)
		if f.seen < fewRays || f.seen <= best.seen || f.module > 1.5*m || m > 1.5*f.module {
			continue
		}
		f = f.scaled(1 / v.shrunk)
		f.center = f.origin.plus(f.asymmetry())
		best = &f
	}
	return best, true
}

// oriented puts the two others in the order of a code that is not mirrored.
func oriented(corner, a, b *finder, modules float64) triple {
	if a.center.minus(corner.center).cross(b.center.minus(corner.center)) < 0 {
		a, b = b, a
	}
	return triple{corner: corner, right: a, below: b, modules: modules}
}
