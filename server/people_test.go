package server_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"ciaw/api"
	"ciaw/server/admin"
	"ciaw/server/config"
)

func TestTheOperatorConfirmsACompanyAndHelpsAUser(t *testing.T) {
	s := config.Settings{Data: private(t), Origin: "https://ciaw.example"}
	r := serve(t, func(o *config.Settings) { o.Data = s.Data })
	nora := visit(t, r)
	nora.signIn(t, "POST", "/api/v1/companies",
		`{"number":"0000000592","name":"Nieuw Voorbeeld","user":{"name":"Nora Nieuwmans","login":"nora","password":"een lang geheim 7"}}`)
	var list strings.Builder
	if err := admin.Companies(t.Context(), s, &list); err != nil || !strings.Contains(list.String(), "BE0000000592    not confirmed") {
		t.Errorf("%s, %v", list.String(), err)
	}
	for number, ok := range map[string]bool{"12": false, "0000000691": false, "0000.000.592": true} {
		if err := admin.ConfirmCompany(t.Context(), s, number); (err == nil) != ok {
			t.Errorf("%s: %v", number, err)
		}
	}
	if me := told[api.Me](t, nora.do(t, "GET", "/api/v1/me", "")); !me.Company.Confirmed {
		t.Errorf("%+v", me)
	}
	link, err := admin.UserLink(t.Context(), s, "Nora", false)
	_, secret, found := strings.Cut(link, "https://ciaw.example/link#")
	if err != nil || !found {
		t.Fatalf("%s, %v", link, err)
	}
	nora.signIn(t, "POST", "/api/v1/links/use", `{"secret":"`+secret+`","password":"een heel ander geheim"}`)
	if _, err := admin.UserLink(t.Context(), s, "nobody", false); err == nil {
		t.Error("a link for nobody")
	}
}

// TestTheOperatorHelpsWhoHasLostPhoneAndCodes: their link asks for the second
// factor, unless the operator ends that.
func TestTheOperatorHelpsWhoHasLostPhoneAndCodes(t *testing.T) {
	s := config.Settings{Data: private(t)}
	r := serve(t, func(o *config.Settings) { o.Data = s.Data })
	alone := as(t, r, "independent")
	enrolled := told[api.Totp](t, alone.do(t, "POST", "/api/v1/me/totp", `{}`))
	code, err := totp.GenerateCode(enrolled.Secret, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if done := alone.do(t, "PUT", "/api/v1/me/totp", fmt.Sprintf(`{"state":%q,"code":%q}`, enrolled.State, code)); done.status >= 300 {
		t.Fatalf("%d %s", done.status, done.body)
	}
	use := func(without bool) reply {
		link, err := admin.UserLink(t.Context(), s, "independent", without)
		_, secret, found := strings.Cut(link, "#")
		if err != nil || !found {
			t.Fatalf("%s, %v", link, err)
		}
		return visit(t, r).do(t, "POST", "/api/v1/links/use", `{"secret":"`+secret+`","password":"een heel ander geheim"}`)
	}
	if asked := use(false); asked.status < 400 || !strings.Contains(asked.body, "totp_required") {
		t.Errorf("%d %s", asked.status, asked.body)
	}
	if done := use(true); done.status >= 300 {
		t.Errorf("%d %s", done.status, done.body)
	}
}

func TestTheOperatorChangesAnOwnNumber(t *testing.T) {
	s := config.Settings{Data: private(t)}
	r := serve(t, func(o *config.Settings) { o.Data = s.Data })
	alone := as(t, r, "independent")
	before := told[api.Presence](t, alone.do(t, "PUT", "/api/v1/presences/"+random(16), r.presence(`{"self":true}`)))
	refused(t, alone.do(t, "PUT", "/api/v1/me", `{"name":"Ivo","niss":"85073003328"}`), 409, "niss_set")
	for line, ok := range map[string]bool{"": false, "85073003329": false, "85.07.30-033.28\n": true} {
		if err := admin.UserNISS(t.Context(), s, "Independent", strings.NewReader(line)); (err == nil) != ok {
			t.Errorf("%q: %v", line, err)
		}
	}
	if err := admin.UserNISS(t.Context(), s, "nobody", strings.NewReader("85073003328")); err == nil {
		t.Error("nobody has another number")
	}
	if me := told[api.Me](t, alone.do(t, "GET", "/api/v1/me", "")); !strings.HasSuffix(me.Niss, "28") {
		t.Errorf("%+v", me)
	}
	told[api.Presence](t, alone.do(t, "GET", "/api/v1/presences/"+before.Id, "")) // registered it, whoever it is of
}

func TestAPersonIsHandedWhatTheRegisterKnows(t *testing.T) {
	s := config.Settings{Data: private(t)}
	r := serve(t, func(o *config.Settings) { o.Data = s.Data })
	boss := as(t, r, "subcontractor")
	own := told[api.Presence](t, boss.do(t, "PUT", "/api/v1/presences/"+random(16), r.presence(`{"niss":"85073003328","name":"Tine Testers"}`)))
	export := func(number string) (string, error) {
		var out strings.Builder
		err := admin.ExportPerson(t.Context(), s, strings.NewReader(number), &out)
		return out.String(), err
	}
	text, err := export("85.07.30-033.28\n")
	equal(t, "export", err, nil)
	equal(t, "tells the receipt number", strings.Contains(text, own.ReceiptNumber), true)
	equal(t, "tells the name", strings.Contains(text, "Tine Testers"), true)
	equal(t, "tells of somebody else", strings.Contains(text, "Exemplu"), false)
	if text, err := export("17073003384"); err != nil || strings.TrimSpace(text) != "[]" {
		t.Errorf("somebody who was never here: %s, %v", text, err)
	}
	if _, err := export("no number"); err == nil {
		t.Error("no number was taken for one")
	}
}
