package i18n_test

import (
	"regexp"
	"strings"
	"testing"

	"ciaw/server/i18n"
	"ciaw/server/id"
)

// TestExamplesOfNumbersAreTaken: what a hint shows as an example, somebody types.
func TestExamplesOfNumbersAreTaken(t *testing.T) {
	const key = "found.number.hint"
	all, err := i18n.Read(key)
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range strings.Fields("ar bg de en es fr hu it nl pl pt ro sk tr uk") {
		hint := all.Say(language, key)
		if _, err := id.ParseCBE(regexp.MustCompile(`\d{4}\.\d{3}\.\d{3}`).FindString(hint)); err != nil {
			t.Errorf("%s: the enterprise number in %q: %v", language, hint, err)
		}
		if _, err := id.ParseVAT(regexp.MustCompile(`\b[A-Z]{2}\d+`).FindString(hint)); err != nil {
			t.Errorf("%s: the VAT number in %q: %v", language, hint, err)
		}
	}
}
