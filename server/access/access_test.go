package access_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/id"
)

// noon is when the users of these tests set their own number.
var noon = time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)

// company returns the n-th company of these tests, confirmed or not.
func company(n int, confirmed bool) checkin.Company {
	cbe, err := id.ParseCBE(fmt.Sprintf("%08d%02d", n, 97-n%97))
	if err != nil {
		panic(err)
	}
	return checkin.Company{ID: id.KeyOf([16]byte{15: byte(n)}), Employer: checkin.Employer{CBE: cbe}, Confirmed: confirmed}
}

// user, client, gateway and device are the principals of these tests. All but
// the device act for a company; the gateway stands at the north.
func user(c checkin.Company, may ...checkin.Entitlement) checkin.Actor {
	a := checkin.UserActor(checkin.Member{
		Company: c, User: checkin.User{ID: key(1, c), Company: c.ID, NISS: tine, NISSAt: noon, Entitlements: may},
	}, checkin.Desktop)
	a.Owner = ownerOf(c)
	return a
}

func client(c checkin.Company, may ...checkin.Entitlement) checkin.Actor {
	return checkin.Actor{
		Principal: checkin.ClientPrincipal, ID: key(2, c), Channel: checkin.WebService, Owner: ownerOf(c),
		Member: checkin.Member{Company: c}, Entitlements: may,
	}
}

func gateway(c checkin.Company) checkin.Actor {
	return checkin.Actor{
		Principal: checkin.GatewayPrincipal, ID: key(3, c), Channel: checkin.Gateway, Owner: ownerOf(c),
		Member: checkin.Member{Company: c}, Workplaces: []id.Workplace{north},
	}
}

func device() checkin.Actor {
	return checkin.Actor{Principal: checkin.DevicePrincipal, Channel: checkin.Mobile, Owner: checkin.Owner{99}}
}

func key(kind byte, c checkin.Company) id.Key {
	return id.KeyOf([16]byte{0: kind, 15: c.ID.Bytes()[15]})
}

func ownerOf(c checkin.Company) checkin.Owner { return checkin.Owner{c.ID.Bytes()[15]} }

var north, south = place("1Y1000003EQCZ"), place("1Y1000NF9KCQZ")

func place(number string) id.Workplace {
	w, err := id.ParseWorkplace(number)
	if err != nil {
		panic(err)
	}
	return w
}

func TestAChainIsSeenDownwards(t *testing.T) {
	one, two, three, four := company(1, true), company(2, true), company(3, true), company(4, true)
	chain := []checkin.Contractor{
		{Employer: one.Employer}, {Employer: two.Employer, Under: one.Number()},
		{Employer: three.Employer, Under: two.Number()}, {Employer: four.Employer},
	}
	for what, c := range map[string]struct {
		of   checkin.Company
		want []string
	}{
		"at the top":    {one, []string{two.Number(), three.Number()}},
		"in between":    {two, []string{three.Number()}},
		"at the bottom": {three, nil},
		"beside it":     {four, nil},
		"outside":       {company(5, true), nil},
	} {
		if got := access.Below(c.of.Number(), chain); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", what, got, c.want)
		}
	}
	circle := []checkin.Contractor{{Employer: one.Employer, Under: two.Number()}, {Employer: two.Employer, Under: one.Number()}}
	if got := access.Below(one.Number(), circle); !slices.Equal(got, []string{two.Number()}) {
		t.Errorf("in a circle: %v", got)
	}
	if got := access.Below("", []checkin.Contractor{{Employer: one.Employer}}); got != nil {
		t.Errorf("of no company: %v", got)
	}
}

// TestNobodyOutsideSeesAPresence grants at random and compares with what may be
// said of a presence in plain words.
func TestNobodyOutsideSeesAPresence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		viewer := company(1, rapid.Bool().Draw(t, "confirmed"))
		companies := []checkin.Company{viewer, company(2, true), company(3, true), {}}
		chain := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) checkin.Contractor {
			return checkin.Contractor{
				Employer: rapid.SampledFrom(companies[:3]).Draw(t, "contractor").Employer,
				Under:    rapid.SampledFrom(companies).Draw(t, "under").Number(),
			}
		}), 0, 4).Draw(t, "chain")
		kept := rapid.SliceOfDistinct(rapid.SampledFrom([]id.Workplace{north, south}), func(w id.Workplace) id.Workplace { return w }).Draw(t, "kept")
		p := checkin.Presence{
			Workplace: rapid.SampledFrom([]id.Workplace{north, south}).Draw(t, "workplace"),
			Company:   rapid.SampledFrom(companies).Draw(t, "registered by").ID,
			Employer:  rapid.SampledFrom(companies).Draw(t, "employer").Employer,
		}
		scope := access.ScopeOf(viewer, kept, []access.Chain{{Workplace: north, Contractors: chain}})

		ours := p.Company == viewer.ID
		people := p.Employer.Number() == viewer.Number()
		keeps := slices.Contains(kept, p.Workplace)
		below := p.Workplace == north && slices.Contains(access.Below(viewer.Number(), chain), p.Employer.Number())
		if want := ours || viewer.Confirmed && (people || keeps || below); scope.Sees(p) != want {
			t.Fatalf("sees %v, want %v: %+v", !want, want, p)
		}
		if access.ScopeOf(checkin.Company{}, kept, nil).Sees(p) || (access.Scope{}).Sees(p) {
			t.Fatal("nobody sees it")
		}
		stranger := access.ScopeOf(company(9, true), nil, []access.Chain{{Workplace: north, Contractors: chain}})
		if stranger.Sees(p) {
			t.Fatal("a stranger sees it")
		}
	})
}
