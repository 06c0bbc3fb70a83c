package checkin_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ciaw/server/checkin"
)

// literal are the remarks of the official service, to the letter.
var literal = []string{
	"RELATED DIMONA NOT OK",
	"GIVEN INSS IS NOT THE FOUNDER OF THE COMPANY",
	"EMPLOYER IS NOT KNOWN AS COMPANY FOUNDER",
	"THE COMPANY DOESN'T EXISTS",
	"INDEPENDANT IS NOT KNOWN AS COMPANY FOUNDER",
	"LIMOSA ID IS NOT KNOWN",
	"LIMOSA ID IS NOT ACTIVE AT DATE",
	"NISS-BIS IS NOT KNOWN IN LIMOSA",
	"NISS-BIS IS NOT ACTIVE AT THIS DATE IN LIMOSA",
	"DUC IS NOT EXISTING",
	"DUC IS NOT ACTIVE AT THIS DATE",
	"COMPANY IS NOT KNOWN  AS BUILDER OR  SUBCONTRACTOR IN THIS DUC",
	"SITE IS NOT SUBJECT TO PRESENCE REGISTRATION",
	"SAME DECLARATION HAS ALREADY BEEN REGISTERED",
	"NISS IS NOT KNOW IN THE NATIONAL REGISTER",
	"EMPLOYER NOT ACTIVE",
	"THE COMPANY ID ASSOCIATED AT A NOT ACTIVE CONTRACT",
}

func TestTheOfficialRemarksAreThereLiterallyAndOnce(t *testing.T) {
	var texts []string
	for _, r := range checkin.AllRemarks() {
		if text := r.Official(); text != "" {
			texts = append(texts, text)
		}
	}
	if want := slices.Sorted(slices.Values(literal)); !slices.Equal(slices.Sorted(slices.Values(texts)), want) {
		t.Errorf("%q\nwant %q", texts, want)
	}
	if len(literal) != 17 {
		t.Errorf("%d texts", len(literal))
	}
}

func TestAnOfficialRemarkIsKnownByItsText(t *testing.T) {
	for _, text := range literal {
		for _, variant := range []string{text, strings.Join(strings.Fields(text), " "), "\n " + strings.ReplaceAll(text, " ", "   ") + " "} {
			if r, found := checkin.OfficialRemark(variant); !found || r.Official() != text {
				t.Errorf("%q is %q", variant, r)
			}
		}
	}
	for text, want := range map[string]checkin.Remark{
		"SAME DECLARATION HAS ALREADY BEEN REGISTERED": checkin.AlreadyRegistered,
		"LIMOSA ID IS NOT ACTIVE AT DATE":              checkin.LimosaNotActive,
		"DUC IS NOT ACTIVE AT THIS DATE":               checkin.WorkplaceNotActive,
		"":                                             "",
		" ":                                            "",
		"DUC IS NOT":                                   "",
		"CLOCK AHEAD":                                  "",
	} {
		if r, found := checkin.OfficialRemark(text); r != want || found != (want != "") {
			t.Errorf("%q is %q", text, r)
		}
	}
}

func TestRemarksOfOursHaveNoOfficialText(t *testing.T) {
	for _, r := range []checkin.Remark{"", "none", checkin.LimosaUnlikely, checkin.ClockAhead, checkin.AlreadyIn, checkin.Late} {
		if text := r.Official(); text != "" {
			t.Errorf("%s is %q", r, text)
		}
	}
}

// TestNoRemarkIsForgotten compares the list with the constants in the source.
func TestNoRemarkIsForgotten(t *testing.T) {
	source, err := os.ReadFile("remark.go")
	if err != nil {
		t.Fatal(err)
	}
	var constants []string
	for _, found := range regexp.MustCompile(`(?m)^\t\w+ +Remark = "([a-z_]+)"`).FindAllStringSubmatch(string(source), -1) {
		constants = append(constants, found[1])
	}
	var all []string
	for _, r := range checkin.AllRemarks() {
		all = append(all, string(r))
	}
	slices.Sort(constants)
	if slices.Sort(all); !slices.Equal(all, constants) {
		t.Errorf("listed %q\nin the source %q", all, constants)
	}
}
