package demo_test

import (
	"regexp"
	"testing"

	"ciaw/server/checkin"
	"ciaw/server/demo"
	"ciaw/server/id"
)

func TestTheDemoShowsEveryCase(t *testing.T) {
	today, err := checkin.ParseDay("2026-11-23")
	if err != nil {
		t.Fatal(err)
	}
	openings := map[checkin.Opening]int{}
	codes := map[id.Poster]bool{}
	revoked := 0
	for _, p := range demo.Workplaces(today) {
		if !p.Workplace.Number.Likely() {
			t.Errorf("%v is not plausible", p.Workplace.Number)
		}
		openings[p.Workplace.Opening(today)]++
		for _, poster := range p.Posters {
			codes[poster.Code] = true
			if poster.Revoked {
				revoked++
			}
		}
	}
	if openings[checkin.Open] != 3 || openings[checkin.Closed] != 1 || openings[checkin.NotYet] != 1 || len(codes) != 7 || revoked != 1 {
		t.Errorf("openings %v, %d posters, %d revoked", openings, len(codes), revoked)
	}
	digits := regexp.MustCompile(`nr=(\d{17})`)
	for i, text := range demo.Limosa(today) {
		found := digits.FindStringSubmatch(text)
		if found == nil {
			t.Fatalf("no number in %s", text)
		}
		number, err := id.ParseLimosa(found[1])
		if err != nil || number.Likely() != (i < 3) {
			t.Errorf("code %d: likely %v, %v", i+1, number.Likely(), err)
		}
	}
}
