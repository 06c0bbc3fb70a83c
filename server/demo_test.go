package server_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"ciaw/server"
	"ciaw/server/admin"
	"ciaw/server/config"
	"ciaw/server/demo"
)

// TestTheDemoIsRefusedBesideARealCompany also holds that who tries the demo may
// sign up there, and start it again.
func TestTheDemoIsRefusedBesideARealCompany(t *testing.T) {
	for _, begun := range []bool{false, true} {
		folder := private(t)
		in := func(s *config.Settings) { s.Data, s.Demo, s.OpenCompanies = folder, begun, true }
		t.Run(fmt.Sprintf("begun as a demo %v", begun), func(t *testing.T) {
			visit(t, serve(t, in)).signIn(t, "POST", "/api/v1/companies",
				`{"number":"0000000592","name":"Nieuw Voorbeeld","user":{"name":"Nora Nieuwmans","login":"nora","password":"een lang geheim 7"}}`)
		})
		s := config.Settings{Addr: "127.0.0.1:0", Data: folder, Demo: true, TLS: "off", LogLevel: "error"}
		if begun {
			as(t, connect(t, start(t, s)), "manager")
			continue
		}
		if err := server.Run(t.Context(), s, nil); err == nil || !strings.Contains(err.Error(), "--demo") || !strings.Contains(err.Error(), "BE0000000592") {
			t.Errorf("%v", err)
		}
	}
}

func TestDemoLoginsEndWithoutDemo(t *testing.T) {
	folder := private(t)
	in := func(s *config.Settings) { s.Data = folder }
	examined := func() string {
		var out bytes.Buffer
		if _, err := admin.Doctor(t.Context(), config.Settings{Data: folder}, &out); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	var b *browser
	t.Run("with", func(t *testing.T) { b = as(t, serve(t, in), "manager") })
	if told := examined(); !strings.Contains(told, "manager") || !strings.Contains(told, "--demo") {
		t.Errorf("the doctor says %s", told)
	}
	t.Run("without", func(t *testing.T) {
		r := serve(t, in, func(s *config.Settings) { s.Demo = false })
		b.running = r
		refused(t, b.do(t, "GET", "/api/v1/me", ""), 401, "signed_out")
		for _, m := range demo.Members() {
			answer := visit(t, r).do(t, "POST", "/api/v1/sessions", fmt.Sprintf(`{"login":%q,"password":%q}`, m.User.Login, demo.Password))
			if answer.status < 400 {
				t.Errorf("%s signs in: %d %s", m.User.Login, answer.status, answer.body)
			}
		}
	})
	if told := examined(); strings.Contains(told, "manager") {
		t.Errorf("the doctor says %s", told)
	}
	t.Run("with again", func(t *testing.T) { as(t, serve(t, in), "manager") })
}
