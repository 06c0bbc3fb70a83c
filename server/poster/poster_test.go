package poster_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/poster"
)

// all are the languages of the catalogue.
var all = strings.Fields("nl fr de en ro pt uk pl bg es it sk hu tr ar")

func newPrinter(t testing.TB) *poster.Printer {
	t.Helper()
	p, err := poster.NewPrinter()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// sheet is a poster of a workplace that there is not.
func sheet(t testing.TB, languages ...string) poster.Sheet {
	t.Helper()
	number, err := id.ParseWorkplace("1Y1000003EQCZ")
	if err != nil {
		t.Fatal(err)
	}
	s := poster.Sheet{
		Workplace: checkin.Workplace{Number: number, Name: "Renovatie Oude Gasthuis, fase 2", Address: "Kouter 12, 9000 Gent",
			Contact: checkin.Contact{Name: "Mieke Modelmans", Phone: "+32 000 00 00 00"}},
		Languages: languages, Version: 3,
	}
	return coded(t, s, 1)
}

// coded gives a sheet another code.
func coded(t testing.TB, s poster.Sheet, seed byte) poster.Sheet {
	t.Helper()
	code, ok := id.NewPoster([]byte{seed, 2, 3, 4, 5, 6, 7})
	if !ok {
		t.Fatal("no code")
	}
	s.Code, s.Link = code, "https://register.example/p/"+code.String()
	return s
}

// worst is a sheet on which everything is as long as it gets.
func worst(t testing.TB, languages ...string) poster.Sheet {
	s := sheet(t, languages...)
	s.Workplace.Name = "Donaudampfschifffahrtsgesellschaftskapitänskajütenrenovierungsarbeitenkoordination te Sint-Lievens-Houtem en Herzele 123"
	s.Workplace.Address = "Burgemeester Charles Rotsart de Hertainglaan 127 bus 0012, 1080 Sint-Jans-Molenbeek (Woluwe-Saint-Lambert, Région de Bruxelles-Capitale)"
	s.Workplace.Contact.Name = "Maria-Magdalena Vandenvoorbeeldenberghe-Modelmans van het Coördinatieteam"
	s.Gate = "Leveringen langs de achterzijde van het gebouw, poort aan de Kleine Nieuwstraat 127 bis, tweede inrit na de brug"
	s.Simulation = true
	return s
}

func printed(t testing.TB, f poster.Format, sheets ...poster.Sheet) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := newPrinter(t).Print(t.Context(), &b, f, sheets...); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// words are the texts of a sheet as the catalogue has them.
func words(t *testing.T, language string) map[string]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../../static/i18n", language+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var messages map[string]any
	if err := json.Unmarshal(text, &messages); err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for key, message := range messages {
		if text, plain := message.(string); plain && strings.HasPrefix(key, "poster.") || key == "receipt.simulation" {
			found[key] = text
		}
	}
	return found
}

func TestEveryLanguageIsFoundByItsWords(t *testing.T) {
	for four := range slices.Chunk(all, poster.MaxLanguages) {
		t.Run(strings.Join(four, " "), func(t *testing.T) {
			s := sheet(t, four...)
			s.Simulation = true
			text := textOf(t, printed(t, poster.A4, s))
			for i, language := range four {
				for key, sentence := range words(t, language) {
					if key == "poster.check" && i > 0 {
						continue // for the site manager: in the first language only
					}
					for _, word := range strings.Fields(sentence) {
						if !strings.Contains(text, word) {
							t.Errorf("%s: %q of %s is not found", language, word, key)
						}
					}
				}
			}
		})
	}
}

func TestSheetSaysWhereItBelongs(t *testing.T) {
	for _, f := range []poster.Format{poster.A4, poster.A3, poster.A6} {
		s := sheet(t, "nl", "ar")
		s.Gate = "Poort Noord"
		text := textOf(t, printed(t, f, s))
		for _, part := range []string{
			s.Code.String(), strings.TrimPrefix(s.Link, "https://"), s.Workplace.Name, s.Workplace.Address,
			s.Workplace.Number.String(), "Poort", "Noord", "v3",
		} {
			if !strings.Contains(text, part) {
				t.Errorf("%s: %q is not found in\n%s", f, part, text)
			}
		}
		if strings.Contains(text, "Simulatie") {
			t.Errorf("%s: a real sheet calls itself a simulation", f)
		}
	}
}

func TestSheetSaysWhomToAsk(t *testing.T) {
	for _, f := range []poster.Format{poster.A4, poster.A3} {
		s := sheet(t, "nl", "ar")
		for _, part := range []string{"Vragen?", s.Workplace.Contact.Name, s.Workplace.Contact.Phone} {
			if text := textOf(t, printed(t, f, s)); !strings.Contains(text, part) {
				t.Errorf("%s: %q is not found in\n%s", f, part, text)
			}
		}
		s.Workplace.Contact = checkin.Contact{}
		if text := textOf(t, printed(t, f, s)); strings.Contains(text, "Vragen?") {
			t.Errorf("%s: asks to ask nobody", f)
		}
	}
}

func TestSimulationSaysSo(t *testing.T) {
	for _, f := range []poster.Format{poster.A4, poster.A3, poster.A6} {
		s := sheet(t, "nl", "pl")
		s.Simulation = true
		text := textOf(t, printed(t, f, s))
		for _, word := range []string{"Simulatie", "Symulacja"} {
			if !strings.Contains(text, word) {
				t.Errorf("%s: %q is not found", f, word)
			}
		}
	}
}

func TestSheetPerGate(t *testing.T) {
	var gates []poster.Sheet
	for i, gate := range []string{"Noord", "Zuid", "Haven", "Werf", "Spoor"} {
		s := coded(t, sheet(t, "nl", "fr"), byte(10+i))
		s.Gate = gate
		gates = append(gates, s)
	}
	for _, test := range []struct {
		format poster.Format
		pages  int
		size   string
	}{
		{poster.A4, 5, "595.276 x 841.89 pts (A4)"},
		{poster.A3, 5, "(A3)"},
		{poster.A6, 2, "595.276 x 841.89 pts (A4)"},
	} {
		document := printed(t, test.format, gates...)
		facts := ask(t, document, "pdfinfo")
		if want := fmt.Sprintf("Pages:           %d\n", test.pages); !strings.Contains(facts, want) || !strings.Contains(facts, test.size) {
			t.Errorf("%s: want %d pages of %s, got\n%s", test.format, test.pages, test.size, facts)
		}
		text := textOf(t, document) + " "
		for _, s := range gates {
			if strings.Count(text, s.Code.String()) != 2 || strings.Count(text, " "+s.Gate+" ") != 1 { // to type, and in the link
				t.Errorf("%s: gate %s is not there once, with its code", test.format, s.Gate)
			}
		}
	}
}

func TestSameSheetSameBytes(t *testing.T) {
	p := newPrinter(t)
	s := worst(t, "hu", "uk", "ar", "tr")
	want := printed(t, poster.A4, s)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			var b bytes.Buffer
			if err := p.Print(t.Context(), &b, poster.A4, s); err != nil || !bytes.Equal(b.Bytes(), want) {
				t.Errorf("another document: %v", err)
			}
		})
	}
	group.Wait()
}

func TestWhatCannotBePrinted(t *testing.T) {
	p := newPrinter(t)
	tooLong := sheet(t, "nl")
	tooLong.Link = "https://" + strings.Repeat("a", 3000)
	for _, test := range []struct {
		name   string
		format poster.Format
		sheets []poster.Sheet
		want   error
	}{
		{"no such paper", "B5", []poster.Sheet{sheet(t, "nl")}, poster.ErrFormat},
		{"nothing to print", poster.A4, nil, poster.ErrNoSheet},
		{"no language", poster.A4, []poster.Sheet{sheet(t)}, poster.ErrLanguages},
		{"five languages", poster.A4, []poster.Sheet{sheet(t, "nl", "fr", "de", "en", "ro")}, poster.ErrLanguages},
		{"a language we do not speak", poster.A4, []poster.Sheet{sheet(t, "nl", "zh")}, poster.ErrLanguages},
		{"a language twice", poster.A4, []poster.Sheet{sheet(t, "nl", "fr", "nl")}, poster.ErrLanguages},
		{"the second sheet without language", poster.A6, []poster.Sheet{sheet(t, "nl"), sheet(t)}, poster.ErrLanguages},
		{"a link that no QR code holds", poster.A4, []poster.Sheet{tooLong}, qrUnwritable},
	} {
		var b bytes.Buffer
		if err := p.Print(t.Context(), &b, test.format, test.sheets...); !errors.Is(err, test.want) || b.Len() > 0 {
			t.Errorf("%s: %v and %d bytes, want %v and none", test.name, err, b.Len(), test.want)
		}
	}
}

func TestParseFormat(t *testing.T) {
	for text, want := range map[string]error{"A4": nil, "A3": nil, "A6": nil, "": poster.ErrFormat, "a4": poster.ErrFormat, "A5": poster.ErrFormat} {
		if f, err := poster.ParseFormat(text); !errors.Is(err, want) || err == nil && string(f) != text {
			t.Errorf("%q: %v, %v", text, f, err)
		}
	}
}

func BenchmarkPrint(b *testing.B) {
	p := newPrinter(b)
	for _, f := range []poster.Format{poster.A4, poster.A6} {
		s := sheet(b, "nl", "fr", "ro", "ar")
		s.Gate = "Poort Noord"
		b.Run(string(f), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var out bytes.Buffer
				if err := p.Print(b.Context(), &out, f, s); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(out.Len()), "bytes/document")
			}
		})
	}
}

func TestPrintingEndsWithItsContext(t *testing.T) {
	gone, leave := context.WithCancel(t.Context())
	leave()
	for _, f := range []poster.Format{poster.A4, poster.A6} {
		var b bytes.Buffer
		if err := newPrinter(t).Print(gone, &b, f, sheet(t, "nl")); !errors.Is(err, context.Canceled) || b.Len() > 0 {
			t.Errorf("%s: %v and %d bytes", f, err, b.Len())
		}
	}
}
