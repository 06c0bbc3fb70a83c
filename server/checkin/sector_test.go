package checkin_test

import (
	"strings"
	"testing"

	"ciaw/server/checkin"
)

func TestWhatIsRegisteredFollowsTheSectorAndTheLaw(t *testing.T) {
	later, err := checkin.NewRules(map[string]string{"construction-out": "2027-01-01"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		rules     checkin.Rules
		sector    checkin.Sector
		on        string
		want      string
		self, out bool
	}{
		{checkin.Rules{}, checkin.Construction, "2026-11-23", "day", false, false},
		{checkin.Rules{}, checkin.Construction, "2030-01-01", "day", false, false},
		{later, checkin.Construction, "2026-12-31", "day", false, false},
		{later, checkin.Construction, "2027-01-01", "in out", false, false},
		{later, checkin.Meat, "2027-01-01", "day", false, false},
		{checkin.Rules{}, checkin.Guarding, "2026-11-23", "day", false, false},
		{checkin.Rules{}, checkin.Cleaning, "2024-08-31", "day", false, false},
		{checkin.Rules{}, checkin.Cleaning, "2024-09-01", "in out", true, true},
		{checkin.Rules{}, checkin.Removals, "2026-11-23", "day", false, false},
	} {
		rule := c.rules.For(c.sector, day(t, c.on))
		var words []string
		for _, d := range rule.Directions() {
			words = append(words, string(d))
		}
		if got := strings.Join(words, " "); got != c.want || rule.SelfOnly != c.self || rule.OutRequired != c.out {
			t.Errorf("%s on %s: %s, by themselves: %v, out required: %v", c.sector, c.on, got, rule.SelfOnly, rule.OutRequired)
		}
	}
	if after := later.After(checkin.Construction, day(t, "2026-11-23")); len(after) != 1 || after[0].From.String() != "2027-01-01" {
		t.Errorf("to come: %+v", after)
	}
	if later.InForce(checkin.Removals, day(t, "2026-11-23")) || !later.InForce(checkin.Cleaning, day(t, "2026-11-23")) {
		t.Error("removals are subject, or cleaning is not")
	}
}

func TestAMistakeInASwitchIsNamed(t *testing.T) {
	_, err := checkin.NewRules(map[string]string{"construction-out": "soon", "meat-out": "2027-01-01"})
	for _, word := range []string{"soon", "meat-out", "construction-out, removals"} {
		if err == nil || !strings.Contains(err.Error(), word) {
			t.Errorf("%v does not name %s", err, word)
		}
	}
}
