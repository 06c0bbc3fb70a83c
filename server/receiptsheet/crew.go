package receiptsheet

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"

	"ciaw/qr"
	"ciaw/server/pdf"
	"ciaw/server/receipt"
)

// The words of the receipts of a crew that other papers do not have.
const (
	wordCrew   = "sheet.crew"
	wordPeople = "sheet.people"
	wordCodes  = "sheet.codes"
)

// Card is the receipt of one of a crew, and what the register knows besides.
type Card struct {
	Claims    receipt.Claims // of a receipt that was verified
	Link      string         // what the QR code says
	Name      string         // of the person; "" if nobody knows
	Person    string         // the number, masked; tells people of one name apart
	Workplace string         // the name; "" if nobody knows
}

// Crew is the content of the receipts of a crew on paper: a card for each, with a
// code that an inspector scans, by workplace and day, and then by name.
type Crew struct {
	Cards    []Card
	Language string // of the words
}

// The layout of a page of cards, in millimetres: an A4, as lists have.
const (
	cardWidth, cardHeight = a4Inner / 2, 47.0
	cardRows              = 5
	cardsPerPage          = 2 * cardRows
	cardTop               = a4Margin + 17
	cardCode              = 45.0
	cardRoom              = cardWidth - cardCode - 3 // beside the code
	stripHeight           = 8.0
)

// PrintCrew writes the receipts of a crew as PDF, ten on a page of A4. A receipt
// that is given twice has one card. The same crew gives the same bytes.
func (p *Printer) PrintCrew(ctx context.Context, w io.Writer, c Crew) error {
	if err := p.CheckLanguage(c.Language); err != nil {
		return err
	}
	if len(c.Cards) < 1 || len(c.Cards) > MostReceipts {
		return ErrCount
	}
	cards := byPlace(c.Cards)
	period := periodOf(cards)
	doc, err := pdf.New(p.words.Say(c.Language, wordCrew)+" "+period, c.Language)
	if err != nil {
		return fmt.Errorf("begin the document: %w", err)
	}
	on := &album{table: table{Printer: p, doc: doc, language: c.Language, period: period}, cards: cards}
	for at := 0; at < len(cards); at += cardsPerPage {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := on.sheet(at); err != nil {
			return err
		}
	}
	if _, err := doc.WriteTo(w); err != nil {
		return fmt.Errorf("write the document: %w", err)
	}
	return nil
}

// byPlace returns the cards in their order, each receipt once.
func byPlace(cards []Card) []Card {
	sorted := slices.SortedFunc(slices.Values(cards), func(a, b Card) int {
		return cmp.Or(
			cmp.Compare(a.Claims.Workplace, b.Claims.Workplace), cmp.Compare(a.Claims.Day, b.Claims.Day), cmp.Compare(a.Name, b.Name),
			cmp.Compare(a.Person, b.Person), cmp.Compare(timeOf(a.Claims).Unix(), timeOf(b.Claims).Unix()), cmp.Compare(a.Claims.ID, b.Claims.ID),
		)
	})
	return slices.CompactFunc(sorted, func(a, b Card) bool { return a.Claims.ID == b.Claims.ID })
}

// periodOf is the day that all cards are of, or the first and the last one.
func periodOf(cards []Card) string {
	first, last := cards[0].Claims.Day, cards[0].Claims.Day
	for _, c := range cards {
		first, last = min(first, c.Claims.Day), max(last, c.Claims.Day)
	}
	if first == last {
		return written(first)
	}
	return written(first) + " – " + written(last)
}

// peopleIn counts the different people of some cards.
func peopleIn(cards []Card) int {
	people := map[[2]string]bool{}
	for _, c := range cards {
		people[[2]string{c.Name, c.Person}] = true
	}
	return len(people)
}

// album is a crew on its way to paper, with the means of a table.
type album struct {
	table
	cards []Card
}

// sheet adds the page that begins with the card at an index.
func (a *album) sheet(from int) error {
	on := &page{doc: a.doc, Page: a.doc.AddPage(a4Width, a4Height), language: a.language}
	a.beside(on, a.words.Say(a.language, wordCrew), a.period, a4Margin+5)
	if slices.ContainsFunc(a.cards, func(c Card) bool { return c.Claims.Simulation }) {
		a.strip(on, a4Margin+8)
	}
	for i, c := range a.cards[from:min(from+cardsPerPage, len(a.cards))] {
		left := a4Margin + cardWidth*float64(i%2)
		if a.style().RightToLeft() {
			left = a4Width - left - cardWidth
		}
		if err := a.card(on, c, pdf.Point{X: left, Y: cardTop + cardHeight*float64(i/2)}); err != nil {
			return err
		}
	}
	foot := cardTop + cardRows*cardHeight + 6
	style := pdf.Style{Face: pdf.Regular, Size: 3.6, Language: a.language}
	for i, line := range a.doc.Wrap(a.words.Say(a.language, wordCodes), style, a4Inner-40, 2) {
		a.doc.Draw(on.Page, line, pdf.Point{X: a.start(a4Margin, a4Inner, line), Y: foot + 4.8*float64(i)}, black)
	}
	style = pdf.Style{Face: pdf.Bold, Size: 4.4, Language: a.language}
	people := on.line(a.words.Say(a.language, wordPeople)+": "+strconv.Itoa(peopleIn(a.cards)), style, 38)
	a.doc.Draw(on.Page, people, pdf.Point{X: a.end(a4Margin, a4Inner, people), Y: foot}, black)
	pages := (len(a.cards) + cardsPerPage - 1) / cardsPerPage
	a.number(on, from/cardsPerPage+1, pages)
	return nil
}

// card draws one receipt: its code where the language begins, and beside it whose
// it is, where and when, and its number.
func (a *album) card(on *page, c Card, at pdf.Point) error {
	code, err := qr.Write(c.Link, qr.LevelM, quiet)
	if err != nil {
		return fmt.Errorf("draw the QR code of a receipt: %w", err)
	}
	on.Stroke(gray, 0.2, new(pdf.Path).Rect(pdf.Rect{X: at.X, Y: at.Y, W: cardWidth, H: cardHeight}))
	codeLeft, left := at.X+0.5, at.X+cardCode+1
	if a.style().RightToLeft() {
		codeLeft, left = at.X+cardWidth-cardCode-0.5, at.X+2
	}
	on.Within(codeLeft, at.Y+(cardHeight-cardCode)/2, cardCode/float64(code.Size()), func() { on.Fill(black, new(pdf.Path).Modules(code)) })
	y := at.Y + 6.5
	for _, part := range a.says(c) {
		for _, line := range a.fit(on, part) {
			a.doc.Draw(on.Page, line, pdf.Point{X: a.start(left, cardRoom, line), Y: y}, black)
			y += line.Style.Size * 1.25
		}
		y += 0.8
	}
	return nil
}

// part is one thing that a card says, on at most so many lines; with none it is
// kept whole on one.
type part struct {
	text  string
	style pdf.Style
	lines int
}

// says are the parts of a card, from the top.
func (a *album) says(c Card) []part {
	words, codes := a.language, "en" // numbers run from the left in every language
	when := written(c.Claims.Day)
	if line := cells(c.Claims); line[columnIn] != none {
		when += " · " + a.words.Say(a.language, wordIn) + " " + line[columnIn]
	} else if line[columnOut] != none {
		when += " · " + a.words.Say(a.language, wordOut) + " " + line[columnOut]
	}
	name := part{c.Name, pdf.Style{Face: pdf.Bold, Size: 4.4, Language: words}, 2}
	workplace := part{c.Workplace, pdf.Style{Face: pdf.Regular, Size: 3.6, Language: words}, 2}
	if len(a.doc.Wrap(name.text, name.style, cardRoom, 3)) > 2 { // all of a long name goes before all of a long address
		name.style.Size, name.lines, workplace.lines = 3.6, 3, 1
	}
	return []part{
		name,
		{c.Person, pdf.Style{Face: pdf.Regular, Size: 3.6, Language: codes}, 0},
		workplace,
		{c.Claims.Workplace, pdf.Style{Face: pdf.Regular, Size: 3.6, Language: codes}, 0},
		{when, pdf.Style{Face: pdf.Regular, Size: 3.6, Language: words}, 0},
		{cells(c.Claims)[columnNumber], pdf.Style{Face: pdf.Bold, Size: 4, Language: codes}, 0},
	}
}

// fit sets a part. Numbers are made smaller where they would be longer than the
// room there is; words end in dots.
func (a *album) fit(on *page, p part) []pdf.Line {
	if p.text == "" {
		return nil
	}
	if p.lines == 0 {
		return []pdf.Line{on.line(p.text, p.style, cardRoom)}
	}
	return a.doc.Wrap(p.text, p.style, cardRoom, p.lines)
}
