package server_test

import (
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ciaw/api"
	"ciaw/server/config"
)

// outsideRequest is a request that somebody outside was sent.
type outsideRequest struct {
	path, body string
	header     http.Header
}

// outside is a push service and a company's software.
func outside(t *testing.T) (origin string, got chan outsideRequest) {
	t.Helper()
	got = make(chan outsideRequest, 100)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		var asked struct{ Challenge string }
		if json.Unmarshal(body, &asked) == nil && asked.Challenge != "" {
			_, _ = w.Write(body)
			return
		}
		got <- outsideRequest{r.URL.Path, string(body), r.Header}
	}))
	t.Cleanup(s.Close)
	return s.URL, got
}

// next waits for the next request.
func next(t *testing.T, got chan outsideRequest) outsideRequest {
	t.Helper()
	select {
	case r := <-got:
		return r
	case <-time.After(20 * time.Second):
		t.Fatal("nobody was told within 20 s")
	}
	return outsideRequest{}
}

// connectHook adds a web hook, and waits until its address has answered.
func connectHook(t *testing.T, user *browser, hook string) api.HookAdded {
	t.Helper()
	added := told[api.HookAdded](t, user.do(t, "POST", "/api/v1/hooks", hook))
	equal(t, "a hook that is new", added.Hook.State, api.Unconfirmed)
	for range 400 {
		for _, h := range told[api.Hooks](t, user.do(t, "GET", "/api/v1/hooks", "")).Hooks {
			if h.Id == added.Hook.Id && h.State == api.Working {
				return added
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("not confirmed within 20 s")
	return added
}

func TestOtherSoftwareHearsOfARegistrationAndItsEnd(t *testing.T) {
	r := serve(t, func(s *config.Settings) { s.PrivateTargets, s.PushContact = true, "mailto:operator@ciaw.example" })
	origin, got := outside(t)
	manager := as(t, r, "manager")
	added := connectHook(t, manager, fmt.Sprintf(`{"url":%q,"events":["presence.registered","presence.cancelled"]}`, origin+"/hook"))
	which := "/api/v1/presences/" + random(16)
	told[api.Presence](t, as(t, r, "subcontractor").do(t, "PUT", which, r.presence(`{"niss":"85073003328","name":"Tine Testers"}`)))
	for i, event := range []string{"presence.registered", "presence.cancelled"} {
		if i == 1 {
			told[api.Presence](t, as(t, r, "subcontractor").do(t, "POST", which+"/cancellation", `{"reason":"OTHER"}`))
		}
		request := next(t, got)
		if !strings.Contains(request.body, event) || !strings.HasPrefix(request.header.Get("Ciaw-Signature"), "t=") || strings.Contains(request.body, "Testers") {
			t.Errorf("%s: %s with %v", event, request.body, request.header)
		}
	}
	deliveries := "/api/v1/hooks/" + added.Hook.Id + "/deliveries"
	var all api.Deliveries
	for range 100 { // it is noted after the answer
		if all = told[api.Deliveries](t, manager.do(t, "GET", deliveries, "")); len(all.Deliveries) == 2 && all.Deliveries[0].State == api.Told && all.Deliveries[1].State == api.Told {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if len(all.Deliveries) != 2 || all.Deliveries[0].State != api.Told || all.Deliveries[0].Status != http.StatusOK {
		t.Fatalf("%+v", all)
	}
	if again := manager.do(t, "POST", deliveries+"/"+all.Deliveries[0].Id+"/replay", `{}`); again.status != http.StatusAccepted {
		t.Fatalf("%d %s", again.status, again.body)
	}
	if request := next(t, got); !strings.Contains(request.body, `"id":"`+all.Deliveries[0].Id+`"`) {
		t.Errorf("%s", request.body)
	}
	list := manager.do(t, "GET", "/api/v1/hooks", "")
	if strings.Contains(list.body, added.Secret) || added.Secret == "" {
		t.Errorf("the secret is shown again: %s", list.body)
	}
}

// TestAStrangerToTheChainIsDoubted has a contractor register people of itself,
// of a company that the keeper has not listed, and a posted worker.
func TestAStrangerToTheChainIsDoubted(t *testing.T) {
	r := serve(t, func(s *config.Settings) { s.PrivateTargets, s.PushContact = true, "mailto:operator@ciaw.example" })
	origin, got := outside(t)
	connectHook(t, as(t, r, "manager"), fmt.Sprintf(`{"url":%q,"events":["presence.registered"]}`, origin+"/hook"))
	boss := as(t, r, "subcontractor")
	for _, c := range []struct{ worker, remarks, state string }{
		{`{"niss":"85073003328"}`, `"remarks":[]`, "validated"},
		{`{"limosa":"24910158641968060"}`, `"remarks":[]`, "validated"},
		{`{"niss":"17073003384","employer":{"foreignVat":"PT123456789"}}`, `"remarks":["company_not_in_chain"]`, "doubted"},
	} {
		at := "/api/v1/presences/" + random(16)
		registered := told[api.Presence](t, boss.do(t, "PUT", at, r.presence(c.worker)))
		if request := next(t, got); !strings.Contains(request.body, c.remarks) || !strings.Contains(request.body, `"state":"`+c.state+`"`) {
			t.Errorf("%s: the hook got %s", c.worker, request.body)
		}
		checked := boss.do(t, "GET", at, "")
		p := told[api.Presence](t, checked)
		if string(p.State) != c.state || p.ReceiptNumber != registered.ReceiptNumber || !strings.Contains(checked.body, c.remarks) {
			t.Errorf("%s: %s", c.worker, checked.body)
		}
	}
}

func TestARemarkIsPushedToWhoeverRegistered(t *testing.T) {
	r := serve(t, func(s *config.Settings) { s.PrivateTargets, s.PushContact = true, "mailto:operator@ciaw.example" })
	origin, got := outside(t)
	user := as(t, r, "subcontractor")
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	subscribed := told[api.PushSubscription](t, user.do(t, "PUT", "/api/v1/push/subscriptions", fmt.Sprintf(
		`{"endpoint":%q,"keys":{"p256dh":%q,"auth":%q},"language":"nl","remarks":true,"reminder":{"at":"06:30","days":[1,2,3,4,5]}}`,
		origin+"/device", base64.RawURLEncoding.EncodeToString(key.PublicKey().Bytes()), random(16))))
	for range 2 { // the second of one person is remarked upon
		told[api.Presence](t, user.do(t, "PUT", "/api/v1/presences/"+random(16), r.presence(`{"niss":"85073003328"}`)))
	}
	request := next(t, got)
	if request.path != "/device" || request.header.Get("Content-Encoding") != "aes128gcm" || !strings.HasPrefix(request.header.Get("Authorization"), "vapid t=") {
		t.Errorf("%s %v", request.path, request.header)
	}
	all := told[api.PushSubscriptions](t, user.do(t, "GET", "/api/v1/push/subscriptions", ""))
	if len(all.Subscriptions) != 1 || all.Subscriptions[0].Reminder == nil {
		text, _ := json.Marshal(all)
		t.Fatalf("%s", text)
	}
	equal(t, "reminded at", all.Subscriptions[0].Reminder.At, "06:30")
	equal(t, "told who is missing", all.Subscriptions[0].Missing != nil, false)
	if gone := user.do(t, "DELETE", "/api/v1/push/subscriptions/"+subscribed.Id, ""); gone.status != http.StatusNoContent {
		t.Errorf("%d %s", gone.status, gone.body)
	}
}
