package receiptsheet_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"ciaw/server/i18n"
	"ciaw/server/id"
	"ciaw/server/receipt"
	"ciaw/server/receiptsheet"
)

var languages = strings.Fields("nl fr de en ro pt uk pl bg es it sk hu tr ar")

// claims are of a receipt of a day of work, the first of 3 July 2026; two of three
// are of a day, then an In and an Out of the same day.
func claims(n int) receipt.Claims {
	at := time.Date(2026, 7, 3+n*2/3, 4, 52, 0, 0, time.UTC)
	number, err := id.NewReceipt(at, n+1, false)
	if err != nil {
		panic(err)
	}
	c := receipt.Claims{
		RegisteredClaims: jwt.RegisteredClaims{ID: number.String(), IssuedAt: jwt.NewNumericDate(at)},
		Workplace:        "1Y1000003EQCZ", Day: at.Format("2006-01-02"), Channel: "mobile",
	}
	switch n % 3 {
	case 1:
		c.Direction, c.At = "in", at.Unix()
	case 2:
		c.Direction, c.At = "out", at.Add(8*time.Hour).Unix()
	}
	return c
}

func many(n int) []receipt.Claims {
	all := make([]receipt.Claims, n)
	for i := range all {
		all[i] = claims(i)
	}
	return all
}

func printedList(t *testing.T, l receiptsheet.List) []byte {
	t.Helper()
	p, err := receiptsheet.NewPrinter()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := p.PrintList(t.Context(), &b, l); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// said is the text of a document, without the marks of direction.
func said(t *testing.T, document []byte) string {
	t.Helper()
	text := string(ask(t, document, "pdftotext", "-layout"))
	return strings.Join(strings.Fields(strings.NewReplacer("\u202a", "", "\u202b", "", "\u202c", "", " / ", "/").Replace(text)), " ")
}

func TestAListHasALineForEachReceiptInEveryLanguage(t *testing.T) {
	words, err := i18n.Read("sheet.title")
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range languages {
		t.Run(language, func(t *testing.T) {
			all := many(5)
			text := said(t, printedList(t, receiptsheet.List{Claims: all, Language: language}))
			wanted := []string{words.Say(language, "sheet.title"), "03/07/2026", "05/07/2026", "1Y1000003EQCZ", "06:52", "14:52", "1/1"}
			for _, c := range all {
				wanted = append(wanted, c.ID[:6]+" "+c.ID[6:10]+" "+c.ID[10:13]+" "+c.ID[13:])
			}
			for _, want := range wanted {
				if !strings.Contains(text, want) {
					t.Errorf("does not say %q: %s", want, text)
				}
			}
		})
	}
}

func TestAListIsInOrderAndHasEachReceiptOnce(t *testing.T) {
	all := many(6)
	mixed := []receipt.Claims{all[4], all[0], all[5], all[0], all[2], all[1], all[3], all[4]}
	text := said(t, printedList(t, receiptsheet.List{Claims: mixed, Language: "nl"}))
	last := -1
	for _, c := range all {
		number := c.ID[:6] + " " + c.ID[6:10] + " " + c.ID[10:13] + " " + c.ID[13:]
		if strings.Count(text, number) != 1 || strings.Index(text, number) < last {
			t.Errorf("%s is %d times there, in order: %v", number, strings.Count(text, number), strings.Index(text, number) > last)
		}
		last = strings.Index(text, number)
	}
	if !strings.Contains(text, "03/07/2026 – 06/07/2026") || !strings.Contains(text, "Geregistreerde dagen 4") {
		t.Errorf("period or days: %s", text)
	}
}

func TestALongListHasNumberedPages(t *testing.T) {
	for count, pages := range map[int]int{28: 1, 29: 2, 60: 3, receiptsheet.MostReceipts: 8} {
		document := printedList(t, receiptsheet.List{Claims: many(count), Language: "fr"})
		text := said(t, document)
		for page := 1; page <= pages; page++ {
			if want := fmt.Sprintf("%d/%d", page, pages); !strings.Contains(text, want) {
				t.Errorf("%d receipts: no page %q", count, want)
			}
		}
		if info := strings.Join(strings.Fields(string(ask(t, document, "pdfinfo"))), " "); !strings.Contains(info, fmt.Sprintf("Pages: %d ", pages)) {
			t.Errorf("%d receipts: want %d pages: %s", count, pages, info)
		}
	}
}

func TestAFullPageLeavesItsFootFree(t *testing.T) {
	boxes := regexp.MustCompile(`yMin="([0-9.]+)" xMax="[0-9.]+" yMax="([0-9.]+)">([^<]+)<`)
	lowest, foot := 0.0, 0.0
	document := printedList(t, receiptsheet.List{Claims: many(28), Language: "nl"})
	for _, box := range boxes.FindAllStringSubmatch(string(ask(t, document, "pdftotext", "-bbox")), -1) {
		top, _ := strconv.ParseFloat(box[1], 64)
		bottom, _ := strconv.ParseFloat(box[2], 64)
		switch box[3] {
		case "1Y1000003EQCZ":
			lowest = max(lowest, bottom)
		case "Geregistreerde":
			foot = top
		}
	}
	if lowest == 0 || foot < lowest {
		t.Errorf("the last line ends at %v, the foot begins at %v", lowest, foot)
	}
}

func TestAListOfASimulationSaysSoOnEveryPage(t *testing.T) {
	all := many(40)
	plain := said(t, printedList(t, receiptsheet.List{Claims: slices.Clone(all), Language: "nl"}))
	all[0].Simulation = true
	simulated := said(t, printedList(t, receiptsheet.List{Claims: all, Language: "nl"}))
	if strings.Count(simulated, "Simulatie") != 2 || strings.Contains(plain, "Simulatie") {
		t.Errorf("with: %s, without: %s", simulated, plain)
	}
}

func TestAListOfNothingOrTooMuchIsRefused(t *testing.T) {
	p, err := receiptsheet.NewPrinter()
	if err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct {
		list receiptsheet.List
		want error
	}{
		"nothing":        {receiptsheet.List{Language: "nl"}, receiptsheet.ErrCount},
		"201":            {receiptsheet.List{Language: "nl", Claims: many(201)}, receiptsheet.ErrCount},
		"another tongue": {receiptsheet.List{Language: "xx", Claims: many(1)}, receiptsheet.ErrLanguage},
	} {
		if err := p.PrintList(t.Context(), new(bytes.Buffer), c.list); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", what, err, c.want)
		}
	}
	left, leave := context.WithCancel(t.Context())
	leave()
	if err := p.PrintList(left, new(bytes.Buffer), receiptsheet.List{Language: "nl", Claims: many(1)}); !errors.Is(err, context.Canceled) {
		t.Errorf("left: %v", err)
	}
	same := receiptsheet.List{Claims: many(60), Language: "ar"}
	if !bytes.Equal(printedList(t, same), printedList(t, same)) {
		t.Error("the same list has other bytes")
	}
}
