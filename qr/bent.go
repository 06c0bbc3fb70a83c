package qr

// curve runs from one finder pattern to the next, leaving and arriving as
// their squares lean: a cubic after Hermite, counted in modules.
type curve struct {
	from, to      point
	leave, arrive point // steps of one module in the picture
	start, end    float64
}

func (c *curve) at(x float64) point {
	length := c.end - c.start
	t := (x - c.start) / length
	switch {
	case t <= 0:
		return c.from.plus(c.leave.times(x - c.start))
	case t >= 1:
		return c.to.plus(c.arrive.times(x - c.end))
	}
	s := 1 - t
	return c.from.times(s * s * (1 + 2*t)).plus(c.to.times(t * t * (3 - 2*t))).
		plus(c.leave.times(length * s * s * t)).minus(c.arrive.times(length * t * t * s))
}

// bent is the deviation of a sheet that is rolled or folded from a flat one: along
// its upper and its left side by curves, between them by the sum of both.
type bent struct{ top, left curve }

// bend gives an alignment the curves that a triple's squares ask for.
func (a alignment) bend(t *triple) (alignment, bool) {
	n := float64(a.size - 7)
	u := t.right.center.minus(t.corner.center).times(1 / n)
	v := t.below.center.minus(t.corner.center).times(1 / n)
	cu, cv, okC := t.corner.frame(u, v)
	ru, _, okR := t.right.frame(u, v)
	_, bv, okB := t.below.frame(u, v)
	far := float64(a.size) - 3.5
	a.bent = &bent{
		top:  curve{t.corner.center, t.right.center, cu, ru, 3.5, far},
		left: curve{t.corner.center, t.below.center, cv, bv, 3.5, far},
	}
	return a, okC && okR && okB
}

// of returns the position in the picture of a position in the code.
func (a *alignment) of(p point) point {
	flat := a.toPicture.of(p)
	if a.bent == nil {
		return flat
	}
	top := a.bent.top.at(p.x).minus(a.toPicture.of(point{p.x, 3.5}))
	left := a.bent.left.at(p.y).minus(a.toPicture.of(point{3.5, p.y}))
	corner := a.bent.top.from.minus(a.toPicture.of(point{3.5, 3.5}))
	return flat.plus(top).plus(left).minus(corner)
}

// frame gives the ways of one module along u and v in the picture at a pattern
// itself, when they are nearly so.
func (f *finder) frame(u, v point) (fu, fv point, ok bool) {
	a := alignment{size: 7, toPicture: basis(f.center.minus(u.plus(v).times(3.5)), u, v)}
	if a.toModules, ok = a.toPicture.inverse(); !ok {
		return u, v, false
	}
	middle := point{3.5, 3.5}
	if a, ok = a.fit(f.marks(nil, &a, middle), rigid); !ok {
		return u, v, false
	}
	o := a.toPicture.of(middle)
	fu = a.toPicture.of(point{4.5, 3.5}).minus(o)
	fv = a.toPicture.of(point{3.5, 4.5}).minus(o)
	return fu, fv, true
}
