package poster

import (
	"encoding/json"
	"fmt"
	"path"
	"strings"

	"ciaw/static"
)

// catalogue holds the words of a sheet: language, then key.
type catalogue map[string]map[string]string

// The words of a sheet. Those of a simulation are the screen's own.
const (
	wordTitle      = "poster.title"
	wordPoster     = "poster.step.poster"
	wordLimosa     = "poster.step.limosa"
	wordReceipt    = "poster.step.receipt"
	wordNote       = "poster.note"
	wordCheck      = "poster.check"
	wordSimulation = "receipt.simulation"
)

func readCatalogue() (catalogue, error) {
	files, err := static.Catalogue.ReadDir("i18n")
	if err != nil {
		return nil, fmt.Errorf("open the catalogue: %w", err)
	}
	all := catalogue{}
	for _, file := range files {
		text, err := static.Catalogue.ReadFile(path.Join("i18n", file.Name()))
		if err != nil {
			return nil, fmt.Errorf("open the catalogue %s: %w", file.Name(), err)
		}
		var messages map[string]json.RawMessage // some have plural forms, none of ours
		if err := json.Unmarshal(text, &messages); err != nil {
			return nil, fmt.Errorf("read the catalogue %s: %w", file.Name(), err)
		}
		words := map[string]string{}
		for _, key := range []string{wordTitle, wordPoster, wordLimosa, wordReceipt, wordNote, wordCheck, wordSimulation} {
			var word string
			if err := json.Unmarshal(messages[key], &word); err != nil {
				return nil, fmt.Errorf("read %s of the catalogue %s: %w", key, file.Name(), err)
			}
			words[key] = together.Replace(word)
		}
		all[strings.TrimSuffix(file.Name(), ".json")] = words
	}
	return all, nil
}

// together holds together what reads badly on two lines.
var together = strings.NewReplacer("Limosa L1", "Limosa\u00a0L1", "QR-", "QR\u2011", "QR ", "QR\u00a0")

// saying is a text in its language.
type saying struct{ text, language string }

// say gives a word of the catalogue in the languages of a sheet.
func (c catalogue) say(key string, languages []string) []saying {
	var all []saying
	for _, l := range languages {
		all = append(all, saying{c[l][key], l})
	}
	return all
}
