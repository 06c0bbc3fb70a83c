package auth_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"ciaw/server/auth"
	"ciaw/server/checkin"
	"ciaw/server/id"
)

// TestALinkAsksForTheCodeWhereThereIsOne: whoever reads a mailbox has not the
// phone, too.
func TestALinkAsksForTheCodeWhereThereIsOne(t *testing.T) {
	d := newDesk(t)
	code := d.secondFactor(t)
	secret, _, err := d.NewLink(t.Context(), d.user.User)
	if err != nil {
		t.Fatal(err)
	}
	use := func(code string) error {
		_, err := d.UseLink(t.Context(), auth.LinkUse{Secret: secret, Password: "een heel ander geheim", Code: code}, auth.Device{})
		return err
	}
	if link, err := d.ReadLink(t.Context(), secret, ""); err != nil || link.Account.TOTP == "" {
		t.Errorf("%v", err)
	}
	if err := use(""); !errors.Is(err, auth.ErrTOTPRequired) {
		t.Errorf("without a code: %v", err)
	}
	if err := use("000000"); !errors.Is(err, auth.ErrTOTPWrong) {
		t.Errorf("a wrong code: %v", err)
	}
	if _, err := d.SignIn(t.Context(), auth.Password{Login: "mieke", Password: password, TOTP: code()}, auth.Device{}); err != nil {
		t.Errorf("the password is another already: %v", err)
	}
	if err := use(code()); err != nil {
		t.Errorf("with a code: %v", err)
	}
}

func TestWhoAsksForAnotherLinkEndsNone(t *testing.T) {
	d := newDesk(t)
	if _, _, found, err := d.Forgotten(t.Context(), "mieke"); found || err != nil {
		t.Errorf("without an address: %v, %v", found, err)
	}
	_, err := d.register.ChangeAccount(t.Context(), d.user.User.ID, "test", func(a *checkin.Account) error {
		a.User.Email = "mieke@voorbeeld.example"
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var secrets []string
	for n := range 20 {
		_, secret, found, err := d.Forgotten(t.Context(), " Mieke")
		if err != nil || found != (n < 3) {
			t.Fatalf("link %d: %v, %v", n+1, found, err)
		}
		if found {
			secrets = append(secrets, secret)
		}
	}
	for n, secret := range secrets {
		if _, err := d.ReadLink(t.Context(), secret, ""); err != nil {
			t.Errorf("link %d: %v", n+1, err)
		}
	}
	if _, err := d.UseLink(t.Context(), auth.LinkUse{Secret: secrets[0], Password: "een heel ander geheim"}, auth.Device{}); err != nil {
		t.Fatal(err)
	}
	for n, secret := range secrets {
		if _, err := d.ReadLink(t.Context(), secret, ""); !errors.Is(err, auth.ErrLink) {
			t.Errorf("link %d, once one was used: %v", n+1, err)
		}
	}
	if _, _, found, err := d.Forgotten(t.Context(), "nobody"); found || err != nil {
		t.Errorf("nobody: %v, %v", found, err)
	}
}

// TestAMadeUpRefreshTokenEndsNoSession: ids of sessions are in every access
// token. One that was ours once ends it: there are two copies.
func TestAMadeUpRefreshTokenEndsNoSession(t *testing.T) {
	d := newDesk(t)
	in := d.signIn(t)
	signedIn := func() bool {
		_, err := d.Authenticate(t.Context(), auth.Credential{Kind: auth.AccessToken, Secret: in.Access})
		return err == nil
	}
	session := in.Actor.Session.String()
	for what, token := range map[string]string{
		"a guess":                  session + strings.Repeat("A", 43+22),
		"a guess of the old form":  session + strings.Repeat("A", 43),
		"its mark, another secret": session + strings.Repeat("A", 43) + in.Refresh[22+43:],
		"its secret, another mark": in.Refresh[:22+43] + strings.Repeat("A", 22),
		"of another session":       id.NewKey(d.now).String() + in.Refresh[22:],
	} {
		if _, err := d.Renew(t.Context(), token, auth.Device{}); !errors.Is(err, checkin.ErrSignedOut) || !signedIn() {
			t.Errorf("%s: %v, signed in: %v", what, err, signedIn())
		}
	}
	second, err := d.Renew(t.Context(), in.Refresh, auth.Device{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Renew(t.Context(), second.Refresh[:22+43], auth.Device{}); err != nil {
		t.Errorf("the last one, of the old form: %v", err)
	}
	if _, err := d.Renew(t.Context(), in.Refresh, auth.Device{}); !errors.Is(err, checkin.ErrSignedOut) || signedIn() {
		t.Errorf("one that was used before: %v, signed in: %v", err, signedIn())
	}
}

// TestWhoHasAnAccountIsNotLookedUpBeforeTheAnswer: the time that an answer takes
// tells nothing, as there is no register to ask yet.
func TestWhoHasAnAccountIsNotLookedUpBeforeTheAnswer(t *testing.T) {
	s := auth.Service{Allow: func(string, string) time.Duration { return 0 }} // without a store
	for _, login := range []string{"mieke", "nobody", ""} {
		if err := s.AskLink(login, "192.0.2.1"); err != nil {
			t.Errorf("%s: %v", login, err)
		}
	}
}
