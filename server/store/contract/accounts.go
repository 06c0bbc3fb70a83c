package contract

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/store"
)

// company returns the n-th company of the suite, with a user who may everything.
func company(n int) checkin.Account {
	number := must(id.ParseCBE([]string{"0000000196", "0000000295", "0000000394"}[n]))
	a := checkin.Account{Password: "hashed", TOTP: "SECRET", TOTPStep: 3, Recovery: [][32]byte{{1}, {2, 31: 9}}}
	a.Company = checkin.Company{
		ID: id.KeyOf([16]byte{15: byte(n + 1)}), Employer: checkin.Employer{CBE: number, Name: "Voorbeeld"}, Confirmed: true, Created: seven,
	}
	a.User = checkin.User{
		ID: id.KeyOf([16]byte{0: 1, 15: byte(n + 1)}), Company: a.Company.ID, Login: "user" + string(rune('a'+n)), Name: "Mieke Modelmans",
		Email: "mieke@voorbeeld.example", NISS: must(id.ParseNISS("85073003328")), NISSAt: seven,
		Entitlements: slices.Clone(checkin.AllEntitlements), Created: seven,
	}
	return a
}

func (c suite) ACompanyAndItsUserComeBack(t *testing.T) {
	s := c.fresh(t)
	want := company(0)
	if err := s.AddCompany(t.Context(), want.Company, want); err != nil {
		t.Fatal(err)
	}
	byLogin, found, err := s.FindLogin(t.Context(), "usera")
	if err != nil || !found || !reflect.DeepEqual(byLogin, want) {
		t.Errorf("%+v, %v, %v\nof %+v", byLogin, found, err, want)
	}
	for login, stranger := range map[string]checkin.Account{"known number": company(0), "taken login": company(1)} {
		stranger.User.ID, stranger.User.Login = id.NewKey(seven), "usera"
		if login == "known number" {
			stranger.User.Login = "other"
		}
		err := s.AddCompany(t.Context(), stranger.Company, stranger)
		if !errors.Is(err, checkin.ErrCompanyKnown) && !errors.Is(err, checkin.ErrLoginTaken) {
			t.Errorf("%s: %v", login, err)
		}
	}
	if all, err := s.ListCompanies(t.Context()); err != nil || len(all) != 1 {
		t.Errorf("%+v, %v", all, err)
	}
}

func (c suite) UsersAreChangedTogetherAndLeaveNothingBehind(t *testing.T) {
	s := c.fresh(t)
	boss := company(0)
	if err := s.AddCompany(t.Context(), boss.Company, boss); err != nil {
		t.Fatal(err)
	}
	fresh := checkin.User{ID: id.NewKey(seven), Company: boss.Company.ID, Name: "Carl Collega", Created: seven}
	change := func(f func([]checkin.User) ([]checkin.User, error)) error {
		return s.ChangeUsers(t.Context(), boss.User.ID, boss.Company.ID, f)
	}
	if err := change(func(all []checkin.User) ([]checkin.User, error) { return append(all, fresh), nil }); err != nil {
		t.Fatal(err)
	}
	none := errors.New("changed my mind")
	if err := change(func([]checkin.User) ([]checkin.User, error) { return nil, none }); !errors.Is(err, none) {
		t.Errorf("%v", err)
	}
	users, err := s.ListUsers(t.Context(), boss.Company.ID)
	if err != nil || len(users) != 2 || users[0].Name != "Carl Collega" {
		t.Fatalf("%+v, %v", users, err)
	}
	session := checkin.Session{ID: id.NewKey(seven), User: fresh.ID, Channel: checkin.Desktop, Created: seven, Used: seven, Expires: seven.AddDate(9, 0, 0), Confirmed: seven}
	once := checkin.OneTimeToken{ID: [32]byte{7}, Purpose: "p", User: fresh.ID, Expires: time.Now().Add(time.Hour)}
	passkey := checkin.Passkey{ID: []byte("key"), User: fresh.ID, Name: "phone", Credential: []byte("{}"), Created: seven, Used: seven}
	if err := errors.Join(s.AddSession(t.Context(), session), s.AddToken(t.Context(), once, true), s.AddPasskey(t.Context(), passkey)); err != nil {
		t.Fatal(err)
	}
	if got, _, found, err := s.FindSession(t.Context(), session.ID); err != nil || !found || !reflect.DeepEqual(got, session) {
		t.Errorf("%+v, %v, %v", got, found, err)
	}
	session.Confirmed = seven.Add(time.Hour)
	if err := s.ConfirmSession(t.Context(), session.ID, session.User, session.Confirmed); err != nil {
		t.Fatal(err)
	}
	if got, _, found, err := s.FindSession(t.Context(), session.ID); err != nil || !found || !reflect.DeepEqual(got, session) {
		t.Errorf("once confirmed: %+v, %v, %v", got, found, err)
	}
	for purpose, want := range map[string]int{"p": 1, "another": 0} {
		if n, err := s.CountTokens(t.Context(), fresh.ID, purpose); err != nil || n != want {
			t.Errorf("%d links for %s, %v", n, purpose, err)
		}
	}
	if err := s.RemoveTokens(t.Context(), fresh.ID, "another"); err != nil {
		t.Fatal(err)
	}
	if _, found, err := s.FindToken(t.Context(), once.ID); err != nil || !found {
		t.Errorf("a link for something else went as well: %v", err)
	}
	if err := change(func(all []checkin.User) ([]checkin.User, error) { return all[1:], nil }); err != nil {
		t.Fatal(err)
	}
	_, _, session1, err1 := s.FindSession(t.Context(), session.ID)
	_, once1, err2 := s.FindToken(t.Context(), once.ID)
	keys, err3 := s.ListPasskeys(t.Context(), fresh.ID)
	if session1 || once1 || len(keys) > 0 || errors.Join(err1, err2, err3) != nil {
		t.Errorf("left behind: %v, %v, %v, %v %v %v", session1, once1, keys, err1, err2, err3)
	}
}

// AnOwnNumberIsOneUsers checks that no two users of a company have the same
// national number, however they come by it; another company's may.
func (c suite) AnOwnNumberIsOneUsers(t *testing.T) {
	s := c.fresh(t)
	boss, elsewhere := company(0), company(1)
	if err := errors.Join(s.AddCompany(t.Context(), boss.Company, boss), s.AddCompany(t.Context(), elsewhere.Company, elsewhere)); err != nil {
		t.Fatal(err)
	}
	fresh := []checkin.User{
		{ID: id.NewKey(seven), Company: boss.Company.ID, Name: "Carl Collega", Created: seven},
		{ID: id.NewKey(seven), Company: boss.Company.ID, Name: "Cora Collega", Created: seven},
	}
	err := s.ChangeUsers(t.Context(), boss.User.ID, boss.Company.ID, func(all []checkin.User) ([]checkin.User, error) { return append(all, fresh...), nil })
	if err != nil {
		t.Fatal(err)
	}
	set := func(u checkin.User, own id.NISS) error {
		_, err := s.ChangeAccount(t.Context(), u.ID, "test", func(a *checkin.Account) error { return a.User.SetNISS(own, seven.Add(time.Hour)) })
		return err
	}
	if err := set(fresh[0], boss.User.NISS); !errors.Is(err, checkin.ErrNISSTaken) {
		t.Errorf("the manager's: %v", err)
	}
	if err := s.ReplaceNISS(t.Context(), fresh[0].ID, boss.User.NISS); !errors.Is(err, checkin.ErrNISSTaken) {
		t.Errorf("the manager's, by the operator: %v", err)
	}
	jan := must(id.ParseNISS("17073003384"))
	var both sync.WaitGroup
	results := make([]error, len(fresh))
	for i, u := range fresh {
		both.Go(func() { results[i] = set(u, jan) })
	}
	both.Wait()
	if (results[0] == nil) == (results[1] == nil) {
		t.Errorf("at the same time: %v", results)
	}
	if err := s.ReplaceNISS(t.Context(), boss.User.ID, must(id.ParseNISS("01490700185"))); err != nil {
		t.Fatal(err)
	}
	a, _, err := s.FindAccount(t.Context(), boss.User.ID)
	if err != nil || a.User.NISS.Digits() != "01490700185" || !a.User.NISSAt.After(seven) {
		t.Errorf("%v since %v, %v", a.User.NISS, a.User.NISSAt, err)
	}
}

func (c suite) WhatWorksOnceIsTakenOnce(t *testing.T) {
	s := c.fresh(t)
	once := checkin.OneTimeToken{ID: [32]byte{7}, Purpose: "p", Data: []byte("data"), Expires: time.UnixMilli(time.Now().UnixMilli()).UTC().Add(time.Hour)}
	if err := s.AddToken(t.Context(), once, false); err != nil {
		t.Fatal(err)
	}
	if got, found, err := s.FindToken(t.Context(), once.ID); err != nil || !found || !reflect.DeepEqual(got, once) {
		t.Errorf("%+v, %v, %v", got, found, err)
	}
	var taken sync.Map
	var all sync.WaitGroup
	for i := range 16 {
		all.Go(func() {
			if _, found, err := s.ConsumeToken(t.Context(), once.ID); err != nil {
				t.Error(err)
			} else if found {
				taken.Store(i, true)
			}
		})
	}
	all.Wait()
	n := 0
	taken.Range(func(any, any) bool { n++; return true })
	if n != 1 {
		t.Errorf("taken %d times", n)
	}
}

func (c suite) OneKeepsAWorkplace(t *testing.T) {
	s := c.fresh(t)
	w := checkin.Workplace{Number: must(id.ParseWorkplace("1Y102TG6Z4BDZ")), Name: "Kaai", Sector: checkin.Construction, Address: "Kaai 3",
		Company: company(0).Company.ID, Client: "Stad", PosterNeeded: true, Contact: checkin.Contact{Name: "Mieke", Phone: "+32 000 00 00 00"}, Position: &checkin.Position{Latitude: 51, Longitude: 3.7, Accuracy: 50}}
	chain := []checkin.Contractor{{Employer: company(1).Company.Employer}, {Employer: company(2).Company.Employer, Under: company(1).Company.Number()}}
	by := company(0).User.ID
	other := w
	other.Company = company(1).Company.ID
	if added, err := s.AddWorkplace(t.Context(), by, w, chain); err != nil || !added {
		t.Fatalf("%v, %v", added, err)
	}
	if added, err := s.AddWorkplace(t.Context(), by, other, nil); err != nil || added {
		t.Errorf("added by another: %v, %v", added, err)
	}
	if changed, err := s.ChangeWorkplace(t.Context(), by, other, nil); err != nil || changed {
		t.Errorf("changed by another: %v, %v", changed, err)
	}
	got, found, err := s.FindWorkplace(t.Context(), w.Number)
	if err != nil || !found || !reflect.DeepEqual(got, w) {
		t.Errorf("%+v, %v, %v", got, found, err)
	}
	if all, err := s.ContractorsOf(t.Context(), []id.Workplace{w.Number}); err != nil || len(all[w.Number]) != 2 {
		t.Errorf("%v, %v", all, err)
	}
	for who, n := range map[int]int{0: 1, 1: 1, 2: 1} {
		a := company(who)
		if places, err := s.WorkplacesOf(t.Context(), a.Company.ID, a.Company.Number()); err != nil || len(places) != n {
			t.Errorf("of company %d: %+v, %v", who, places, err)
		}
	}
	if places, err := s.WorkplacesOf(t.Context(), company(1).Company.ID, ""); err != nil || len(places) != 0 {
		t.Errorf("of one that is not confirmed: %+v, %v", places, err)
	}
	if added, err := s.AddWorkplace(t.Context(), by, checkin.Workplace{Number: north, Company: by}, nil); err != nil || !added {
		t.Errorf("one that nobody keeps: %v, %v", added, err)
	}
}

// WhatIsFoundIsWhatMayBeSeen stores presences of all kinds and compares every
// search with the rule of package access.
func (c suite) WhatIsFoundIsWhatMayBeSeen(t *testing.T) {
	s := c.fresh(t)
	all := everyKind(t, s)
	viewer := company(0)
	who := viewer.Company
	chain := access.Chain{Workplace: south, Contractors: []checkin.Contractor{
		{Employer: viewer.Company.Employer}, {Employer: company(1).Company.Employer, Under: viewer.Company.Number()},
	}}
	for _, confirmed := range []bool{true, false} {
		who.Confirmed = confirmed
		scope := access.ScopeOf(who, []id.Workplace{north}, []access.Chain{chain})
		var want, got []string
		for _, p := range all {
			if scope.Sees(p) {
				want = append(want, p.ID.String())
			}
		}
		q := checkin.Search{From: today.Add(-1), To: today, Company: scope.Company, OwnEmployer: scope.Employer, Kept: scope.Kept, Chains: scope.Chains, Limit: 3}
		for {
			page, err := s.SearchPresences(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			if len(page) == 0 {
				break
			}
			for _, p := range page {
				got = append(got, p.ID.String())
			}
			last := page[len(page)-1]
			q.AfterDay, q.After = last.On, last.ID
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) || len(want) == 0 {
			t.Errorf("confirmed %v: found %d\n%s\nmay be seen %d\n%s", confirmed, len(got), strings.Join(got, "\n"), len(want), strings.Join(want, "\n"))
		}
	}
}

// everyKind stores a presence for each workplace, day, employer and company that
// registered it, each of another person.
func everyKind(t *testing.T, s *store.Store) []checkin.Presence {
	t.Helper()
	var all []checkin.Presence
	person := 0
	for _, w := range []id.Workplace{north, south} {
		for _, on := range []checkin.Day{today.Add(-1), today} {
			for e := -1; e < 3; e++ {
				for by := -1; by < 2; by++ {
					person++
					p := presence(person)
					p.Workplace, p.On, p.Limosa = w, on, must(id.ParseLimosa(limosaOf(person)))
					if e >= 0 {
						p.Employer = company(e).Company.Employer
					}
					if by >= 0 {
						p.Company, p.Registrar = company(by).Company.ID, company(by).User.ID
					}
					all = append(all, add(t, s, p))
				}
			}
		}
	}
	return all
}

// limosaOf returns the n-th Limosa number of the suite.
func limosaOf(n int) string {
	digits := "24910000000000000"
	return digits[:14] + string([]byte{byte('0' + n/100%10), byte('0' + n/10%10), byte('0' + n%10)})
}
