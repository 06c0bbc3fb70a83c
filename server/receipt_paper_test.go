package server_test

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"ciaw/api"
	"ciaw/qr"
	"ciaw/server/checkin"
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

// TestTheReceiptsOfACrewAreForWhoeverFindsThem asks for the receipts of the crew
// of one company as everybody in turn. What somebody's own search does not find is
// answered as what there is not.
func TestTheReceiptsOfACrewAreForWhoeverFindsThem(t *testing.T) {
	r := serve(t)
	users := cast(t, r)
	search := func() []api.PresenceRow {
		return told[api.PresencePage](t, users["contractor"].do(t, "GET", "/api/v1/presences?registered=by_us&from="+yesterday()+"&to="+checkin.DayOf(time.Now()).String(), "")).Presences
	}
	today := told[api.Presence](t, users["contractor"].do(t, "PUT", "/api/v1/presences/"+random(16), r.presence(`{"like":"`+search()[0].Id+`"}`)))
	crew := search()
	if len(crew) < 2 {
		t.Fatalf("a crew of %d", len(crew))
	}
	asked := func(ids ...string) string {
		return fmt.Sprintf(`{"language":"nl","presences":["%s"]}`, strings.Join(ids, `","`))
	}
	print := func(role, body string) reply {
		return users[role].do(t, "POST", "/api/v1/presences/receipts/pdf", body)
	}
	all := make([]string, len(crew))
	for i, row := range crew {
		all[i] = row.Id
	}
	for _, role := range []string{"contractor", "manager"} {
		paper := print(role, asked(all...))
		if paper.status != 200 || !strings.HasPrefix(paper.body, "%PDF-") {
			t.Fatalf("%s: %d %.200s", role, paper.status, paper.body)
		}
		text := textOf(t, paper.body)
		for _, row := range crew {
			if !strings.Contains(text, strings.ReplaceAll(row.Name, " ", "")) || !strings.Contains(text, row.ReceiptNumber) {
				t.Errorf("%s: no %s with %s: %s", role, row.Name, row.ReceiptNumber, text)
			}
		}
	}
	signed := map[string]bool{}
	for _, row := range crew {
		signed[told[api.Presence](t, users["contractor"].do(t, "GET", "/api/v1/presences/"+row.Id, "")).Receipt] = true
	}
	for _, code := range codesOf(t, print("manager", asked(all...)).body) {
		if link, receipt, _ := strings.Cut(code, "#"); link != r.origin+"/r" || !signed[receipt] {
			t.Errorf("a code is none of the receipts: %s", code)
		}
	}
	none := random(16)
	for role, status := range map[string]int{"nobody": 401, "stranger": 404, "colleague": 404} {
		hidden, unknown := print(role, asked(all[0])), print(role, asked(none))
		if hidden.status != status || unknown.status != status || withoutRequest(hidden.body) != withoutRequest(unknown.body) {
			t.Errorf("%s: %d %s; one that is not there: %d %s", role, hidden.status, hidden.body, unknown.status, unknown.body)
		}
	}
	if mixed := print("contractor", asked(all[0], none)); mixed.status != 404 || !strings.Contains(mixed.body, `"field":"presences.1"`) {
		t.Errorf("one of two is not there: %d %s", mixed.status, mixed.body)
	}
	told[api.Presence](t, users["contractor"].do(t, "POST", "/api/v1/presences/"+today.Id+"/cancellation", `{"reason":"OTHER"}`))
	refused(t, print("contractor", asked(today.Id)), 422, "items_invalid")
	if text := textOf(t, print("contractor", asked(all...)).body); strings.Contains(text, today.ReceiptNumber) {
		t.Errorf("what was cancelled is on the paper: %s", text)
	}
}

// textOf is what a document says, without its spaces.
func textOf(t *testing.T, document string) string {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil && os.Getenv("CIAW_REQUIRE") == "" {
		t.Skip("pdftotext is not installed (poppler-utils)")
	}
	reading := exec.Command("pdftotext", "-", "-")
	reading.Stdin = strings.NewReader(document)
	text, err := reading.Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(text)), "")
}

// codesOf reads the codes of the first page, as a phone that is held over one card
// after another.
func codesOf(t *testing.T, document string) (all []string) {
	t.Helper()
	const dots = 150 / 25.4 // a millimetre; a card has 90 × 47
	drawing := exec.Command("pdftoppm", "-png", "-gray", "-singlefile", "-r", "150", "-")
	drawing.Stdin = strings.NewReader(document)
	file, err := drawing.Output()
	if err != nil {
		t.Fatal(err)
	}
	page, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	for n := range 10 {
		card := image.NewGray(image.Rect(0, 0, 531, 277))
		draw.Draw(card, card.Bounds(), page, image.Pt(int((15+90*float64(n%2))*dots), int((32+47*float64(n/2))*dots)), draw.Src)
		codes, err := qr.Read(t.Context(), card, qr.Options{})
		if err != nil {
			break
		}
		all = append(all, codes[0].Text)
	}
	if len(all) == 0 {
		t.Error("no code is read from the paper")
	}
	return all
}

// withoutRequest drops what differs from request to request.
func withoutRequest(body string) string {
	return regexp.MustCompile(`"(instance|request)":"[^"]*"`).ReplaceAllString(body, "")
}
