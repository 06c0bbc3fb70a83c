package server_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"ciaw/api"
	"ciaw/server/config"
	"ciaw/server/demo"
)

func TestACompanyItsManagerAndAColleague(t *testing.T) {
	r := serve(t)
	manager := visit(t, r)
	company := `{"number":"0000.000.592","name":"Nieuw Voorbeeld","user":{"name":"Nora Nieuwmans","login":"Nora","password":"een lang geheim 7"}}`
	manager.signIn(t, "POST", "/api/v1/companies", company)
	if len(manager.me.Entitlements) != 6 || manager.me.Company.Number != "BE0000000592" || manager.me.Company.Confirmed {
		t.Fatalf("%+v", manager.me)
	}
	refused(t, manager.do(t, "POST", "/api/v1/companies", strings.Replace(company, "Nora\"", "Other\"", 1)), 409, "company_known")
	refused(t, manager.do(t, "POST", "/api/v1/workplaces",
		`{"number":"1Y102TG6Z4BDZ","name":"W","sector":"construction","address":"Kaai 1"}`), 403, "company_unconfirmed")

	invited := told[api.Invited](t, manager.do(t, "POST", "/api/v1/users", `{"name":"Carl Collega","entitlements":["consult"]}`))
	_, secret, _ := strings.Cut(invited.Link, "#")
	colleague := visit(t, r)
	use := func(login, password string) string {
		return `{"secret":"` + secret + `","login":"` + login + `","password":"` + password + `"}`
	}
	refused(t, colleague.do(t, "POST", "/api/v1/links/use", use("nora", "nog een lang geheim")), 409, "login_taken")
	refused(t, colleague.do(t, "POST", "/api/v1/links/use", use("carl", "password123")), 422, "password_common")
	colleague.signIn(t, "POST", "/api/v1/links/use", use("carl", "nog een lang geheim"))
	refused(t, visit(t, r).do(t, "POST", "/api/v1/links/use", use("carla", "nog een lang geheim")), 404, "link_unknown")

	refused(t, colleague.do(t, "GET", "/api/v1/users", ""), 403, "not_entitled")
	id := invited.User.Id
	told[api.User](t, manager.do(t, "PUT", "/api/v1/users/"+id, `{"entitlements":["access"]}`))
	told[api.Users](t, colleague.do(t, "GET", "/api/v1/users", "")) // while signed in, at once
	told[api.User](t, manager.do(t, "PUT", "/api/v1/users/"+id, `{"entitlements":[]}`))
	refused(t, colleague.do(t, "GET", "/api/v1/users", ""), 403, "not_entitled")
	refused(t, manager.do(t, "PUT", "/api/v1/users/"+manager.me.Id, `{"entitlements":["register"]}`), 409, "last_manager")
	refused(t, manager.do(t, "DELETE", "/api/v1/users/"+manager.me.Id, ""), 409, "last_manager")
	if gone := manager.do(t, "DELETE", "/api/v1/users/"+id, ""); gone.status != 204 {
		t.Errorf("%d %s", gone.status, gone.body)
	}
	refused(t, colleague.do(t, "GET", "/api/v1/me", ""), 401, "signed_out")
}

func TestAStolenRenewalTokenEndsTheSession(t *testing.T) {
	r := serve(t)
	owner := as(t, r, "manager")
	stolen := owner.cookie(t)
	if !stolen.HttpOnly && stolen.Value == "" {
		t.Error("the cookie is open to scripts")
	}
	for range 2 { // the stolen token is not even the last but one any more
		owner.signIn(t, "POST", "/api/v1/sessions/renewal", "{}")
	}
	told[api.Me](t, owner.do(t, "GET", "/api/v1/me", ""))
	thief := raw{"POST", "/api/v1/sessions/renewal", "application/json", "{}"}
	if answer, body := r.sendWith(t, thief, "Cookie", stolen.Name+"="+stolen.Value); answer.StatusCode != 401 {
		t.Errorf("the thief got %s", body)
	}
	refused(t, owner.do(t, "GET", "/api/v1/me", ""), 401, "signed_out")
	refused(t, owner.do(t, "POST", "/api/v1/sessions/renewal", "{}"), 401, "signed_out")
}

func TestTheCookieIsForThisServerAlone(t *testing.T) {
	s := config.Settings{Addr: freeAddress(t), Data: t.TempDir(), Demo: true, TLS: "off", LogLevel: "error", Origin: "https://ciaw.example"}
	start(t, s)
	b := as(t, connect(t, "http://"+s.Addr), "manager")
	set := b.do(t, "POST", "/api/v1/sessions", `{"login":"manager","password":"voorbeeld-op-de-werf"}`).header.Get("Set-Cookie")
	for _, part := range []string{"HttpOnly", "Secure", "SameSite=Strict", "Path=/api/v1/sessions"} {
		if !strings.Contains(set, part) {
			t.Errorf("%s lacks %s", set, part)
		}
	}
	out := b.do(t, "DELETE", "/api/v1/sessions/current", "")
	if out.status != 204 || !strings.Contains(out.header.Get("Set-Cookie"), "Max-Age=0") {
		t.Errorf("%d %v", out.status, out.header)
	}
	refused(t, b.do(t, "GET", "/api/v1/me", ""), 401, "signed_out")
}

func TestGuessingIsSlowAndLocksNobodyElseOut(t *testing.T) {
	r := serve(t, func(s *config.Settings) { s.TrustedProxy, s.Limits = []string{"127.0.0.0/8", "::1/128"}, 1 })
	guess := func(from, password string) int {
		answer, _ := r.sendWith(t, raw{"POST", "/api/v1/sessions", "application/json",
			`{"login":"manager","password":"` + password + `"}`}, "X-Forwarded-For", from)
		return answer.StatusCode
	}
	statuses := map[int]int{}
	for range 14 {
		statuses[guess("203.0.113.9", "a guess a guess")]++
	}
	if statuses[403] != 10 || statuses[429] != 4 {
		t.Errorf("%v", statuses)
	}
	if s := guess("203.0.113.9", "voorbeeld-op-de-werf"); s != 429 {
		t.Errorf("the guesser goes on: %d", s)
	}
	if s := guess("198.51.100.7", "voorbeeld-op-de-werf"); s != 201 {
		t.Errorf("its owner is locked out: %d", s)
	}
}

func TestASubcontractorRegistersItselfAndItsCrew(t *testing.T) {
	r := serve(t)
	alone, boss, manager := as(t, r, "independent"), as(t, r, "subcontractor"), as(t, r, "manager")
	which := random(16)
	own := told[api.Presence](t, alone.do(t, "PUT", "/api/v1/presences/"+which, r.presence(`{"self":true}`)))
	again := alone.do(t, "PUT", "/api/v1/presences/"+which, r.presence(`{"self":true}`))
	if told[api.Presence](t, again).ReceiptNumber != own.ReceiptNumber || again.status != http.StatusOK {
		t.Errorf("the second time: %d %s", again.status, again.body)
	}
	refused(t, manager.do(t, "PUT", "/api/v1/presences/"+random(16), r.presence(`{"self":true}`)), 422, "own_niss_unknown")
	refused(t, boss.do(t, "PUT", "/api/v1/presences/"+which, r.presence(`{"self":true}`)), 409, "id_reused")
	refused(t, boss.do(t, "PUT", "/api/v1/presences/"+random(16), r.presence(`{"like":"`+which+`"}`)), 422, "presence_unknown")

	before := told[api.PresencePage](t, boss.do(t, "GET", "/api/v1/presences?registered=by_us&from="+yesterday(), ""))
	if len(before.Presences) != 10 {
		t.Fatalf("yesterday's crew: %+v", before)
	}
	for _, p := range before.Presences[:3] {
		told[api.Presence](t, boss.do(t, "PUT", "/api/v1/presences/"+random(16), r.presence(`{"like":"`+p.Id+`"}`)))
	}
	typed := told[api.Presence](t, boss.do(t, "PUT", "/api/v1/presences/"+random(16), r.presence(`{"niss":"85.07.30-033 28","name":"Tine Testers"}`)))
	if typed.Name != "Tine Testers" {
		t.Errorf("%+v", typed)
	}
	board := told[api.Board](t, manager.do(t, "GET", "/api/v1/workplaces/"+r.place()+"/board", ""))
	if len(board.Present) != 5 || len(board.Missing) != 7 {
		t.Errorf("%d present, %d missing", len(board.Present), len(board.Missing))
	}
	text := manager.do(t, "GET", "/api/v1/workplaces/"+r.place()+"/board", "")
	if strings.Contains(text.body, "85073003328") {
		t.Error("the board holds a national number")
	}
	undone := told[api.Presence](t, boss.do(t, "POST", "/api/v1/presences/"+typed.Id+"/cancellation", `{"reason":"PLANNING"}`))
	if undone.State != "cancelled" {
		t.Errorf("%+v", undone)
	}
	refused(t, manager.do(t, "POST", "/api/v1/presences/"+which+"/cancellation", `{"reason":"PLANNING"}`), 404, "presence_unknown")
}

func TestCleanersAreRegisteredByNobodyElse(t *testing.T) {
	r := serve(t)
	boss, alone := as(t, r, "subcontractor"), as(t, r, "independent")
	var cleaning string
	for _, p := range r.demo.Posters {
		if strings.HasPrefix(p.Name, "Kantoren") {
			cleaning = p.Code
		}
	}
	there := func(worker string) string {
		return strings.Replace(r.presence(worker), r.demo.Posters[0].Code, cleaning, 1)
	}
	refused(t, boss.do(t, "PUT", "/api/v1/presences/"+random(16), there(`{"niss":"85073003328","name":"Tine Testers"}`)), 422, "self_only")
	told[api.Presence](t, alone.do(t, "PUT", "/api/v1/presences/"+random(16), strings.Replace(there(`{"self":true}`), "{", `{"direction":"in",`, 1)))
}

func TestABoardThatHasNotChangedIsNotSentAgain(t *testing.T) {
	r := serve(t)
	manager, alone := as(t, r, "manager"), as(t, r, "independent")
	board := func(tags ...string) reply {
		request, err := http.NewRequestWithContext(t.Context(), "GET", r.origin+"/api/v1/workplaces/"+r.place()+"/board", http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", "Bearer "+manager.token)
		request.Header["If-None-Match"] = tags
		answer, err := manager.http.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		return reply{status: answer.StatusCode, header: answer.Header}
	}
	first := board()
	tag := first.header.Get("ETag")
	text := strings.Trim(tag, `"`)
	for what, tags := range map[string][]string{
		"the tag": {tag}, "made weak by a proxy that compresses": {"W/" + tag}, "as Apache marks it": {`"` + text + `-gzip"`},
		"one of a list": {`"other" , W/` + tag + `,"third"`}, "on the second line": {`"other"`, tag}, "anything": {"*"},
	} {
		if again := board(tags...); first.status != 200 || again.status != 304 || again.header.Get("ETag") != tag {
			t.Errorf("%s: %d, then %d with tag %s", what, first.status, again.status, again.header.Get("ETag"))
		}
	}
	for _, other := range []string{"", `"other"`, text, `W/"other", "another"`, `"`, `""`, "W/*"} {
		if again := board(other); again.status != 200 {
			t.Errorf("%s: %d", other, again.status)
		}
	}
	told[api.Presence](t, alone.do(t, "PUT", "/api/v1/presences/"+random(16), r.presence(`{"self":true}`)))
	if after := board(tag); after.status != 200 {
		t.Errorf("after somebody came: %d", after.status)
	}
}

// TestTheChannelIsThatOfTheSession: what a browser says of itself decides
// nothing; the app says on what kind of device somebody signs in.
func TestTheChannelIsThatOfTheSession(t *testing.T) {
	r := serve(t)
	for device, want := range map[string]string{"": "desktop", "desktop": "desktop", "mobile": "mobile", "web_service": "desktop", "gateway": "desktop"} {
		b := visit(t, r)
		b.agent = "Mozilla/5.0 (Linux; Android 14) Mobile"
		b.signIn(t, "POST", "/api/v1/sessions", fmt.Sprintf(`{"login":"subcontractor","password":%q,"device":%q}`, demo.Password, device))
		p := told[api.Presence](t, b.do(t, "PUT", "/api/v1/presences/"+random(16), r.presence(`{"niss":"85073003328","name":"Tine Testers"}`)))
		if got := claimsOf(t, p.Receipt)["ch"]; got != want {
			t.Errorf("signed in with device %q: channel %v, want %s", device, got, want)
		}
	}
}

// claimsOf returns what a signed receipt says.
func claimsOf(t *testing.T, receipt string) map[string]any {
	t.Helper()
	text, err := base64.RawURLEncoding.DecodeString(strings.Split(receipt, ".")[1])
	if err != nil {
		t.Fatal(err)
	}
	var claims map[string]any
	if err := json.Unmarshal(text, &claims); err != nil {
		t.Fatal(err)
	}
	return claims
}
