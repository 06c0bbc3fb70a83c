package checkin_test

import (
	"testing"

	"ciaw/server/checkin"
)

func TestMentions(t *testing.T) {
	for _, c := range []struct {
		text, wanted string
		want         bool
	}{
		{"José Müller", "jose", true},
		{"José Müller", "mull", true},
		{"José Müller", "müller  JOSÉ", true},
		{"José Müller", "jose maria", false},
		{"O'Brien, Pat", "brien", true},
		{"Іван Шевченко", "шевч", true},
		{"Ana", "", true},
		{"", "ana", false},
	} {
		if got := checkin.Mentions(c.text, c.wanted); got != c.want {
			t.Errorf("%q mentions %q: %v", c.text, c.wanted, got)
		}
	}
}
