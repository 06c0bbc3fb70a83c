package access_test

import (
	"errors"
	"testing"
	"time"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
)

var (
	ana  = must(id.ParseLimosa("24910158641968060"))
	tine = must(id.ParseNISS("85073003328"))
	jan  = must(id.ParseNISS("17073003384"))
)

func must[V any](v V, err error) V {
	if err != nil {
		panic(err)
	}
	return v
}

// principals are everybody who may ask for anything, from the outside in.
func principals() map[string]checkin.Actor {
	c := company(1, true)
	return map[string]checkin.Actor{
		"nobody":             {},
		"device":             device(),
		"user":               user(c),
		"registering user":   user(c, checkin.MayRegister),
		"consulting user":    user(c, checkin.MayConsult),
		"keeper":             user(c, checkin.MayWorkplaces),
		"unconfirmed":        user(company(1, false), checkin.AllEntitlements...),
		"manager":            user(c, checkin.AllEntitlements...),
		"client":             client(c),
		"registering client": client(c, checkin.MayRegister),
		"consulting client":  client(c, checkin.MayConsult),
		"greedy client":      client(c, checkin.AllEntitlements...),
		"gateway":            gateway(c),
	}
}

// TestEveryPrincipalAndEveryAudience says who is let in where; a principal that
// is not named is refused, nobody and a device as signed out.
func TestEveryPrincipalAndEveryAudience(t *testing.T) {
	all := []string{"user", "registering user", "consulting user", "keeper", "unconfirmed", "manager"}
	clients := []string{"client", "registering client", "consulting client", "greedy client"}
	for name, c := range map[string]struct {
		audience access.Audience
		let      []string
	}{
		"account":     {access.Account, all},
		"managers":    {access.Managers, []string{"manager", "unconfirmed"}},
		"integrators": {access.Integrators, []string{"manager"}},
		"keepers":     {access.Keepers, []string{"keeper", "manager"}},
		"members":     {access.Members, append(clients, all...)},
		"watchers":    {access.Watchers, []string{"keeper", "consulting user", "unconfirmed", "manager", "consulting client", "greedy client"}},
		"consulters":  {access.Consulters, []string{"consulting user", "unconfirmed", "manager", "consulting client", "greedy client"}},
		"registrars": {access.Registrars, []string{
			"registering user", "consulting user", "unconfirmed", "manager", "registering client", "consulting client", "greedy client",
		}},
	} {
		let := map[string]bool{}
		for _, who := range c.let {
			let[who] = true
		}
		for who, actor := range principals() {
			want := error(checkin.ErrDenied)
			switch {
			case let[who]:
				want = nil
			case who == "nobody" || who == "device":
				want = checkin.ErrSignedOut
			case who == "unconfirmed":
				want = checkin.ErrUnconfirmed
			}
			if err := c.audience.Admit(actor); !errors.Is(err, want) {
				t.Errorf("%s as %s: %v, want %v", name, who, err, want)
			}
			if err := access.Anyone.Admit(actor); err != nil {
				t.Errorf("anyone as %s: %v", who, err)
			}
		}
	}
}

func TestWhoRegistersWhom(t *testing.T) {
	limosa := fault.At("worker.limosa", fault.ErrRequired)
	for who, want := range map[string]struct{ posted, self, other error }{
		"nobody":             {checkin.ErrDenied, checkin.ErrDenied, checkin.ErrDenied},
		"device":             {nil, limosa, limosa},
		"user":               {checkin.ErrDenied, nil, checkin.ErrDenied},
		"consulting user":    {checkin.ErrDenied, nil, checkin.ErrDenied},
		"registering user":   {nil, nil, nil},
		"manager":            {nil, nil, nil},
		"client":             {checkin.ErrDenied, checkin.ErrDenied, checkin.ErrDenied},
		"consulting client":  {checkin.ErrDenied, checkin.ErrDenied, checkin.ErrDenied},
		"registering client": {nil, nil, nil},
		"gateway":            {nil, nil, nil},
	} {
		actor := principals()[who]
		for whom, c := range map[string]struct {
			limosa id.Limosa
			niss   id.NISS
			want   error
		}{"a posted worker": {ana, id.NISS{}, want.posted}, "themselves": {id.Limosa{}, tine, want.self}, "somebody": {id.Limosa{}, jan, want.other}} {
			if err := access.MayRegister(actor, c.limosa, c.niss); !errors.Is(err, c.want) {
				t.Errorf("%s registers %s: %v, want %v", who, whom, err, c.want)
			}
		}
	}
}

func TestWhereOneRegisters(t *testing.T) {
	bound := client(company(1, true), checkin.MayRegister)
	bound.Workplaces = []id.Workplace{south}
	lost := gateway(company(1, true))
	lost.Workplaces = nil
	for what, c := range map[string]struct {
		who          checkin.Actor
		north, south bool
	}{
		"a device": {device(), true, true}, "a user": {user(company(1, true)), true, true},
		"a gateway": {gateway(company(1, true)), true, false}, "a gateway that stands nowhere": {lost, false, false},
		"a client": {client(company(1, true)), true, true}, "a bound client": {bound, false, true},
	} {
		if got := access.MayRegisterAt(c.who, north) == nil; got != c.north {
			t.Errorf("%s in the north: %v", what, got)
		}
		if got := access.MayRegisterAt(c.who, south) == nil; got != c.south {
			t.Errorf("%s in the south: %v", what, got)
		}
	}
}

func TestWhoRegistersThemselves(t *testing.T) {
	for who, want := range map[string]struct{ tine, jan bool }{
		"nobody": {false, false}, "device": {true, true}, "user": {true, false}, "registering user": {true, false},
		"registering client": {false, false}, "gateway": {true, true},
	} {
		actor := principals()[who]
		if got := access.RegistersSelf(actor, tine); got != want.tine {
			t.Errorf("%s as Tine: %v", who, got)
		}
		if got := access.RegistersSelf(actor, jan); got != want.jan {
			t.Errorf("%s as Jan: %v", who, got)
		}
	}
}

// TestOwningReadingAndCancelling goes through who registered a presence and who
// asks for it. What is not named is refused.
func TestOwningReadingAndCancelling(t *testing.T) {
	c := company(1, true)
	colleague := user(c, checkin.MayRegister)
	colleague.ID = id.KeyOf([16]byte{0: 7, 15: 1})
	otherGateway := gateway(c)
	otherGateway.ID = id.KeyOf([16]byte{0: 8, 15: 1})
	by := func(who checkin.Actor, niss id.NISS) checkin.Presence {
		return checkin.Presence{Owner: who.Owner, Registrar: who.ID, Company: who.Company.ID, NISS: niss, RecordedAt: noon}
	}
	before := by(colleague, tine)
	before.RecordedAt = noon.Add(-time.Millisecond)
	presences := map[string]checkin.Presence{
		"a device's":             by(device(), id.NISS{}),
		"another device's":       {Owner: checkin.Owner{98}},
		"the user's":             by(user(c), jan),
		"a colleague's":          by(colleague, jan),
		"a colleague's of them":  by(colleague, tine),
		"of them, before that":   before,
		"the client's":           by(client(c), jan),
		"the gateway's":          by(gateway(c), jan),
		"another gateway's":      by(otherGateway, jan),
		"a stranger's of them":   by(user(company(2, true)), tine),
		"a stranger's":           by(user(company(2, true)), jan),
		"of nobody, without key": {},
	}
	ours := []string{"the user's", "a colleague's", "a colleague's of them", "of them, before that", "the client's", "the gateway's", "another gateway's"}
	own := []string{"the user's", "a colleague's of them"}
	for who, want := range map[string]struct{ owns, reads, cancels []string }{
		"nobody":             {},
		"device":             {[]string{"a device's"}, []string{"a device's"}, []string{"a device's"}},
		"user":               {own, own, own},
		"consulting user":    {own, ours, own},
		"registering user":   {own, ours, ours},
		"client":             {[]string{"the client's"}, []string{"the client's"}, nil},
		"consulting client":  {[]string{"the client's"}, ours, nil},
		"registering client": {[]string{"the client's"}, ours, ours},
		"gateway":            {[]string{"the gateway's"}, []string{"the gateway's"}, nil},
	} {
		actor := principals()[who]
		for whose, p := range presences {
			for verb, c := range map[string]struct {
				got  bool
				want []string
			}{
				"owns": {access.Owns(actor, p), want.owns}, "reads": {access.Reads(actor, p), want.reads},
				"cancels": {access.MayCancel(actor, p) == nil, want.cancels},
			} {
				if expected := contains(c.want, whose); c.got != expected {
					t.Errorf("%s %s %s: %v, want %v", who, verb, whose, c.got, expected)
				}
			}
		}
	}
}

func contains(all []string, one string) bool {
	for _, s := range all {
		if s == one {
			return true
		}
	}
	return false
}

func TestWhoseThePresencesAreThatOneLooksFor(t *testing.T) {
	for who, want := range map[string]struct{ mine, ours, all error }{
		"nobody":             {checkin.ErrSignedOut, checkin.ErrSignedOut, checkin.ErrSignedOut},
		"device":             {checkin.ErrSignedOut, checkin.ErrSignedOut, checkin.ErrSignedOut},
		"user":               {nil, checkin.ErrDenied, checkin.ErrDenied},
		"registering user":   {nil, nil, checkin.ErrDenied},
		"consulting user":    {nil, nil, nil},
		"client":             {nil, checkin.ErrDenied, checkin.ErrDenied},
		"registering client": {nil, nil, checkin.ErrDenied},
		"consulting client":  {nil, nil, nil},
		"gateway":            {checkin.ErrDenied, checkin.ErrDenied, checkin.ErrDenied},
	} {
		for whose, expected := range map[access.Whose]error{access.Mine: want.mine, access.Ours: want.ours, access.Everybodys: want.all} {
			if err := access.MaySearch(principals()[who], whose); !errors.Is(err, expected) {
				t.Errorf("%s looks for %q: %v, want %v", who, whose, err, expected)
			}
		}
	}
}

func TestNamesAreForWhoConsults(t *testing.T) {
	for who, want := range map[string]bool{"nobody": false, "keeper": false, "consulting user": true, "consulting client": true, "gateway": false} {
		if got := access.SeesNames(principals()[who]); got != want {
			t.Errorf("%s: %v", who, got)
		}
	}
}

func TestThePartOfAWorkplaceThatConcernsACompany(t *testing.T) {
	keeper, one, two, other := company(1, true), company(2, true), company(3, true), company(4, true)
	w := checkin.Workplace{Number: north, Company: keeper.ID}
	chain := []checkin.Contractor{{Employer: one.Employer}, {Employer: two.Employer, Under: one.Number()}}
	for what, c := range map[string]struct {
		of        checkin.Company
		seen      int
		kept, has bool
	}{
		"the keeper":                {keeper, 2, true, true},
		"a contractor":              {one, 2, false, true},
		"its subcontractor":         {two, 1, false, true},
		"a stranger":                {other, 0, false, false},
		"a contractor, unconfirmed": {company(2, false), 0, false, false},
		"the keeper, unconfirmed":   {company(1, false), 2, true, true},
		"nobody's company":          {checkin.Company{}, 0, false, false},
	} {
		part, concerned := access.PartOf(c.of, w, chain)
		if concerned != c.has || part.Kept != c.kept || len(part.Contractors) != c.seen {
			t.Errorf("%s: %+v, %v", what, part, concerned)
		}
	}
	if access.Keeps(checkin.Company{}, checkin.Workplace{}) {
		t.Error("nobody keeps what nobody keeps")
	}
}
