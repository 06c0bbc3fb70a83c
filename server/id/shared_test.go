package id_test

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ciaw/server/id"
)

// vector is a row of testdata/numbers.json, which the app's own folder numbers
// is held to as well: the number that a text is, or none.
type vector struct{ Type, Name, Text, Want string }

// parsers are all types of numbers, each by what it makes of a text: "" where
// it refuses. Their order is that of the app's test.
var parsers = []struct {
	kind  string
	parse func(string) string
}{
	{"niss", normal(id.ParseNISS, id.NISS.Digits)},
	{"cbe", normal(id.ParseCBE, id.CBE.Digits)},
	{"vat", normal(id.ParseVAT, id.VAT.String)},
	{"limosa", normal(id.ParseLimosa, id.Limosa.Digits)},
	{"workplace", normal(id.ParseWorkplace, id.Workplace.String)},
	{"receipt", normal(id.ParseReceipt, id.Receipt.String)},
	{"poster", normal(id.ParsePoster, func(p id.Poster) string { return strings.ReplaceAll(p.String(), "-", "") })},
}

func normal[N number](parse func(string) (N, error), reveal func(N) string) func(string) string {
	return func(text string) string {
		n, err := parse(text)
		if err != nil {
			return ""
		}
		return reveal(n)
	}
}

// read reads a file of testdata.
func read[V any](t testing.TB, name string) (v V) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestNumbersAsPeopleWriteThem(t *testing.T) {
	id.InYear(t, 2026)
	for _, v := range read[[]vector](t, "numbers.json") {
		t.Run(v.Type+": "+v.Name, func(t *testing.T) {
			for _, p := range parsers {
				if p.kind != v.Type {
					continue
				}
				want := v.Want
				if p.kind == "poster" {
					want = strings.ReplaceAll(want, "-", "")
				}
				if got := p.parse(v.Text); got != want {
					t.Errorf("%q: got %q, want %q", v.Text, got, want)
				}
				return
			}
			t.Errorf("no such type")
		})
	}
}

// agreement is what a number of generated texts must come to, in
// testdata/generated.json: how many of each type were taken, and a digest of all
// that became of them.
type agreement struct {
	Texts    int            `json:"texts"`
	Taken    map[string]int `json:"taken"`
	Verdicts string         `json:"verdicts"`
}

// TestNumbersAreReadAsTheAppReadsThem makes a million texts, each from the same
// dice as the app's test of the same name, and compares what became of them.
func TestNumbersAreReadAsTheAppReadsThem(t *testing.T) {
	id.InYear(t, 2026)
	for _, want := range read[[]agreement](t, "generated.json") {
		if want.Texts > 100_000 && (raceDetector || testing.Short()) {
			continue // ten times as slow, and no other
		}
		if got := agree(t, want.Texts); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("got %+v\nwant %+v", got, want)
		}
	}
}

func agree(t *testing.T, texts int) agreement {
	t.Helper()
	g := generator{dice: 2026, pieces: points(read[[]string](t, "pieces.json"))}
	for _, v := range read[[]vector](t, "numbers.json") {
		g.seeds = append(g.seeds, []rune(v.Text))
	}
	got := agreement{Texts: texts, Taken: map[string]int{}}
	verdicts := fnv.New32a()
	for range texts {
		text := g.text()
		line := ""
		for _, p := range parsers {
			became := p.parse(text)
			if became != "" {
				got.Taken[p.kind]++
			}
			line += became + "|"
		}
		_, _ = verdicts.Write([]byte(line)) // a hash never fails
	}
	got.Verdicts = fmt.Sprintf("%08x", verdicts.Sum32())
	return got
}
