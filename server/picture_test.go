package server_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// floors returns the packages by floor: those that import none of ours are on
// the ground, any other is one above the highest that it may import. Arrows
// that ran in a circle would never end.
func floors() map[int][]string {
	known := map[string]int{}
	var floor func(string) int
	floor = func(folder string) int {
		if n, found := known[folder]; found {
			return n
		}
		n := 0
		for _, below := range arrows[folder] {
			n = max(n, floor(below)+1)
		}
		known[folder] = n
		return n
	}
	all := map[int][]string{}
	for _, folder := range slices.Sorted(maps.Keys(arrows)) {
		all[floor(folder)] = append(all[floor(folder)], strings.TrimPrefix(folder, "server/"))
	}
	return all
}

// picture draws the floors, the highest first.
func picture() string {
	var b strings.Builder
	all := floors()
	for n := len(all) - 1; n >= 0; n-- {
		line := fmt.Sprintf("%2d ", n)
		for _, name := range all[n] {
			if len(line)+len(name) > 96 {
				b.WriteString(line + "\n")
				line = "   "
			}
			line += "  " + name
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}

// TestThePictureShowsTheArrows: the picture of docs/architecture.md is drawn
// from the table of arrows.
func TestThePictureShowsTheArrows(t *testing.T) {
	text, err := os.ReadFile("../docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	if want := "```\n" + picture() + "```\n"; !strings.Contains(string(text), want) {
		t.Errorf("docs/architecture.md does not hold the picture of the arrows:\n%s", want)
	}
}
