package web

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"ciaw/api"
	"ciaw/server/checkin"
)

// TestTheContractHasEveryRemarkOnceAndSaysWhatItMeans compares the contract with
// the vocabulary.
func TestTheContractHasEveryRemarkOnceAndSaysWhatItMeans(t *testing.T) {
	part := regexp.MustCompile(`(?s)\n    Remark:\n(.*?)      enum:\n((?:        - \w+\n)+)`).FindStringSubmatch(string(api.Specification))
	if part == nil {
		t.Fatal("no enumeration of remarks")
	}
	listed := strings.Fields(strings.ReplaceAll(part[2], "- ", ""))
	var ours []string
	for _, r := range checkin.AllRemarks() {
		ours = append(ours, string(r))
		if !api.Remark(r).Valid() {
			t.Errorf("%s: api.gen.go is not of this contract", r)
		}
		if !regexp.MustCompile(`(?m)^ {8}.*` + "`" + string(r) + "`" + `.*: \S`).MatchString(part[1]) {
			t.Errorf("%s: no meaning", r)
		}
	}
	slices.Sort(listed)
	if slices.Sort(ours); !slices.Equal(listed, ours) {
		t.Errorf("the contract has %q\nthe vocabulary %q", listed, ours)
	}
}
