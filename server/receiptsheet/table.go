package receiptsheet

import (
	"fmt"
	"slices"
	"strconv"

	"ciaw/server/pdf"
	"ciaw/server/receipt"
)

// The layout of a page of A4, in millimetres.
const (
	a4Width, a4Height = 210.0, 297.0
	a4Margin          = 15.0
	a4Inner           = a4Width - 2*a4Margin
	lineHeight        = 7.5
	linesPerPage      = 28
)

// The columns of a list, from where the language begins.
const (
	columnDay = iota
	columnWorkplace
	columnIn
	columnOut
	columnNumber
	columns
)

// none stands for a time that there is not.
const none = "–"

// widths are those of the columns: day, workplace, in, out, receipt number.
var widths = [columns]float64{columnDay: 29, columnWorkplace: 40, columnIn: 20, columnOut: 20, columnNumber: 71}

// table is a list on its way to paper.
type table struct {
	*Printer
	doc              *pdf.Document
	language, period string
	lines            []receipt.Claims
}

// page adds the page that begins with the line at an index.
func (t *table) page(from int) {
	on := &page{doc: t.doc, Page: t.doc.AddPage(a4Width, a4Height), language: t.language}
	y := a4Margin
	t.beside(on, t.words.Say(t.language, wordList), t.period, y+6)
	y += 11
	if slices.ContainsFunc(t.lines, func(c receipt.Claims) bool { return c.Simulation }) {
		t.strip(on, y)
	}
	y += 11
	for i, key := range [columns]string{wordDay, wordWorkplace, wordIn, wordOut, wordNumber} {
		t.cell(on, i, on.line(t.words.Say(t.language, key), pdf.Style{Face: pdf.Bold, Size: 4, Language: t.language}, widths[i]-3), y)
	}
	t.rule(on, 0.5, y)
	y += lineHeight
	for _, c := range t.lines[from:min(from+linesPerPage, len(t.lines))] {
		for i, says := range cells(c) {
			t.cell(on, i, on.line(says, pdf.Style{Face: pdf.Regular, Size: 4.2, Language: "en"}, widths[i]-3), y)
		}
		t.rule(on, 0.15, y)
		y += lineHeight
	}
	t.foot(on, from)
}

// foot says below the lines how many days they are of, what the list does not
// say, and which page this is.
func (t *table) foot(on *page, from int) {
	const top = a4Height - a4Margin - 20
	t.beside(on, t.words.Say(t.language, wordDays), strconv.Itoa(daysIn(t.lines)), top)
	style := pdf.Style{Face: pdf.Regular, Size: 3.8, Language: t.language}
	for i, line := range t.doc.Wrap(t.words.Say(t.language, wordNobody), style, a4Inner, 2) {
		t.doc.Draw(on.Page, line, pdf.Point{X: t.start(a4Margin, a4Inner, line), Y: top + 7 + 5*float64(i)}, black)
	}
	t.number(on, from/linesPerPage+1, (len(t.lines)+linesPerPage-1)/linesPerPage)
}

// number says which page of how many this is.
func (t *table) number(on *page, which, pages int) {
	count := on.line(fmt.Sprintf("%d / %d", which, pages), pdf.Style{Face: pdf.Regular, Size: 3.8, Language: "en"}, a4Inner)
	t.doc.Draw(on.Page, count, pdf.Point{X: (a4Width - count.Width) / 2, Y: a4Height - a4Margin + 4}, black)
}

// strip says that this is a simulation.
func (t *table) strip(on *page, y float64) {
	on.Fill(black, new(pdf.Path).Rect(pdf.Rect{X: a4Margin, Y: y, W: a4Inner, H: stripHeight}))
	text := on.line(t.words.Say(t.language, wordSimulation), pdf.Style{Face: pdf.Bold, Size: 4.5, Language: t.language}, a4Inner-6)
	t.doc.Draw(on.Page, text, pdf.Point{X: (a4Width - text.Width) / 2, Y: y + 5.5}, pdf.White)
}

// beside writes what something is called, and what it says at the other end.
func (t *table) beside(on *page, name, says string, y float64) {
	called := on.line(name, pdf.Style{Face: pdf.Bold, Size: 5, Language: t.language}, a4Inner/2)
	said := on.line(says, pdf.Style{Face: pdf.Bold, Size: 5, Language: "en"}, a4Inner/2-4)
	end := a4Margin + a4Inner - said.Width
	if called.Style.RightToLeft() {
		end = a4Margin
	}
	t.doc.Draw(on.Page, called, pdf.Point{X: t.start(a4Margin, a4Inner, called), Y: y}, black)
	t.doc.Draw(on.Page, said, pdf.Point{X: end, Y: y}, black)
}

// cell writes in a column; the first stands where the language begins.
func (t *table) cell(on *page, column int, line pdf.Line, y float64) {
	left := a4Margin
	for _, width := range widths[:column] {
		left += width
	}
	if t.style().RightToLeft() {
		left = a4Width - left - widths[column]
	}
	t.doc.Draw(on.Page, line, pdf.Point{X: t.start(left, widths[column], line), Y: y + 5}, black)
}

// start is where a line begins within a width, at the side where the language does.
func (t *table) start(left, width float64, line pdf.Line) float64 {
	if t.style().RightToLeft() {
		return left + width - line.Width
	}
	return left
}

// end is where a line begins that ends within a width where the language does.
func (t *table) end(left, width float64, line pdf.Line) float64 {
	if t.style().RightToLeft() {
		return left
	}
	return left + width - line.Width
}

func (t *table) style() pdf.Style { return pdf.Style{Language: t.language} }

func (t *table) rule(on *page, thick, y float64) {
	y += lineHeight - 0.5
	on.Stroke(gray, thick, new(pdf.Path).Lines(pdf.Point{X: a4Margin, Y: y}, pdf.Point{X: a4Margin + a4Inner, Y: y}))
}
