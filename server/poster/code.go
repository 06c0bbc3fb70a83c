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
	module := side / float64(s.code.Size())
	square := pdf.Rect{X: (right - side) / 2, Y: between.Y + (between.H-side-caption)/2, W: side, H: side}
	s.page.Within(square.X, square.Y, module, func() { s.page.Fill(black, new(pdf.Path).Modules(s.code)) })

	below := pdf.Rect{X: square.X + quiet*module, Y: square.Y + side, W: side - 2*quiet*module, H: s.typed.largest * pitch}
	code := s.oneLine(s.sheet.Code.String(), s.typed, below.W)
	at := pdf.Point{X: below.X + (below.W-code.Width)/2, Y: below.Y + 0.9*s.typed.largest}
	s.doc.Draw(s.page, code, at, black)
	below.Y += s.typed.largest * 1.2
	below.H = s.link.largest * pitch
	s.write(s.fit([]saying{{shown(s.sheet.Link), "en"}}, s.link, below), below, middle, black)
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

// drawSteps draws what to do, in pictures and, where there is room, in words.
func (s *sheetPage) drawSteps(column pdf.Rect) {
	steps := []struct {
		draw func(*sheetPage)
		word string
	}{
		{drawPhoneAtPoster, wordPoster},
		{drawPhoneAtDocument, wordLimosa},
		{drawReceipt, wordReceipt},
	}
	height := column.H / float64(len(steps))
	picture := min(height*0.92, column.W*0.85)
	if s.spoken {
		picture = height * 0.38
	}
	largest := 5.0
	box := pdf.Rect{X: column.X, W: column.W, H: height - picture - s.gap*1.2}
	for _, step := range steps { // all as small as the smallest
		if s.spoken {
			largest = min(largest, s.fit(s.say(step.word), look{pdf.Regular, largest, 1.5}, box).size)
		}
	}
	for i, step := range steps {
		y := column.Y + float64(i)*height
		left := column.X + (column.W - picture*1.0)
		if s.spoken {
			left = column.X + picture*0.55
		}
		s.page.Within(left, y, picture/100, func() { step.draw(s) })
		s.drawNumber(i+1, pdf.Point{X: column.X + picture*0.2, Y: y + picture*0.2}, picture*0.2)
		if s.spoken {
			box.Y = y + picture + s.gap*0.4
			s.write(s.fit(s.say(step.word), look{pdf.Regular, largest, 1.5}, box), box, start, black)
		}
	}
}

// drawNumber draws a digit in a disc.
func (s *sheetPage) drawNumber(n int, center pdf.Point, radius float64) {
	s.page.Fill(accent, new(pdf.Path).Circle(center, radius))
	digit := s.oneLine(strconv.Itoa(n), look{pdf.Bold, radius * 1.5, 0}, 2*radius)
	s.doc.Draw(s.page, digit, pdf.Point{X: center.X - digit.Width/2, Y: center.Y + 0.357*digit.Style.Size}, white)
}
