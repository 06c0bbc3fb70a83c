package poster

import "ciaw/server/pdf"

// The pictograms are drawn in a square of 100 by 100.

// thick is the width of a pictogram's lines.
const thick = 5

// drawPhone draws a phone, its screen left white.
func drawPhone(page *pdf.Page, body pdf.Rect) {
	page.Fill(black, new(pdf.Path).Rounded(body, 8))
	screen := pdf.Rect{X: body.X + thick, Y: body.Y + thick, W: body.W - 2*thick, H: body.H - 3*thick}
	page.Fill(white, new(pdf.Path).Rounded(screen, 3))
	page.Stroke(white, 2.5, new(pdf.Path).Lines(
		pdf.Point{X: body.X + body.W/2 - 5, Y: body.Y + body.H - thick}, pdf.Point{X: body.X + body.W/2 + 5, Y: body.Y + body.H - thick}))
}

// drawMiniCode draws what everybody knows as a QR code. It is none: no reader
// may take it for one.
func drawMiniCode(page *pdf.Page, box pdf.Rect) {
	unit := box.W / 7
	at := func(x, y, w, h float64) pdf.Rect {
		return pdf.Rect{X: box.X + x*unit, Y: box.Y + y*unit, W: w * unit, H: h * unit}
	}
	for _, corner := range []pdf.Rect{at(0, 0, 3, 3), at(4, 0, 3, 3), at(0, 4, 3, 3)} {
		page.Fill(black, new(pdf.Path).Rect(corner))
		page.Fill(white, new(pdf.Path).Rect(corner.Inset(0.75*unit)))
	}
	page.Fill(black, new(pdf.Path).Rect(at(4, 4, 1, 1)).Rect(at(6, 4, 1, 1)).Rect(at(5, 5, 1, 1)).Rect(at(4, 6, 1, 1)).Rect(at(6, 6, 1, 1)))
}

// drawFinder draws the corners that a camera shows around what it looks for.
func drawFinder(page *pdf.Page, box pdf.Rect, long float64) {
	right, bottom := box.X+box.W, box.Y+box.H
	shape := new(pdf.Path)
	for _, c := range []struct{ x, y, dx, dy float64 }{
		{box.X, box.Y, long, long}, {right, box.Y, -long, long}, {box.X, bottom, long, -long}, {right, bottom, -long, -long},
	} {
		shape.Lines(pdf.Point{X: c.x + c.dx, Y: c.y}, pdf.Point{X: c.x, Y: c.y}, pdf.Point{X: c.x, Y: c.y + c.dy})
	}
	page.Stroke(accent, thick*0.8, shape)
}

// drawPhoneAtPoster: a phone sees a code.
func drawPhoneAtPoster(s *sheetPage) {
	drawPhone(s.page, pdf.Rect{X: 20, Y: 0, W: 60, H: 100})
	drawMiniCode(s.page, pdf.Rect{X: 36, Y: 30, W: 28, H: 28})
	drawFinder(s.page, pdf.Rect{X: 31, Y: 25, W: 38, H: 38}, 9)
}

// drawPhoneAtDocument: a sheet that says L1, with a code in its corner.
func drawPhoneAtDocument(s *sheetPage) {
	const left, right, top, bottom, fold = 14, 86, 0, 100, 20
	s.page.Stroke(black, thick, new(pdf.Path).Polygon(
		pdf.Point{X: left, Y: top + 2.5}, pdf.Point{X: right - fold, Y: top + 2.5}, pdf.Point{X: right, Y: top + fold},
		pdf.Point{X: right, Y: bottom - 2.5}, pdf.Point{X: left, Y: bottom - 2.5}))
	s.page.Stroke(black, thick, new(pdf.Path).Lines(
		pdf.Point{X: right - fold, Y: top + 2.5}, pdf.Point{X: right - fold, Y: top + fold}, pdf.Point{X: right, Y: top + fold}))
	mark := s.oneLine("L1", look{pdf.Bold, 34, 0}, 50)
	s.doc.Draw(s.page, mark, pdf.Point{X: left + 8, Y: 36}, black)
	s.page.Stroke(black, 3.5, new(pdf.Path).
		Lines(pdf.Point{X: left + 10, Y: 52}, pdf.Point{X: 36, Y: 52}).
		Lines(pdf.Point{X: left + 10, Y: 64}, pdf.Point{X: 36, Y: 64}).
		Lines(pdf.Point{X: left + 10, Y: 76}, pdf.Point{X: 36, Y: 76}))
	drawMiniCode(s.page, pdf.Rect{X: 49, Y: 57, W: 25, H: 25})
	drawFinder(s.page, pdf.Rect{X: 44, Y: 52, W: 35, H: 35}, 8)
}

// drawReceipt: a phone with a tick.
func drawReceipt(s *sheetPage) {
	drawPhone(s.page, pdf.Rect{X: 20, Y: 0, W: 60, H: 100})
	s.page.Fill(accent, new(pdf.Path).Circle(pdf.Point{X: 50, Y: 36}, 19))
	s.page.Stroke(white, thick*1.2, new(pdf.Path).Lines(pdf.Point{X: 41, Y: 37}, pdf.Point{X: 48, Y: 44}, pdf.Point{X: 60, Y: 29}))
	s.page.Stroke(black, 4, new(pdf.Path).
		Lines(pdf.Point{X: 34, Y: 65}, pdf.Point{X: 66, Y: 65}).
		Lines(pdf.Point{X: 34, Y: 75}, pdf.Point{X: 56, Y: 75}))
}

// drawDoor: an open gate.
func drawDoor(page *pdf.Page) {
	page.Stroke(accent, thick*1.4, new(pdf.Path).Lines(
		pdf.Point{X: 4, Y: 97}, pdf.Point{X: 20, Y: 97}, pdf.Point{X: 20, Y: 4}, pdf.Point{X: 80, Y: 4}, pdf.Point{X: 80, Y: 97}, pdf.Point{X: 96, Y: 97}))
	page.Fill(accent, new(pdf.Path).Polygon(
		pdf.Point{X: 20, Y: 4}, pdf.Point{X: 58, Y: 20}, pdf.Point{X: 58, Y: 100}, pdf.Point{X: 20, Y: 97}))
	page.Fill(white, new(pdf.Path).Circle(pdf.Point{X: 49, Y: 58}, 4.5))
}
