package consultation

import (
	"context"
	"slices"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/id"
)

// Registrar is who registered somebody. The zero Registrar is a device without
// account.
type Registrar struct {
	Company string // its name, or else its number
	User    string // of the reader's own company, for whoever may see names
}

// details adds to everybody of a board what one reads when one opens their row:
// remarks, who registered them, and for the keeper who looked at their flags.
func (s *Service) details(ctx context.Context, who checkin.Actor, b *Board) error {
	people := [][]Seen{b.Present, b.Left, b.Unclosed, b.Missing}
	companies, err := s.registrars(ctx, people)
	if err != nil {
		return err
	}
	looks := map[id.Presence]checkin.Look{}
	if b.Kept {
		if looks, err = s.Store.Looks(ctx, b.Workplace.Number, b.On); err != nil {
			return err
		}
	}
	names := map[id.Key]string{}
	if _, ours := companies[who.Company.ID]; ours || len(looks) > 0 {
		users, err := s.Store.ListUsers(ctx, who.Company.ID)
		if err != nil {
			return err
		}
		for _, u := range users {
			names[u.ID] = u.Name
		}
	}
	for _, some := range people {
		for i := range some {
			one := &some[i]
			one.Remarks = access.Told(who, one.Presence, b.Workplace, checkin.Presence{}).Remarks
			one.RegisteredBy.Company = companies[one.Company]
			if b.Names && one.Company == who.Company.ID {
				one.RegisteredBy.User = names[one.Registrar]
			}
			if look, looked := looks[one.ID]; looked {
				one.Look = &Look{look, names[look.By]}
			}
		}
	}
	return nil
}

// registrars returns what the companies are called that registered people.
func (s *Service) registrars(ctx context.Context, people [][]Seen) (map[id.Key]string, error) {
	var which []id.Key
	for _, some := range people {
		for _, one := range some {
			if !one.Company.IsZero() && !slices.Contains(which, one.Company) {
				which = append(which, one.Company)
			}
		}
	}
	names := map[id.Key]string{}
	companies, err := s.Store.FindCompanies(ctx, which)
	for key, c := range companies {
		if names[key] = c.Name; c.Name == "" {
			names[key] = c.Number()
		}
	}
	return names, err
}
