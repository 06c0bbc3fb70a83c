// Package i18n says things in the language of whoever is told: letters and
// notifications. The words are those of the screen's catalogue; the app reads
// the same files.
package i18n

import (
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"ciaw/static"
)

// Catalogue holds some words in all languages.
type Catalogue struct{ byLanguage map[string]map[string]string }

// Read returns the words of those keys. None of them may have plural forms.
func Read(keys ...string) (Catalogue, error) {
	files, err := static.Catalogue.ReadDir("i18n")
	if err != nil {
		return Catalogue{}, fmt.Errorf("open the catalogue: %w", err)
	}
	c := Catalogue{map[string]map[string]string{}}
	for _, file := range files {
		text, err := static.Catalogue.ReadFile(path.Join("i18n", file.Name()))
		if err != nil {
			return Catalogue{}, fmt.Errorf("open the catalogue %s: %w", file.Name(), err)
		}
		var messages map[string]json.RawMessage
		if err := json.Unmarshal(text, &messages); err != nil {
			return Catalogue{}, fmt.Errorf("read the catalogue %s: %w", file.Name(), err)
		}
		said := map[string]string{}
		for _, key := range keys {
			var word string
			if err := json.Unmarshal(messages[key], &word); err != nil {
				return Catalogue{}, fmt.Errorf("read %s of the catalogue %s: %w", key, file.Name(), err)
			}
			said[key] = word
		}
		c.byLanguage[strings.TrimSuffix(file.Name(), ".json")] = said
	}
	return c, nil
}

// Has reports whether the language is one of ours.
func (c Catalogue) Has(language string) bool { return c.byLanguage[language] != nil }

// Known returns the languages, by their codes.
func (c Catalogue) Known() []string { return slices.Sorted(maps.Keys(c.byLanguage)) }

// Languages returns the languages to speak to somebody who is known to read
// that one, or else the three that most in Belgium read one of.
func (c Catalogue) Languages(known string) []string {
	if c.Has(known) {
		return []string{known}
	}
	return []string{"nl", "fr", "en"}
}

// Say returns a text with its placeholders filled: names and values in turn.
func (c Catalogue) Say(language, key string, filled ...string) string {
	pairs := slices.Clone(filled)
	for i := 0; i < len(pairs); i += 2 {
		pairs[i] = "{{." + pairs[i] + "}}"
	}
	return strings.NewReplacer(pairs...).Replace(c.byLanguage[language][key])
}
