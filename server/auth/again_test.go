package auth_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"ciaw/server/auth"
	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
	"ciaw/server/limit"
)

// secondFactor gives the user of a desk one, and returns what shows its code.
func (d *desk) secondFactor(t *testing.T) (code func() string) {
	t.Helper()
	who := d.signIn(t).Actor
	begun, err := d.AddTOTP(t.Context(), who)
	if err != nil {
		t.Fatal(err)
	}
	code = func() string {
		d.now = d.now.Add(time.Minute) // each works once
		text, err := totp.GenerateCode(begun.Secret, d.now)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	if err := d.ConfirmTOTP(t.Context(), who, begun.State, code()); err != nil {
		t.Fatal(err)
	}
	return code
}

// other returns another user, of another company.
func (d *desk) other(t *testing.T) checkin.Actor {
	t.Helper()
	company := checkin.Company{ID: id.NewKey(d.now), Employer: checkin.Employer{VAT: must(id.ParseVAT("RO18547290"))}, Created: d.now}
	other := checkin.User{ID: id.NewKey(d.now), Company: company.ID, Name: "Carl Collega", Login: "carl", Created: d.now}
	a := checkin.Account{Member: checkin.Member{User: other, Company: company}}
	if err := d.register.AddCompany(t.Context(), company, a); err != nil {
		t.Fatal(err)
	}
	in, err := d.Begin(t.Context(), a, auth.Device{})
	if err != nil {
		t.Fatal(err)
	}
	return in.Actor
}

func must[V any](v V, err error) V {
	if err != nil {
		panic(err)
	}
	return v
}

func TestOneSaysAgainWhoOneIs(t *testing.T) {
	d := newDesk(t)
	code := d.secondFactor(t)
	d.now = d.now.Add(time.Hour)
	in, err := d.SignIn(t.Context(), auth.Password{Login: "mieke", Password: password, TOTP: code()}, auth.Device{})
	if err != nil {
		t.Fatal(err)
	}
	codes, err := d.AddRecoveryCodes(t.Context(), in.Actor)
	if err != nil {
		t.Fatal(err)
	}
	begun := d.now
	if !in.Actor.Confirmed.Equal(begun) {
		t.Errorf("who signs in has said it: %v", in.Actor.Confirmed)
	}
	confirmed := func() time.Time {
		s, _, _, err := d.register.FindSession(t.Context(), in.Actor.Session)
		if err != nil {
			t.Fatal(err)
		}
		return s.Confirmed
	}
	d.now = d.now.Add(time.Minute)
	for what, c := range map[string]struct {
		proof auth.Reauthentication
		want  error
	}{
		"nothing":                  {auth.Reauthentication{}, fault.ErrRequired},
		"a wrong password":         {auth.Reauthentication{Password: "een ander geheim"}, auth.ErrWrong},
		"a wrong code":             {auth.Reauthentication{Code: "000000"}, auth.ErrTOTPWrong},
		"a wrong recovery code":    {auth.Reauthentication{Code: "AAAA-BBBB-CCCC-DDDD"}, auth.ErrTOTPWrong},
		"an answer to nothing":     {auth.Reauthentication{State: "none", Answer: []byte("{}")}, auth.ErrLink},
		"half of a recovery code":  {auth.Reauthentication{Code: codes[0][:9]}, auth.ErrTOTPWrong},
		"the hash of an empty one": {auth.Reauthentication{Code: "-"}, auth.ErrTOTPWrong},
	} {
		if err := d.Confirm(t.Context(), in.Actor, c.proof); !errors.Is(err, c.want) || !confirmed().Equal(begun) {
			t.Errorf("%s: %v at %v, want %v", what, err, confirmed(), c.want)
		}
	}
	six := code()
	for what, proof := range map[string]auth.Reauthentication{
		"password": {Password: password}, "code in two groups": {Code: "\u2066" + six[:3] + "\u00a0" + six[3:] + "\u2069\n"},
		"recovery code, copied": {Code: " " + strings.ToLower(strings.ReplaceAll(codes[0], "-", "\u2011"))},
	} {
		d.now = d.now.Add(time.Second)
		if err := d.Confirm(t.Context(), in.Actor, proof); err != nil || !confirmed().Equal(d.now) {
			t.Errorf("%s: %v at %v, now is %v", what, err, confirmed(), d.now)
		}
	}
	if _, err := d.Renew(t.Context(), in.Refresh, auth.Device{}); err != nil || !confirmed().Equal(d.now) {
		t.Errorf("a renewal says nothing: %v, %v", err, confirmed())
	}
}

func TestARecoveryCodeStandsInForACodeOnce(t *testing.T) {
	d := newDesk(t)
	who := d.signIn(t).Actor
	if _, err := d.AddRecoveryCodes(t.Context(), who); !errors.Is(err, auth.ErrTOTPOff) {
		t.Errorf("without a second factor: %v", err)
	}
	d.secondFactor(t)
	earlier, err1 := d.AddRecoveryCodes(t.Context(), who)
	codes, err2 := d.AddRecoveryCodes(t.Context(), who)
	if err := errors.Join(err1, err2); err != nil || len(codes) != 10 {
		t.Fatalf("%d codes, %v", len(codes), err)
	}
	different := map[string]bool{}
	for _, c := range append(earlier, codes...) {
		if len(strings.ReplaceAll(c, "-", "")) != 16 { // 5 bits each
			t.Errorf("%s is too short", c)
		}
		different[c] = true
	}
	if len(different) != 20 {
		t.Errorf("%d of 20 are different", len(different))
	}
	try := func(code string) error {
		_, err := d.SignIn(t.Context(), auth.Password{Login: "mieke", Password: password, TOTP: code}, auth.Device{})
		return err
	}
	for what, c := range map[string]string{"as printed": codes[0], "in small letters": strings.ToLower(codes[1]), "with spaces": strings.ReplaceAll(codes[2], "-", " "),
		"in one": strings.ReplaceAll(codes[3], "-", ""), "as misread": strings.NewReplacer("0", "O", "1", "l").Replace(codes[4])} {
		if err := try(c); err != nil {
			t.Errorf("%s: %v", what, err)
		}
		if err := try(c); !errors.Is(err, auth.ErrTOTPWrong) {
			t.Errorf("%s, again: %v", what, err)
		}
	}
	if err := try(earlier[0]); !errors.Is(err, auth.ErrTOTPWrong) {
		t.Errorf("one that was replaced: %v", err)
	}
	in := make(chan bool, 6)
	for range cap(in) {
		go func() { in <- try(codes[5]) == nil }()
	}
	n := 0
	for range cap(in) {
		if <-in {
			n++
		}
	}
	if a, _ := d.Me(t.Context(), who); n != 1 || len(a.Recovery) != 4 {
		t.Errorf("%d got in with one code; %d are left", n, len(a.Recovery))
	}
	if err := d.RemoveTOTP(t.Context(), who, codes[6]); err != nil {
		t.Errorf("removed with a recovery code: %v", err)
	}
	if a, _ := d.Me(t.Context(), who); a.TOTP != "" || len(a.Recovery) != 0 {
		t.Errorf("left behind: %+v", a)
	}
}

// TestASecondFactorIsNotPutInPlaceOfAnother: whoever has a session, and even the
// password, needs a code of the one that there is to be rid of it.
func TestASecondFactorIsNotPutInPlaceOfAnother(t *testing.T) {
	d := newDesk(t)
	who := d.signIn(t).Actor
	before, err := d.AddTOTP(t.Context(), who) // begun while there was none
	if err != nil {
		t.Fatal(err)
	}
	d.secondFactor(t)
	if _, err := d.AddTOTP(t.Context(), who); !errors.Is(err, auth.ErrTOTPOn) {
		t.Errorf("begun: %v", err)
	}
	code, _ := totp.GenerateCode(before.Secret, d.now)
	if err := d.ConfirmTOTP(t.Context(), who, before.State, code); !errors.Is(err, auth.ErrTOTPOn) {
		t.Errorf("put in force: %v", err)
	}
}

func TestAStepThatAnotherUserBeganIsNotTaken(t *testing.T) {
	d := newDesk(t)
	other := d.other(t)
	begun, err := d.AddTOTP(t.Context(), d.signIn(t).Actor)
	if err != nil {
		t.Fatal(err)
	}
	code, _ := totp.GenerateCode(begun.Secret, d.now)
	if err := d.ConfirmTOTP(t.Context(), other, begun.State, code); !errors.Is(err, auth.ErrLink) {
		t.Errorf("%v", err)
	}
	if a, err := d.Me(t.Context(), other); err != nil || a.TOTP != "" {
		t.Errorf("%+v, %v", a, err)
	}
}

// TestCodesAreCountedForTheAccount guesses from as many networks as anybody may
// have, with the password and without.
func TestCodesAreCountedForTheAccount(t *testing.T) {
	d := newDesk(t)
	code := d.secondFactor(t)
	codes := must(d.AddRecoveryCodes(t.Context(), d.again(t)))
	tries := limit.New(map[string]limit.Rule{auth.ByAccount: {PerSecond: 1. / 300, Burst: 10}}, func() time.Time { return d.now })
	d.Allow = tries.Allow
	var told []checkin.AccountChange
	d.Tell = func(_ context.Context, a checkin.Account, what checkin.AccountChange) {
		if a.User.Login == "mieke" {
			told = append(told, what)
		}
	}
	try := func(n int, password, code string) error {
		_, err := d.SignIn(t.Context(), auth.Password{Login: "mieke", Password: password, TOTP: code}, auth.Device{Address: fmt.Sprintf("203.0.113.%d", n)})
		return err
	}
	for n := range 3 {
		if err := try(n, "een ander geheim", "000000"); !errors.Is(err, auth.ErrWrong) {
			t.Fatalf("without the password: %v", err)
		}
	}
	if err := try(0, password, code()); err != nil || len(told) != 0 {
		t.Fatalf("guesses without the password count: %v, told %v", err, told)
	}
	d.now = d.now.Add(time.Hour)
	taken := 0
	for n := range 30 {
		err := try(n, password, []string{"000000", "AAAA-BBBB-CCCC-DDDD"}[n%2])
		switch {
		case errors.Is(err, auth.ErrTOTPWrong):
			taken++
		case !errors.Is(err, checkin.ErrTooMany):
			t.Fatal(err)
		}
	}
	if taken != 10 || len(told) != 1 || told[0] != checkin.CodesGuessed {
		t.Errorf("%d guesses from 30 networks, told %v", taken, told)
	}
	if err := try(99, password, codes[0]); !errors.Is(err, checkin.ErrTooMany) {
		t.Errorf("a right recovery code goes past the count: %v", err)
	}
	d.now = d.now.Add(6 * time.Minute)
	if err := try(99, password, codes[0]); err != nil {
		t.Errorf("its owner, later: %v", err)
	}
}

// again signs the user in once more, for what needs an actor.
func (d *desk) again(t *testing.T) checkin.Actor {
	t.Helper()
	in, err := d.Begin(t.Context(), d.user, auth.Device{})
	if err != nil {
		t.Fatal(err)
	}
	return in.Actor
}

func TestSayingAgainIsCountedForTheAccount(t *testing.T) {
	d := newDesk(t)
	who := d.signIn(t).Actor
	tries := limit.New(map[string]limit.Rule{auth.ByAccount: {PerSecond: 1. / 300, Burst: 10}}, func() time.Time { return d.now })
	d.Allow = tries.Allow
	for n := range 13 {
		who.Address = fmt.Sprintf("203.0.113.%d", n)
		want := error(auth.ErrWrong)
		if n >= 10 {
			want = checkin.ErrTooMany
		}
		if err := d.Confirm(t.Context(), who, auth.Reauthentication{Password: "een gok een gok"}); !errors.Is(err, want) {
			t.Errorf("guess %d: %v, want %v", n+1, err, want)
		}
	}
	d.signIn(t) // the user themselves, elsewhere
}

func TestAUserIsToldOfEachChange(t *testing.T) {
	d := newDesk(t)
	var told []checkin.AccountChange
	d.Tell = func(_ context.Context, _ checkin.Account, what checkin.AccountChange) { told = append(told, what) }
	who := d.signIn(t).Actor
	code := d.secondFactor(t)
	_, err := d.AddRecoveryCodes(t.Context(), who)
	if err := errors.Join(err, d.ChangePassword(t.Context(), who, password, "een heel ander geheim"), d.RemoveTOTP(t.Context(), who, code())); err != nil {
		t.Fatal(err)
	}
	want := []checkin.AccountChange{checkin.FactorChanged, checkin.RecoveryChanged, checkin.PasswordChanged, checkin.FactorChanged}
	if fmt.Sprint(told) != fmt.Sprint(want) {
		t.Errorf("told %v, want %v", told, want)
	}
}
