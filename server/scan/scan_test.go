package scan_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"ciaw/server/id"
	"ciaw/server/scan"
)

// reading is a row of testdata/codes.json, which the PWA's own reader is held
// to as well.
type reading struct {
	Name, Text       string
	Kind             scan.Kind
	Number           string
	Likely           bool
	Holder, Employer string
	From, To         string
	Poster           string
}

func readings(t testing.TB) []reading {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "codes.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all []reading
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestParse(t *testing.T) {
	for _, want := range readings(t) {
		t.Run(want.Name, func(t *testing.T) {
			code := scan.Parse(want.Text)
			got := reading{
				Name: want.Name, Text: code.Text, Kind: code.Kind, Poster: code.Poster.String(),
				Number: code.Limosa.Number.Digits(), Likely: code.Limosa.Number.Likely(),
				Holder: code.Limosa.Name, Employer: code.Limosa.Employer,
				From: code.Limosa.From.String(), To: code.Limosa.To.String(),
			}
			if got != want {
				t.Errorf("got  %+v\nwant %+v", got, want)
			}
		})
	}
}

func TestParseLimosaRefusesWhatIsNone(t *testing.T) {
	for _, r := range readings(t) {
		if r.Kind == scan.LimosaL1 {
			continue
		}
		_, err := scan.ParseLimosa(r.Text)
		if !errors.Is(err, id.ErrLimosa) {
			t.Errorf("%s: %v", r.Name, err)
		}
		if err != nil && r.Text != "" && strings.Contains(err.Error(), r.Text) {
			t.Errorf("%s: the text is in the error", r.Name)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, r := range readings(f) {
		f.Add(r.Text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		code := scan.Parse(text)
		if code.Text != text {
			t.Fatal("the text is not what was read")
		}
		if (code.Kind == scan.Poster) == code.Poster.IsZero() || (code.Kind == scan.LimosaL1) == code.Limosa.Number.IsZero() {
			t.Fatalf("%s without its number, or a number without its kind: %+v", code.Kind, code)
		}
		for _, hint := range []string{code.Limosa.Name, code.Limosa.Employer} {
			if strings.ContainsAny(hint, "\x00\n\r\u2028\u202e") || utf8.RuneCountInString(hint) > 100 {
				t.Fatalf("not to be shown: %q", hint)
			}
		}
		if strings.Contains(code.Limosa.Number.String(), code.Limosa.Number.Digits()) && code.Kind == scan.LimosaL1 {
			t.Fatal("prints a whole number")
		}
	})
}
