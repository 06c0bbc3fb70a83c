package qr

import (
	"context"
	"fmt"
	"os"
	"sort"
	"testing"
)

func TestZDebug(t *testing.T) {
	f := os.Getenv("QRF")
	if f == "" {
		t.Skip()
	}
	data, _ := os.ReadFile(f)
	img, err := Decode(context.Background(), data, Limits{1 << 30, 1 << 30})
	if err != nil {
		t.Fatal(err)
	}
	s := &search{ctx: context.Background(), pyramid: newPyramid(planeOf(img)), max: 1, tried: map[[3]*finder]bool{}}
	for _, p := range s.passes() {
		n := len(s.finders)
		s.look(p)
		fmt.Printf("pass level %d (%.3f) radius %d: finders %d -> %d\n", p.level, s.pyramid.levels[p.level].scale, p.radius, n, len(s.finders))
		s.read()
		if len(s.codes) > 0 {
			break
		}
	}
	if len(s.codes) == 0 {
		s.insist()
	}
	fmt.Println(img.Bounds(), "codes", s.codes)
	for _, f := range s.finders {
		if f.error > 0.15 {
			continue
		}
		fmt.Printf("  finder %.1f,%.1f m %.2f seen %d err %.2f light %v\n", f.center.x, f.center.y, f.module, f.seen, f.error, f.light)
		if os.Getenv("QRV") != "" {
			fmt.Printf("     %.1f\n", f.reach)
		}
	}
	ts := rank(s.finders)
	fmt.Println("triples", len(ts))
	for i, t := range ts {
		if i < 6 {
			fmt.Printf("  cost %.2f modules %.1f  (%.0f,%.0f) (%.0f,%.0f) (%.0f,%.0f)\n", t.cost, t.modules, t.corner.center.x, t.corner.center.y, t.right.center.x, t.right.center.y, t.below.center.x, t.below.center.y)
			v := s.pyramid.view((t.corner.module+t.right.module+t.below.module)/3, t.corner.light)
			for _, a := range sizes(&t, v) {
				fmt.Printf("      size %d timing %.2f w %d\n", a.size, a.timing, a.witnesses)
			}
		}
	}
	sort.Slice(s.hopes, func(i, j int) bool { return s.hopes[i].sized.trust() > s.hopes[j].sized.trust() })
	for i, h := range s.hopes {
		if i < 8 {
			fmt.Printf("hope size %d timing %.2f w %d cost %.2f\n", h.grid.size, h.sized.timing, h.sized.witnesses, h.triple.cost)
			if i == 0 {
				w := ways[0].weigh(h.grid)
				l := layouts[(h.grid.size-17)/4]()
				tk := l.taken()
				_ = tk
				for _, fm := range formatsOf(w, h.grid.size) {
					fmt.Printf("  format %+v\n", fm)
				}
				if h.grid.size < 60 || os.Getenv("QRV") != "" {
					for y := 0; y < h.grid.size; y++ {
						for x := 0; x < h.grid.size; x++ {
							c := "  "
							if w[y*h.grid.size+x] > 0 {
								c = "##"
							}
							fmt.Print(c)
						}
						fmt.Println()
					}
				}
				_, m := h.sized.alignment.straighten(&h.triple, s.pyramid.view(h.triple.corner.module, h.corner.light))
				if m != nil {
					for j, n := range m.nodes {
						if n.known {
							continue
						}
						fmt.Printf("   node %v known %v off %.1f,%.1f\n", n.place, n.known, n.off.x, n.off.y)
						_ = j
					}
				}
			}
		}
	}
}

func TestZOne(t *testing.T) {
	f := os.Getenv("QRF")
	if f == "" {
		t.Skip()
	}
	data, _ := os.ReadFile(f)
	img, _ := Decode(context.Background(), data, Limits{1 << 30, 1 << 30})
	s := &search{ctx: context.Background(), pyramid: newPyramid(planeOf(img)), max: 1, tried: map[[3]*finder]bool{}}
	for _, p := range s.passes() {
		s.look(p)
	}
	want := os.Getenv("QRW")
	rk := rank(s.finders)
	for _, tr := range rk[:min(len(rk), 1)] {
		for _, f := range []*finder{tr.corner, tr.right, tr.below} {
			fmt.Printf("finder %.1f,%.1f m %.2f seen %d err %.2f light %v\n", f.center.x, f.center.y, f.module, f.seen, f.error, f.light)
		}
		v := s.pyramid.view((tr.corner.module+tr.right.module+tr.below.module)/3, tr.corner.light)
		for _, a := range sizes(&tr, v)[:2] {
			b, m := a.straighten(&tr, v)
			pl := b.places(m)
			if os.Getenv("QRS") != "" {
				v.settle(pl)
			}
			g := v.sample(pl)
			fmt.Printf("size %d timing %.2f -> %.2f w %d\n", a.size, a.timing, v.timing(&b), a.witnesses)
			for _, w := range ways {
				ws := w.weigh(g)
				for _, fm := range formatsOf(ws, g.size) {
					l := layouts[(g.size-17)/4]()
					c := newCodewords(l, ws, fm)
					_, ok := c.correct(fm.level, true)
					fmt.Printf("  %s format %+v %v\n", w.name, fm, ok)
				}
			}
			if want != "" {
				for _, lev := range []Level{LevelL, LevelM, LevelQ, LevelH} {
					mx, err := Write(want, lev, 0)
					if err != nil || mx.size != g.size {
						continue
					}
					ref := make([]float32, len(mx.dark))
					for i, d := range mx.dark {
						ref[i] = -1
						if d {
							ref[i] = 1
						}
					}
					l := layouts[(g.size-17)/4]()
					rc := newCodewords(l, ref, formatsOf(ref, g.size)[0])
					for _, w := range ways {
						ws := w.weigh(g)
						for _, fm := range formatsOf(ws, g.size) {
							c := newCodewords(l, ws, fm)
							bad := 0
							bl := c.version.GetECBlocksForLevel(corrections[fm.level])
							for i := range c.bytes {
								if c.bytes[i] != rc.bytes[i] {
									bad++
								}
							}
							fmt.Printf("  level %d %s %+v: %d of %d codewords wrong, checks %d x %d\n", lev, w.name, fm, bad, len(c.bytes), bl.GetECCodewordsPerBlock(), bl.GetNumBlocks())
							if w.name == "plain" && bad < len(c.bytes)/2 {
								mark := map[int]bool{}
								for i := range c.bytes {
									for b := 0; b < 8; b++ {
										if (c.bytes[i]^rc.bytes[i])>>(7-b)&1 == 1 {
											mark[int(l.bits[8*i+b])] = true
										}
									}
								}
								for y := 0; y < g.size; y++ {
									for x := 0; x < g.size; x++ {
										ch := ". "
										if ws[y*g.size+x] > 0 {
											ch = "# "
										}
										if mark[y*g.size+x] {
											ch = "o "
											if ws[y*g.size+x] > 0 {
												ch = "@ "
											}
										}
										fmt.Print(ch)
									}
									fmt.Println()
								}
							}
						}
					}
				}
			}
			if m != nil {
				n := len(m.lines)
				for y := 0; y < n; y++ {
					for x := 0; x < n; x++ {
						p := m.nodes[y*n+x]
						k := " "
						if p.known {
							k = "*"
						}
						fmt.Printf("%6.1f,%6.1f%s", p.off.x, p.off.y, k)
					}
					fmt.Println()
				}
			}
		}
	}
}
