package checkin_test

import (
	"errors"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"ciaw/server/checkin"
)

func TestTextsThatPeopleType(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"plain":                     {"Ana Exemplu", "Ana Exemplu"},
		"space of all kinds":        {" \tAna\u00a0\u2003\r\nExemplu\u2028 ", "Ana Exemplu"},
		"decomposed":                {"S\u0327tefan Ba\u0306lan", "Ştefan Bălan"},
		"Arabic":                    {"محمد العربي", "محمد العربي"},
		"Persian, with a joiner":    {"علی\u200cرضا", "علی\u200cرضا"},
		"Hindi, with a joiner":      {"क्\u200dष", "क्\u200dष"},
		"Chinese":                   {"王小明", "王小明"},
		"signs of trade":            {"Łódź & Søn n.v. – 100 % ’t Hof №7", "Łódź & Søn n.v. – 100 % ’t Hof №7"},
		"nothing but space":         {" \t ", ""},
		"a flag, a picture":         {"Bouw 🏗", "Bouw 🏗"},
		"a fraction stays as it is": {"½ ﬁ", "½ ﬁ"},
	} {
		if got, err := checkin.ParseText(c.text); err != nil || got != c.want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, c.want)
		}
		if got := checkin.CleanText(c.text); got != c.want {
			t.Errorf("%s: cleaned to %q, want %q", name, got, c.want)
		}
	}
}

func TestTextsThatNobodyTypes(t *testing.T) {
	for name, c := range map[string]struct{ text, cleaned string }{
		"U+0000":                         {"A\x00na", "Ana"},
		"a bell":                         {"Ana\a", "Ana"},
		"an escape sequence":             {"\x1b[31mAna", "[31mAna"},
		"C1 control":                     {"Ana\u009b31m", "Ana31m"},
		"from right to left":             {"Ana \u202egnp.exe", "Ana gnp.exe"},
		"an isolate":                     {"\u2067Ana\u2069", "Ana"},
		"a mark of direction":            {"\u200fAna\u200e", "Ana"},
		"no width":                       {"A\u200bna", "Ana"},
		"a look of its own":              {"real\ufe0fco", "realco"},
		"what was no text":               {"A\ufffdb", "Ab"},
		"byte order":                     {"\ufeffAna", "Ana"},
		"soft hyphen":                    {"A\u00adna", "Ana"},
		"a joiner at the end":            {"Ana\u200d", "Ana"},
		"a joiner beside a space":        {"Ana \u200cExemplu", "Ana Exemplu"},
		"two joiners":                    {"ع\u200c\u200cر", "ع\u200cر"},
		"a joiner between digits":        {"1\u200d2", "12"},
		"unassigned":                     {"Ana\U000e0fff\u0378", "Ana"},
		"private":                        {"Ana\ue000", "Ana"},
		"an invisible letter":            {"Ana\u3164\u115f", "Ana"},
		"a tag":                          {"Ana\U000e0041", "Ana"},
		"no text at all":                 {"Ana\xff", "Ana"},
		"only what cannot be seen":       {"\u200b\x00", ""},
		"an accent behind what is taken": {"e\u200b\u0301", "é"},
	} {
		if got, err := checkin.ParseText(c.text); !errors.Is(err, checkin.ErrText) || got != "" {
			t.Errorf("%s: %q, %v", name, got, err)
		}
		if got := checkin.CleanText(c.text); got != c.cleaned {
			t.Errorf("%s: cleaned to %q, want %q", name, got, c.cleaned)
		}
	}
}

func FuzzText(f *testing.F) {
	for _, seed := range []string{"Ana", " a\u0301\u200d\u200cb\x00", "\u202e\u200b\xff", "ع\u200cر", "\u1100\u1161\u11a8"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		clean := checkin.CleanText(text)
		switch {
		case !utf8.ValidString(clean), !norm.NFC.IsNormalString(clean), clean != strings.Join(strings.Fields(clean), " "):
			t.Errorf("%q is cleaned to %q", text, clean)
		case strings.ContainsFunc(clean, func(r rune) bool { return !unicode.IsGraphic(r) && r != '\u200c' && r != '\u200d' }):
			t.Errorf("%q holds what cannot be seen", clean)
		case checkin.CleanText(clean) != clean:
			t.Errorf("%q is cleaned again to %q", clean, checkin.CleanText(clean))
		}
		if again, err := checkin.ParseText(clean); err != nil || again != clean {
			t.Errorf("%q is parsed to %q, %v", clean, again, err)
		}
		if parsed, err := checkin.ParseText(text); err == nil && parsed != clean {
			t.Errorf("%q is parsed to %q and cleaned to %q", text, parsed, clean)
		}
	})
}
