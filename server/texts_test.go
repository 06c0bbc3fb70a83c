package server_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"ciaw/api"
	"ciaw/server/demo"
)

// formed are the texts of the contract that have a form of their own, or are
// compared and never kept; by the end of their names. All others are free.
var formed = []string{
	".number", ".under", ".niss", ".cbe", ".foreignVat", ".limosa", ".like", ".poster", ".workplace", ".on", ".opensOn", ".closesOn", ".at", ".id",
	".language", ".state", ".secret", ".code", ".totp", ".keys.auth", ".keys.p256dh", ".current", ".screen", ".presence", ".presences", ".receipt", ".receipts", ".after", "AddSession.login", "AddSession.password", "AddLink.login",
	"ConfirmMe.password",
}

// TestEveryFreeTextIsLookedAt goes through the contract: whatever text in it has
// no form is refused with characters that nobody types, where it stands.
func TestEveryFreeTextIsLookedAt(t *testing.T) {
	r := serve(t)
	tries := textTries(t, r)
	for _, path := range slices.Sorted(maps.Keys(contractTexts())) {
		if slices.ContainsFunc(formed, func(end string) bool { return strings.HasSuffix(path, end) }) {
			continue
		}
		operation, field, _ := strings.Cut(path, ".")
		try, found := tries[operation]
		if !found {
			t.Errorf("%s is not tried: is it a free text?", path)
			continue
		}
		for _, bad := range []string{"\x00", "\u202e", "\u200b", "\U000e0001"} {
			body := with(t, try.body, field, "Ana"+bad+"gnp")
			answer := try.by.do(t, try.method, try.path, body)
			refusedText(t, fmt.Sprintf("%s with %+q", path, bad), answer)
		}
		plain := try.by.do(t, try.method, try.path, with(t, try.body, field, "  Ana\t\u00a0gnp 12345 "))
		if strings.Contains(plain.body, "text_invalid") || plain.status >= 500 {
			t.Errorf("%s with white space: %d %s", path, plain.status, plain.body)
		}
	}
}

// refusedText fails unless a text was refused, alone or as one of several items.
func refusedText(t *testing.T, what string, answer reply) {
	t.Helper()
	if !strings.Contains(answer.body, `"code":"text_invalid"`) || answer.status != 422 && answer.status != 200 {
		t.Errorf("%s: %d %s", what, answer.status, answer.body)
	}
}

// textTry is a request that would be taken but for one text.
type textTry struct {
	by           *browser
	method, path string
	body         string
}

func textTries(t *testing.T, r running) map[string]textTry {
	manager := as(t, r, "manager")
	invited := told[api.Invited](t, manager.do(t, "POST", "/api/v1/users", `{"name":"Carl Collega","entitlements":[]}`))
	_, link, _ := strings.Cut(invited.Link, "#")
	workplace := `{"number":"1Y1000003EQCZ","name":"x","sector":"meat","address":"x","client":"x","contact":{"name":"x","phone":"000"},"contractors":[{"number":"BE0200000043","name":"x"}]}`
	worker := `{"niss":"85073003328","name":"x","employer":{"cbe":"0200000043","name":"x"}}`
	item := strings.Replace(r.presence(worker), "{", `{"id":"`+random(16)+`",`, 1)
	push := `{"endpoint":"https://push.example/x","keys":{"auth":"x","p256dh":"x"},"language":"nl","remarks":true}`
	return map[string]textTry{
		"AddCompany": {visit(t, r), "POST", "/api/v1/companies",
			`{"number":"0000000592","name":"x","user":{"name":"x","login":"nora","email":"a@b.example","password":"een lang geheim 7"}}`},
		"AddUser":             {manager, "POST", "/api/v1/users", `{"name":"x","email":"a@b.example","entitlements":[]}`},
		"ChangeMe":            {manager, "PUT", "/api/v1/me", `{"name":"x"}`},
		"ChangePassword":      {manager, "PUT", "/api/v1/me/password", `{"current":"` + demo.Password + `","new":"x"}`},
		"UseLink":             {visit(t, r), "POST", "/api/v1/links/use", fmt.Sprintf(`{"secret":%q,"login":"carl","password":"nog een lang geheim"}`, link)},
		"AddWorkplace":        {manager, "POST", "/api/v1/workplaces", workplace},
		"ChangeWorkplace":     {manager, "PUT", "/api/v1/workplaces/" + r.place(), workplace},
		"AddPoster":           {manager, "POST", "/api/v1/workplaces/" + r.place() + "/posters", `{}`},
		"PutMusterPoints":     {manager, "PUT", "/api/v1/workplaces/" + r.place() + "/muster-points", `{"points":[{"name":"x"}]}`},
		"PutTick":             {manager, "PUT", "/api/v1/workplaces/" + r.place() + "/roll-call/" + random(16) + "/ticks/" + random(16), `{"found":true,"at":"2026-11-23T07:00:00Z"}`},
		"AddPasskey":          {manager, "POST", "/api/v1/passkeys", `{"state":"none","name":"x","credential":{}}`},
		"AddHook":             {manager, "POST", "/api/v1/hooks", `{"url":"x","events":["registered"]}`},
		"PutPushSubscription": {manager, "PUT", "/api/v1/push/subscriptions", push},
		"PutPresence":         {manager, "PUT", "/api/v1/presences/" + random(16), r.presence(worker)},
		"PutPresences":        {manager, "POST", "/api/v1/presences", `{"items":[` + item + `]}`},
	}
}

// contractTexts are the plain texts in the bodies of all operations.
func contractTexts() map[string]bool {
	found := map[string]bool{}
	operations := reflect.TypeFor[api.StrictServerInterface]()
	for i := range operations.NumMethod() {
		if body, has := operations.Method(i).Type.In(1).FieldByName("Body"); has {
			addTexts(found, operations.Method(i).Name, body.Type)
		}
	}
	return found
}

func addTexts(found map[string]bool, path string, of reflect.Type) {
	switch of.Kind() {
	case reflect.Pointer, reflect.Slice:
		addTexts(found, path, of.Elem())
	case reflect.Struct:
		for _, f := range reflect.VisibleFields(of) {
			if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" {
				addTexts(found, path+"."+name, f.Type)
			}
		}
	case reflect.String:
		if of == reflect.TypeFor[string]() {
			found[path] = true
		}
	}
}

// with returns a body with another text in the place of one.
func with(t *testing.T, body, field, text string) string {
	t.Helper()
	var value map[string]any
	if err := json.Unmarshal([]byte(body), &value); err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	at := value
	steps := strings.Split(field, ".")
	for _, step := range steps[:len(steps)-1] {
		switch next := at[step].(type) {
		case []any:
			at = next[0].(map[string]any)
		case map[string]any:
			at = next
		}
	}
	at[steps[len(steps)-1]] = text
	changed, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(changed)
}
