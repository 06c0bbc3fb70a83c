package access_test

import (
	"slices"
	"testing"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/id"
)

// TestWhatASecondRegistrationLearns has a presence of one person that is there
// already read by everybody who may read it.
func TestWhatASecondRegistrationLearns(t *testing.T) {
	employer, keeper, another, unconfirmed := company(1, true), company(2, true), company(3, true), company(4, false)
	first := checkin.Presence{ID: id.PresenceOf([16]byte{1}), Owner: ownerOf(another)}
	gate, _ := id.NewPoster([]byte{1, 2, 3, 4, 5, 6, 7})
	own := device()
	own.Owner = first.Owner
	for name, c := range map[string]struct {
		who      checkin.Actor
		employer checkin.Employer
		first    checkin.Presence
		poster   id.Poster
		linked   bool
		want     []checkin.Remark
	}{
		"the same owner":                {user(another), employer.Employer, first, id.Poster{}, true, all},
		"the device that has both":      {own, employer.Employer, first, id.Poster{}, true, all},
		"the employer":                  {user(employer), employer.Employer, first, id.Poster{}, true, all},
		"the keeper":                    {user(keeper), employer.Employer, first, id.Poster{}, true, all},
		"another company":               {user(company(5, true)), employer.Employer, first, id.Poster{}, false, all},
		"its client":                    {client(company(5, true)), employer.Employer, first, id.Poster{}, false, all},
		"another device, by number":     {device(), checkin.Employer{}, first, id.Poster{}, false, bare},
		"another device, with a poster": {device(), checkin.Employer{}, first, gate, false, scanned},
		"a company founded just now":    {user(unconfirmed), employer.Employer, first, id.Poster{}, false, bare},
		"that says it is the employer":  {user(unconfirmed), unconfirmed.Employer, first, id.Poster{}, false, bare},
		"a first that is not known":     {user(another), employer.Employer, checkin.Presence{}, id.Poster{}, false, all},
		"nor to nobody in particular":   {checkin.Actor{}, checkin.Employer{}, checkin.Presence{}, id.Poster{}, false, bare},
	} {
		p := checkin.Presence{
			ID: id.PresenceOf([16]byte{2}), DuplicateOf: first.ID, Employer: c.employer, Workplace: north, Poster: c.poster,
			State: checkin.Doubted, Remarks: slices.Clone(all),
		}
		got := access.Told(c.who, p, checkin.Workplace{Number: north, Company: keeper.ID}, c.first)
		if got.DuplicateOf.IsZero() == c.linked || !slices.Equal(got.Remarks, c.want) || got.State != checkin.Doubted {
			t.Errorf("%s: duplicate of %q, %s with %v", name, got.DuplicateOf, got.State, got.Remarks)
		}
		p.Remarks = []checkin.Remark{checkin.AlreadyRegistered}
		if got := access.Told(device(), p, checkin.Workplace{Number: north}, first); got.State != checkin.Validated {
			t.Errorf("%s: without the remark it is %s", name, got.State)
		}
		if !slices.Equal(p.Remarks, []checkin.Remark{checkin.AlreadyRegistered}) {
			t.Fatal("the remarks that were given have changed")
		}
	}
}

var (
	all     = []checkin.Remark{checkin.AlreadyRegistered, checkin.AlreadyIn, checkin.AlreadyOut, checkin.OutWithoutIn, checkin.ClockAhead}
	scanned = all[3:]
	bare    = all[4:]
)
