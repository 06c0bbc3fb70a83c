package poster

import (
	"slices"

	"ciaw/server/pdf"
)

// readable is the size of letters that are read while one walks up to a poster:
// sixteen points, in millimetres.
const readable = 16 * 25.4 / 72

// small is the size of what is read from close by.
const small = 4.4

// The edges of the QR code where the steps stand below it, in millimetres: its
// quiet zone included, and at least so large that it is read from two metres.
const (
	largestCode  = 124
	smallestCode = 90
)

// drawSpoken divides what is between title and place of a sheet with words: the
// QR code, beside it the code to type, that nothing else is needed and whom to
// ask, and below them the three steps. The steps have what they need to be
// readable; the code has the rest; what that leaves makes the letters larger.
func (s *sheetPage) drawSpoken(between pdf.Rect) {
	column := (between.W - float64(len(steps)-1)*s.gap) / float64(len(steps))
	texts := 0.0
	for _, step := range steps {
		look := look{s.told.face, readable, readable}
		texts = max(texts, s.set(s.say(step.word), pdf.Style{Face: look.face, Size: look.largest}, column, endless).height())
	}
	side := between.H - texts - s.picture - 2*s.gap
	side = min(max(side, smallestCode), largestCode)

	quietZone := side / float64(s.code.Size()) * quiet
	square := pdf.Rect{X: max(between.X-quietZone, 0), Y: between.Y, W: side, H: side}
	s.drawModules(square)
	right := square.X + side
	s.drawBeside(pdf.Rect{X: right, Y: square.Y + quietZone, W: between.X + between.W - right, H: side - 2*quietZone})
	s.drawSteps(pdf.Rect{X: between.X, Y: square.Y + side, W: between.W, H: between.H - side}, column)
}

// drawBeside writes what is good to know: the code to type at the top, whom to
// ask at the bottom, and between them that nothing else is needed.
func (s *sheetPage) drawBeside(box pdf.Rect) {
	rest := box
	rest.Y = s.drawTyped(box) + s.gap/2
	rest.H = box.Y + box.H - rest.Y
	if c := s.sheet.Workplace.Contact; c.Name != "" || c.Phone != "" {
		const part = 0.6 // of what is left
		s.drawContact(pdf.Rect{X: rest.X, Y: rest.Y + rest.H*(1-part), W: rest.W, H: rest.H * part})
		rest.H *= 1 - part
	}
	note := s.fit(s.say(wordNote), look{pdf.Bold, 7, s.told.smallest}, pdf.Rect{W: rest.W, H: rest.H - s.gap/2})
	rest.Y += (rest.H - s.gap/2 - note.height()) / 2
	s.write(note, rest, middle, accent)
}

// drawContact writes whom to ask into a box: that questions are welcome, two
// languages a row, and below it the name and the number, as large as fits.
func (s *sheetPage) drawContact(box pdf.Rect) {
	c := s.sheet.Workplace.Contact
	s.page.Stroke(accent, s.gap/8, new(pdf.Path).Rounded(box, s.gap/2))
	inner := box.Inset(s.gap * 0.6)
	row := pdf.Rect{X: inner.X, Y: inner.Y, W: inner.W, H: small * pitch}
	for pair := range slices.Chunk(s.say(wordQuestions), 2) {
		s.drawColumns(pair, look{s.told.face, small, s.told.smallest}, row, black)
		row.Y += row.H
	}
	rest := pdf.Rect{X: inner.X, Y: row.Y, W: inner.W, H: inner.Y + inner.H - row.Y}
	var lines []saying
	for _, text := range []string{c.Name, c.Phone} {
		if text != "" {
			lines = append(lines, saying{text, placeLanguage(s.sheet.Languages[0])})
		}
	}
	set := s.fit(lines, look{pdf.Bold, 8, s.told.smallest}, rest)
	rest.Y += (rest.H - set.height()) / 2
	s.write(set, rest, middle, black)
}

// drawSteps draws what to do beside each other, in pictures and in words, in the
// direction in which the first language is read.
func (s *sheetPage) drawSteps(box pdf.Rect, column float64) {
	room := pdf.Rect{W: column, H: box.H - s.picture - 1.5*s.gap}
	told := s.told
	for _, step := range steps { // all as small as the smallest
		told.largest = min(told.largest, s.fit(s.say(step.word), told, room).size)
	}
	for i, step := range steps {
		place := i
		if rightToLeft(s.sheet.Languages[0]) {
			place = len(steps) - 1 - i
		}
		x := box.X + float64(place)*(column+s.gap)
		s.drawStep(i, pdf.Point{X: x + (column-s.picture)/2, Y: box.Y}, s.picture)
		text := pdf.Rect{X: x, Y: box.Y + s.picture + s.gap, W: column, H: room.H}
		s.write(s.fit(s.say(step.word), told, text), text, middle, black)
	}
}

// rightToLeft reports whether a language of the catalogue is read from the right.
func rightToLeft(language string) bool { return pdf.Style{Language: language}.RightToLeft() }
