package poster_test

import (
	"bytes"
	"encoding/xml"
	"image"
	"image/draw"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"ciaw/qr"
	"ciaw/server/checkin"
	"ciaw/server/poster"
)

var qrUnwritable = qr.ErrUnwritable

// ask runs one of the poppler tools on a document and returns what it prints.
func ask(t testing.TB, document []byte, tool string, arguments ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "poster.pdf")
	if err := os.WriteFile(file, document, 0o600); err != nil {
		t.Fatal(err)
	}
	arguments = append(arguments, file)
	if tool == "pdftotext" {
		arguments = append(arguments, "-")
	}
	var complaints bytes.Buffer
	command := exec.Command(tool, arguments...)
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

// textOf is what a document says, on one line, without the marks by which
// pdftotext shows directions.
func textOf(t testing.TB, document []byte) string {
	t.Helper()
	text := strings.NewReplacer("\u202a", "", "\u202b", "", "\u202c", "").Replace(ask(t, document, "pdftotext"))
	return strings.Join(strings.Fields(text), " ")
}

// pictureOf renders the first page.
func pictureOf(t testing.TB, document []byte, dotsPerInch int) *image.Gray {
	t.Helper()
	data := ask(t, document, "pdftoppm", "-png", "-gray", "-singlefile", "-r", strconv.Itoa(dotsPerInch))
	decoded, err := png.Decode(strings.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	page := image.NewGray(decoded.Bounds())
	draw.Draw(page, page.Bounds(), decoded, decoded.Bounds().Min, draw.Src)
	return page
}

// box is where a word stands, in points.
type box struct {
	Left   float64 `xml:"xMin,attr"`
	Top    float64 `xml:"yMin,attr"`
	Right  float64 `xml:"xMax,attr"`
	Bottom float64 `xml:"yMax,attr"`
	Word   string  `xml:",chardata"`
}

// overlaps reports whether two boxes share more than a hair.
func (b box) overlaps(c box) bool {
	const hair = 0.6
	return min(b.Right, c.Right)-max(b.Left, c.Left) > hair && min(b.Bottom, c.Bottom)-max(b.Top, c.Top) > hair
}

// boxesOf returns the words of the first page.
func boxesOf(t *testing.T, document []byte) []box {
	t.Helper()
	var page struct {
		Words []box `xml:"body>doc>page>word"`
	}
	if err := xml.Unmarshal([]byte(ask(t, document, "pdftotext", "-bbox", "-l", "1")), &page); err != nil {
		t.Fatal(err)
	}
	return page.Words
}

func TestNothingOverlapsOrLeavesThePage(t *testing.T) {
	const inch, dots = 72, 110
	plain := sheet(t, "nl", "fr", "ro", "ar")
	bare := sheet(t, "pl")
	bare.Workplace.Address, bare.Workplace.Contact, bare.Version = "", checkin.Contact{}, 0
	arabicFirst := worst(t, "ar")
	longHost := worst(t, "de", "it")
	longHost.Link = "https://register." + strings.Repeat("hoofdaannemer-", 5) + "example/p/" + longHost.Code.String()
	for name, s := range map[string]poster.Sheet{
		"as usual": plain, "next to nothing": bare, "only Arabic": arabicFirst, "a long host": longHost,
		"the worst in Hungarian": worst(t, "hu", "uk", "bg", "de"), "the worst in four": worst(t, "fr", "pt", "es", "ar"),
		"the worst in three": worst(t, "sk", "tr", "it"),
	} {
		formats := []poster.Format{poster.A4, poster.A6}
		if name == "as usual" {
			formats = append(formats, poster.A3) // which is A4 enlarged
		}
		for _, f := range formats {
			t.Run(name+" "+string(f), func(t *testing.T) {
				document := printed(t, f, s)
				picture := pictureOf(t, document, dots)
				edge := float64(picture.Bounds().Dx()) * inch / dots
				foot := float64(picture.Bounds().Dy()) * inch / dots
				boxes := boxesOf(t, document)
				for _, c := range codesOf(t, picture, s.Link, partsOf(f, picture.Bounds())...) { // nothing may stand on a code, nor in its quiet zone
					boxes = append(boxes, box{c.Left * inch / dots, c.Top * inch / dots, c.Right * inch / dots, c.Bottom * inch / dots, "the code"})
				}
				for i, b := range boxes {
					if b.Left < 8 || b.Top < 8 || b.Right > edge-8 || b.Bottom > foot-8 { // what printers cannot reach
						if b.Word != "the code" {
							t.Errorf("%q leaves the page: %v", b.Word, b)
						}
					}
					for _, c := range boxes[:i] {
						if b.overlaps(c) {
							t.Errorf("%q overlaps %q", b.Word, c.Word)
						}
					}
				}
			})
		}
	}
}

// TestStepsAreReadWalking holds that what to do is written in sixteen points or
// more. The version in the foot is of three millimetres in the same face: how
// much higher a word's box is tells its size.
func TestStepsAreReadWalking(t *testing.T) {
	const version, sixteen = 3.0, 16 * 25.4 / 72
	for _, languages := range [][]string{{"nl"}, {"fr", "en"}, {"nl", "fr", "en"}, {"nl", "fr", "ro", "ar"}, {"de", "pl", "uk", "hu"}, {"tr", "bg", "pt", "es"}} {
		s := sheet(t, languages...)
		s.Gate = "Poort Noord"
		heights := map[string]float64{}
		for _, b := range boxesOf(t, printed(t, poster.A4, s)) {
			heights[b.Word] = b.Bottom - b.Top
		}
		for _, language := range languages {
			if language == "ar" { // as large as the others; its letters are found in other forms
				continue
			}
			sentence := words(t, language)["poster.step.receipt"]
			word := strings.Fields(sentence)[0]
			size := version * heights[word] / heights["v3"]
			if size < sixteen*0.99 {
				t.Errorf("%v: %q is written in %.1f points", languages, word, size*72/25.4)
			}
		}
	}
}

// codesOf reads the code in each part of a page, and returns where they and
// their quiet zones are.
func codesOf(t *testing.T, picture *image.Gray, link string, parts ...image.Rectangle) []box {
	t.Helper()
	code, err := qr.Write(link, qr.LevelQ, 0)
	if err != nil {
		t.Fatal(err)
	}
	var found []box
	for _, part := range parts {
		codes, err := qr.Read(t.Context(), picture.SubImage(part), qr.Options{})
		if err != nil || codes[0].Text != link {
			t.Errorf("in %v: %v, %v", part, codes, err)
			continue
		}
		corners := codes[0].Corners
		left, right := float64(corners[0].X), float64(corners[2].X)
		// The corners are good to a module or so, of the four that are quiet.
		quiet := 3 * (right - left) / float64(code.Size())
		found = append(found, box{left - quiet, float64(corners[0].Y) - quiet, right + quiet, float64(corners[2].Y) + quiet, "the code"})
	}
	return found
}

// partsOf are the parts of a page that hold one code each.
func partsOf(f poster.Format, page image.Rectangle) []image.Rectangle {
	if f != poster.A6 {
		return []image.Rectangle{page}
	}
	w, h := page.Dx()/2, page.Dy()/2
	quarter := image.Rect(0, 0, w, h)
	return []image.Rectangle{quarter, quarter.Add(image.Pt(w, 0)), quarter.Add(image.Pt(0, h)), quarter.Add(image.Pt(w, h))}
}
