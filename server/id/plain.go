package id

import (
	"encoding/json"
	"iter"
	"regexp"
	"strings"
	"unicode/utf8"

	"ciaw/static"
)

// writing is how numbers are written, as static/numbers.json and companies.json
// say it for the app too.
type writing struct {
	Digits       string              // the first of ten digits each, in order
	Capitals     string              // the first of 26 letters in full width
	Small        string              // and of the small ones
	White        string              // white space; each two characters are a range
	Unseen       string              // what is not seen, and takes no room; ranges too
	Separators   string              // dots, dashes and slashes; ranges too
	Labels       map[string][]string // what is written before a number, by its type
	Marks        []string            // what may stand before a number in place of a label
	AfterLabels  []string            // what may stand between a label and its number
	CBELabels    []string            // what is written before a CBE number
	VATLabels    []string            // and before a VAT number
	VAT          map[string]string   // shapes of VAT numbers by their prefix, as expressions
	OtherVAT     string              // the shape of all others
	VATPrefixes  map[string]string   // prefixes that are written for others
	VATSuffixes  map[string][]string // what is written behind a VAT number, and is no part of it
	LinkOpeners  string              // what programs leave before a link
	LinkClosers  string              // and behind it
	replacements map[rune]rune
	blank        map[rune]bool // white space, and what is not seen
	unseen       map[rune]bool
}

// dropped is what replacements have for a character that falls away.
const dropped = -1

var written = readWriting()

func readWriting() writing {
	var w writing
	for _, file := range [][]byte{static.Numbers, static.Companies} {
		if err := json.Unmarshal(file, &w); err != nil {
			panic(err) // impossible: the file is part of the program
		}
	}
	w.Labels["cbe"], w.Labels["vat"] = w.CBELabels, w.VATLabels
	w.replacements = map[rune]rune{}
	for _, alphabet := range []struct {
		firsts string
		first  rune
		length rune
	}{{w.Digits, '0', 10}, {w.Capitals, 'A', 26}, {w.Small, 'A', 26}, {"a", 'A', 26}} {
		for _, first := range alphabet.firsts {
			for n := range alphabet.length {
				w.replacements[first+n] = alphabet.first + n
			}
		}
	}
	w.blank, w.unseen = map[rune]bool{}, map[rune]bool{}
	for r := range ranges(w.White, w.Unseen) {
		w.blank[r] = true
	}
	for r := range ranges(w.Unseen) {
		w.unseen[r] = true
	}
	for r := range ranges(w.White, w.Unseen, w.Separators) {
		w.replacements[r] = dropped
	}
	return w
}

// ranges gives the characters of lists of ranges.
func ranges(lists ...string) iter.Seq[rune] {
	return func(yield func(rune) bool) {
		ends := []rune(strings.Join(lists, ""))
		for i := 0; i+1 < len(ends); i += 2 {
			for r := ends[i]; r <= ends[i+1]; r++ {
				if !yield(r) {
					return
				}
			}
		}
	}
}

// Plain returns s as numbers are kept: digits of any script of ours as 0 to 9,
// Latin letters as capitals, without the separators that people write and
// without what is not seen, such as the marks that turn a text's direction.
// All other characters stay.
func Plain(s string) string {
	return strings.Map(func(r rune) rune {
		if other, ok := written.replacements[r]; ok {
			return other
		}
		return r
	}, s)
}

// unlabelled returns a plain text without what is written before a number of
// that type: "BTW-nr.", "INSZ:". It is the text itself where there is nothing.
func unlabelled(text, kind string) string {
	l := labels[kind]
	first, _ := utf8.DecodeRuneInString(text)
	if !strings.ContainsRune(l.firsts, first) {
		return text // nearly all
	}
	return text[len(l.pattern.FindString(text)):]
}

// label finds what is written before the numbers of a type; it begins with one
// of the firsts.
type label struct {
	firsts  string
	pattern *regexp.Regexp
}

var labels = func() map[string]label {
	all := map[string]label{}
	for kind, words := range written.Labels {
		l := label{}
		for _, word := range append(words, written.Marks...) {
			first, _ := utf8.DecodeRuneInString(word)
			l.firsts += string(first)
		}
		l.pattern = regexp.MustCompile("^(?:(?:" + anyOf(words, written.Marks) + ")(?:" + anyOf(written.AfterLabels) + ")*)*")
		all[kind] = l
	}
	return all
}()

// anyOf is an expression that matches any of the texts.
func anyOf(lists ...[]string) string {
	var quoted []string
	for _, list := range lists {
		for _, text := range list {
			quoted = append(quoted, regexp.QuoteMeta(text))
		}
	}
	return strings.Join(quoted, "|")
}
