package scan

import (
	"encoding/hex"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// maxDecodings is how often a text is percent-decoded: once because it is a
// URL, and once more because somebody encoded the URL. Each further time would
// only help who hides something.
const maxDecodings = 2

// decodeLayers gives a text as it is, decoded once and decoded twice; fewer
// when decoding changes nothing any more.
func decodeLayers(text string) []string {
	layers := []string{text}
	for range maxDecodings {
		decoded := decode(text)
		if decoded == text {
			break
		}
		layers = append(layers, decoded)
		text = decoded
	}
	return layers
}

var percents = regexp.MustCompile(`(?i)(?:%[0-9a-f]{2})+`)

// decode undoes percent-encoding where it is well formed and leaves the rest
// alone. Bytes that are not UTF-8 are read as Windows-1252, which older
// documents use.
func decode(text string) string {
	return percents.ReplaceAllStringFunc(text, func(run string) string {
		raw, err := hex.DecodeString(strings.ReplaceAll(run, "%", ""))
		if err != nil {
			return run
		}
		if !utf8.Valid(raw) {
			raw, _ = charmap.Windows1252.NewDecoder().Bytes(raw) // has a character for every byte
		}
		return string(raw)
	})
}
