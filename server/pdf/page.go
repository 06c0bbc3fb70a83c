package pdf

import (
	"bytes"
	"fmt"
)

// Page is one page. What is drawn later covers what was drawn before.
type Page struct {
	width, height float64 // points
	content       bytes.Buffer
}

// Color is red, green and blue, each from 0 to 1. The zero value is black.
type Color struct{ R, G, B float64 }

// White is the colour of paper.
var White = Color{1, 1, 1}

// Fill paints the inside of a shape.
func (p *Page) Fill(c Color, shape *Path) {
	p.operate("%s %s %s rg %s f", number(c.R), number(c.G), number(c.B), shape.operators)
}

// Stroke draws the outline of a shape, with round ends and corners.
func (p *Page) Stroke(c Color, width float64, shape *Path) {
	p.operate("%s %s %s RG %s w 1 J 1 j %s S", number(c.R), number(c.G), number(c.B), number(width), shape.operators)
}

// Within draws something of its own measures at a place and in a scale.
func (p *Page) Within(x, y, scale float64, draw func()) {
	p.operate("q %s 0 0 %[1]s %s %s cm", number(scale), number(x), number(y))
	draw()
	p.operate("Q")
}

// Clipped draws something of which only what lies inside a shape is seen.
func (p *Page) Clipped(shape *Path, draw func()) {
	p.operate("q %s W n", shape.operators)
	draw()
	p.operate("Q")
}

func (p *Page) operate(format string, arguments ...any) {
	fmt.Fprintf(&p.content, format+"\n", arguments...)
}

// number writes a number as short as its use allows.
func number(v float64) string { return string(appendNumber(nil, v, 4)) }
