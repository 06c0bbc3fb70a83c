package config_test

import (
	"strings"
	"testing"

	"ciaw/server/config"
)

func TestByWhichAddressPushServicesReachTheOperator(t *testing.T) {
	for _, c := range []struct{ contact, from, origin, want string }{
		{origin: "https://ciaw.example", want: "https://ciaw.example"},
		{origin: "https://ciaw.example:8443", want: "https://ciaw.example"},
		{origin: "http://ciaw.example"},
		{origin: "https://localhost:8443"},
		{origin: "https://werf.localhost"},
		{origin: "https://ciaw.local"},
		{origin: "https://server"},
		{origin: "https://192.0.2.1"},
		{origin: "https://[2001:db8::1]:8443"},
		{from: "ciaw <register@ciaw.example>", origin: "https://localhost", want: "mailto:register@ciaw.example"},
		{contact: "mailto:operator@ciaw.example", from: "register@ciaw.example", origin: "https://ciaw.example", want: "mailto:operator@ciaw.example"},
	} {
		if got := (config.Settings{PushContact: c.contact, MailFrom: c.from}).Contact(c.origin); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
	for contact, valid := range map[string]bool{
		"": true, "mailto:operator@ciaw.example": true, "https://ciaw.example/contact": true,
		"operator@ciaw.example": false, "mailto:Operator <operator@ciaw.example>": false, "https://localhost": false, "http://ciaw.example": false,
	} {
		s := config.Settings{Addr: "127.0.0.1:0", Data: "x", TLS: "off", PushContact: contact}
		if err := s.Validate(); (err == nil || !strings.Contains(err.Error(), "push-contact")) != valid {
			t.Errorf("%q: %v", contact, err)
		}
	}
}
