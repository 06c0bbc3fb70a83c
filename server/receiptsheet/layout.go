package receiptsheet

import (
	"ciaw/qr"
	"ciaw/server/pdf"
)

// The layout of a page of A5, in millimetres.
const (
	width, height = 148.0, 210.0
	margin        = 12.0
	inner         = width - 2*margin
	codeSide      = 74.0
	factHeight    = 8.5
	// quiet is how many light modules surround a QR code, as its standard asks.
	quiet = 4
)

var (
	black = pdf.Color{}
	gray  = pdf.Color{R: 0.45, G: 0.48, B: 0.52}
)

// page is the sheet on its way to paper.
type page struct {
	*pdf.Page
	doc      *pdf.Document
	language string
}

// lay divides the page: the verdict with its number, the code, and the facts.
func (p *Printer) lay(on *page, s Sheet, code qr.Matrix) {
	y := margin
	on.middle(p.say(s, wordTitle), pdf.Style{Face: pdf.Regular, Size: 5}, y+5)
	y += 9
	if s.Claims.Simulation {
		strip := pdf.Rect{X: margin, Y: y, W: inner, H: 9}
		on.Fill(black, new(pdf.Path).Rect(strip))
		on.written(p.say(s, wordSimulation), pdf.Style{Face: pdf.Bold, Size: 4.5}, y+6, pdf.White)
		y += 11
	}
	on.Stroke(black, 0.6, new(pdf.Path).Rounded(pdf.Rect{X: margin, Y: y, W: inner, H: 36}, 4))
	on.middle(p.say(s, wordRegistered), pdf.Style{Face: pdf.Bold, Size: 9}, y+12)
	on.middle(p.say(s, wordNumber), pdf.Style{Face: pdf.Regular, Size: 4.2}, y+20)
	on.code(grouped(s.Claims.ID), pdf.Style{Face: pdf.Bold, Size: 8.5}, y+30)
	y += 38
	on.Within((width-codeSide)/2, y, codeSide/float64(code.Size()), func() { on.Fill(black, new(pdf.Path).Modules(code)) })
	y += codeSide
	on.middle(p.say(s, wordShow), pdf.Style{Face: pdf.Regular, Size: 4.2}, y+3)
	y += 8
	for _, fact := range p.facts(s) {
		on.fact(fact[0], fact[1], y)
		y += factHeight
	}
}

// middle writes a text of the sheet's language in the middle of the page.
func (on *page) middle(text string, s pdf.Style, y float64) { on.written(text, s, y, black) }

func (on *page) written(text string, s pdf.Style, y float64, ink pdf.Color) {
	s.Language = on.language
	line := on.line(text, s, inner-6)
	on.doc.Draw(on.Page, line, pdf.Point{X: (width - line.Width) / 2, Y: y}, ink)
}

// code writes a number, which runs from the left in every language.
func (on *page) code(text string, s pdf.Style, y float64) {
	s.Language = "en"
	line := on.line(text, s, inner-6)
	on.doc.Draw(on.Page, line, pdf.Point{X: (width - line.Width) / 2, Y: y}, black)
}

// fact writes what something is called where the language begins, and what it
// says beside it, above a thin line.
func (on *page) fact(name, says string, y float64) {
	const column = 0.46 * inner
	called := on.line(name, pdf.Style{Face: pdf.Regular, Size: 4.2, Language: on.language}, column-4)
	said := on.line(says, pdf.Style{Face: pdf.Bold, Size: 4.6, Language: "en"}, inner-column)
	left, beside := margin, margin+column
	if called.Style.RightToLeft() {
		left, beside = margin+inner-called.Width, margin+inner-column-said.Width
	}
	on.doc.Draw(on.Page, called, pdf.Point{X: left, Y: y + 5}, black)
	on.doc.Draw(on.Page, said, pdf.Point{X: beside, Y: y + 5}, black)
	on.Stroke(gray, 0.2, new(pdf.Path).Lines(pdf.Point{X: margin, Y: y + factHeight - 1}, pdf.Point{X: margin + inner, Y: y + factHeight - 1}))
}

// line sets a text on one line, smaller where it would be longer than a width.
func (on *page) line(text string, s pdf.Style, most float64) pdf.Line {
	const endless = 10_000
	lines := on.doc.Wrap(text, s, endless, 1)
	if len(lines) == 0 {
		return pdf.Line{Style: s}
	}
	if lines[0].Width > most {
		s.Size *= most / lines[0].Width
		lines = on.doc.Wrap(text, s, endless, 1)
	}
	return lines[0]
}
