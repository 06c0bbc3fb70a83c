package receiptsheet_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"slices"
	"strings"
	"testing"

	"ciaw/qr"
	"ciaw/server/i18n"
	"ciaw/server/receiptsheet"
)

// crew is so many cards of a day, each with a link of its own as long as that of a
// true receipt; one name is long.
func crew(n int) []receiptsheet.Card {
	names := []string{"Ana Fictief", "Ion Exemplu", "Maximiliana Alexandrina Voorbeeldescu-Fictievaru", "محمد المثال"}
	cards := make([]receiptsheet.Card, n)
	for i := range cards {
		c := claims(i)
		c.Day, c.Direction = "2026-07-03", ""
		cards[i] = receiptsheet.Card{
			Claims: c, Link: fmt.Sprintf("%s%08d", link, i), Name: fmt.Sprintf("%s %03d", names[i%len(names)], i),
			Person: "•••••••••••••" + fmt.Sprintf("%04d", i), Workplace: "Basisschool De Voorbeeldboom, nieuwe vleugel",
		}
	}
	return cards
}

func printedCrew(t *testing.T, c receiptsheet.Crew) []byte {
	t.Helper()
	p, err := receiptsheet.NewPrinter()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := p.PrintCrew(t.Context(), &b, c); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestACrewHasACardForEachInEveryLanguage(t *testing.T) {
	words, err := i18n.Read("sheet.crew")
	if err != nil {
		t.Fatal(err)
	}
	cards := crew(2)
	cards[1].Claims.Direction, cards[1].Claims.At = "in", claims(1).At
	for _, language := range languages {
		t.Run(language, func(t *testing.T) {
			text := said(t, printedCrew(t, receiptsheet.Crew{Cards: cards, Language: language}))
			wanted := []string{words.Say(language, "sheet.crew"), "03/07/2026", "1Y1000003EQCZ", "Ana Fictief 000", "Ion Exemplu 001", "•0001", "06:52", "1/1"}
			for _, c := range cards {
				wanted = append(wanted, c.Claims.ID[:6]+" "+c.Claims.ID[6:10]+" "+c.Claims.ID[10:13]+" "+c.Claims.ID[13:])
			}
			for _, want := range wanted {
				if !strings.Contains(text, want) {
					t.Errorf("does not say %q: %s", want, text)
				}
			}
		})
	}
}

// TestEachCodeOfACrewIsReadFromThePaper looks at a full page as a phone does, held
// over one card after another.
func TestEachCodeOfACrewIsReadFromThePaper(t *testing.T) {
	for _, language := range []string{"nl", "ar"} {
		cards := crew(10)
		data := ask(t, printedCrew(t, receiptsheet.Crew{Cards: cards, Language: language}), "pdftoppm", "-png", "-gray", "-singlefile", "-r", "150")
		picture, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		read := map[string]bool{}
		at := func(mm float64) int { return int(mm / 25.4 * 150) }
		for row := range 5 {
			for column := range 2 {
				card := image.NewGray(image.Rect(0, 0, at(90), at(47)))
				draw.Draw(card, card.Bounds(), picture, image.Pt(at(15+90*float64(column)), at(32+47*float64(row))), draw.Src)
				codes, err := qr.Read(t.Context(), card, qr.Options{})
				if err != nil || len(codes) != 1 {
					t.Fatalf("%s, row %d, column %d: %v, %v", language, row, column, codes, err)
				}
				read[codes[0].Text] = true
			}
		}
		for _, c := range cards {
			if !read[c.Link] {
				t.Errorf("%s: the code of %s is not there", language, c.Name)
			}
		}
	}
}

func TestACrewIsInOrderAndCountsPeopleOnce(t *testing.T) {
	cards := crew(4)
	later := cards[0]
	later.Claims.ID, later.Claims.Day = claims(9).ID, "2026-07-04"
	mixed := []receiptsheet.Card{cards[3], later, cards[1], cards[0], cards[0], cards[2]}
	text := said(t, printedCrew(t, receiptsheet.Crew{Cards: mixed, Language: "nl"}))
	if !strings.Contains(text, "Personen: 4") || !strings.Contains(text, "03/07/2026 – 04/07/2026") {
		t.Errorf("people or period: %s", text)
	}
	if n := strings.Count(text, "Ana Fictief 000"); n != 2 {
		t.Errorf("who has two receipts is there %d times", n)
	}
	if strings.Index(text, "Ana Fictief") > strings.Index(text, "Ion Exemplu") {
		t.Errorf("not by name: %s", text)
	}
}

func TestALargeCrewHasNumberedPagesAndSaysWhatItCannot(t *testing.T) {
	cards := crew(receiptsheet.MostReceipts)
	text := said(t, printedCrew(t, receiptsheet.Crew{Cards: cards, Language: "fr"}))
	if !strings.Contains(text, "1/20") || !strings.Contains(text, "20/20") || !strings.Contains(text, "lui-même") {
		t.Errorf("pages: %.400s", text)
	}
	cards = crew(11)
	cards[10].Claims.Simulation = true
	if text := said(t, printedCrew(t, receiptsheet.Crew{Cards: cards, Language: "nl"})); strings.Count(text, "Simulatie") != 2 {
		t.Errorf("a simulation: %s", text)
	}
}

func TestACrewOfNobodyOrTooManyIsRefused(t *testing.T) {
	p, err := receiptsheet.NewPrinter()
	if err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct {
		crew receiptsheet.Crew
		want error
	}{
		"nobody":         {receiptsheet.Crew{Language: "nl"}, receiptsheet.ErrCount},
		"201":            {receiptsheet.Crew{Language: "nl", Cards: slices.Repeat(crew(1), 201)}, receiptsheet.ErrCount},
		"another tongue": {receiptsheet.Crew{Language: "xx", Cards: crew(1)}, receiptsheet.ErrLanguage},
	} {
		if err := p.PrintCrew(t.Context(), new(bytes.Buffer), c.crew); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", what, err, c.want)
		}
	}
	left, leave := context.WithCancel(t.Context())
	leave()
	if err := p.PrintCrew(left, new(bytes.Buffer), receiptsheet.Crew{Language: "nl", Cards: crew(1)}); !errors.Is(err, context.Canceled) {
		t.Errorf("left: %v", err)
	}
	same := receiptsheet.Crew{Language: "ar", Cards: crew(12)}
	if !bytes.Equal(printedCrew(t, same), printedCrew(t, same)) {
		t.Error("the same crew has other bytes")
	}
}
