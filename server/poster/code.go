package poster

import (
	"strconv"

	"ciaw/server/pdf"
)

// drawCode draws the QR code as large as the room left of the steps allows,
// and below it what to type. The margin of the sheet is part of the quiet zone.
func (s *sheetPage) drawCode(between pdf.Rect) {
	caption := s.typed.largest*1.2 + s.link.largest*pitch
	right := between.X + between.W
	side := min(between.H-caption-s.gap/2, right)
	square := pdf.Rect{X: (right - side) / 2, Y: between.Y + (between.H-side-caption)/2, W: side, H: side}
	module := s.drawModules(square)
	below := pdf.Rect{X: square.X + quiet*module, Y: square.Y + side, W: side - 2*quiet*module, H: s.typed.largest * pitch}
	s.drawTyped(below)
}

// drawModules draws the QR code into a square, its quiet zone included, and
// returns how large a module is.
func (s *sheetPage) drawModules(square pdf.Rect) float64 {
	module := square.W / float64(s.code.Size())
	s.page.Within(square.X, square.Y, module, func() { s.page.Fill(black, new(pdf.Path).Modules(s.code)) })
	return module
}

// drawTyped writes the code and the link to type, from the top of a box, and
// returns where they end.
func (s *sheetPage) drawTyped(box pdf.Rect) float64 {
	code := s.oneLine(s.sheet.Code.String(), s.typed, box.W)
	size := code.Style.Size
	s.doc.Draw(s.page, code, pdf.Point{X: box.X + (box.W-code.Width)/2, Y: box.Y + 0.9*size}, black)
	box.Y += size * 1.2
	box.H = s.link.largest * pitch
	s.write(s.fit([]saying{{shown(s.sheet.Link), "en"}}, s.link, box), box, middle, black)
	return box.Y + box.H
}

// oneLine sets what must stay on one line, as large as a width allows.
func (s *sheetPage) oneLine(text string, l look, width float64) pdf.Line {
	style := pdf.Style{Face: l.face, Size: l.largest, Language: "en"}
	line := s.doc.Wrap(text, style, endless, 1)[0]
	if line.Width > width {
		style.Size *= width / line.Width
		line = s.doc.Wrap(text, style, endless, 1)[0]
	}
	return line
}

// steps are what to do, in their order.
var steps = []struct {
	draw func(*sheetPage)
	word string
}{
	{drawPhoneAtPoster, wordPoster},
	{drawPhoneAtDocument, wordLimosa},
	{drawReceipt, wordReceipt},
}

// drawPictures draws what to do below each other, without a word.
func (s *sheetPage) drawPictures(column pdf.Rect) {
	height := column.H / float64(len(steps))
	picture := min(height*0.92, column.W*0.85)
	for i := range steps {
		s.drawStep(i, pdf.Point{X: column.X + column.W - picture, Y: column.Y + float64(i)*height}, picture)
	}
}

// drawStep draws the picture of a step from its top left corner, with its number.
func (s *sheetPage) drawStep(i int, at pdf.Point, edge float64) {
	s.page.Within(at.X, at.Y, edge/100, func() { steps[i].draw(s) })
	s.drawNumber(i+1, pdf.Point{X: at.X + edge*0.05, Y: at.Y + edge*0.2}, edge*0.2)
}

// drawNumber draws a digit in a disc.
func (s *sheetPage) drawNumber(n int, center pdf.Point, radius float64) {
	s.page.Fill(accent, new(pdf.Path).Circle(center, radius))
	digit := s.oneLine(strconv.Itoa(n), look{pdf.Bold, radius * 1.5, 0}, 2*radius)
	s.doc.Draw(s.page, digit, pdf.Point{X: center.X - digit.Width/2, Y: center.Y + 0.357*digit.Style.Size}, white)
}
