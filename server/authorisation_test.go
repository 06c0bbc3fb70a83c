package server_test

import (
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"ciaw/api"
	"ciaw/server/config"
)

// roles are who tries every route, from the outside in.
var roles = []string{"nobody", "stranger", "colleague", "contractor", "manager"}

// attempt is a request for a route of the contract, and what each of the roles
// is answered.
type attempt struct {
	method, path, body string
	want               [5]int
}

// Everybody is answered alike where the route itself asks for no account.
var (
	whoever  = func(status int) [5]int { return [5]int{status, status, status, status, status} }
	signedIn = func(status int) [5]int { return [5]int{401, status, status, status, status} }
)

// TestEveryRouteAsksWhoOneIs tries every operation of the contract as somebody
// without account, a manager of a company that has nothing to do with it, a
// colleague without entitlements, a contractor of the workplace, and the manager
// of the workplace. An operation that is not in the table fails the test.
func TestEveryRouteAsksWhoOneIs(t *testing.T) {
	r := serve(t, func(s *config.Settings) { s.OpenCompanies, s.PushContact = true, "mailto:operator@ciaw.example" })
	users := cast(t, r)
	table := attempts(r, users)
	for _, operation := range operations(t) {
		tries, known := table[operation]
		if !known {
			t.Errorf("%s is not in the table of this test", operation)
		}
		for _, try := range tries {
			for i, role := range roles {
				got := users[role].do(t, try.method, try.path, try.body)
				if got.status != try.want[i] {
					t.Errorf("%s as %s: %s %s answers %d %s, want %d", operation, role, try.method, try.path, got.status, got.body, try.want[i])
				}
			}
		}
	}
}

// operations returns the ids of all operations of the contract.
func operations(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, found := range regexp.MustCompile(`operationId: (\w+)`).FindAllStringSubmatch(string(api.Specification), -1) {
		all = append(all, found[1])
	}
	if len(all) < 40 {
		t.Fatalf("only %d operations were found", len(all))
	}
	return all
}

// cast signs the roles in.
func cast(t *testing.T, r running) map[string]*browser {
	t.Helper()
	manager := as(t, r, "manager")
	colleague := visit(t, r)
	_, secret, _ := strings.Cut(told[api.Invited](t, manager.do(t, "POST", "/api/v1/users", `{"name":"Carl Collega","entitlements":[]}`)).Link, "#")
	colleague.signIn(t, "POST", "/api/v1/links/use", fmt.Sprintf(`{"secret":%q,"login":"carl","password":"nog een lang geheim"}`, secret))
	stranger := visit(t, r)
	stranger.signIn(t, "POST", "/api/v1/companies",
		`{"number":"0000000592","name":"Nieuw Voorbeeld","user":{"name":"Nora Nieuwmans","login":"nora","password":"een lang geheim 7"}}`)
	return map[string]*browser{
		"nobody": visit(t, r), "stranger": stranger, "colleague": colleague, "contractor": as(t, r, "subcontractor"), "manager": manager,
	}
}

// attempts returns what is tried of each operation. What would succeed only once
// is tried with inputs that are refused after the question of who one is.
func attempts(r running, users map[string]*browser) map[string][]attempt {
	place := "/api/v1/workplaces/" + r.place()
	colleague := "/api/v1/users/" + users["colleague"].me.Id
	one := func(method, path, body string, want [5]int) []attempt { return []attempt{{method, path, body, want}} }
	all := openRoutes(one)
	for operation, tries := range map[string][]attempt{
		"getMe":             one("GET", "/api/v1/me", "", signedIn(200)),
		"changeMe":          one("PUT", "/api/v1/me", `{"name":""}`, signedIn(422)),
		"changePassword":    one("PUT", "/api/v1/me/password", `{"current":"wrong","new":"x"}`, signedIn(403)),
		"confirmMe":         one("POST", "/api/v1/me/confirmation", `{"password":"not it"}`, signedIn(403)),
		"addRecoveryCodes":  one("POST", "/api/v1/me/recovery-codes", `{}`, signedIn(409)),
		"addTotp":           one("POST", "/api/v1/me/totp", `{}`, signedIn(201)),
		"confirmTotp":       one("PUT", "/api/v1/me/totp", `{"state":"none","code":"000000"}`, signedIn(404)),
		"removeTotp":        one("POST", "/api/v1/me/totp/removal", `{"code":"000000"}`, signedIn(403)),
		"addPasskeyOptions": one("POST", "/api/v1/passkeys/options", `{}`, signedIn(201)),
		"getPasskeys":       one("GET", "/api/v1/passkeys", "", signedIn(200)),
		"addPasskey":        one("POST", "/api/v1/passkeys", `{"state":"none","name":"x","credential":{}}`, signedIn(404)),
		"removePasskey":     one("DELETE", "/api/v1/passkeys/AAAA", "", signedIn(404)),
		"getSessions":       one("GET", "/api/v1/sessions", "", signedIn(200)),
		"removeSession":     one("DELETE", "/api/v1/sessions/"+random(16), "", signedIn(404)),

		"getUsers":    one("GET", "/api/v1/users", "", [5]int{401, 200, 403, 200, 200}),
		"addUser":     one("POST", "/api/v1/users", `{"name":"","entitlements":[]}`, [5]int{401, 422, 403, 422, 422}),
		"changeUser":  one("PUT", colleague, `{"entitlements":[]}`, [5]int{401, 404, 403, 404, 200}),
		"removeUser":  one("DELETE", "/api/v1/users/"+random(16), "", [5]int{401, 404, 403, 404, 404}),
		"addUserLink": one("POST", colleague+"/link", `{}`, [5]int{401, 404, 403, 404, 201}),

		"getWorkplaces":    one("GET", "/api/v1/workplaces", "", signedIn(200)),
		"getWorkplace":     one("GET", place, "", [5]int{401, 404, 200, 200, 200}),
		"addWorkplace":     one("POST", "/api/v1/workplaces", `{"number":"x","name":"x","sector":"meat","address":"x"}`, [5]int{401, 422, 403, 403, 422}),
		"changeWorkplace":  one("PUT", place, `{"number":"x","name":"","sector":"meat","address":"x"}`, [5]int{401, 422, 403, 403, 422}),
		"importWorkplaces": one("POST", "/api/v1/workplaces/import", `"no table"`, [5]int{401, 422, 403, 403, 422}),
		"addPoster":        one("POST", place+"/posters", `{"gate":"Noord"}`, [5]int{401, 404, 403, 403, 201}),
		"revokePoster":     one("POST", place+"/posters/"+r.demo.Posters[1].Code+"/revocation", `{}`, [5]int{401, 404, 403, 403, 200}),
		"getGateScreen":    one("GET", place+"/posters/"+r.demo.Posters[0].Code+"/screen", "", [5]int{401, 404, 403, 403, 200}),
		"addSighting":      one("POST", place+"/sightings", `{"presence":"`+random(16)+`"}`, [5]int{401, 404, 403, 404, 404}),
		"getPosterSheet":   one("GET", place+"/poster.pdf", "", [5]int{401, 404, 403, 403, 200}),
		"getBoard":         one("GET", place+"/board", "", [5]int{401, 404, 403, 200, 200}),
		"searchPresences": {
			{"GET", "/api/v1/presences", "", [5]int{401, 200, 403, 200, 200}},
			{"GET", "/api/v1/presences?registered=by_us", "", [5]int{401, 200, 403, 200, 200}},
			{"GET", "/api/v1/presences?registered=by_me", "", signedIn(200)},
		},
		"printPresences":  one("POST", "/api/v1/presences/receipts/pdf", `{"presences":["`+random(16)+`"],"language":"nl"}`, signedIn(404)),
		"exportPresences": one("GET", "/api/v1/presences/export", "", [5]int{401, 200, 403, 200, 200}),
		"putPresence": {
			{"PUT", "/api/v1/presences/" + random(16), r.presence(`{"niss":"85073003328"}`), [5]int{422, 201, 403, 409, 409}},
			{"PUT", "/api/v1/presences/" + random(16), r.presence(`{"limosa":"` + demoNumber + `"}`), [5]int{422, 422, 422, 422, 422}},
		},
		"putPresences":   one("POST", "/api/v1/presences", `{"items":[]}`, whoever(422)),
		"getPresence":    one("GET", "/api/v1/presences/"+random(16), "", whoever(404)),
		"cancelPresence": one("POST", "/api/v1/presences/"+random(16)+"/cancellation", `{"reason":"OTHER"}`, whoever(404)),
	} {
		all[operation] = tries
	}
	maps.Copy(all, noticeRoutes(one))
	maps.Copy(all, deskRoutes(one))
	maps.Copy(all, boardRoutes(place, one))
	return all
}

// deskRoutes are the operations that show a company its workplaces, and help to
// bring them in.
func deskRoutes(one func(method, path, body string, want [5]int) []attempt) map[string][]attempt {
	return map[string][]attempt{
		"getOverview":       one("GET", "/api/v1/overview", "", [5]int{401, 200, 403, 200, 200}),
		"getImportTemplate": one("GET", "/api/v1/workplaces/import/template?language=nl", "", [5]int{401, 200, 403, 403, 200}),
	}
}

// boardRoutes are the operations of those who look at the board of a workplace.
func boardRoutes(place string, one func(method, path, body string, want [5]int) []attempt) map[string][]attempt {
	return map[string][]attempt{
		"putLook":          one("PUT", place+"/looks/"+random(16), `{"flags":[]}`, [5]int{401, 404, 403, 404, 404}),
		"getWorkplaceDays": one("GET", place+"/days", "", [5]int{401, 404, 403, 200, 200}),
		"putMusterPoints":  one("PUT", place+"/muster-points", `{"points":[{"name":"Parking"}]}`, [5]int{401, 404, 403, 403, 200}),
		"getRollCall":      one("GET", place+"/roll-call", "", [5]int{401, 404, 403, 404, 200}),
		"beginRollCall":    one("POST", place+"/roll-call", `{}`, [5]int{401, 404, 403, 404, 200}),
		"endRollCall":      one("POST", place+"/roll-call/"+random(16)+"/end", `{}`, [5]int{401, 404, 403, 404, 409}),
		"putTick":          one("PUT", place+"/roll-call/"+random(16)+"/ticks/"+random(16), `{"found":true,"at":"2026-11-23T07:00:00Z"}`, [5]int{401, 404, 403, 404, 409}),
	}
}

// noticeRoutes are the operations that have users and other software told.
func noticeRoutes(one func(method, path, body string, want [5]int) []attempt) map[string][]attempt {
	hook := "/api/v1/hooks/" + random(16)
	return map[string][]attempt{
		"getPushKey":             one("GET", "/api/v1/push/key", "", signedIn(200)),
		"getPushSubscriptions":   one("GET", "/api/v1/push/subscriptions", "", signedIn(200)),
		"putPushSubscription":    one("PUT", "/api/v1/push/subscriptions", `{"endpoint":"x","keys":{"p256dh":"x","auth":"x"},"language":"x"}`, signedIn(422)),
		"removePushSubscription": one("DELETE", "/api/v1/push/subscriptions/"+random(16), "", signedIn(404)),

		"getHooks":       one("GET", "/api/v1/hooks", "", [5]int{401, 200, 403, 403, 200}),
		"addHook":        one("POST", "/api/v1/hooks", `{"url":"https://127.0.0.1/","events":["presence.registered"]}`, [5]int{401, 422, 403, 403, 422}),
		"challengeHook":  one("POST", hook+"/challenge", `{}`, [5]int{401, 404, 403, 403, 404}),
		"testHook":       one("POST", hook+"/test", `{}`, [5]int{401, 404, 403, 403, 404}),
		"removeHook":     one("DELETE", hook, "", [5]int{401, 404, 403, 403, 404}),
		"getDeliveries":  one("GET", hook+"/deliveries", "", [5]int{401, 404, 403, 403, 404}),
		"replayDelivery": one("POST", hook+"/deliveries/"+random(16)+"/replay", `{}`, [5]int{401, 404, 403, 403, 404}),
	}
}

// openRoutes are the operations that anybody may call.
func openRoutes(one func(method, path, body string, want [5]int) []attempt) map[string][]attempt {
	return map[string][]attempt{
		"getHealth":      one("GET", "/healthz", "", whoever(204)),
		"getReadiness":   one("GET", "/readyz", "", whoever(204)),
		"getReceiptKeys": one("GET", "/.well-known/jwks.json", "", whoever(200)),
		"getPoster":      one("GET", "/api/v1/posters/none", "", whoever(404)),
		"addScan":        one("POST", "/api/v1/scans", `"no picture"`, whoever(415)),
		"printReceipt":   one("POST", "/api/v1/receipts/pdf", `{"receipt":"none","language":"nl"}`, whoever(422)),
		"printReceipts":  one("POST", "/api/v1/receipts/list/pdf", `{"receipts":["none"],"language":"nl"}`, whoever(422)),
		"getDemo":        one("GET", "/api/v1/demo", "", whoever(200)),

		"addCompany":          one("POST", "/api/v1/companies", `{"number":"x","name":"x","user":{"name":"x","login":"x","password":"x"}}`, whoever(422)),
		"addSession":          one("POST", "/api/v1/sessions", `{"login":"none","password":"none"}`, whoever(403)),
		"addPasskeyChallenge": one("POST", "/api/v1/sessions/passkey/options", `{}`, whoever(201)),
		"addPasskeySession":   one("POST", "/api/v1/sessions/passkey", `{"state":"none","credential":{}}`, whoever(404)),
		"addLink":             one("POST", "/api/v1/links", `{"login":"nobody at all"}`, whoever(202)),
		"readLink":            one("POST", "/api/v1/links/reading", `{"secret":"none"}`, whoever(404)),
		"useLink":             one("POST", "/api/v1/links/use", `{"secret":"none","password":"none"}`, whoever(404)),

		// By the cookie, which only a browser with a session has.
		"renewSession": one("POST", "/api/v1/sessions/renewal", `{}`, signedIn(200)),
	}
}

// TestWithoutEntitlementsOnesCompanyShowsNoPosterAndNoContractor: its colleagues
// register themselves; whoever has a poster's code registers from elsewhere.
func TestWithoutEntitlementsOnesCompanyShowsNoPosterAndNoContractor(t *testing.T) {
	r := serve(t)
	manager := as(t, r, "manager")
	place := "/api/v1/workplaces/" + r.place()
	all := told[api.WorkplaceDetails](t, manager.do(t, "GET", place, ""))
	if len(all.Posters) == 0 || len(all.Contractors) == 0 {
		t.Fatalf("the manager sees %+v", all)
	}
	user := told[api.Invited](t, manager.do(t, "POST", "/api/v1/users", `{"name":"Carl Collega","entitlements":[]}`))
	_, secret, _ := strings.Cut(user.Link, "#")
	colleague := visit(t, r)
	colleague.signIn(t, "POST", "/api/v1/links/use", fmt.Sprintf(`{"secret":%q,"login":"carl","password":"nog een lang geheim"}`, secret))
	for may, c := range map[string]struct{ posters, contractors bool }{
		``: {false, false}, `"access"`: {false, false}, `"gateway","web_service"`: {false, false},
		`"register"`: {false, true}, `"consult"`: {false, true}, `"workplaces"`: {true, true},
	} {
		told[api.User](t, manager.do(t, "PUT", "/api/v1/users/"+user.User.Id, `{"entitlements":[`+may+`]}`))
		answer := colleague.do(t, "GET", place, "")
		got := told[api.WorkplaceDetails](t, answer)
		if (len(got.Posters) > 0) != c.posters || (len(got.Contractors) > 0) != c.contractors || strings.Contains(answer.body, all.Posters[0].Code) != c.posters {
			t.Errorf("who may [%s] sees %s", may, answer.body)
		}
	}
}

// TestAnOwnNumberOpensNothing: a user without entitlements takes the numbers of
// others for their own, in every way there is.
func TestAnOwnNumberOpensNothing(t *testing.T) {
	r := serve(t)
	manager, boss := as(t, r, "manager"), as(t, r, "subcontractor")
	number := func(n string) string { return `{"name":"Carl Collega","niss":"` + n + `"}` }
	of := told[api.Presence](t, boss.do(t, "PUT", "/api/v1/presences/"+random(16), r.presence(`{"niss":"85073003328","name":"Tine Testers"}`)))
	user := told[api.Invited](t, boss.do(t, "POST", "/api/v1/users", `{"name":"Carl Collega","entitlements":[]}`))
	_, secret, _ := strings.Cut(user.Link, "#")
	use := func(niss string) string {
		return fmt.Sprintf(`{"secret":%q,"login":"carl","password":"nog een lang geheim","niss":%q}`, secret, niss)
	}
	colleague := visit(t, r)
	refused(t, colleague.do(t, "POST", "/api/v1/links/use", use("80000000229")), 409, "niss_taken") // the subcontractor's own
	colleague.signIn(t, "POST", "/api/v1/links/use", use(""))

	// Theirs from now on; what was registered of it is the company's.
	told[api.Me](t, colleague.do(t, "PUT", "/api/v1/me", number("85073003328")))
	told[api.Me](t, colleague.do(t, "PUT", "/api/v1/me", number("85.07.30-033.28"))) // the same again
	refused(t, colleague.do(t, "GET", "/api/v1/presences/"+of.Id, ""), 404, "presence_unknown")
	refused(t, colleague.do(t, "POST", "/api/v1/presences/"+of.Id+"/cancellation", `{"reason":"OTHER"}`), 404, "presence_unknown")

	refused(t, colleague.do(t, "PUT", "/api/v1/me", number("17073003384")), 409, "niss_set")
	refused(t, colleague.do(t, "PUT", "/api/v1/presences/"+random(16), r.presence(`{"niss":"17073003384"}`)), 403, "not_entitled")
	refused(t, manager.do(t, "PUT", "/api/v1/me", `{"name":"Mieke","niss":"x"}`), 422, "niss_invalid")

	// Nor do the entitlements of a manager help where everybody registers themselves.
	link := told[api.Invited](t, boss.do(t, "POST", "/api/v1/users/"+user.User.Id+"/link", "{}")).Link
	_, secret, _ = strings.Cut(link, "#")
	refused(t, colleague.do(t, "POST", "/api/v1/links/use", use("17073003384")), 409, "niss_set")
	refused(t, boss.do(t, "PUT", "/api/v1/me", `{"name":"Samir Testaoui","niss":"17073003384"}`), 409, "niss_set")

	// What is registered of it from now on, a colleague may undo who is it.
	later := told[api.Presence](t, boss.do(t, "PUT", "/api/v1/presences/"+random(16), r.presence(`{"niss":"85073003328"}`)))
	told[api.Presence](t, colleague.do(t, "GET", "/api/v1/presences/"+later.Id, ""))
}

// TestAStrangerSeesNobody looks for the people of others in everything that a
// manager of another company, or nobody at all, is answered.
func TestAStrangerSeesNobody(t *testing.T) {
	r := serve(t, func(s *config.Settings) { s.OpenCompanies, s.PushContact = true, "mailto:operator@ciaw.example" })
	users := cast(t, r)
	number := told[api.Presence](t, users["contractor"].do(t, "PUT", "/api/v1/presences/"+random(16),
		r.presence(`{"niss":"85073003328","name":"Tine Testers"}`)))
	for _, path := range []string{
		"/api/v1/presences?from=" + yesterday() + "&to=" + time.Now().Format(time.DateOnly),
		"/api/v1/presences/export?from=" + yesterday() + "&to=" + time.Now().Format(time.DateOnly),
		"/api/v1/presences?workplace=" + r.place(), "/api/v1/workplaces", "/api/v1/workplaces/" + r.place(),
		"/api/v1/workplaces/" + r.place() + "/board", "/api/v1/presences/" + number.Id, "/api/v1/users",
	} {
		for _, role := range []string{"nobody", "stranger", "colleague"} {
			body := users[role].do(t, http.MethodGet, path, "").body
			for _, secret := range []string{"Testers", "Exemplu", number.ReceiptNumber, "85073003328"} {
				if strings.Contains(body, secret) {
					t.Errorf("%s as %s tells of %s: %s", path, role, secret, body)
				}
			}
		}
	}
	if body := users["manager"].do(t, http.MethodGet, "/api/v1/workplaces/"+r.place()+"/board", "").body; !strings.Contains(body, "Testers") {
		t.Errorf("the manager does not see her: %s", body)
	}
}
