package server_test

import (
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"ciaw/api"
	"ciaw/server/config"
	"ciaw/server/id"
)

func TestAWorkerRegistersReadsAndUndoes(t *testing.T) {
	p := newPhone(t, serve(t))
	which := random(16)
	first := p.register(which, p.registration(0))
	number, err := id.ParseReceipt(first.ReceiptNumber)
	equal(t, "receipt number", err, nil)
	equal(t, "simulation", number.Simulation(), false)
	equal(t, "state", first.State, "registered")
	equal(t, "has a receipt", first.Receipt != "", true)
	equal(t, "id", first.Id, which)
	equal(t, "workplace", first.Workplace.Name, p.demo.Posters[0].Name)
	equal(t, "remarks", len(first.Remarks), 0)
	equal(t, "duplicate of", first.DuplicateOf, "")
	if again := p.put(which, p.registration(0)); again.JSON200 == nil || !same(*again.JSON200, first) {
		t.Errorf("repeated: %s %s", again.HTTPResponse.Status, again.Body)
	}
	read, err := p.GetPresenceWithResponse(t.Context(), which, &api.GetPresenceParams{PresenceSecret: p.secret})
	if err != nil || read.JSON200 == nil || !same(*read.JSON200, first) {
		t.Errorf("read: %s, %v", read.Body, err)
	}
	params := &api.CancelPresenceParams{PresenceSecret: p.secret}
	undone, err := p.CancelPresenceWithResponse(t.Context(), which, params, api.NewCancellation{Reason: "PLANNING"})
	if err != nil || undone.JSON200 == nil {
		t.Fatalf("undone: %s, %v", undone.Body, err)
	}
	equal(t, "state once undone", undone.JSON200.State, "cancelled")
	equal(t, "reason", undone.JSON200.Cancellation.Reason, "PLANNING")
	after := p.register(random(16), p.registration(0))
	equal(t, "after undoing, a new one is a duplicate of", after.DuplicateOf, "")
}

// same reports whether two answers are about the same registration: between
// them its content may have been checked.
func same(a, b api.Presence) bool {
	if a.State == "validated" {
		a.State = "registered"
	}
	return reflect.DeepEqual(a, b)
}

func TestABareLimosaNumberRevealsNothing(t *testing.T) {
	r := serve(t)
	worker, stranger := newPhone(t, r), newPhone(t, r)
	which := random(16)
	registered := worker.register(which, worker.registration(0))
	for name, secret := range map[string]string{"no secret": "", "another secret": stranger.secret, "short": "x"} {
		read, err := r.GetPresenceWithResponse(t.Context(), which, &api.GetPresenceParams{PresenceSecret: secret})
		undo, err2 := r.CancelPresenceWithResponse(t.Context(), which, &api.CancelPresenceParams{PresenceSecret: secret}, api.NewCancellation{Reason: "OTHER"})
		if err = errors.Join(err, err2); err != nil {
			t.Fatal(err)
		}
		none, err := r.GetPresenceWithResponse(t.Context(), random(16), &api.GetPresenceParams{PresenceSecret: secret})
		if err != nil || string(read.Body) != string(none.Body) || read.StatusCode() != 404 || undo.StatusCode() != 404 {
			t.Errorf("%s: %s and %s differ from nothing there: %s", name, read.Body, undo.Body, none.Body)
		}
	}
	reused := stranger.put(which, stranger.registration(0))
	text := string(reused.Body)
	if reused.StatusCode() != 409 || strings.Contains(text, registered.ReceiptNumber) || strings.Contains(text, demoNumber) {
		t.Errorf("%s %s", reused.HTTPResponse.Status, text)
	}
	if answer, body := r.send(t, raw{"GET", "/api/v1/receipts/" + registered.ReceiptNumber, "", ""}); answer.StatusCode != 404 {
		t.Errorf("receipts are public: %s", body)
	}
}

func TestRefusalsNameTheFieldAndNeverTheNumber(t *testing.T) {
	p := newPhone(t, serve(t))
	closed, later, revoked := poster(t, p.demo, "closed", false), poster(t, p.demo, "not_yet", false), poster(t, p.demo, "open", true)
	day := func(n int) string { return time.Now().AddDate(0, 0, n).Format(time.DateOnly) }
	for name, c := range map[string]struct {
		change      func(*api.NewPresence)
		field, code string
	}{
		"no L1":               {func(b *api.NewPresence) { b.Worker.Limosa = "" }, "worker.limosa", "required"},
		"some other code":     {func(b *api.NewPresence) { b.Worker.Limosa = "https://example.org/menu" }, "worker.limosa", "limosa_invalid"},
		"a digit too few":     {func(b *api.NewPresence) { b.Worker.Limosa = "2491000000000017" }, "worker.limosa", "limosa_invalid"},
		"poster mistyped":     {func(b *api.NewPresence) { b.Poster = "0000-0000-0001" }, "poster", "poster_invalid"},
		"poster unknown":      {func(b *api.NewPresence) { b.Poster = "0000-0000-0000" }, "poster", "poster_unknown"},
		"poster revoked":      {func(b *api.NewPresence) { b.Poster = revoked }, "poster", "poster_revoked"},
		"workplace closed":    {func(b *api.NewPresence) { b.Poster = closed }, "poster", "workplace_closed"},
		"workplace later":     {func(b *api.NewPresence) { b.Poster = later }, "poster", "workplace_not_yet_open"},
		"workplace invalid":   {func(b *api.NewPresence) { b.Poster, b.Workplace = "", "1Y11234567890" }, "workplace", "workplace_invalid"},
		"workplace unknown":   {func(b *api.NewPresence) { b.Poster, b.Workplace = "", "1Y1000003EQCZ" }, "workplace", "workplace_unknown"},
		"two days ago":        {func(b *api.NewPresence) { b.On = day(-2) }, "on", "day_passed"},
		"in a year":           {func(b *api.NewPresence) { b.On = day(365) }, "on", "day_too_far"},
		"no day":              {func(b *api.NewPresence) { b.On = "tomorrow" }, "on", "day_invalid"},
		"clock two days fast": {func(b *api.NewPresence) { b.CapturedAt = time.Now().AddDate(0, 0, 2) }, "capturedAt", "clock_ahead"},
		"another millennium":  {func(b *api.NewPresence) { b.CapturedAt = time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC) }, "capturedAt", "delivered_late"},
		"secret too short":    {func(b *api.NewPresence) { b.Secret = "guess" }, "secret", "secret_too_short"},
		"no secret":           {func(b *api.NewPresence) { b.Secret = "" }, "secret", "required"},
		"nowhere on earth":    {func(b *api.NewPresence) { b.Position = &api.Position{Latitude: 200} }, "position", "position_invalid"},
	} {
		body := p.registration(0)
		c.change(&body)
		answer := p.put(random(16), body)
		got := problem(t, answer.HTTPResponse, string(answer.Body))
		if got.Status != 422 || len(got.Errors) != 1 || got.Errors[0] != (api.ProblemError{Field: c.field, Code: c.code}) {
			t.Errorf("%s: %s", name, answer.Body)
		}
		if strings.Contains(string(answer.Body), demoNumber) || strings.Contains(string(answer.Body), p.secret) {
			t.Errorf("%s: the answer repeats what was sent: %s", name, answer.Body)
		}
	}
}

func TestSeveralAtOnceEachWithItsOwnOutcome(t *testing.T) {
	p := newPhone(t, serve(t))
	item := func(n int, change func(*api.NewPresenceItem)) api.NewPresenceItem {
		b := p.registration(n)
		i := api.NewPresenceItem{Id: random(16), Worker: b.Worker, Poster: b.Poster, CapturedAt: b.CapturedAt, Secret: b.Secret}
		change(&i)
		return i
	}
	none := func(*api.NewPresenceItem) {}
	items := []api.NewPresenceItem{
		item(0, none), item(0, func(i *api.NewPresenceItem) { i.Id = "short" }),
		item(0, func(i *api.NewPresenceItem) { i.Poster = "0000-0000-0000" }), item(1, none),
	}
	send := func(items []api.NewPresenceItem) *api.PutPresencesResponse {
		answer, err := p.PutPresencesWithResponse(t.Context(), api.NewPresences{Items: items})
		if err != nil {
			t.Fatal(err)
		}
		return answer
	}
	answer := send(items)
	if answer.JSON200 == nil || len(answer.JSON200.Items) != 4 {
		t.Fatalf("%s", answer.Body)
	}
	got := answer.JSON200.Items
	for i, code := range []string{"", "presence_id_invalid", "poster_unknown", ""} {
		name := fmt.Sprintf("item %d: ", i+1)
		equal(t, name+"refused", got[i].Problem != nil, code != "")
		equal(t, name+"has a presence", got[i].Presence != nil, code == "")
		equal(t, name+"added", got[i].Added, code == "")
		if got[i].Problem != nil {
			equal(t, name+"code", got[i].Problem.Code, code)
		}
		if got[i].Presence != nil {
			equal(t, name+"id", got[i].Presence.Id, items[i].Id)
		}
	}
	if again := send(items).JSON200.Items; again[0].Added || !same(*again[0].Presence, *got[0].Presence) {
		t.Errorf("repeated: %+v", again[0])
	}
	for _, n := range []int{0, 201} {
		if answer := send(make([]api.NewPresenceItem, n)); answer.StatusCode() != 422 {
			t.Errorf("%d items: %s", n, answer.Body)
		}
	}
}

// poster returns the code of a demo poster of that kind.
func poster(t *testing.T, d api.Demo, open api.WorkplaceOpen, revoked bool) string {
	t.Helper()
	for _, p := range d.Posters {
		if p.Open == open && p.Revoked == revoked {
			return p.Code
		}
	}
	t.Fatalf("no poster that is %s, revoked %v", open, revoked)
	return ""
}

func TestEveryMistakeIsNamedAtOnce(t *testing.T) {
	r := serve(t)
	answer, body := r.send(t, raw{"PUT", "/api/v1/presences/short", "application/json", `{"worker":{}}`})
	fields := map[string]string{}
	for _, e := range problem(t, answer, body).Errors {
		fields[e.Field] = e.Code
	}
	want := map[string]string{"id": "presence_id_invalid", "secret": "required", "worker.limosa": "required", "poster": "required", "capturedAt": "required"}
	if answer.StatusCode != 422 || !reflect.DeepEqual(fields, want) {
		t.Errorf("%s %v", answer.Status, fields)
	}
}

func TestRequestsThatAreNone(t *testing.T) {
	r := serve(t)
	path := "/api/v1/presences/" + random(16)
	big := `{"worker":{"limosa":"` + strings.Repeat("9", 70_000) + `"}}`
	for name, c := range map[string]struct {
		raw
		status int
		code   string
	}{
		"broken JSON":     {raw{"PUT", path, "application/json", `{"worker":`}, 400, "malformed"},
		"wrong type":      {raw{"PUT", path, "application/json", `{"worker":7}`}, 400, "malformed"},
		"no time":         {raw{"PUT", path, "application/json", `{"worker":{},"capturedAt":"seven"}`}, 400, "malformed"},
		"a form":          {raw{"PUT", path, "application/x-www-form-urlencoded", "worker=x"}, 415, "unsupported_type"},
		"no content type": {raw{"PUT", path, "", "{}"}, 415, "unsupported_type"},
		"too large":       {raw{"PUT", path, "application/json", big}, 413, "too_large"},
		"no such method":  {raw{"DELETE", path, "", ""}, 404, "not_found"},
		"no such path":    {raw{"GET", "/api/v1/none", "", ""}, 404, "not_found"},
		"no poster code":  {raw{"GET", "/api/v1/posters/none", "", ""}, 404, "poster_invalid"},
		"unknown poster":  {raw{"GET", "/api/v1/posters/0000-0000-0000", "", ""}, 404, "poster_unknown"},
		"no presence id":  {raw{"GET", "/api/v1/presences/none", "", ""}, 404, "presence_unknown"},
		"long text":       {raw{"POST", "/api/v1/scans", "text/plain", strings.Repeat("9", 5000)}, 413, "too_large"},
		"no picture":      {raw{"POST", "/api/v1/scans", "image/jpeg", "no picture"}, 415, "unsupported_type"},
		"nothing":         {raw{"POST", "/api/v1/scans", "image/jpeg", ""}, 415, "unsupported_type"},
	} {
		answer, body := r.send(t, c.raw)
		if p := problem(t, answer, body); p.Status != c.status || p.Code != c.code {
			t.Errorf("%s: %s %s, want %d %s", name, answer.Status, body, c.status, c.code)
		}
	}
}

func TestAReceiptSurvivesARestart(t *testing.T) {
	data, addr := t.TempDir(), freeAddress(t)
	keep := func(s *config.Settings) { s.Data, s.Addr = data, addr }
	which := random(16)
	var p phone
	var first api.Presence
	t.Run("before", func(t *testing.T) {
		p = newPhone(t, serve(t, keep))
		first = p.register(which, p.registration(0))
	})
	t.Run("after", func(t *testing.T) {
		p.running, p.t = serve(t, keep), t
		if again := p.put(which, p.registration(0)); again.JSON200 == nil || !same(*again.JSON200, first) {
			t.Errorf("%s, want %+v", again.Body, first)
		}
	})
}

func TestOneReceiptHoweverManyThumbs(t *testing.T) {
	p := newPhone(t, serve(t))
	which, body := random(16), p.registration(0)
	var numbers sync.Map
	var added sync.Map
	var group sync.WaitGroup
	for i := range 64 {
		group.Go(func() {
			answer, err := p.PutPresenceWithResponse(t.Context(), which, body)
			switch {
			case err == nil && answer.JSON201 != nil:
				added.Store(i, true)
				numbers.Store(answer.JSON201.ReceiptNumber, true)
			case err == nil && answer.JSON200 != nil:
				numbers.Store(answer.JSON200.ReceiptNumber, true)
			default:
				t.Errorf("%v %+v", err, answer)
			}
		})
	}
	group.Wait()
	if count(&numbers) != 1 || count(&added) != 1 {
		t.Errorf("%d receipt numbers, added %d times", count(&numbers), count(&added))
	}
}

func count(m *sync.Map) int {
	n := 0
	m.Range(func(any, any) bool { n++; return true })
	return n
}

func TestOneNumberCannotFloodTheRegister(t *testing.T) {
	p := newPhone(t, serve(t, func(s *config.Settings) { s.Limits = 1 }))
	for range 200 {
		answer := p.put(random(16), p.registration(0))
		if answer.StatusCode() != http.StatusTooManyRequests {
			continue
		}
		if got := problem(t, answer.HTTPResponse, string(answer.Body)); got.Code != "too_many_requests" || answer.HTTPResponse.Header.Get("Retry-After") == "" {
			t.Errorf("%s %v", answer.Body, answer.HTTPResponse.Header)
		}
		if other := p.put(random(16), p.registration(1)); other.JSON201 == nil {
			t.Errorf("somebody else is locked out too: %s", other.Body)
		}
		return
	}
	t.Error("200 registrations of one Limosa number were all taken")
}

func TestPostersSayWhatIsTheMatter(t *testing.T) {
	r := serve(t)
	for _, p := range r.demo.Posters {
		answer, err := r.GetPosterWithResponse(t.Context(), strings.ToLower(strings.ReplaceAll(p.Code, "-", "")))
		if err != nil || answer.JSON200 == nil {
			t.Fatalf("%s: %v", p.Code, err)
		}
		got := answer.JSON200
		equal(t, p.Code+" code", got.Code, p.Code)
		equal(t, p.Code+" revoked", got.Revoked, p.Revoked)
		equal(t, p.Code+" open", got.Workplace.Open, p.Open)
		equal(t, p.Code+" workplace", got.Workplace.Number, p.Workplace)
		equal(t, p.Code+" tells the day", got.Today != "", true)
	}
}

func TestTextsOfCodesAreUnderstood(t *testing.T) {
	r := serve(t)
	for text, want := range map[string]api.CodeKind{
		r.demo.Limosa[0]: "limosa", r.demo.Limosa[1]: "limosa", r.demo.Posters[0].Code: "poster",
		r.origin + "/p/" + r.demo.Posters[0].Code: "poster", "https://example.org/": "unknown",
	} {
		answer, body := r.send(t, raw{"POST", "/api/v1/scans", "text/plain", text})
		if answer.StatusCode != 200 || !strings.Contains(body, fmt.Sprintf(`"kind":%q`, want)) {
			t.Errorf("%s: %s", text, body)
		}
	}
}

func TestSimulationSaysSo(t *testing.T) {
	p := newPhone(t, serve(t, func(s *config.Settings) { s.Simulation = true }))
	if got := p.register(random(16), p.registration(0)); got.ReceiptNumber[0] != '9' {
		t.Errorf("receipt %s", got.ReceiptNumber)
	}
}

func TestWithoutDemoThereIsNoDemo(t *testing.T) {
	r := serve(t, func(s *config.Settings) { s.Demo = false })
	if answer, body := r.send(t, raw{"GET", "/api/v1/demo", "", ""}); answer.StatusCode != 404 {
		t.Errorf("%s %s", answer.Status, body)
	}
}

func TestMetricsCountWhatWasRegisteredAndWhatIsStillToBeTold(t *testing.T) {
	addr := freeAddress(t)
	p := newPhone(t, serve(t, func(s *config.Settings) { s.MetricsAddr = addr }))
	p.register(random(16), p.registration(0))
	p.put(random(16), api.NewPresence{})
	if answer, body := p.send(t, raw{"GET", "/metrics", "", ""}); answer.StatusCode != 404 || strings.Contains(body, "ciaw_") {
		t.Errorf("at the register's own address: %s", answer.Status)
	}
	body := metrics(t, addr)
	for _, line := range []string{`ciaw_registrations_total{channel="mobile",result="added"} 1`, "ciaw_outbox_waiting ", "ciaw_outbox_set_aside 0"} {
		if !strings.Contains(body, line) {
			t.Errorf("no %s", line)
		}
	}
}

func TestADatabaseElsewhere(t *testing.T) {
	file := filepath.Join(t.TempDir(), "other.db")
	r := serve(t, func(s *config.Settings) { s.Database = "sqlite:" + file })
	if answer, body := r.send(t, raw{"GET", "/readyz", "", ""}); answer.StatusCode != 204 {
		t.Errorf("%s %s", answer.Status, body)
	}
}
