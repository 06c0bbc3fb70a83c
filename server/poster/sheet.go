package poster

import (
	"fmt"
	"strings"

	"ciaw/server/pdf"
)

// Two inks: the second is dark enough that a printer without colours makes it
// a gray on which white letters stand out.
var (
	black  = pdf.Color{}
	accent = pdf.Color{R: 0.02, G: 0.20, B: 0.47}
	white  = pdf.White
)

// sheetPage is one sheet on its way to a page.
type sheetPage struct {
	plan
	drawing
	doc   *pdf.Document
	page  *pdf.Page
	words catalogue
}

func (p *press) sheetOn(page *pdf.Page, d drawing, l plan) *sheetPage {
	return &sheetPage{plan: l, drawing: d, doc: p.doc, page: page, words: p.words}
}

// draw divides the sheet: the title above, the place below, and what is
// between for the QR code and the steps beside it.
func (s *sheetPage) draw() {
	inner := pdf.Rect{X: 0, Y: 0, W: s.width, H: s.height}.Inset(s.margin)
	top := s.drawBand(inner)
	if s.sheet.Simulation {
		top = s.drawStrip(pdf.Rect{X: inner.X, Y: top + s.gap/2, W: inner.W, H: s.strip})
	}
	bottom := s.drawFoot(inner)
	bottom = s.drawWorkplace(pdf.Rect{X: inner.X, Y: bottom - s.workplace.height, W: inner.W, H: s.workplace.height})
	between := pdf.Rect{X: inner.X, Y: top, W: inner.W, H: bottom - top}
	if s.steps == 0 {
		s.drawSpoken(between)
		return
	}
	s.drawPictures(pdf.Rect{X: inner.X + inner.W - s.steps, Y: top + s.gap, W: s.steps, H: between.H - s.gap})
	between.W -= s.steps
	s.drawCode(between)
}

// say gives a word in the languages of the sheet.
func (s *sheetPage) say(key string) []saying { return s.words.say(key, s.sheet.Languages) }

// drawBand writes the title and returns where it ends.
func (s *sheetPage) drawBand(inner pdf.Rect) float64 {
	pad := s.margin * 0.55
	room := pdf.Rect{X: inner.X, Y: inner.Y, W: inner.W, H: s.bandHeight}.Inset(pad)
	title := s.fit(s.say(wordTitle), s.band, room)
	band := pdf.Rect{X: inner.X, Y: inner.Y, W: inner.W, H: title.height() + 2*pad}
	shape := new(pdf.Path).Rounded(band, pad/2)
	if s.sheet.Simulation { // not to be taken for a real one from afar
		s.page.Clipped(shape, func() { s.hatch(band) })
		s.page.Fill(white, new(pdf.Path).Rounded(band.Inset(pad/2), pad/4))
		s.page.Stroke(black, 0.5, shape)
		s.write(title, room, start, black)
	} else {
		s.page.Fill(accent, shape)
		s.write(title, room, start, white)
	}
	return band.Y + band.H
}

// hatch fills a box with slanting bars, the mark of a simulation.
func (s *sheetPage) hatch(box pdf.Rect) {
	step := s.margin * 0.6
	for x := box.X - box.H; x < box.X+box.W; x += 2 * step {
		s.page.Fill(black, new(pdf.Path).Polygon(
			pdf.Point{X: x, Y: box.Y + box.H}, pdf.Point{X: x + box.H, Y: box.Y},
			pdf.Point{X: x + box.H + step, Y: box.Y}, pdf.Point{X: x + step, Y: box.Y + box.H}))
	}
}

// drawStrip says that this is a simulation and returns where that ends.
func (s *sheetPage) drawStrip(strip pdf.Rect) float64 {
	s.page.Fill(black, new(pdf.Path).Rect(strip))
	s.drawColumns(s.say(wordSimulation), look{pdf.Bold, strip.H / 2, strip.H / 8}, strip.Inset(strip.H*0.1), white)
	return strip.Y + strip.H
}

// drawColumns writes what is said in each language beside each other.
func (s *sheetPage) drawColumns(texts []saying, l look, box pdf.Rect, ink pdf.Color) {
	width := (box.W - s.gap*float64(len(texts)-1)) / float64(len(texts))
	var columns []paragraphs
	for _, t := range texts { // all as small as the smallest
		set := s.fit([]saying{t}, l, pdf.Rect{W: width, H: box.H})
		l.largest = min(l.largest, set.size)
		columns = append(columns, set)
	}
	for i, t := range texts {
		column := pdf.Rect{X: box.X + float64(i)*(width+s.gap), Y: box.Y, W: width, H: box.H}
		columns[i] = s.fit([]saying{t}, l, column)
		column.Y += (box.H - columns[i].height()) / 2
		s.write(columns[i], column, middle, ink)
	}
}

// drawFoot writes what the site manager needs to know, and returns where it
// begins.
func (s *sheetPage) drawFoot(inner pdf.Rect) float64 {
	height := s.foot.largest * pitch
	foot := pdf.Rect{X: inner.X, Y: inner.Y + inner.H - height, W: inner.W, H: height}
	version := ""
	if s.sheet.Version > 0 {
		version = fmt.Sprintf("v%d", s.sheet.Version)
	}
	mark := s.fit([]saying{{version, "en"}}, s.foot, foot)
	s.write(mark, foot, start, black)
	if s.steps == 0 {
		room := pdf.Rect{X: foot.X + 15, Y: foot.Y, W: foot.W - 30, H: foot.H}
		s.write(s.fit(s.say(wordCheck)[:1], s.foot, room), room, middle, black)
	}
	return foot.Y - s.gap/2
}

// drawWorkplace writes where the poster belongs, and returns where that begins.
func (s *sheetPage) drawWorkplace(box pdf.Rect) float64 {
	s.page.Fill(accent, new(pdf.Path).Rect(pdf.Rect{X: box.X, Y: box.Y, W: box.W, H: s.gap / 5}))
	top := box.Y + s.gap*0.7
	left := pdf.Rect{X: box.X, Y: top, W: box.W, H: s.workplace.name}
	if s.sheet.Gate != "" {
		left.W -= s.workplace.gate + s.gap
		s.drawGate(pdf.Rect{X: box.X + box.W - s.workplace.gate, Y: top, W: s.workplace.gate, H: box.Y + box.H - top})
	}
	main := s.sheet.Languages[0]
	name := s.fit([]saying{{s.sheet.Workplace.Name, placeLanguage(main)}}, s.workplace.nameLook, left)
	s.write(name, left, start, black)
	left.Y += name.height()
	left.H = box.Y + box.H - s.workplace.number - left.Y
	address := s.fit([]saying{{s.sheet.Workplace.Address, placeLanguage(main)}}, s.workplace.addressLook, left)
	s.write(address, left, start, black)
	left.Y += address.height()
	left.H = s.workplace.number
	s.write(s.fit([]saying{{s.sheet.Workplace.Number.String(), "en"}}, s.workplace.numberLook, left), left, start, black)
	return box.Y - s.gap
}

// placeLanguage is that of names and addresses, which are Belgian and read
// from the left whatever the sheet's first language is.
func placeLanguage(main string) string {
	if main == "ar" {
		return "fr"
	}
	return main
}

// drawGate writes the gate beside a door.
func (s *sheetPage) drawGate(box pdf.Rect) {
	s.page.Stroke(accent, s.gap/5, new(pdf.Path).Rounded(box.Inset(s.gap/10), s.gap/2))
	inner := box.Inset(s.gap * 0.7)
	door := inner.H * 0.55
	s.page.Within(inner.X, inner.Y+(inner.H-door)/2, door/100, func() { drawDoor(s.page) })
	text := pdf.Rect{X: inner.X + door*1.15, Y: inner.Y, W: inner.W - door*1.15, H: inner.H}
	gate := s.fit([]saying{{s.sheet.Gate, placeLanguage(s.sheet.Languages[0])}}, s.workplace.gateLook, text)
	text.Y += (inner.H - gate.height()) / 2
	s.write(gate, text, middle, black)
}

// shown is a link as people write it.
func shown(link string) string {
	return strings.TrimPrefix(strings.TrimPrefix(link, "https://"), "http://")
}
