package auth_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/pquerna/otp/totp"

	"ciaw/server/auth"
	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/seal"
	"ciaw/server/store"
)

const password = "een lang geheim 7"

// desk is a service with one user, on a real register, whose clock stands still
// until it is moved.
type desk struct {
	auth.Service
	register *store.Store
	now      time.Time
	user     checkin.Account
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{now: time.Now().Truncate(time.Second)}
	keys, err := seal.Load(filepath.Join(t.TempDir(), "keys.json"), true)
	if err != nil {
		t.Fatal(err)
	}
	clock := func() time.Time { return d.now }
	register, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "ciaw.db"), store.Options{Keys: keys, Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := register.Close(); err != nil {
			t.Error(err)
		}
	})
	d.register = register
	d.Service = auth.Service{
		Store: register, Key: keys.Derive("test"), Origin: "https://ciaw.example", Now: clock,
		Allow: func(string, string) time.Duration { return 0 },
	}
	d.user.Password, err = d.NewPassword(t.Context(), password)
	cbe, errCBE := id.ParseCBE("0000000196")
	if err = errors.Join(err, errCBE); err != nil {
		t.Fatal(err)
	}
	d.user.Company = checkin.Company{ID: id.NewKey(d.now), Employer: checkin.Employer{CBE: cbe, Name: "Voorbeeld"}, Created: d.now}
	d.user.User = checkin.User{ID: id.NewKey(d.now), Company: d.user.Company.ID, Login: "mieke", Name: "Mieke Modelmans", Created: d.now}
	if err := register.AddCompany(t.Context(), d.user.Company, d.user); err != nil {
		t.Fatal(err)
	}
	return d
}

func (d *desk) signIn(t *testing.T) auth.SignedIn {
	t.Helper()
	in, err := d.SignIn(t.Context(), auth.Password{Login: " Mieke ", Password: password}, auth.Device{Name: "Firefox, Linux"})
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func TestSigningInTellsNobodyWhichPartWasWrong(t *testing.T) {
	d := newDesk(t)
	for what, p := range map[string]auth.Password{
		"wrong password": {Login: "mieke", Password: "een ander geheim"}, "nobody's login": {Login: "nobody", Password: password},
		"no password": {Login: "mieke"}, "nothing": {},
	} {
		if _, err := d.SignIn(t.Context(), p, auth.Device{}); !errors.Is(err, auth.ErrWrong) {
			t.Errorf("%s: %v", what, err)
		}
	}
	in := d.signIn(t)
	who, err := d.Authenticate(t.Context(), auth.Credential{Kind: auth.AccessToken, Secret: in.Access, Address: "192.0.2.1"})
	if err != nil || who.User.Name != "Mieke Modelmans" || who.Company.Name != "Voorbeeld" || who.Channel != checkin.Desktop || who.Principal != checkin.UserPrincipal || who.ID != who.User.ID {
		t.Errorf("%+v, %v", who, err)
	}
}

func TestAnAccessTokenIsGoodForTenMinutesAndForgedByNobody(t *testing.T) {
	d := newDesk(t)
	in := d.signIn(t)
	forge := func(method jwt.SigningMethod, key any, change func(jwt.MapClaims)) string {
		claims := jwt.MapClaims{
			"iss": d.Origin, "aud": "ciaw-access", "sid": in.Actor.Session.String(), "exp": d.now.Add(time.Minute).Unix(),
		}
		change(claims)
		text, err := jwt.NewWithClaims(method, claims).SignedString(key)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	same := func(jwt.MapClaims) {}
	if _, err := d.Authenticate(t.Context(), auth.Credential{Kind: auth.AccessToken, Secret: forge(jwt.SigningMethodHS256, d.Key, same), Address: ""}); err != nil {
		t.Fatalf("the forger of this test does not know how: %v", err)
	}
	for what, token := range map[string]string{
		"nothing": "", "no token": "abc", "unsigned": forge(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, same),
		"another key":   forge(jwt.SigningMethodHS256, []byte("another"), same),
		"another hash":  forge(jwt.SigningMethodHS512, d.Key, same),
		"never expires": forge(jwt.SigningMethodHS256, d.Key, func(c jwt.MapClaims) { delete(c, "exp") }),
		"another use":   forge(jwt.SigningMethodHS256, d.Key, func(c jwt.MapClaims) { c["aud"] = "other" }),
		"another house": forge(jwt.SigningMethodHS256, d.Key, func(c jwt.MapClaims) { c["iss"] = "https://other.example" }),
		"no session":    forge(jwt.SigningMethodHS256, d.Key, func(c jwt.MapClaims) { c["sid"] = id.NewKey(d.now).String() }),
	} {
		if _, err := d.Authenticate(t.Context(), auth.Credential{Kind: auth.AccessToken, Secret: token, Address: ""}); !errors.Is(err, checkin.ErrSignedOut) {
			t.Errorf("%s: %v", what, err)
		}
	}
	d.now = d.now.Add(auth.AccessLasts + time.Second)
	if _, err := d.Authenticate(t.Context(), auth.Credential{Kind: auth.AccessToken, Secret: in.Access, Address: ""}); !errors.Is(err, checkin.ErrSignedOut) {
		t.Errorf("after ten minutes: %v", err)
	}
}

func TestARenewalWhoseAnswerWasLostIsGivenAgainForAMoment(t *testing.T) {
	d := newDesk(t)
	first := d.signIn(t)
	if _, err := d.Renew(t.Context(), first.Refresh, auth.Device{}); err != nil {
		t.Fatal(err)
	}
	d.now = d.now.Add(10 * time.Second)
	second, err := d.Renew(t.Context(), first.Refresh, auth.Device{})
	if err != nil || second.Refresh == first.Refresh {
		t.Fatalf("ten seconds later: %v", err)
	}
	d.now = d.now.Add(time.Minute)
	if _, err := d.Renew(t.Context(), first.Refresh, auth.Device{}); !errors.Is(err, checkin.ErrSignedOut) {
		t.Errorf("a minute later: %v", err)
	}
	for what, token := range map[string]string{"its last token": second.Refresh, "no token": "", "part of one": second.Refresh[:30]} {
		if _, err := d.Renew(t.Context(), token, auth.Device{}); !errors.Is(err, checkin.ErrSignedOut) {
			t.Errorf("%s: %v", what, err)
		}
	}
	other := d.signIn(t)
	d.now = d.now.Add(auth.SessionLasts + time.Second)
	if _, err := d.Renew(t.Context(), other.Refresh, auth.Device{}); !errors.Is(err, checkin.ErrSignedOut) {
		t.Errorf("after a month: %v", err)
	}
}

func TestACodeOfTheSecondFactorWorksOnce(t *testing.T) {
	d := newDesk(t)
	who := d.signIn(t).Actor
	begun, err := d.AddTOTP(t.Context(), who)
	if err != nil {
		t.Fatal(err)
	}
	code := func() string {
		text, err := totp.GenerateCode(begun.Secret, d.now)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	if err := d.ConfirmTOTP(t.Context(), who, begun.State, "000000"); !errors.Is(err, auth.ErrTOTPWrong) {
		t.Errorf("a wrong code: %v", err)
	}
	if err := d.ConfirmTOTP(t.Context(), who, begun.State, code()); err != nil {
		t.Fatal(err)
	}
	try := func(code string) error {
		_, err := d.SignIn(t.Context(), auth.Password{Login: "mieke", Password: password, TOTP: code}, auth.Device{})
		return err
	}
	if err := try(""); !errors.Is(err, auth.ErrTOTPRequired) {
		t.Errorf("without a code: %v", err)
	}
	if err := try(code()); !errors.Is(err, auth.ErrTOTPWrong) {
		t.Errorf("the code it was confirmed with: %v", err)
	}
	d.now = d.now.Add(time.Minute)
	if err := try(code()); err != nil {
		t.Errorf("the next code: %v", err)
	}
	if err := try(code()); !errors.Is(err, auth.ErrTOTPWrong) {
		t.Errorf("the same again: %v", err)
	}
	d.now = d.now.Add(time.Minute)
	if err := d.RemoveTOTP(t.Context(), who, code()); err != nil {
		t.Error(err)
	}
	if err := try(""); err != nil {
		t.Errorf("without a second factor: %v", err)
	}
}

func TestALinkSetsANewPasswordOnceAndEndsOtherSessions(t *testing.T) {
	d := newDesk(t)
	elsewhere := d.signIn(t)
	first, _, err := d.NewLink(t.Context(), d.user.User)
	if err != nil {
		t.Fatal(err)
	}
	secret, purpose, err := d.NewLink(t.Context(), d.user.User)
	if err != nil || purpose != auth.PasswordReset {
		t.Fatalf("%s, %v", purpose, err)
	}
	use := func(secret, password string) error {
		_, err := d.UseLink(t.Context(), auth.LinkUse{Secret: secret, Password: password}, auth.Device{})
		return err
	}
	if err := use(first, "een heel ander geheim"); !errors.Is(err, auth.ErrLink) {
		t.Errorf("an earlier link: %v", err)
	}
	if err := use(secret, "kort"); !errors.Is(err, auth.ErrPasswordShort) {
		t.Errorf("a short password: %v", err)
	}
	if err := use(secret, "een heel ander geheim"); err != nil {
		t.Fatal(err)
	}
	if err := use(secret, "nog een ander geheim"); !errors.Is(err, auth.ErrLink) {
		t.Errorf("the link again: %v", err)
	}
	if _, err := d.Authenticate(t.Context(), auth.Credential{Kind: auth.AccessToken, Secret: elsewhere.Access, Address: ""}); !errors.Is(err, checkin.ErrSignedOut) {
		t.Errorf("where somebody was signed in: %v", err)
	}
	late, _, err := d.NewLink(t.Context(), d.user.User)
	d.now = d.now.Add(auth.ResetLasts + time.Second)
	if err := errors.Join(err, use(late, "nog een ander geheim")); !errors.Is(err, auth.ErrLink) {
		t.Errorf("an hour later: %v", err)
	}
}

func TestPasswordsThatAreEasyToGuessAreRefused(t *testing.T) {
	for what, c := range map[string]struct {
		password string
		want     error
	}{
		"short":             {"k0rt!", auth.ErrPasswordShort},
		"nine characters":   {"negen!tek", auth.ErrPasswordShort},
		"a novel":           {strings.Repeat("roman ", 40), auth.ErrPasswordShort},
		"common":            {"Wachtwoord123", auth.ErrPasswordCommon},
		"common with a sum": {"qwertyuiop2026!", auth.ErrPasswordCommon},
		"one key":           {"aaaaaaaaaaaa", auth.ErrPasswordCommon},
		"counting":          {"1234567890123", auth.ErrPasswordCommon},
		"backwards":         {"9876543210987", auth.ErrPasswordCommon},
		"one's login":       {"mieke.modelmans", auth.ErrPasswordCommon},
		"login and a year":  {"Mieke.Modelmans26", auth.ErrPasswordCommon},
		"a sentence":        {"drie natte kranen zingen", nil},
		"ten characters":    {"gX7-pq2Rvz", nil},
		"not Latin":         {"кран і дощ у Генті", nil},
	} {
		if err := auth.CheckPassword(c.password, "mieke.modelmans"); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", what, err, c.want)
		}
	}
}

func TestALinkThatManyUseAtOnceLetsOneIn(t *testing.T) {
	d := newDesk(t)
	secret, _, err := d.NewLink(t.Context(), d.user.User)
	if err != nil {
		t.Fatal(err)
	}
	in := make(chan bool, 6)
	for range cap(in) {
		go func() {
			_, err := d.UseLink(t.Context(), auth.LinkUse{Secret: secret, Password: "een heel ander geheim"}, auth.Device{})
			in <- err == nil
		}()
	}
	n := 0
	for range cap(in) {
		if <-in {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d got in", n)
	}
}
