package poster

import (
	"strings"

	"ciaw/server/i18n"
)

// catalogue holds the words of a sheet in all languages.
type catalogue struct{ i18n.Catalogue }

// The words of a sheet. Those of a simulation are the screen's own.
const (
	wordTitle      = "poster.title"
	wordPoster     = "poster.step.poster"
	wordLimosa     = "poster.step.limosa"
	wordReceipt    = "poster.step.receipt"
	wordNote       = "poster.note"
	wordCheck      = "poster.check"
	wordQuestions  = "poster.questions"
	wordSimulation = "receipt.simulation"
)

func readCatalogue() (catalogue, error) {
	all, err := i18n.Read(wordTitle, wordPoster, wordLimosa, wordReceipt, wordNote, wordCheck, wordQuestions, wordSimulation)
	return catalogue{all}, err
}

// together holds together what reads badly on two lines.
var together = strings.NewReplacer("Limosa L1", "Limosa\u00a0L1", "QR-", "QR\u2011", "QR ", "QR\u00a0")

// saying is a text in its language.
type saying struct{ text, language string }

// say gives a word of the catalogue in the languages of a sheet.
func (c catalogue) say(key string, languages []string) []saying {
	var all []saying
	for _, l := range languages {
		all = append(all, saying{together.Replace(c.Say(l, key)), l})
	}
	return all
}
