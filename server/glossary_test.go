package server_test

import (
	"go/ast"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// notYet are names that the glossary forbids and that are still there: a file,
// or package.Type. Rename one and take it out; put none in.
var notYet = []string{}

// otherwise are names in which a word of the last column means something else
// than the thing that it must not be used for.
var otherwise = map[string]string{
	"server/checkin":                          "the service's own word, see the glossary",
	"server/checkin/checkin.go":               "named after its package",
	"server/checkin/checkin_test.go":          "the same",
	"server/admin":                            "the operator's commands; no user is an admin",
	"server/auth.Password":                    "a user's; a device has a secret",
	"server/auth/password.go":                 "the same",
	"server/auth/password_test.go":            "the same",
	"pwa/src/offline/presence-record.ts":      "a presence as the database of this phone keeps it",
	"pwa/src/offline/presence-record.test.ts": "the same",
	"server/fault.Error":                      "Go's word for what a function returns",
	"qr/places.go":                            "of patterns in a picture",
	"pwa/e2e/world/door.ts":                   "before the program in tests, not at a workplace",
	"pwa/src/offline/draft.ts":                "what a person has typed so far, not promised yet",
	"pwa/src/offline/draft.test.ts":           "the same",

	"pwa/src/refusal/password-field.tsx":           "of a user; a device has a secret",
	"pwa/src/journeys/confirm/location.ts":         "where a phone is",
	"pwa/src/journeys/confirm/location-switch.tsx": "the same",
	"pwa/src/journeys/confirm/location.test.ts":    "the same",
	"pwa/e2e/journeys/own-detector.journey.ts":     "one's own, not to own",
}

// term is a row of the glossary.
type term struct {
	words []string // the word, and others for the same thing
	not   []string
}

// glossary reads docs/glossary.md and fails on a row that is not well formed.
func glossary(t *testing.T) []term {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "docs", "glossary.md"))
	if err != nil {
		t.Fatal(err)
	}
	var all []term
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		if len(cells) < 2 || strings.HasPrefix(cells[1], "---") || cells[1] == " word " {
			continue
		}
		if len(cells) != 8 || cells[0] != "" || cells[7] != "" {
			t.Errorf("not a row of six cells: %s", line)
			continue
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		word, said, meaning := cells[1], cells[2:5], cells[5]
		if word == "" || meaning == "" || slices.Contains(said, "") {
			t.Errorf("an empty cell: %s", line)
		}
		if slices.Contains(said, "–") && !slices.Equal(said, []string{"–", "–", "–"}) {
			t.Errorf("%s: said in some languages but not in all", word)
		}
		all = append(all, term{listed(word), listed(cells[6])})
	}
	return all
}

// aside is what a row adds to its word: (a workplace).
var aside = regexp.MustCompile(`\s*\([^)]*\)`)

// listed are the words of a cell, without what stands in brackets and without
// the to of a verb.
func listed(cell string) []string {
	var all []string
	for word := range strings.SplitSeq(aside.ReplaceAllString(cell, ""), ",") {
		if word = strings.TrimPrefix(strings.TrimSpace(strings.ToLower(word)), "to "); word != "" {
			all = append(all, word)
		}
	}
	return all
}

func TestEachWordHasOneRow(t *testing.T) {
	all := glossary(t)
	if len(all) < 50 {
		t.Fatalf("only %d rows were read", len(all))
	}
	seen := map[string]bool{}
	for _, row := range all {
		for _, word := range row.words {
			if seen[word] {
				t.Errorf("%s has two rows", word)
			}
			seen[word] = true
			if slices.Contains(row.not, word) {
				t.Errorf("%s is what it must not be called", word)
			}
		}
	}
}

func TestNothingIsNamedByAWordThatIsNotOurs(t *testing.T) {
	forbidden := forbiddenWords(glossary(t))
	var found []string
	for name, stands := range namesOfOurs(t) {
		if word := forbiddenIn(stands, forbidden); word != "" && otherwise[name] == "" {
			found = append(found, name)
			if !slices.Contains(notYet, name) {
				t.Errorf("%s: the glossary has another word than %s", name, word)
			}
		}
	}
	for _, name := range notYet {
		if !slices.Contains(found, name) {
			t.Logf("%s is no more: take it out of the list", name)
		}
	}
}

// forbiddenWords are those of the last column, spelled without spaces and
// hyphens, but for another row's word, or its last part: there are refresh
// tokens, so a name may hold token, but a site manager lets nothing be a site.
func forbiddenWords(all []term) map[string]bool {
	ours, forbidden := map[string]bool{}, map[string]bool{}
	for _, row := range all {
		for _, word := range row.words {
			ours[word] = true
			ours[word[strings.LastIndexByte(word, ' ')+1:]] = true
		}
	}
	for _, row := range all {
		for _, word := range row.not {
			if !ours[word] {
				forbidden[strings.NewReplacer(" ", "", "-", "").Replace(word)] = true
			}
		}
	}
	return forbidden
}

// namesOfOurs are packages, exported types and files, each with its own name.
func namesOfOurs(t *testing.T) map[string]string {
	t.Helper()
	names := map[string]string{}
	walk(t, func(file string, _ []byte) {
		if base := path.Base(file); !strings.Contains(base, ".gen.") {
			stem, _, _ := strings.Cut(base, ".")
			names[file] = stem
		}
	})
	for _, s := range sources(t) {
		if s.generated {
			continue
		}
		names[s.folder] = path.Base(s.folder)
		for _, d := range s.tree.Decls {
			group, ok := d.(*ast.GenDecl)
			if !ok || s.test {
				continue
			}
			for _, spec := range group.Specs {
				if spec, ok := spec.(*ast.TypeSpec); ok && spec.Name.IsExported() {
					names[s.folder+"."+spec.Name.Name] = spec.Name.Name
				}
			}
		}
	}
	return names
}

// part is a word within a name: PosterSheet, poster-sheet, poster_sheet.
var part = regexp.MustCompile(`[A-Z]+(?:[^A-Za-z]|$)|[A-Z]?[a-z0-9]+|[A-Z]+`)

// forbiddenIn returns the forbidden word in a name, be it one part of it or all
// together, in the singular or the plural; "" if there is none.
func forbiddenIn(name string, forbidden map[string]bool) string {
	parts := part.FindAllString(name, -1)
	for _, word := range append(parts, strings.Join(parts, "")) {
		word = strings.ToLower(word)
		for _, one := range []string{word, strings.TrimSuffix(word, "s")} {
			if forbidden[one] {
				return one
			}
		}
	}
	return ""
}
