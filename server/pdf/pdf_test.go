package pdf_test

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"ciaw/server/pdf"
)

// onPage makes a document of one page and returns it as written.
func onPage(t *testing.T, draw func(*pdf.Document, *pdf.Page)) []byte {
	t.Helper()
	doc, err := pdf.New("Żółw – قائمة", "pl")
	if err != nil {
		t.Fatal(err)
	}
	draw(doc, doc.AddPage(100, 100))
	var written bytes.Buffer
	if _, err := doc.WriteTo(&written); err != nil {
		t.Fatal(err)
	}
	return written.Bytes()
}

// ask runs one of the poppler tools on a document.
func ask(t *testing.T, document []byte, tool string, arguments ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "page.pdf")
	if err := os.WriteFile(file, document, 0o600); err != nil {
		t.Fatal(err)
	}
	var complaints bytes.Buffer
	command := exec.Command(tool, append(arguments, file, "-")...)
	if tool == "pdfinfo" {
		command = exec.Command(tool, append(arguments, file)...)
	}
	command.Stderr = &complaints
	answer, err := command.Output()
	if err != nil {
		t.Fatalf("%s (poppler-utils; .ci/needs.sh installs it): %v %s", tool, err, complaints.String())
	}
	if complaints.Len() > 0 {
		t.Errorf("%s complains: %s", tool, complaints.String())
	}
	return string(answer)
}

// readable takes out the marks by which pdftotext shows directions.
var readable = strings.NewReplacer("\u202a", "", "\u202b", "", "\u202c", "", "\n", " ", "\f", "", "\u00a0", " ")

func TestLettersThatNoFontHasAreTold(t *testing.T) {
	var latin strings.Builder // with a letter beyond, so that fonts are asked
	for letter := rune(' '); letter < '\u0250'; letter++ {
		if !unicode.IsControl(letter) { // which no text here holds
			latin.WriteRune(letter)
		}
	}
	for text, want := range map[string]string{
		latin.String() + "中":        "中",
		"Werf \u3000\u200f\t Noord": "", "ﬁnition ʼ → ≥ €": "", "中 站 Kaai 中": "中站", "Werf 🏗\ufe0f": "🏗", "გ ა": "გა",
	} {
		if got := pdf.Unprintable(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestADocumentHoldsWhatItDraws: fonts are cut to the glyphs of a document, with
// those that they are made of.
func TestADocumentHoldsWhatItDraws(t *testing.T) {
	draw := func(text string) int {
		return len(onPage(t, func(d *pdf.Document, p *pdf.Page) {
			for i, line := range d.Wrap(text, pdf.Style{Size: 5, Language: "nl"}, 90, 9) {
				d.Draw(p, line, pdf.Point{X: 5, Y: 10 + 7*float64(i)}, pdf.Color{})
			}
		}))
	}
	if few, many := draw("Kaai"), draw("Kaai ÁÉÍÓÚ áéíóú bcdefghjlmnopqrstuvwxyz BCDEFGHJLMNOPQRSTUVWXYZ"); few > 8_000 || many > 16_000 || many < few+3_000 {
		t.Errorf("%d and %d bytes", few, many)
	}
}

func TestWordsAreFoundAsTheyAreRead(t *testing.T) {
	for _, test := range []struct{ name, language, text string }{
		{"Dutch", "nl", "Ĳzeren geëmailleerde platen"},
		{"French, with ligatures", "fr", "Œuvre difficile à l’affût"},
		{"Romanian, with commas below", "ro", "Înregistrați șeful"},
		{"Ukrainian", "uk", "Зареєструйтеся під’їзд ґанок"},
		{"Bulgarian", "bg", "Регистрирайте се"},
		{"Turkish, both letters i", "tr", "İşe ışık"},
		{"Hungarian, with double accents", "hu", "Őrizze meg űrlap"},
		{"Arabic, joined", "ar", "احتفظ بالإيصال"},
		{"Arabic, with marks above", "ar", "سجّل حضورك"},
		{"an apostrophe that is a letter", "uk", "Компʼютерний"},
		{"arrows and signs", "nl", "Kaai → poort 3 ≥ 2 m ✓"},
		{"Azeri", "az", "Əliağa küçəsi"},
		{"Kazakh", "kk", "Құрылыс алаңы әңгіме һ ұ"},
		{"Vietnamese", "vi", "Công trường Đống Đa"},
		{"Urdu", "ur", "تعمیراتی جگہ ٹھیکیدار ڈھاکہ"},
		{"Sorani", "ckb", "شوێنی کار ڕێکخستنەوە"},
		{"decomposed", "fr", "Ba\u0302timent e\u0301cole"},
	} {
		t.Run(test.name, func(t *testing.T) {
			document := onPage(t, func(d *pdf.Document, p *pdf.Page) {
				for i, line := range d.Wrap(test.text, pdf.Style{Size: 5, Language: test.language}, 90, 9) {
					d.Draw(p, line, pdf.Point{X: 5, Y: 10 + 7*float64(i)}, pdf.Color{})
				}
			})
			if missing := pdf.Unprintable(test.text); missing != "" {
				t.Errorf("no font has %q", missing)
			}
			if got := readable.Replace(ask(t, document, "pdftotext")); !strings.Contains(norm.NFC.String(got), norm.NFC.String(test.text)) {
				t.Errorf("%q is read as %q", test.text, got)
			}
		})
	}
}

func TestMixedDirectionsKeepTheirWords(t *testing.T) {
	document := onPage(t, func(d *pdf.Document, p *pdf.Page) {
		for _, line := range d.Wrap("امسح رمز QR رقم 127 على Limosa L1", pdf.Style{Size: 4, Language: "ar"}, 90, 1) {
			d.Draw(p, line, pdf.Point{X: 95 - line.Width, Y: 10}, pdf.Color{})
		}
	})
	got := ask(t, document, "pdftotext")
	for _, word := range []string{"امسح", "رمز", "QR", "127", "على", "Limosa L1"} {
		if !strings.Contains(got, word) {
			t.Errorf("%s is not in %q", word, got)
		}
	}
	// On paper the first word stands at the right, the last at the left.
	boxes := ask(t, document, "pdftotext", "-bbox")
	if strings.Index(boxes, ">Limosa<") > strings.Index(boxes, ">QR<") {
		t.Errorf("the words are not set from right to left:\n%s", boxes)
	}
}

func TestWrap(t *testing.T) {
	doc, err := pdf.New("", "nl")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, text string
		width      float64
		most, want int
	}{
		{"nothing", " \n ", 50, 9, 0},
		{"a short line", "Werf", 50, 9, 1},
		{"between words", "een twee drie", 15, 9, 3},
		{"within a word only if it is wider than a line", "a " + strings.Repeat("m", 40), 20, 99, 11},
		{"no more than wanted", strings.Repeat("woord ", 40), 50, 3, 3},
		{"no more than wanted, in one word", strings.Repeat("m", 400), 50, 2, 2},
		{"at a space", "een twee drie vier", 27, 9, 2},
		{"never at a no-break space", "een twee\u00a0drie vier", 27, 9, 3},
	} {
		lines := doc.Wrap(test.text, pdf.Style{Size: 5, Language: "nl"}, test.width, test.most)
		if len(lines) != test.want {
			t.Errorf("%s: %d lines, want %d", test.name, len(lines), test.want)
		}
		for i, line := range lines {
			if line.Width > test.width+0.01 {
				t.Errorf("%s: line %d is %.2f wide, of %.2f", test.name, i+1, line.Width, test.width)
			}
		}
	}
}

func TestWhatIsLeftOutIsSaid(t *testing.T) {
	document := onPage(t, func(d *pdf.Document, p *pdf.Page) {
		for i, line := range d.Wrap("eerste tweede derde vierde vijfde zesde", pdf.Style{Size: 5, Language: "nl"}, 40, 2) {
			d.Draw(p, line, pdf.Point{X: 5, Y: 10 + 7*float64(i)}, pdf.Color{})
		}
	})
	got := readable.Replace(ask(t, document, "pdftotext"))
	if !strings.Contains(got, "tweede") || !strings.Contains(got, "…") || strings.Contains(got, "zesde") {
		t.Errorf("read as %q", got)
	}
}

func TestDocumentSaysWhatItIs(t *testing.T) {
	document := onPage(t, func(*pdf.Document, *pdf.Page) {})
	facts := ask(t, document, "pdfinfo")
	for _, fact := range []string{"Żółw – قائمة", "283.465 x 283.465 pts", "Pages:           1"} {
		if !strings.Contains(facts, fact) {
			t.Errorf("%q is not in\n%s", fact, facts)
		}
	}
	if strings.Contains(facts, "CreationDate") {
		t.Error("the hour is written, so that no two documents are alike")
	}
	if !bytes.Contains(document, []byte("/Lang<706c>")) {
		t.Error("the language is not written")
	}
}

// Names are written by strangers: none may stop the printer or leave its box.
func FuzzWrap(f *testing.F) {
	for _, text := range []string{
		"Werf Noord", "工地 🏗 ไซต์", "\u202eabc\u2069", "e\u0301\u0301\u0301", "سجّل 127 abc", "a\u00a0\u2011b", "\xff\x00", "ﷺ لا", "\u200d\u200c",
	} {
		f.Add(text, "nl", 3)
		f.Add(text, "ar", 1)
	}
	f.Fuzz(func(t *testing.T, text, language string, most int) {
		if most < 1 || most > 20 || len(text) > 400 {
			return
		}
		const width = 40
		doc, err := pdf.New(text, language)
		if err != nil {
			t.Fatal(err)
		}
		page := doc.AddPage(100, 100)
		lines := doc.Wrap(text, pdf.Style{Size: 5, Language: language}, width, most)
		if len(lines) > most {
			t.Errorf("%d lines, at most %d", len(lines), most)
		}
		for _, line := range lines {
			if line.Width > width+0.01 {
				t.Errorf("%.2f wide, at most %d", line.Width, width)
			}
			doc.Draw(page, line, pdf.Point{X: 5, Y: 10}, pdf.Color{})
		}
		if _, err := doc.WriteTo(io.Discard); err != nil {
			t.Error(err)
		}
	})
}
