package static_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// pluralForms lists the languages and the plural forms that each needs, as the
// Unicode CLDR and therefore the browser's Intl.PluralRules name them.
var pluralForms = map[string][]string{
	"nl": {"one", "other"},
	"fr": {"one", "many", "other"},
	"de": {"one", "other"},
	"en": {"one", "other"},
	"ro": {"one", "few", "other"},
	"pt": {"one", "many", "other"},
	"uk": {"one", "few", "many", "other"},
	"pl": {"one", "few", "many", "other"},
	"bg": {"one", "other"},
	"es": {"one", "many", "other"},
	"it": {"one", "many", "other"},
	"sk": {"one", "few", "many", "other"},
	"hu": {"one", "other"},
	"tr": {"one", "other"},
	"ar": {"zero", "one", "two", "few", "many", "other"},
}

// scripts names the alphabet that a text of a language must show, where it is
// not the Latin one.
var scripts = map[string]*unicode.RangeTable{
	"uk": unicode.Cyrillic,
	"bg": unicode.Cyrillic,
	"ar": unicode.Arabic,
}

// message is one entry of a catalogue: a text under the form "", or one text
// for each plural form.
type message map[string]string

type catalogue struct {
	keys     []string // in the order of the file
	messages map[string]message
}

var placeholder = regexp.MustCompile(`\{\{\.(\w+)\}\}`)

func TestEveryLanguageHasItsCatalogue(t *testing.T) {
	files, err := filepath.Glob("i18n/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		lang := strings.TrimSuffix(filepath.Base(file), ".json")
		if pluralForms[lang] == nil {
			t.Errorf("%s: not one of our languages", file)
		}
	}
	if len(files) != len(pluralForms) {
		t.Errorf("%d catalogues for %d languages", len(files), len(pluralForms))
	}
}

func TestCataloguesAreComplete(t *testing.T) {
	english := read(t, "en")
	for lang := range pluralForms {
		t.Run(lang, func(t *testing.T) {
			c := read(t, lang)
			for _, key := range c.keys {
				if english.messages[key] == nil {
					t.Errorf("%s: surplus key", key)
				}
			}
			for _, key := range english.keys {
				if c.messages[key] == nil {
					t.Errorf("%s: missing", key)
					continue
				}
				wanted := []string{""}
				if _, plain := english.messages[key][""]; !plain {
					wanted = slices.Sorted(slices.Values(pluralForms[lang]))
				}
				if got := slices.Sorted(maps.Keys(c.messages[key])); !slices.Equal(got, wanted) {
					t.Errorf("%s: forms %q, want %q", key, got, wanted)
				}
				checkTexts(t, key, c.messages[key], english.messages[key])
			}
			if !t.Failed() && !slices.Equal(c.keys, english.keys) {
				t.Error("the keys are not in the order of en.json")
			}
		})
	}
}

// checkTexts looks at each text of a message: not empty, tidy, and with the
// placeholders of the English one. The forms for none, one and two may leave
// the count out, as "one day" does.
func checkTexts(t *testing.T, key string, m, english message) {
	t.Helper()
	want := placeholders(anyForm(english))
	for form, text := range m {
		if strings.TrimSpace(text) == "" {
			t.Errorf("%s %s: empty", key, form)
		}
		if strings.TrimSpace(text) != text || strings.Contains(text, "  ") {
			t.Errorf("%s %s: surplus spaces", key, form)
		}
		if rest := placeholder.ReplaceAllString(text, ""); strings.ContainsAny(rest, "{}") {
			t.Errorf("%s %s: a placeholder that is none: %q", key, form, text)
		}
		got := placeholders(text)
		missing := difference(want, got)
		if slices.Contains([]string{"zero", "one", "two"}, form) {
			missing = slices.DeleteFunc(missing, func(name string) bool { return name == "count" })
		}
		if surplus := difference(got, want); len(missing)+len(surplus) > 0 {
			t.Errorf("%s %s: placeholders missing %q, surplus %q", key, form, missing, surplus)
		}
	}
}

// alike lists the languages in which a message rightly reads as in English.
var alike = map[string]string{
	"home.portal.in":      "nl fr de ro pt uk pl bg es it sk hu tr",
	"entitlement.gateway": "nl fr de ro pt uk pl bg es it sk hu tr",
	"scan.limosa":         "nl fr de ro pt uk pl bg es it sk hu tr", // the document's official name
	"demo.limosa":         "nl fr de ro pt uk pl bg es it sk hu tr",
	"camera.photo":        "fr",
	"camera.zoom":         "nl fr de ro pt pl es it sk hu",
	"push.title":          "fr",
	"demo.state.open":     "nl",

	"confirm.person":             "de",
	"receipt.person":             "de",
	"places.sector":              "nl ro es",
	"places.sector.construction": "fr",
}

func TestEveryTextIsTranslated(t *testing.T) {
	english := read(t, "en")
	for lang := range pluralForms {
		if lang == "en" {
			continue
		}
		c := read(t, lang)
		for key, m := range c.messages {
			if slices.Contains(strings.Fields(alike[key]), lang) {
				continue
			}
			for form, text := range m {
				if text == anyForm(english.messages[key]) || text == english.messages[key][form] {
					t.Errorf("%s: %s %s is still English: %q", lang, key, form, text)
				}
				if !shows(text, scripts[lang]) {
					t.Errorf("%s: %s %s is not in its alphabet: %q", lang, key, form, text)
				}
			}
		}
	}
}

// A code or a name that is put into Arabic text keeps its own direction only
// between a first-strong isolate (U+2068) and its end (U+2069).
func TestArabicIsolatesWhatIsPutIn(t *testing.T) {
	isolated := regexp.MustCompile("\u2068\\{\\{\\.\\w+\\}\\}\u2069")
	for key, m := range read(t, "ar").messages {
		for form, text := range m {
			for _, name := range placeholders(isolated.ReplaceAllString(text, "")) {
				if name != "count" {
					t.Errorf("%s %s: {{.%s}} is not isolated: %q", key, form, name, text)
				}
			}
		}
	}
}

func TestNothingIsAllowedToBeAlikeInVain(t *testing.T) {
	english := read(t, "en")
	for key, langs := range alike {
		if english.messages[key] == nil {
			t.Errorf("%s: no such key", key)
			continue
		}
		for _, lang := range strings.Fields(langs) {
			if !slices.Equal(slices.Sorted(maps.Values(read(t, lang).messages[key])), slices.Sorted(maps.Values(english.messages[key]))) {
				t.Errorf("%s: differs in %s", key, lang)
			}
		}
	}
}

// read reads a catalogue, refusing a key that stands in it twice.
func read(t *testing.T, lang string) catalogue {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("i18n", lang+".json"))
	if err != nil {
		t.Fatal(err)
	}
	c := catalogue{messages: map[string]message{}}
	decoder := json.NewDecoder(bytes.NewReader(text))
	if _, err := decoder.Token(); err != nil { // the opening brace
		t.Fatalf("%s: %v", lang, err)
	}
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			t.Fatalf("%s: %v", lang, err)
		}
		var raw json.RawMessage
		if err := decoder.Decode(&raw); err != nil {
			t.Fatalf("%s: %s: %v", lang, key, err)
		}
		name := fmt.Sprint(key)
		if c.messages[name] != nil {
			t.Errorf("%s: %s stands there twice", lang, name)
		}
		c.keys = append(c.keys, name)
		c.messages[name] = parse(t, lang, name, raw)
	}
	return c
}

func parse(t *testing.T, lang, key string, raw json.RawMessage) message {
	t.Helper()
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return message{"": text}
	}
	var forms message
	if err := json.Unmarshal(raw, &forms); err != nil || len(forms) == 0 {
		t.Fatalf("%s: %s is neither a text nor plural forms", lang, key)
	}
	return forms
}

// shows reports whether a text has a letter of an alphabet; nil stands for the
// Latin one, which is taken for granted.
func shows(text string, script *unicode.RangeTable) bool {
	return script == nil || strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(script, r) })
}

// anyForm returns the text that shows all placeholders of a message.
func anyForm(m message) string {
	if text, plain := m[""]; plain {
		return text
	}
	return m["other"]
}

func placeholders(text string) []string {
	var names []string
	for _, found := range placeholder.FindAllStringSubmatch(text, -1) {
		names = append(names, found[1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func difference(a, b []string) []string {
	var only []string
	for _, name := range a {
		if !slices.Contains(b, name) {
			only = append(only, name)
		}
	}
	return only
}
