package receiptsheet_test

import (
	"bytes"
	"context"
	"errors"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"ciaw/qr"
	"ciaw/server/i18n"
	"ciaw/server/id"
	"ciaw/server/receipt"
	"ciaw/server/receiptsheet"
)

// link is as long as that of a true receipt.
var link = "https://register.example/r#" + strings.Repeat("eyJhbGciOiJFZERTQSJ9", 22)

// sheet is of an arrival in summer time, with a number of another authority.
func sheet(language string, simulation bool) receiptsheet.Sheet {
	at := time.Date(2026, 7, 23, 4, 52, 0, 0, time.UTC)
	number, err := id.NewReceipt(at, 1, simulation)
	if err != nil {
		panic(err)
	}
	return receiptsheet.Sheet{Link: link, Language: language, Claims: receipt.Claims{
		RegisteredClaims: jwt.RegisteredClaims{Issuer: "https://register.example", ID: number.String(), IssuedAt: jwt.NewNumericDate(at.Add(time.Hour))},
		Workplace:        "1Y1000003EQCZ", Day: "2026-07-23", Channel: "mobile", Person: "a digest",
		Simulation: simulation, Direction: "in", At: at.Unix(), Authority: "voorbeeld",
	}}
}

func printed(t *testing.T, s receiptsheet.Sheet) []byte {
	t.Helper()
	p, err := receiptsheet.NewPrinter()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := p.Print(t.Context(), &b, s); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// ask runs one of the poppler tools on a document and returns what it prints.
func ask(t *testing.T, document []byte, tool string, arguments ...string) []byte {
	t.Helper()
	if _, err := exec.LookPath(tool); err != nil && os.Getenv("CIAW_REQUIRE") == "" {
		t.Skipf("%s is not installed (poppler-utils)", tool)
	}
	file := filepath.Join(t.TempDir(), "receipt.pdf")
	if err := os.WriteFile(file, document, 0o600); err != nil {
		t.Fatal(err)
	}
	arguments = append(arguments, file)
	if tool == "pdftotext" {
		arguments = append(arguments, "-")
	}
	answer, err := exec.Command(tool, arguments...).Output()
	if err != nil {
		t.Fatalf("%s: %v", tool, err)
	}
	return answer
}

func TestASheetSaysInEveryLanguageWhatTheReceiptSays(t *testing.T) {
	words, err := i18n.Read("receipt.registered")
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range strings.Fields("nl fr de en ro pt uk pl bg es it sk hu tr ar") {
		word := words.Say(language, "receipt.registered")
		t.Run(language, func(t *testing.T) {
			s := sheet(language, false)
			document := printed(t, s)
			text := strings.Join(strings.Fields(strings.NewReplacer("\u202a", "", "\u202b", "", "\u202c", "").Replace(string(ask(t, document, "pdftotext")))), " ")
			for _, want := range []string{word, s.Claims.ID[:6] + " 0000 001 " + s.Claims.ID[13:], "1Y1000003EQCZ", "23/07/2026", "06:52", "07:52", "voorbeeld"} {
				if !strings.Contains(text, want) {
					t.Errorf("does not say %q: %s", want, text)
				}
			}
		})
	}
}

func TestTheCodeOnPaperIsTheReceipt(t *testing.T) {
	for _, simulation := range []bool{false, true} {
		data := ask(t, printed(t, sheet("ar", simulation)), "pdftoppm", "-png", "-gray", "-singlefile", "-r", "150")
		picture, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		codes, err := qr.Read(t.Context(), picture, qr.Options{})
		if err != nil || len(codes) != 1 || codes[0].Text != link {
			t.Errorf("simulation %v: read %v, %v", simulation, codes, err)
		}
	}
}

func TestASimulationSaysSo(t *testing.T) {
	simulated := string(ask(t, printed(t, sheet("nl", true)), "pdftotext"))
	plain := string(ask(t, printed(t, sheet("nl", false)), "pdftotext"))
	if !strings.Contains(simulated, "Simulatie") || strings.Contains(plain, "Simulatie") {
		t.Errorf("with: %s, without: %s", simulated, plain)
	}
}

func TestTheSameSheetHasTheSameBytes(t *testing.T) {
	if !bytes.Equal(printed(t, sheet("ro", false)), printed(t, sheet("ro", false))) {
		t.Error("they differ")
	}
}

func TestAnUnknownLanguageAndACallerWhoLeftAreRefused(t *testing.T) {
	p, err := receiptsheet.NewPrinter()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Print(t.Context(), new(bytes.Buffer), sheet("xx", false)); !errors.Is(err, receiptsheet.ErrLanguage) {
		t.Errorf("in xx: %v", err)
	}
	left, leave := context.WithCancel(t.Context())
	leave()
	if err := p.Print(left, new(bytes.Buffer), sheet("nl", false)); !errors.Is(err, context.Canceled) {
		t.Errorf("left: %v", err)
	}
}
