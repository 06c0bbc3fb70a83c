package static_test

import (
	"io/fs"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	// A key as the program writes it: between quotes.
	quoted = regexp.MustCompile("['\"`]([a-z][a-z0-9_]*(?:\\.[a-z0-9_A-Z]+)+)['\"`]")
	// A call with a key in full.
	called = regexp.MustCompile(`\bt\(\s*['"]([^'"]+)['"]`)
	// A key that is put together from data, such as `refusal.${code}.title`.
	composed = regexp.MustCompile("`([a-z][a-z0-9_]*\\.[a-zA-Z0-9_.]*(?:\\$\\{[^}]*\\}[a-zA-Z0-9_.]*)+)`")
	variable = regexp.MustCompile(`\\\$\\\{[^}]*\\\}`)
)

func TestEveryKeyOfTheScreenIsInTheCatalogue(t *testing.T) {
	english := read(t, "en")
	for file, text := range sources(t) {
		for _, found := range called.FindAllStringSubmatch(text, -1) {
			if english.messages[found[1]] == nil {
				t.Errorf("%s: t('%s') is not in the catalogue", file, found[1])
			}
		}
		for _, pattern := range patterns(text) {
			if !matchesAny(pattern, maps.Keys(english.messages)) {
				t.Errorf("%s: nothing in the catalogue fits %s", file, pattern)
			}
		}
	}
}

func TestEveryKeyOfTheCatalogueIsUsed(t *testing.T) {
	used := map[string]bool{}
	var composed []*regexp.Regexp
	for _, text := range sources(t) {
		for _, found := range quoted.FindAllStringSubmatch(text, -1) {
			used[found[1]] = true
		}
		composed = append(composed, patterns(text)...)
	}
	for key := range read(t, "en").messages {
		fits := used[key]
		for _, pattern := range composed {
			fits = fits || pattern.MatchString(key)
		}
		if !fits {
			t.Errorf("%s is used nowhere", key)
		}
	}
}

// patterns returns what the composed keys of a source file can become.
func patterns(text string) []*regexp.Regexp {
	var all []*regexp.Regexp
	for _, found := range composed.FindAllStringSubmatch(text, -1) {
		all = append(all, regexp.MustCompile("^"+variable.ReplaceAllString(regexp.QuoteMeta(found[1]), `\w+`)+"$"))
	}
	return all
}

func matchesAny(pattern *regexp.Regexp, keys iter.Seq[string]) bool {
	for key := range keys {
		if pattern.MatchString(key) {
			return true
		}
	}
	return false
}

// sources returns the files that may use words of the catalogue: the source of
// the app, of posters and receipts on paper, of letters, notifications and tables, without their tests.
func sources(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	collect := func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.Contains(path, ".test.") || strings.Contains(path, ".gen.") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		if ext := filepath.Ext(path); ext != ".ts" && ext != ".tsx" && ext != ".go" {
			return nil
		}
		text, err := os.ReadFile(path)
		found[path] = string(text)
		return err
	}
	for _, folder := range []string{"../pwa/src", "../server/poster", "../server/receiptsheet", "../server/mail", "../server/push", "../server/web"} {
		if err := filepath.WalkDir(folder, collect); err != nil {
			t.Fatal(err)
		}
	}
	return found
}
