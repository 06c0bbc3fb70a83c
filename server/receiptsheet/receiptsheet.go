// Package receiptsheet puts receipts on paper: what one says, in words of one
// language, and its QR code, as a page of PDF; many as a list,
// or those of a crew with a code each.
//
// It verifies nothing (package receipt) and keeps nothing. A sheet and a list name
// nobody, as a receipt names nobody; that of a crew has the names it is given.
// Read next: layout.go, list.go, crew.go.
package receiptsheet

import (
	"context"
	"fmt"
	"io"
	"time"

	"ciaw/qr"
	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/i18n"
	"ciaw/server/id"
	"ciaw/server/pdf"
	"ciaw/server/receipt"
)

// ErrLanguage means that a sheet was asked for in a language that is not ours.
var ErrLanguage = fault.New(fault.Invalid, "language_unknown")

// The words of a sheet, which are the screen's own.
const (
	wordTitle      = "receipt.title"
	wordRegistered = "receipt.registered"
	wordNumber     = "receipt.number"
	wordShow       = "receipt.qr.text"
	wordWorkplace  = "receipt.workplace"
	wordDay        = "receipt.day"
	wordTime       = "receipt.time"
	wordAuthority  = "receipt.authority"
	wordIn         = "direction.in"
	wordOut        = "direction.out"
	wordSimulation = "receipt.simulation"
)

// Sheet is the content of one page.
type Sheet struct {
	Claims   receipt.Claims // of a receipt that was verified
	Link     string         // what the QR code says
	Language string         // of the words
}

// Printer makes sheets. It may be used by many at once.
type Printer struct{ words i18n.Catalogue }

// NewPrinter reads the words of all languages.
func NewPrinter() (*Printer, error) {
	words, err := i18n.Read(wordTitle, wordRegistered, wordNumber, wordShow, wordWorkplace, wordDay, wordTime, wordAuthority,
		wordIn, wordOut, wordSimulation, wordList, wordDays, wordNobody, wordCrew, wordPeople, wordCodes)
	if err != nil {
		return nil, err
	}
	return &Printer{words}, nil
}

// CheckLanguage returns ErrLanguage for a language that is not ours.
func (p *Printer) CheckLanguage(language string) error {
	if !p.words.Has(language) {
		return ErrLanguage
	}
	return nil
}

// Print writes the sheet as PDF. The same sheet gives the same bytes.
func (p *Printer) Print(ctx context.Context, w io.Writer, s Sheet) error {
	if err := p.CheckLanguage(s.Language); err != nil {
		return err
	}
	code, err := qr.Write(s.Link, qr.LevelM, quiet)
	if err != nil {
		return fmt.Errorf("draw the QR code of a receipt: %w", err)
	}
	doc, err := pdf.New(p.say(s, wordTitle)+" "+grouped(s.Claims.ID), s.Language)
	if err != nil {
		return fmt.Errorf("begin the document: %w", err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	sheet := &page{doc: doc, Page: doc.AddPage(width, height), language: s.Language}
	p.lay(sheet, s, code)
	if _, err := doc.WriteTo(w); err != nil {
		return fmt.Errorf("write the document: %w", err)
	}
	return nil
}

func (p *Printer) say(s Sheet, key string) string { return p.words.Say(s.Language, key) }

// facts are the lines of a sheet: what each is called, and what it says.
func (p *Printer) facts(s Sheet) [][2]string {
	c := s.Claims
	all := [][2]string{{p.say(s, wordWorkplace), c.Workplace}, {p.say(s, wordDay), written(c.Day)}}
	switch checkin.Direction(c.Direction) {
	case checkin.In:
		all = append(all, [2]string{p.say(s, wordIn), clock(time.Unix(c.At, 0))})
	case checkin.Out:
		all = append(all, [2]string{p.say(s, wordOut), clock(time.Unix(c.At, 0))})
	}
	if c.IssuedAt != nil {
		all = append(all, [2]string{p.say(s, wordTime), clock(c.IssuedAt.Time)})
	}
	if c.Authority != "" {
		all = append(all, [2]string{p.say(s, wordAuthority), c.Authority})
	}
	return all
}

// written is a day as people here write it: 23/11/2026.
func written(day string) string {
	d, err := checkin.ParseDay(day)
	if err != nil {
		return day
	}
	return d.Date().Format("02/01/2006")
}

// clock is a time of day in Brussels.
func clock(at time.Time) string { return at.In(checkin.Brussels).Format("15:04") }

// grouped is a receipt number in the groups that the screen shows it in.
func grouped(number string) string {
	if n, err := id.ParseReceipt(number); err == nil {
		s := n.String()
		return s[:6] + " " + s[6:10] + " " + s[10:13] + " " + s[13:]
	}
	return number
}
