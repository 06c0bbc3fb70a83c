package contract

import (
	"errors"
	"testing"
	"time"

	"ciaw/server/authority"
	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/store"
)

// ACompanyIsRemovedWithAllThatIsTold checks that nothing of it is left, and that
// it stays while a presence refers to it.
func (c suite) ACompanyIsRemovedWithAllThatIsTold(t *testing.T) {
	s, sub := c.subscribed(t)
	a := company(0)
	w := checkin.Workplace{Number: must(id.ParseWorkplace("1Y102TG6Z4BDZ")), Name: "Kaai", Sector: checkin.Construction, Address: "Kaai 3", Company: a.Company.ID}
	h := checkin.Hook{ID: id.KeyOf([16]byte{9}), Company: a.Company.ID, Creator: a.User.ID, URL: "https://hook.example/", Created: seven, Events: []checkin.Event{checkin.PresenceDoubted}}
	session := checkin.Session{ID: id.NewKey(seven), User: a.User.ID, Channel: checkin.Desktop, Created: seven, Used: seven, Expires: seven.AddDate(9, 0, 0)}
	_, err1 := s.AddWorkplace(t.Context(), a.User.ID, w, nil)
	_, err2 := s.AddHook(t.Context(), h, 1)
	err3 := s.AddDeliveries(t.Context(), []checkin.Delivery{{ID: id.KeyOf([16]byte{8}), Hook: h.ID, Event: checkin.PresenceDoubted, Presence: presence(1).ID, Created: seven}}, 10)
	err4 := s.PutMandate(t.Context(), authority.Mandate{Company: a.Company.ID, Authority: "simulated"}, seven)
	if err := errors.Join(err1, err2, err3, err4, s.AddSession(t.Context(), session)); err != nil {
		t.Fatal(err)
	}
	there := presence(1)
	there.Workplace = w.Number
	add(t, s, there)
	if _, err := s.RemoveCompany(t.Context(), a.Company.Number()); !errors.Is(err, store.ErrPresencesKept) {
		t.Fatalf("with a presence at its workplace: %v", err)
	}
	if _, err := s.Purge(t.Context(), today.Add(1)); err != nil {
		t.Fatal(err)
	}
	if found, err := s.RemoveCompany(t.Context(), a.Company.Number()); err != nil || !found {
		t.Fatalf("%v, %v", found, err)
	}
	_, _, user, err1 := s.FindSession(t.Context(), session.ID)
	_, known, err2 := s.FindCompany(t.Context(), a.Company.ID)
	hooks, err3 := s.ListHooks(t.Context(), a.Company.ID)
	subs, err4 := s.ListSubscriptions(t.Context(), sub.User)
	left, _, err5 := s.FindWorkplace(t.Context(), w.Number)
	if err := errors.Join(err1, err2, err3, err4, err5); err != nil || user || known || len(hooks)+len(subs) > 0 || !left.Company.IsZero() {
		t.Errorf("left behind: %v, %v, %v, %v, kept by %v, %v", user, known, hooks, subs, left.Company, err)
	}
	if findings, err := s.CheckIntegrity(t.Context()); err != nil || len(findings) > 0 {
		t.Errorf("%v, %v", findings, err)
	}
	if err := s.AddCompany(t.Context(), a.Company, a); err != nil {
		t.Errorf("the number is free again: %v", err)
	}
	if found, err := s.RemoveCompany(t.Context(), "BE0000000000"); err != nil || found {
		t.Errorf("one that is not there: %v, %v", found, err)
	}
}

// LoginsEndAndPresencesStay checks that nobody of a company signs in any more, and
// that the others do.
func (c suite) LoginsEndAndPresencesStay(t *testing.T) {
	s, sub := c.subscribed(t)
	a, other := company(0), company(1)
	once := checkin.OneTimeToken{ID: [32]byte{7}, Purpose: "p", User: a.User.ID, Expires: time.Now().Add(time.Hour)}
	if err := errors.Join(s.AddCompany(t.Context(), other.Company, other), s.AddToken(t.Context(), once, true)); err != nil {
		t.Fatal(err)
	}
	living := func() int {
		users, err := s.LivingLogins(t.Context(), a.Company.ID, other.Company.ID)
		if err != nil {
			t.Fatal(err)
		}
		return len(users)
	}
	if n := living(); n != 2 {
		t.Fatalf("%d can sign in", n)
	}
	if err := s.EndLogins(t.Context(), a.Company.ID); err != nil {
		t.Fatal(err)
	}
	got, found, err1 := s.FindLogin(t.Context(), a.User.Login)
	_, token, err2 := s.FindToken(t.Context(), once.ID)
	subs, err3 := s.ListSubscriptions(t.Context(), sub.User)
	if err := errors.Join(err1, err2, err3); err != nil || !found || got.Password+got.TOTP != "" || token || len(subs) > 0 || living() != 1 {
		t.Errorf("%+v, %v, %v, %v", got, token, subs, err)
	}
}
