package server_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ciaw/api"
)

// TestAReceiptIsPutOnPaperForWhoeverHoldsIt asks without any credential: the
// receipt itself is enough, and nobody's name or number is on the sheet or in
// what is refused.
func TestAReceiptIsPutOnPaperForWhoeverHoldsIt(t *testing.T) {
	r := serve(t)
	p := newPhone(t, r)
	had := p.register(random(16), p.registration(0))
	print := func(receipt, language string) *api.PrintReceiptResponse {
		answer, err := r.PrintReceiptWithResponse(t.Context(), api.PrintReceiptJSONRequestBody{Receipt: receipt, Language: language})
		if err != nil {
			t.Fatal(err)
		}
		return answer
	}
	paper := print(had.Receipt, "ro")
	if paper.StatusCode() != 200 || !strings.HasPrefix(string(paper.Body), "%PDF-") || paper.HTTPResponse.Header.Get("Content-Type") != "application/pdf" {
		t.Fatalf("%s: %.80s", paper.HTTPResponse.Status, paper.Body)
	}
	if strings.Contains(string(paper.Body), demoNumber) {
		t.Error("the sheet holds the person's number")
	}
	for name, asked := range map[string][3]string{
		"not signed":        {had.Receipt[:len(had.Receipt)-6] + "AAAAAA", "ro", "receipt_unsigned"},
		"with its salt":     {had.Receipt + "~" + had.ReceiptSalt, "ro", "receipt_unsigned"},
		"none":              {"", "ro", "required"},
		"unknown language":  {had.Receipt, "xx", "language_unknown"},
		"the number itself": {demoNumber, "ro", "receipt_unsigned"},
	} {
		answer := print(asked[0], asked[1])
		if answer.StatusCode() != 422 || !strings.Contains(string(answer.Body), fmt.Sprintf(`"code":%q`, asked[2])) || strings.Contains(string(answer.Body), demoNumber) {
			t.Errorf("%s: %s %s", name, answer.HTTPResponse.Status, answer.Body)
		}
	}
}

// TestReceiptsOfAMonthArePutOnPaperForWhoeverHoldsThem asks without any
// credential, as for one of them.
func TestReceiptsOfAMonthArePutOnPaperForWhoeverHoldsThem(t *testing.T) {
	r := serve(t)
	p := newPhone(t, r)
	had := p.register(random(16), p.registration(0)).Receipt
	print := func(language string, receipts ...string) *api.PrintReceiptsResponse {
		answer, err := r.PrintReceiptsWithResponse(t.Context(), api.PrintReceiptsJSONRequestBody{Receipts: receipts, Language: language})
		if err != nil {
			t.Fatal(err)
		}
		return answer
	}
	full := slices.Repeat([]string{had}, 200)
	for _, receipts := range [][]string{{had}, full} {
		paper := print("ro", receipts...)
		if paper.StatusCode() != 200 || !strings.HasPrefix(string(paper.Body), "%PDF-") || paper.HTTPResponse.Header.Get("Content-Type") != "application/pdf" {
			t.Fatalf("%s: %.80s", paper.HTTPResponse.Status, paper.Body)
		}
		if strings.Contains(string(paper.Body), demoNumber) {
			t.Error("the list holds the person's number")
		}
	}
	forged := had[:len(had)-6] + "AAAAAA"
	for name, c := range map[string]struct {
		language, field, code string
		receipts              []string
	}{
		"one not signed":   {"ro", "receipts.1", "receipt_unsigned", []string{had, forged, had}},
		"two not signed":   {"ro", "receipts.0", "receipt_unsigned", []string{forged, had, forged}},
		"a number":         {"ro", "receipts.0", "receipt_unsigned", []string{demoNumber}},
		"none":             {"ro", "receipts", "items_invalid", nil},
		"one too many":     {"ro", "receipts", "items_invalid", append([]string{had}, full...)},
		"unknown language": {"xx", "language", "language_unknown", []string{had}},
	} {
		answer := print(c.language, c.receipts...)
		want := fmt.Sprintf(`"errors":[{"code":%q,"field":%q}]`, c.code, c.field)
		if answer.StatusCode() != 422 || !strings.Contains(string(answer.Body), want) || strings.Contains(string(answer.Body), demoNumber) {
			t.Errorf("%s: %s %s, want %s", name, answer.HTTPResponse.Status, answer.Body, want)
		}
	}
}
