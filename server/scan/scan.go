// Package scan reads codes: pictures of them, and what their texts mean.
//
// It stores nothing and registers nobody: reading is not registering. A text
// comes from a stranger, so it is taken apart and never followed, and what a
// document says beside its number is a hint for its holder to confirm. Pixels
// are package qr's concern.
//
// Read next: Parse for texts, ParseLimosa for the Limosa L1, Decoder for
// pictures.
package scan

import (
	"regexp"

	"ciaw/server/id"
)

// Kind is the kind of thing that a code stands for.
type Kind string

// The kinds of codes.
const (
	LimosaL1 Kind = "limosa"  // of the document of a posted worker
	Poster   Kind = "poster"  // of a workplace
	Receipt  Kind = "receipt" // a signed receipt; package receipt knows more
	Unknown  Kind = "unknown" // none of ours
)

// Code is a code that was read.
type Code struct {
	Text   string
	Kind   Kind
	Limosa Limosa    // when Kind is LimosaL1
	Poster id.Poster // when Kind is Poster
}

// maxText is the longest text looked at, in bytes: more than any QR code holds.
const maxText = 4096

// Parse tells the kind of a code by the form of its text alone: the check
// characters are looked at, nothing is verified.
func Parse(text string) Code {
	code := Code{Text: text, Kind: Unknown}
	if len(text) > maxText {
		return code
	}
	link := id.Link(text)
	if isReceipt(id.TrimBlank(text)) || isReceipt(link) {
		code.Kind = Receipt
		return code
	}
	if poster, ok := parsePoster(link); ok {
		code.Kind, code.Poster = Poster, poster
		return code
	}
	if l1, err := ParseLimosa(text); err == nil {
		code.Kind, code.Limosa = LimosaL1, l1
	}
	return code
}

var (
	posterLink  = regexp.MustCompile(`(?i)^(?:https?://)?[^/?#\s]+/p/([^/?#]+)/?(?:[?#].*)?$`)
	posterCode  = regexp.MustCompile(`(?i)^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$`)
	receiptLink = regexp.MustCompile(`(?i)^(?:https?://)?[^/?#\s]+/r/?(?:#|%23)`)
	compactJWS  = regexp.MustCompile(`^eyJ[\w-]*\.[\w-]+\.[\w-]*(~[\w-]{22})?$`) // with the salt, where its holder shows that
)

// parsePoster reads a poster's link on any host, with or without https://, or
// its bare code. A bare code
// needs its dashes here: other codes in a picture are twelve characters long
// too, and one in 32 has a fitting check character.
func parsePoster(text string) (id.Poster, bool) {
	if link := posterLink.FindStringSubmatch(text); link != nil {
		text = id.Link(decode(link[1]))
	} else if !posterCode.MatchString(text) {
		return id.Poster{}, false
	}
	code, err := id.ParsePoster(text)
	return code, err == nil
}

func isReceipt(text string) bool {
	return compactJWS.MatchString(text[len(receiptLink.FindString(text)):])
}
