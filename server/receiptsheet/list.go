package receiptsheet

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/pdf"
	"ciaw/server/receipt"
)

// MostReceipts is how many receipts fit in one list.
const MostReceipts = 200

// ErrCount means that a list was asked for of no receipt, or of too many.
var ErrCount = fault.New(fault.Invalid, "items_invalid")

// The words of a list that a single sheet does not have.
const (
	wordList   = "sheet.title"
	wordDays   = "sheet.days"
	wordNobody = "sheet.nobody"
)

// List is the content of a list of receipts: a line for each, earliest first.
type List struct {
	Claims   []receipt.Claims // of receipts that were verified
	Language string           // of the words
}

// PrintList writes a list as PDF, on as many pages of A4 as it needs. A receipt
// that is given twice has one line. The same list gives the same bytes.
func (p *Printer) PrintList(ctx context.Context, w io.Writer, l List) error {
	if err := p.CheckLanguage(l.Language); err != nil {
		return err
	}
	if len(l.Claims) < 1 || len(l.Claims) > MostReceipts {
		return ErrCount
	}
	lines := inOrder(l.Claims)
	period := written(lines[0].Day) + " – " + written(lines[len(lines)-1].Day)
	doc, err := pdf.New(p.words.Say(l.Language, wordList)+" "+period, l.Language)
	if err != nil {
		return fmt.Errorf("begin the document: %w", err)
	}
	table := &table{Printer: p, doc: doc, language: l.Language, period: period, lines: lines}
	for at := 0; at < len(lines); at += linesPerPage {
		if err := ctx.Err(); err != nil {
			return err
		}
		table.page(at)
	}
	if _, err := doc.WriteTo(w); err != nil {
		return fmt.Errorf("write the document: %w", err)
	}
	return nil
}

// inOrder returns the lines of a list: each receipt once, by day and time.
func inOrder(claims []receipt.Claims) []receipt.Claims {
	lines := slices.SortedFunc(slices.Values(claims), func(a, b receipt.Claims) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(timeOf(a).Unix(), timeOf(b).Unix()), cmp.Compare(a.ID, b.ID))
	})
	return slices.CompactFunc(lines, func(a, b receipt.Claims) bool { return a.ID == b.ID })
}

// timeOf is the time that counts: of coming or going, else of registering.
func timeOf(c receipt.Claims) time.Time {
	if c.Direction != "" || c.IssuedAt == nil {
		return time.Unix(c.At, 0)
	}
	return c.IssuedAt.Time
}

// cells are what a line says, by column.
func cells(c receipt.Claims) [columns]string {
	line := [columns]string{written(c.Day), c.Workplace, none, none, grouped(c.ID)}
	switch checkin.Direction(c.Direction) {
	case checkin.In:
		line[columnIn] = clock(timeOf(c))
	case checkin.Out:
		line[columnOut] = clock(timeOf(c))
	}
	if c.Authority != "" {
		line[columnNumber] += " (" + c.Authority + ")"
	}
	return line
}

// daysIn counts the different days of some lines.
func daysIn(lines []receipt.Claims) int {
	days := map[string]bool{}
	for _, c := range lines {
		days[c.Day] = true
	}
	return len(days)
}
