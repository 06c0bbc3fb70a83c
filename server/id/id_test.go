package id_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"ciaw/server/fault"
	"ciaw/server/id"
)

// number is what the values of this package have in common.
type number interface {
	comparable
	IsZero() bool
	String() string
}

// accepts fails unless parse takes each text and turns it into want.
func accepts[N number](t *testing.T, parse func(string) (N, error), reveal func(N) string, cases map[string]string) {
	t.Helper()
	for text, want := range cases {
		n, err := parse(text)
		if err != nil || reveal(n) != want || n.IsZero() {
			t.Errorf("%q: got %q, %v; want %q", text, reveal(n), err, want)
		}
	}
}

// refuses fails unless parse refuses each text with that failure.
func refuses[N number](t *testing.T, parse func(string) (N, error), want *fault.Error, texts ...string) {
	t.Helper()
	for _, text := range texts {
		n, err := parse(text)
		if !errors.Is(err, want) || !n.IsZero() || n.String() != "" {
			t.Errorf("%q: got %v, %v; want %v", text, n, err, want)
		}
	}
}

func TestNISS(t *testing.T) {
	accepts(t, id.ParseNISS, id.NISS.Digits, map[string]string{
		"85073003328":      "85073003328",
		"85.07.30-033.28":  "85073003328",
		" 17 07 30 033 84": "17073003384",
		"98472899765":      "98472899765", // BIS, sex known
		"01490700185":      "01490700185", // BIS, born 2001
	})
	refuses(t, id.ParseNISS, id.ErrNISS, "", "8507300332", "850730033288", "85073003329",
		"67063029660", "+5073003328", "85133003328")
	for text, bis := range map[string]bool{"85073003328": false, "98472899765": true} {
		n, _ := id.ParseNISS(text)
		if n.BIS() != bis {
			t.Errorf("%s from the BIS register: %v", text, n.BIS())
		}
		if strings.Contains(fmt.Sprint(n), text[:9]) {
			t.Errorf("%s prints unmasked", text)
		}
	}
}

func TestNISSOfPeopleWithoutKnownBirthday(t *testing.T) {
	for _, nine := range []string{"850000001", "850700001", "852000001", "854000001", "850032001", "852032001", "854099001", "850045002"} {
		if _, err := id.ParseNISS(nine + id.NISSCheck(nine, false)); err != nil {
			t.Errorf("%s: %v", nine, err)
		}
	}
	for _, nine := range []string{"850230001", "851301001", "855301001", "850732001"} {
		if _, err := id.ParseNISS(nine + id.NISSCheck(nine, false)); err == nil {
			t.Errorf("%s has a birthday that is in no calendar", nine)
		}
	}
}

func TestNISSOfTheFuture(t *testing.T) {
	nine := time.Now().AddDate(2, 0, 0).Format("06") + "0101001"
	if _, err := id.ParseNISS(nine + id.NISSCheck(nine, true)); err == nil {
		t.Errorf("%s is not born yet", nine)
	}
}

func TestCBE(t *testing.T) {
	accepts(t, id.ParseCBE, id.CBE.Digits, map[string]string{
		"0206731645":      "0206731645",
		"206731645":       "0206731645",
		"BE 0206.731.645": "0206731645",
	})
	refuses(t, id.ParseCBE, id.ErrCBE, "", "0206731646", "2206731645", "0000000000", "020673164", "0000000097x")
	n, _ := id.ParseCBE("206731645")
	if n.String() != "0206.731.645" {
		t.Errorf("prints %s", n)
	}
}

func TestVAT(t *testing.T) {
	accepts(t, id.ParseVAT, id.VAT.String, map[string]string{
		"RO 12345678":      "RO12345678",
		"pl-123.456.78-90": "PL1234567890",
		"GR123456789":      "EL123456789",
		"NL001234567B01":   "NL001234567B01",
		"CHE123456789":     "CHE123456789", // outside the Union: any shape
	})
	refuses(t, id.ParseVAT, id.ErrVAT, "", "RO", "BE0206731645", "DE12345678", "12345678", "PL12345678901", "ÉL12345")
}

func TestLimosa(t *testing.T) {
	accepts(t, id.ParseLimosa, id.Limosa.Digits, map[string]string{
		"24910158641968060":     "24910158641968060",
		"2491 0158 6419 6806 0": "24910158641968060",
		"24910158641968061":     "24910158641968061",
	})
	refuses(t, id.ParseLimosa, id.ErrLimosa, "", "2491015864196806", "249101586419680600", "2491015864196806x", "+4910158641968060")
	for text, likely := range map[string]bool{"24910158641968060": true, "24910158641968061": false} {
		n, _ := id.ParseLimosa(text)
		if n.Likely() != likely {
			t.Errorf("%s likely: %v", text, n.Likely())
		}
		if strings.Contains(fmt.Sprintf("%v %+v %s", n, n, n), text[:10]) {
			t.Errorf("%s prints unmasked", text)
		}
	}
}

func TestWorkplace(t *testing.T) {
	accepts(t, id.ParseWorkplace, id.Workplace.String, map[string]string{
		"1Y1000003EQCZ":   "1Y1000003EQCZ",
		"1y10 00nf9 kcqz": "1Y1000NF9KCQZ",
		"1Y102TG6Z4BDZ":   "1Y102TG6Z4BDZ",
		"1Y10ABCDEFGHZ":   "1Y10ABCDEFGHZ",
	})
	refuses(t, id.ParseWorkplace, id.ErrWorkplace, "", "1Y1000003EQC", "1Y1000003EQCA", "2Y1000003EQCZ",
		"1Y11234567890", "1Y10é0003EQZ")
	for text, likely := range map[string]bool{"1Y1000003EQCZ": true, "1Y1000NF9KCQZ": true, "1Y102TG6Z4BDZ": true, "1Y102TG6Z4BCZ": false} {
		n, _ := id.ParseWorkplace(text)
		if n.Likely() != likely {
			t.Errorf("%s likely: %v", text, n.Likely())
		}
	}
}

func TestPosterNoticesEverySlip(t *testing.T) {
	code, _ := id.NewPoster([]byte{1, 2, 3, 4, 5, 6, 7})
	text := strings.ReplaceAll(code.String(), "-", "")
	accepts(t, id.ParsePoster, id.Poster.String, map[string]string{
		code.String():                  code.String(),
		strings.ToLower(code.String()): code.String(),
		text[:6] + " " + text[6:]:      code.String(),
	})
	for i := range len(text) {
		for _, c := range "0123456789ABCDEFGHJKMNPQRSTVWXYZ" {
			wrong := text[:i] + string(c) + text[i+1:]
			if _, err := id.ParsePoster(wrong); (err == nil) != (wrong == text) {
				t.Errorf("%s for %s: %v", wrong, text, err)
			}
		}
		for j := range i {
			b := []byte(text)
			b[i], b[j] = b[j], b[i]
			if _, err := id.ParsePoster(string(b)); err == nil && string(b) != text {
				t.Errorf("%s for %s passes", b, text)
			}
		}
	}
	refuses(t, id.ParsePoster, id.ErrPoster, "", "7K3M", text+"0", "U"+text[1:])
}

func TestPosterReadsLettersThatLookLikeDigits(t *testing.T) {
	for i := range 256 {
		code, _ := id.NewPoster([]byte{byte(i), 0, 1, 0, 32, 8, 1})
		sloppy := strings.NewReplacer("0", "O", "1", "l").Replace(code.String())
		if back, err := id.ParsePoster(sloppy); back != code {
			t.Errorf("%s: %v, %v", sloppy, back, err)
		}
	}
	if _, ok := id.NewPoster([]byte{1, 2, 3}); ok {
		t.Error("a code of three random bytes can be guessed")
	}
}

func TestReceipt(t *testing.T) {
	day := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	for counter, want := range map[int]string{1: "261123000000132", 9_999_999: "261123999999904"} {
		n, err := id.NewReceipt(day, counter, false)
		if err != nil || n.String() != want || n.Simulation() {
			t.Errorf("counter %d: %s, %v; want %s", counter, n, err, want)
		}
		if back, err := id.ParseReceipt(n.String()); back != n {
			t.Errorf("%s does not come back: %v", n, err)
		}
	}
	simulated, _ := id.NewReceipt(day, 1, true)
	if !simulated.Simulation() || !strings.HasPrefix(simulated.String(), "961123") {
		t.Errorf("simulation gives %s", simulated)
	}
	for _, counter := range []int{0, -1, 10_000_000} {
		if n, err := id.NewReceipt(day, counter, false); err == nil {
			t.Errorf("counter %d gives %s", counter, n)
		}
	}
	refuses(t, id.ParseReceipt, id.ErrReceipt, "", "261123000000133", "26112300000013", "2611230000001320")
}

func TestPresence(t *testing.T) {
	accepts(t, id.ParsePresence, id.Presence.String, map[string]string{
		"AZqvB5_-cAGAAAAAAAAAAQ": "AZqvB5_-cAGAAAAAAAAAAQ",
	})
	refuses(t, id.ParsePresence, id.ErrPresence, "", "AZqvB5_-cAGAAAAAAAAAA", "AZqvB5_-cAGAAAAAAAAAAQQ",
		"AZqvB5+/cAGAAAAAAAAAAQ", "AZqvB5_-cAGAAAAAAAAAAR", "AAAAAAAAAAAAAAAAAAAAAA", "AZqvB5_-cAGAAAAA\nAAAAQ")
}

// fuzz checks of any text that parse does not panic, and that what it accepts
// comes back the same from what it prints.
func fuzz[N number](f *testing.F, parse func(string) (N, error), reveal func(N) string, seeds ...string) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := parse(s)
		if (err == nil) == n.IsZero() {
			t.Fatalf("%q: %v, %v", s, n, err)
		}
		if err != nil {
			return
		}
		if again, err := parse(reveal(n)); again != n {
			t.Fatalf("%q becomes %q: %v", s, reveal(n), err)
		}
	})
}

func FuzzNISS(f *testing.F) {
	fuzz(f, id.ParseNISS, id.NISS.Digits, "85.07.30-033.28", "01490700185")
}

func FuzzCBE(f *testing.F) { fuzz(f, id.ParseCBE, id.CBE.Digits, "BE 0206.731.645", "206731645") }

func FuzzVAT(f *testing.F) { fuzz(f, id.ParseVAT, id.VAT.String, "RO12345678", "GR123456789") }

func FuzzLimosa(f *testing.F) {
	fuzz(f, id.ParseLimosa, id.Limosa.Digits, "24910158641968060", "2491 0158 6419 6806 0")
}

func FuzzWorkplace(f *testing.F) {
	fuzz(f, id.ParseWorkplace, id.Workplace.String, "1Y1000003EQCZ", "1y10ıııııııız")
}

func FuzzPoster(f *testing.F) { fuzz(f, id.ParsePoster, id.Poster.String, "7K3M-Q9TD-2XVN") }

func TestAReceiptNumberOfAnotherAuthority(t *testing.T) {
	for number, text := range map[int64]string{1: "1", 17611: "17611", 912345678901234: "912345678901234", id.MaxReceipt: "999999999999999"} {
		n, err := id.ReceiptOf(number)
		if err != nil || n.String() != text || n.Number() != number || n.Simulation() != (len(text) == 15) {
			t.Errorf("%d: %v, %v", number, n, err)
		}
	}
	if nines, _ := id.ReceiptOf(9); nines.Simulation() {
		t.Error("a short number that begins with 9 is no simulation")
	}
	for _, number := range []int64{0, -1, id.MaxReceipt + 1} {
		if n, err := id.ReceiptOf(number); !n.IsZero() || !errors.Is(err, id.ErrReceipt) {
			t.Errorf("%d: %v, %v", number, n, err)
		}
	}
	if (id.Receipt{}).Number() != 0 {
		t.Error("no number is not 0")
	}
}

func FuzzReceipt(f *testing.F) { fuzz(f, id.ParseReceipt, id.Receipt.String, "261123000000132") }

func FuzzPresence(f *testing.F) {
	fuzz(f, id.ParsePresence, id.Presence.String, "AZqvB5_-cAGAAAAAAAAAAQ")
}
