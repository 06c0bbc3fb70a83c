package qr

import (
	"cmp"
	"context"
	"image"
	"slices"
)

// search looks for codes in one picture.
type search struct {
	ctx     context.Context
	pyramid *pyramid
	max     int
	origin  image.Point
	finders []*finder
	tried   map[[3]*finder]bool
	hopes   []hope
	codes   []Code
	areas   []alignment // of the codes read
}

// hope is a code that was seen but not read.
type hope struct {
	triple
	sized sized
	grid  *grid
	start *places // of the modules, before they were settled
	given bool    // to the costly means
}

// pass is one look at a level with thresholds from a neighbourhood of some
// blocks; faint finder patterns and those made of dots are a last resort.
type pass struct {
	level, radius, lowered int
	faint                  bool
	merged                 int // pixels a side over which dots are made one
}

// By how much of 256 thresholds lie below the mean.
const (
	flat   = 8  // flat areas are light, whatever their noise
	bright = 40 // where most is paper: narrow light rings are darker than that
)

// passes orders the looks, the cheap and likely ones first.
func (s *search) passes() (all []pass) {
	order := s.pyramid.order()
	usual := slices.DeleteFunc(slices.Clone(order), func(l int) bool { return s.pyramid.isSmall(l) })
	for _, p := range [3]pass{{radius: 2, lowered: flat}, {radius: 2, lowered: bright}, {radius: 7, lowered: flat}} {
		for _, p.level = range usual {
			all = append(all, p)
		}
	}
	for _, l := range usual[:min(len(usual), 2)] {
		all = append(all, pass{level: l, radius: 2, lowered: flat, faint: true})
	}
	for _, side := range dotSides {
		for _, l := range order {
			if p := s.pyramid.levels[l]; max(p.w, p.h) < 2*firstSide {
				all = append(all, pass{level: l, radius: 2, lowered: flat, merged: side})
			}
		}
	}
	return all
}

// dotSides are the pixels over which dots are made one: with levels halved
// again and again, every module of three pixels or more is near one of them.
var dotSides = [...]int{4, 6}

// run makes one pass after the other until enough was read or time is over.
func (s *search) run() {
	for _, p := range s.passes() {
		if s.ctx.Err() != nil {
			return
		}
		s.look(p)
		s.read()
		s.insist(clearHope)
		if len(s.codes) > 0 && !lacksParts(s.codes) {
			return
		}
	}
	for _, t := range s.complete() {
		if s.try(&t); len(s.codes) >= s.max || s.ctx.Err() != nil {
			return
		}
	}
	s.insist(0)
}

// look adds the finder patterns of one pass.
func (s *search) look(p pass) {
	plane, scale := s.pyramid.plane(p.level), 1/s.pyramid.levels[p.level].scale
	if p.merged > 0 {
		plane = plane.merged(p.merged)
	}
	b := blocksOf(plane)
	found := 0
	b.shade(plane, p.radius, p.lowered).candidates(s.ctx, func(c candidate) bool {
		if s.isKnown(c, scale) {
			return true
		}
		if f, ok := measure(plane, c, p.faint); ok {
			f = f.scaled(scale)
			s.add(&f)
			found++
		}
		return found < mostFinders && (found%8 != 7 || s.ctx.Err() == nil)
	})
}

const mostFinders = 200 // a pass looks no further

// isKnown tells whether a candidate is a finder pattern already measured well
// on a level at least as fine.
func (s *search) isKnown(c candidate, scale float64) bool {
	at := point{c.x * scale, c.y * scale}
	for _, f := range s.finders {
		d := at.minus(f.center)
		if max(d.x, -d.x, d.y, -d.y) < 1.5*f.module && f.light == c.light && f.pixel <= scale && f.seen >= 14 {
			return true
		}
	}
	return false
}

// add keeps a finder pattern; of two in one place the better one.
func (s *search) add(f *finder) {
	for i, g := range s.finders {
		if f.light == g.light && f.center.minus(g.center).length() < 1.5*g.module && f.module < 1.7*g.module && g.module < 1.7*f.module {
			if quality(f) > quality(g)*1.02 || f.pixel < g.pixel && quality(f) > quality(g)*0.98 {
				s.finders[i] = f
			}
			return
		}
	}
	s.finders = append(s.finders, f)
}

// read tries the combinations of finder patterns that were not tried before.
func (s *search) read() {
	for _, t := range rank(s.finders) {
		key := [3]*finder{t.corner, t.right, t.below}
		if s.tried[key] || s.isRead(t.corner) || s.isRead(t.right) || s.isRead(t.below) {
			continue
		}
		s.tried[key] = true
		s.try(&t)
		if len(s.codes) >= s.max || s.ctx.Err() != nil {
			return
		}
	}
}

// try reads the code at a triple.
func (s *search) try(t *triple) {
	v := s.pyramid.view(t.module(), t.corner.light)
	for i, a := range sizes(t, v) {
		if i == 2 || a.trust() < leastTiming(a.size, t) {
			return
		}
		better, m := a.straighten(t, v)
		a.alignment = better
		p := better.places(m)
		g := v.sample(p)
		if s.decode(g, &a.alignment, "") {
			return
		}
		if a.trust() < sureTiming {
			continue
		}
		v.settle(p)
		g = v.sample(p)
		if s.decode(g, &a.alignment, "settled, ") {
			return
		}
		s.hopes = append(s.hopes, hope{triple: *t, sized: a, grid: g, start: a.places(m)})
	}
}

// sureTiming is the share of timing modules with which a code is surely there.
const sureTiming = 0.85

// decode tries all ways to read a grid.
func (s *search) decode(g *grid, a *alignment, how string) bool {
	for _, w := range ways {
		if sym, ok := decode(w.weigh(g), g.size, false); ok {
			s.found(sym, a, how+w.name)
			return true
		}
	}
	return false
}

// way is one manner of telling the dark modules of a grid from the light ones.
type way struct {
	name  string
	weigh func(*grid) []float32
}

var ways = []way{
	{"plain", func(g *grid) []float32 { return g.weigh(4) }},
	{"sharpened", func(g *grid) []float32 { return g.sharpened(0.5).weigh(4) }},
	{"equalized", func(g *grid) []float32 { return g.equalized(5) }},
	{"wide", func(g *grid) []float32 { return g.weigh(10) }},
}

// insist reads what was seen but not read with the means that cost more, if it
// there is so much evidence of it, the most first.
func (s *search) insist(evidence float64) {
	slices.SortStableFunc(s.hopes, func(a, b hope) int { return cmp.Compare(b.sized.evidence(), a.sized.evidence()) })
	for i := range s.hopes[:min(len(s.hopes), mostHopes)] {
		h := &s.hopes[i]
		if s.ctx.Err() != nil || len(s.codes) >= s.max {
			return
		}
		if !h.given && h.sized.evidence() >= evidence && !s.isRead(h.corner) {
			h.given = true
			s.retry(h)
		}
	}
}

const (
	mostHopes = 8
	clearHope = 1.1 // evidence with which a code is worth any effort at once
)

// retry gives up the least sure codewords, then follows the paper from what is
// sure, then moves the fourth corner.
func (s *search) retry(h *hope) {
	if s.erase(h.grid, &h.sized.alignment, "settled, ") {
		return
	}
	v := s.pyramid.view(h.module(), h.corner.light)
	p := h.start
	v.grow(p)
	v.settle(p)
	if s.erase(v.sample(p), &h.sized.alignment, "grown, ") {
		return
	}
	for _, a := range h.corners(v) {
		p := a.places(nil)
		v.settle(p)
		if s.erase(v.sample(p), &a, "corner, ") {
			return
		}
	}
}

// erase tries all ways to read a grid, with erasures.
func (s *search) erase(g *grid, a *alignment, how string) bool {
	for _, w := range ways {
		if sym, ok := decode(w.weigh(g), g.size, true); ok {
			s.found(sym, a, how+w.name+", erasures")
			return true
		}
	}
	return false
}

// found keeps a code, each text and each part of one once.
func (s *search) found(sym symbol, a *alignment, how string) {
	n := float64(a.size)
	code := Code{Text: sym.content.text(), Part: sym.part, Version: sym.version, Level: sym.level, How: how, content: sym.content}
	for i, p := range [4]point{{0, 0}, {n, 0}, {n, n}, {0, n}} {
		if sym.mirrored {
			p.x, p.y = p.y, p.x
		}
		at := a.toPicture.of(p)
		code.Corners[i] = s.origin.Add(image.Pt(int(at.x+0.5), int(at.y+0.5)))
	}
	s.areas = append(s.areas, *a)
	for _, known := range s.codes {
		if known.Text == code.Text && known.Part == code.Part {
			return
		}
	}
	s.codes = append(s.codes, code)
	if len(partsOf(s.codes, code.Part)) == 1 && code.Part.Of > 0 {
		s.max += code.Part.Of - 1 // its other parts are no codes of their own
	}
}

// isRead tells whether a finder pattern lies in a code that has been read.
func (s *search) isRead(f *finder) bool {
	for i := range s.areas {
		p := s.areas[i].toModules.of(f.center)
		if n := float64(s.areas[i].size); p.x > 0 && p.y > 0 && p.x < n && p.y < n {
			return true
		}
	}
	return false
}
