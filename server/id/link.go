package id

import (
	"regexp"
	"strings"
)

// Link returns a text as the link that it was before a mail, a chat or a
// clipboard carried it: without what is not seen (marks of direction, byte
// order marks), without what was set around it (<…>, "…", URL:), and without
// the marks of a sentence behind it, written or percent-encoded. A bracket that
// was opened inside stays. It changes no text that is only a link.
func Link(text string) string {
	text = strings.TrimFunc(strings.Map(func(r rune) rune {
		if written.unseen[r] {
			return -1
		}
		return r
	}, text), isBlank)
	text = text[len(linkOpeners.FindString(text)):]
	for {
		closer := linkClosers.FindString(text)
		if closer == "" || opened(text, closer) {
			return text
		}
		text = text[:len(text)-len(closer)]
	}
}

// TrimBlank returns a text without white space and what is not seen at its
// ends, such as a byte order mark.
func TrimBlank(text string) string { return strings.TrimFunc(text, isBlank) }

func isBlank(r rune) bool { return written.blank[r] }

var (
	linkOpeners = regexp.MustCompile(`^(?i:[` + regexp.QuoteMeta(written.LinkOpeners) + `\s]|URL(?:TO)?:)*`)
	linkClosers = regexp.MustCompile(`(?i:[` + regexp.QuoteMeta(written.LinkClosers) + `\s]|%(?:2[0127CE]|3[ABEF]|3C|29|2A|5D|7D|0[AD9]|C2%(?:BB|AB|A0)|E2%80%(?:9[89CD]|A6|BA|B9|8[BEF]|A[A-E])|E2%81%A[6-9]|EF%BB%BF))$`)
)

// brackets writes percent-encoded brackets as they are.
var brackets = strings.NewReplacer("%28", "(", "%29", ")", "%5B", "[", "%5b", "[", "%5D", "]", "%5d", "]", "%7B", "{", "%7b", "{", "%7D", "}", "%7d", "}")

// opened reports whether a bracket at the end of a text was opened inside it.
func opened(text, closer string) bool {
	closer = brackets.Replace(closer)
	at := strings.Index(")]}", closer)
	if at < 0 {
		return false
	}
	text = brackets.Replace(text)
	return strings.Count(text, "([{"[at:at+1]) >= strings.Count(text, closer)
}
