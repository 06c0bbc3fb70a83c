package scan

import (
	"regexp"
	"strings"
	"unicode"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// Limosa is the content of the code of a Limosa L1. Only the number counts; the
// rest are hints, as the document has them, and may be missing.
type Limosa struct {
	Number   id.Limosa
	Name     string
	Employer string
	From, To checkin.Day // first and last day of the declaration
}

// profile maps the fields to the names that a known issuer gives them in the query of its
// codes' URLs.
type profile struct {
	host, path                       string
	number, name, employer, from, to string
}

// profiles are the known forms. The authority has not published the true one:
// when it is known it becomes a row here.
var profiles = []profile{
	{ // our own, for tests and the demo
		host: "limosa.example", path: "/l1",
		number: "nr", name: "naam", employer: "werkgever", from: "van", to: "tot",
	},
}

// ParseLimosa reads the text of a Limosa L1's code, or a typed number. It
// takes any URL, raw as before 2017 or percent-encoded, at most twice, and bare
// digits with separators. In a known form the number counts as it stands, and
// so does one typed; in any other text, only one whose check digits fit. The
// error is id.ErrLimosa.
func ParseLimosa(text string) (Limosa, error) {
	if len(text) > maxText {
		return Limosa{}, id.ErrLimosa
	}
	text = id.TrimBlank(text)
	if number, err := id.ParseLimosa(text); err == nil {
		return Limosa{Number: number}, nil
	}
	texts := []string{text}
	if link := id.Link(text); link != text {
		texts = append(texts, link) // a name may end as a sentence does: the text itself first
	}
	for _, read := range []func(layer string, decodings int) (Limosa, bool){readKnown, findNumber} {
		for _, text := range texts {
			for depth, layer := range decodeLayers(text) {
				if l1, ok := read(layer, maxDecodings-depth); ok {
					return l1, nil
				}
			}
		}
	}
	return Limosa{}, id.ErrLimosa
}

// urlParts takes a URL apart that need not be well formed: host, path, query,
// fragment.
var urlParts = regexp.MustCompile(`(?is)^https?://([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?$`)

// readKnown reads a URL of a known form, decoding its values so many times.
func readKnown(text string, decodings int) (Limosa, bool) {
	parts := urlParts.FindStringSubmatch(text)
	if parts == nil {
		return Limosa{}, false
	}
	host, path := strings.ToLower(parts[1]), strings.TrimSuffix(strings.ToLower(parts[2]), "/")
	for _, p := range profiles {
		if p.host == host && p.path == path {
			return p.read(parts[3], decodings)
		}
	}
	return Limosa{}, false
}

func (p profile) read(query string, decodings int) (Limosa, bool) {
	fields := p.fields(query)
	value := func(name string) string {
		v := strings.ReplaceAll(fields[name], "+", " ")
		for range decodings {
			v = decode(v)
		}
		return v
	}
	// Neither a number nor a day holds an ampersand: what follows is unknown.
	short := func(name string) string {
		v, _, _ := strings.Cut(value(name), "&")
		return strings.TrimSpace(v)
	}
	number, err := id.ParseLimosa(short(p.number))
	if err != nil {
		return Limosa{}, false
	}
	l1 := Limosa{Number: number, Name: hint(value(p.name)), Employer: hint(value(p.employer))}
	// A day that is none is no hint.
	l1.From, _ = checkin.ParseDay(short(p.from))
	l1.To, _ = checkin.ParseDay(short(p.to))
	return l1, true
}

// fields splits a query. Raw values may hold an ampersand ("Bouw & Zonen"), so
// one separates fields only where the name of a known field follows. Of several
// fields of one name the first counts.
func (p profile) fields(query string) map[string]string {
	fields := map[string]string{}
	last := ""
	for _, piece := range strings.Split(query, "&") {
		name, value, ok := strings.Cut(piece, "=")
		if name = strings.ToLower(name); ok && p.knows(name) {
			if last = name; fields[name] != "" {
				last = ""
				continue
			}
			fields[name] = value
		} else if last != "" {
			fields[last] += "&" + piece
		}
	}
	return fields
}

func (p profile) knows(name string) bool {
	switch name {
	case p.number, p.name, p.employer, p.from, p.to:
		return true
	}
	return false
}

// maxHint is the longest hint shown, in characters.
const maxHint = 100

// hint makes a text safe to show: one line, without characters that are not
// seen or that turn the direction of others, and not endless.
func hint(text string) string {
	apart := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
	runes := []rune(checkin.CleanText(apart))
	return checkin.CleanText(string(runes[:min(len(runes), maxHint)]))
}

var digitRun = regexp.MustCompile(`[0-9]+`)

// findNumber looks for a number whose check digits fit in the query, the path
// and the fragment of a URL, or anywhere in another text.
func findNumber(text string, _ int) (Limosa, bool) {
	places := []string{text}
	if parts := urlParts.FindStringSubmatch(text); parts != nil {
		places = []string{parts[3], parts[2], parts[4]}
	}
	for _, place := range places {
		for _, run := range digitRun.FindAllString(place, -1) {
			if number, err := id.ParseLimosa(run); err == nil && number.Likely() {
				return Limosa{Number: number}, true
			}
		}
	}
	return Limosa{}, false
}
