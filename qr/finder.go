package qr

import "math"

const rays = 16

// directions of the rays, once around.
var directions = func() (d [rays]point) {
	for i := range d {
		d[i].y, d[i].x = math.Sincos(2 * math.Pi * float64(i) / rays)
	}
	return d
}()

// finder is a finder pattern: three squares inside each other, of 3, 5 and 7
// modules. All lengths are in the pixels of the whole picture.
type finder struct {
	center point
	origin point // of the rays, nearly the same
	module float64
	light  bool // light where others are dark
	faint  bool // may be met by few rays
	// reach is how far each ray goes from the centre to the edges of the three
	// squares; zero where it did not meet them in the right proportion.
	reach [rays][3]float64
	seen  int // rays that met all three
	error float64
	pixel float64 // of the plane it was measured on
}

// Half the sides of the three squares, in modules.
var rings = [3]float64{1.5, 2.5, 3.5}

// measure looks at a candidate in gray: rays from its middle must meet the
// three squares in the proportion 3 : 5 : 7, which no tilt changes. It gives
// the middle to a fraction of a pixel, or nothing.
//
// A faint one, whose squares are not closed, need only meet them along its axes.
func measure(p *plane, c candidate, faint bool) (finder, bool) {
	f := finder{center: point{c.x, c.y}, light: c.light, faint: faint}
	step := min(c.module.x, c.module.y) / 3
	samples := min(int(6.5*max(c.module.x, c.module.y)/step), maxProfile)
	for range 3 {
		if !f.cast(p, step, samples) {
			return finder{}, false
		}
		move := f.asymmetry()
		f.center = f.origin.plus(move)
		if move.length() < 0.05*f.module {
			break
		}
	}
	return f, true
}

const (
	maxProfile = 64 // samples along a ray
	leastRays  = 9  // that must meet all three squares
)

// order of the rays: first the diagonals, of which the row and the column of a
// candidate say nothing.
var order = [rays]int{2, 6, 10, 14, 0, 1, 3, 4, 5, 7, 8, 9, 11, 12, 13, 15}

// leastSeen is how many of the first rays must have met the squares for the
// others to be sent out.
var leastSeen = [rays]int{4: 1, 6: 2, 8: 3, 10: 4, 12: 6}

// cast sends out all rays and tells whether enough of them agree.
func (f *finder) cast(p *plane, step float64, samples int) bool {
	var profile [maxProfile]float64
	f.origin, f.seen, f.error, f.module = f.center, 0, 0, 0
	for k, i := range order {
		if f.seen < leastSeen[k] && !f.faint {
			return false
		}
		f.reach[i] = [3]float64{}
		f.profile(p, directions[i].times(step), profile[:samples])
		r, ok := crossings(profile[:samples])
		if !ok {
			continue
		}
		unit := (r[0] + r[1] + r[2]) / 7.5 // a module along this ray, in steps
		off := f.off(r)
		if off > 0.5 {
			continue
		}
		f.reach[i] = [3]float64{r[0] * step, r[1] * step, r[2] * step}
		f.seen++
		f.error += off
		f.module += unit * step
	}
	if f.seen > 0 {
		f.error /= float64(f.seen)
		f.module /= float64(f.seen) * 1.13 // the mean over a square's directions
	}
	return f.seen >= leastRays || f.faint && f.hasCross()
}

// off is by how many modules the edges along a ray differ from those of a
// finder pattern.
func (f *finder) off(r [3]float64) float64 {
	unit := (r[0] + r[1] + r[2]) / 7.5
	return max(math.Abs(r[0]-1.5*unit), math.Abs(r[1]-2.5*unit), math.Abs(r[2]-3.5*unit)) / unit
}

// hasCross tells whether four rays at right angles met all squares, and well.
// Others are then forgotten: they met what is beside the pattern.
func (f *finder) hasCross() bool {
	for i := range rays / 4 {
		var cross finder
		for k := i; k < rays; k += rays / 4 {
			r := f.reach[k]
			if r[0] == 0 {
				break
			}
			unit := (r[0] + r[1] + r[2]) / 7.5
			cross.seen++
			cross.error += f.off(r) / 4
			cross.module += unit / (4 * 1.13)
			cross.reach[k] = r
		}
		if cross.seen == 4 && cross.error < 0.25 {
			f.seen, f.error, f.module, f.reach = 4, cross.error, cross.module, cross.reach
			return true
		}
	}
	return false
}

// profile is the luminance along a ray. Beyond the border there is paper.
func (f *finder) profile(p *plane, step point, samples []float64) {
	end := f.center.plus(step.times(float64(len(samples))))
	if p.inside(f.center) && p.inside(end) {
		f.quickProfile(p, step, samples)
		return
	}
	at := f.center
	for k := range samples {
		v := 255.0
		if at.x > 0 && at.y > 0 && at.x < float64(p.w) && at.y < float64(p.h) {
			if v = p.at(at.x, at.y); f.light {
				v = 255 - v
			}
		}
		samples[k] = v
		at.x, at.y = at.x+step.x, at.y+step.y
	}
}

// inside tells whether a place has four pixels around it.
func (p *plane) inside(at point) bool {
	return at.x > 1 && at.y > 1 && at.x < float64(p.w-1) && at.y < float64(p.h-1)
}

// quickProfile is the same in whole numbers, for rays that stay inside.
func (f *finder) quickProfile(p *plane, step point, samples []float64) {
	const one = 1 << 16
	x, y := int((f.center.x-0.5)*one), int((f.center.y-0.5)*one)
	dx, dy := int(step.x*one), int(step.y*one)
	sign, base := 1.0/one, 0.0
	if f.light {
		sign, base = -sign, 255
	}
	for k := range samples {
		i := y>>16*p.stride + x>>16
		a, b := p.pix[i:i+2:i+2], p.pix[i+p.stride:i+p.stride+2:i+p.stride+2]
		fx, fy := x>>8&255, y>>8&255
		upper := int(a[0])<<8 + fx*(int(a[1])-int(a[0]))
		lower := int(b[0])<<8 + fx*(int(b[1])-int(b[0]))
		samples[k] = base + sign*float64(upper<<8+fy*(lower-upper))
		x, y = x+dx, y+dy
	}
}

// leastSwing is how many steps of luminance count as a change.
const leastSwing = 8

// crossings finds where a profile that begins dark turns light, dark and light
// again, each halfway between the extremes on both sides.
func crossings(v []float64) (r [3]float64, ok bool) {
	low, high := v[0], v[0]
	for _, s := range v {
		low, high = min(low, s), max(high, s)
	}
	swing := (high - low) * 0.15
	if high-low < leastSwing {
		return r, false
	}
	from, up := 0, true
	for i := range r {
		to := extreme(v, from, up, swing)
		if to < 0 {
			return r, false
		}
		if i == 0 { // the darkest place of the middle square
			for k := 1; k < to; k++ {
				if v[k] < v[from] {
					from = k
				}
			}
		}
		level := (v[from] + v[to]) / 2
		for k := from; k < to; k++ {
			if a, b := v[k]-level, v[k+1]-level; (a < 0) != (b < 0) {
				r[i] = float64(k) + a/(a-b)
				break
			}
		}
		from, up = to, !up
	}
	return r, true
}

// extreme is the next place after which the profile turns back by a swing, or
// where it ends; -1 when it does not leave its first value by a swing.
func extreme(v []float64, from int, up bool, swing float64) int {
	best := from
	for i := from + 1; i < len(v); i++ {
		ahead := v[i] - v[best]
		if !up {
			ahead = -ahead
		}
		if ahead > 0 {
			best = i
		} else if ahead < -swing && best > from {
			break
		}
	}
	if math.Abs(v[best]-v[from]) < swing {
		return -1
	}
	return best
}

// asymmetry is how far the middle between opposite edges is from where the
// rays begin.
func (f *finder) asymmetry() point {
	var xx, xy, yy, bx, by float64
	for i, d := range directions[:rays/2] {
		a, b := f.reach[i], f.reach[i+rays/2]
		if a[0] == 0 || b[0] == 0 {
			continue
		}
		// The middle of a chord of a symmetric shape lies on it by so much.
		off := (a[0] + a[1] + a[2] - b[0] - b[1] - b[2]) / 6
		xx, xy, yy = xx+d.x*d.x, xy+d.x*d.y, yy+d.y*d.y
		bx, by = bx+d.x*off, by+d.y*off
	}
	det := xx*yy - xy*xy
	if det < 0.1 {
		return point{}
	}
	return point{(bx*yy - by*xy) / det, (by*xx - bx*xy) / det}
}

// radius is how far the outer square reaches in a direction, between the rays
// beside it; zero when none of them met it.
func (f *finder) radius(to point) float64 {
	turn := math.Atan2(to.y, to.x) / (2 * math.Pi) * rays
	if turn < 0 {
		turn += rays
	}
	i := int(turn) % rays
	a, b := f.reach[i][2], f.reach[(i+1)%rays][2]
	switch {
	case a == 0:
		return b
	case b == 0:
		return a
	}
	return a + (turn-math.Floor(turn))*(b-a)
}

// scaled gives the finder of a smaller plane in the pixels of the picture.
func (f finder) scaled(by float64) finder {
	f.center, f.origin, f.module, f.pixel = f.center.times(by), f.origin.times(by), f.module*by, by
	for i := range f.reach {
		for j := range f.reach[i] {
			f.reach[i][j] *= by
		}
	}
	return f
}
