package server_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ciaw/api"
	"ciaw/server/admin"
	"ciaw/server/config"
)

// simulated has an authority that answers after a delay.
func simulated(delay string) func(*config.Settings) {
	return func(s *config.Settings) { s.Authority = []string{"simulated:" + delay} }
}

// await asks for a presence of the phone until it is in that state.
func (p phone) await(which string, state api.PresenceState) api.Presence {
	p.t.Helper()
	var last []byte
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		answer, err := p.GetPresenceWithResponse(p.t.Context(), which, &api.GetPresenceParams{PresenceSecret: p.secret})
		if err != nil {
			p.t.Fatal(err)
		}
		if last = answer.Body; answer.JSON200 != nil && answer.JSON200.State == state {
			return *answer.JSON200
		}
	}
	p.t.Fatalf("%s never was %s", last, state)
	return api.Presence{}
}

func TestAnotherAuthorityGivesTheNumber(t *testing.T) {
	ana := newPhone(t, serve(t, simulated("300ms")))
	which := random(16)
	queued := ana.register(which, ana.registration(0))
	equal(t, "state", queued.State, api.PresenceStateQueued)
	equal(t, "number", queued.ReceiptNumber+queued.Receipt, "")
	equal(t, "authority", queued.Authority, "simulated")
	if again := ana.put(which, ana.registration(0)); again.JSON200 == nil || again.JSON200.Authority != "simulated" {
		t.Errorf("again: %s", again.Body)
	}
	done := ana.await(which, api.PresenceStateValidated)
	equal(t, "begins with", done.ReceiptNumber[:1], "9")
	if claims := claimsOf(t, done.Receipt); claims["aut"] != "simulated" || claims["jti"] != done.ReceiptNumber {
		t.Errorf("the receipt says %v", claims)
	}
}

func TestWhatWaitsForAnAuthorityIsSeenAndCanBeUndone(t *testing.T) {
	folder, addr := t.TempDir(), freeAddress(t)
	r := serve(t, simulated("1h"), func(s *config.Settings) { s.Data, s.MetricsAddr = folder, addr })
	ana := newPhone(t, r)
	which := random(16)
	ana.register(which, ana.registration(0))
	ready, err := r.GetReadinessWithResponse(t.Context())
	if err != nil || ready.StatusCode() != 204 {
		t.Errorf("not ready while an authority does not answer: %v, %v", ready.StatusCode(), err)
	}
	if !strings.Contains(metrics(t, addr), `ciaw_authority_queued{authority="simulated"} 1`) {
		t.Error("the metrics do not count what is queued")
	}
	var out bytes.Buffer
	if err := admin.Outbox(t.Context(), config.Settings{Data: folder, Database: filepath.Join(folder, "ciaw.db")}, &out, false); err != nil ||
		!strings.Contains(out.String(), "1 queued for the authority simulated") {
		t.Errorf("ciaw outbox: %s, %v", out.String(), err)
	}
	undone, err := ana.CancelPresenceWithResponse(t.Context(), which, &api.CancelPresenceParams{PresenceSecret: ana.secret}, api.NewCancellation{Reason: api.OTHER})
	if err != nil || undone.JSON200 == nil || undone.JSON200.State != api.PresenceStateCancelled {
		t.Errorf("%s, %v", undone.Body, err)
	}
}

func TestAMandateIsGivenAndWithdrawn(t *testing.T) {
	folder := t.TempDir()
	r := serve(t, func(s *config.Settings) { s.Data = folder })
	s := config.Settings{Data: folder, Database: filepath.Join(folder, "ciaw.db")}
	boss := told[api.Me](t, as(t, r, "subcontractor").do(t, "GET", "/api/v1/me", ""))
	number := boss.Company.Number
	for _, step := range []struct {
		do   func() error
		want string
	}{
		{func() error {
			return admin.GiveMandate(t.Context(), s, admin.Given{Number: number, Authority: "simulated"}, strings.NewReader("secret\n"))
		}, "simulated"},
		{func() error { return admin.WithdrawMandate(t.Context(), s, number) }, ""},
	} {
		var out bytes.Buffer
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		if err := admin.Mandates(t.Context(), s, &out); err != nil || strings.Contains(out.String(), "simulated") != (step.want != "") || strings.Contains(out.String(), "secret") {
			t.Errorf("%q, %v", out.String(), err)
		}
	}
	if err := admin.WithdrawMandate(t.Context(), s, number); err == nil {
		t.Error("withdrawn twice")
	}
	if err := admin.GiveMandate(t.Context(), s, admin.Given{Number: "0000000097", Authority: "simulated"}, strings.NewReader("")); err == nil {
		t.Error("a company that is not here gives a mandate")
	}
}
