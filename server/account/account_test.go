package account_test

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ciaw/server/account"
	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/seal"
	"ciaw/server/store"
)

// office is a company with a manager, on a real register.
type office struct {
	account.Service
	register *store.Store
	manager  checkin.Actor
}

func newOffice(t *testing.T) office {
	t.Helper()
	keys, err1 := seal.Load(filepath.Join(t.TempDir(), "keys.json"), true)
	register, err2 := store.Open(t.Context(), filepath.Join(t.TempDir(), "ciaw.db"), store.Options{Keys: keys})
	cbe, err3 := id.ParseCBE("0000000196")
	if err := errors.Join(err1, err2, err3); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := register.Close(); err != nil {
			t.Error(err)
		}
	})
	o := office{account.Service{Store: register, Now: time.Now}, register, checkin.Actor{}}
	a, err := o.SignUp(t.Context(), account.SignUp{Company: checkin.Employer{CBE: cbe, Name: "Voorbeeld"}, Name: "Mieke", Login: "mieke", Password: "hashed"})
	if err != nil || a.Company.Confirmed {
		t.Fatalf("%+v, %v", a, err)
	}
	o.manager = checkin.UserActor(a.Member, checkin.Desktop)
	return o
}

// colleague adds a user who has chosen a login.
func (o office) colleague(t *testing.T, login string, may ...checkin.Entitlement) checkin.Actor {
	t.Helper()
	u, err := o.Invite(t.Context(), o.manager, account.Invitation{Name: login, Entitlements: may})
	if err != nil {
		t.Fatal(err)
	}
	a, err := o.register.ChangeAccount(t.Context(), u.ID, "test", func(a *checkin.Account) error {
		a.User.Login = login
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return checkin.UserActor(a.Member, checkin.Desktop)
}

// TestAnotherAddressWantsOneToSayWhoOneIs: a link for a new password goes there.
func TestAnotherAddressWantsOneToSayWhoOneIs(t *testing.T) {
	o := newOffice(t)
	now := time.Now()
	var told []string
	o.Now = func() time.Time { return now }
	o.Tell = func(_ context.Context, before checkin.Account, what checkin.AccountChange) {
		told = append(told, string(what)+" at "+before.User.Email)
	}
	change := func(age time.Duration, name, email string) error {
		who := o.manager
		who.Confirmed = now.Add(-age)
		_, err := o.ChangeMe(t.Context(), who, account.Details{Name: name, Email: email})
		return err
	}
	stale := 5*time.Minute + time.Second
	if err := change(stale, "Mieke Modelmans", ""); err != nil {
		t.Errorf("another name: %v", err)
	}
	if err := change(stale, "Mieke", "thief@voorbeeld.example"); !errors.Is(err, checkin.ErrAgain) {
		t.Errorf("an address where there was none: %v", err)
	}
	if err := change(time.Minute, "Mieke", "mieke@voorbeeld.example"); err != nil {
		t.Fatal(err)
	}
	for _, email := range []string{"thief@voorbeeld.example", ""} {
		if err := change(stale, "Mieke", email); !errors.Is(err, checkin.ErrAgain) {
			t.Errorf("%q in its place: %v", email, err)
		}
	}
	if err := errors.Join(change(stale, "Mieke M", "mieke@voorbeeld.example"), change(0, "Mieke", "other@voorbeeld.example")); err != nil {
		t.Error(err)
	}
	if want := []string{"email at ", "email at mieke@voorbeeld.example"}; !slices.Equal(told, want) {
		t.Errorf("told %q, want %q", told, want)
	}
}

func TestSomebodyAlwaysManagesAccess(t *testing.T) {
	o := newOffice(t)
	me := o.manager.User.ID
	if _, err := o.Invite(t.Context(), o.manager, account.Invitation{Name: "Invited", Entitlements: []checkin.Entitlement{checkin.MayAccess}}); err != nil {
		t.Fatal(err)
	}
	// Somebody who was only invited cannot manage anything yet.
	if err := o.Remove(t.Context(), o.manager, me); !errors.Is(err, account.ErrLastManager) {
		t.Errorf("removed: %v", err)
	}
	if _, err := o.Entitle(t.Context(), o.manager, me, nil); !errors.Is(err, account.ErrLastManager) {
		t.Errorf("withdrawn: %v", err)
	}
	other := o.colleague(t, "other", checkin.MayAccess)
	if _, err := o.Entitle(t.Context(), o.manager, me, nil); err != nil {
		t.Errorf("with another: %v", err)
	}
	if _, err := o.Entitle(t.Context(), o.manager, me, checkin.AllEntitlements); !errors.Is(err, checkin.ErrDenied) {
		t.Errorf("given back by oneself: %v", err)
	}
	if _, err := o.Entitle(t.Context(), other, me, []checkin.Entitlement{"everything"}); !errors.Is(err, account.ErrEntitlement) {
		t.Errorf("an entitlement that is none: %v", err)
	}
}

func TestTwoManagersWhoRemoveEachOtherLeaveOne(t *testing.T) {
	o := newOffice(t)
	for range 5 {
		one, two := o.colleague(t, "one", checkin.MayAccess), o.colleague(t, "two", checkin.MayAccess)
		if err := o.Remove(t.Context(), one, o.manager.User.ID); err != nil {
			t.Fatal(err)
		}
		var both sync.WaitGroup
		both.Go(func() { _ = o.Remove(t.Context(), one, two.User.ID) })
		both.Go(func() { _ = o.Remove(t.Context(), two, one.User.ID) })
		both.Wait()
		users, err := o.register.ListUsers(t.Context(), one.Company.ID)
		if err != nil || len(users) != 1 || !users[0].May(checkin.MayAccess) {
			t.Fatalf("%+v, %v", users, err)
		}
		o.manager.User = users[0]
		renamed, err := o.register.ChangeAccount(t.Context(), users[0].ID, "test", func(a *checkin.Account) error {
			a.User.Login = "left" + a.User.ID.String()
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		o.manager.Member = renamed.Member
	}
}

func TestColleaguesAreOfOnesOwnCompany(t *testing.T) {
	o := newOffice(t)
	stranger := o.manager
	stranger.Company.ID = id.NewKey(time.Now())
	if _, err := o.Colleague(t.Context(), stranger, o.manager.User.ID); !errors.Is(err, checkin.ErrNotFound) {
		t.Errorf("%v", err)
	}
	if err := o.Remove(t.Context(), stranger, o.manager.User.ID); err == nil {
		t.Error("removed by a stranger")
	}
	users, err := o.Users(t.Context(), o.manager)
	if err != nil || !slices.ContainsFunc(users, func(u checkin.User) bool { return u.Name == "Mieke" }) {
		t.Errorf("%+v, %v", users, err)
	}
}

func TestNamesAndAddressesThatCannotBe(t *testing.T) {
	for name, ok := range map[string]bool{
		"Zoë van den Eede-Ionescu": true, " Ana ": true, "": false, "  ": false, "two\nlines": true, "un\u202eseen": false,
		strings.Repeat("n", 121): false, strings.Repeat("é", 120): true, "\xff": false,
	} {
		if _, err := checkin.ParseName(name); (err == nil) != ok {
			t.Errorf("name %q: %v", name, err)
		}
	}
	for address, ok := range map[string]bool{
		"mieke@voorbeeld.example": true, "": false, "mieke": false, "@voorbeeld.example": false, "mieke@localhost": false,
		"mieke@voorbeeld.example\r\nBcc: others@x.example": false, "a b@c.example": false, "<a@b.example>": false,
	} {
		if _, err := account.CheckEmail(address); (err == nil) != ok {
			t.Errorf("address %q: %v", address, err)
		}
	}
}
