package consultation

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/id"
)

// Registrar is who registered a presence, as far as the actor may know: of their
// own company the user, of others the company.
type Registrar struct {
	Self    bool   // the person themselves: without account, with their own one, or at a gateway
	User    string // the name; "" if it is not known or not for the actor
	Company string // the user's, its name or else its number; "" without an account
}

// registrars tells who registered each of the presences.
func (s *Service) registrars(ctx context.Context, who checkin.Actor, presences []checkin.Presence) (map[id.Presence]Registrar, error) {
	users, companies := map[id.Key]bool{}, map[id.Key]bool{}
	for _, p := range presences {
		if !p.Company.IsZero() {
			users[p.Registrar], companies[p.Company] = true, true
		}
	}
	known, err := s.Store.FindUsers(ctx, slices.Collect(maps.Keys(users)))
	if err != nil {
		return nil, err
	}
	named, err := s.Store.FindCompanies(ctx, slices.Collect(maps.Keys(companies)))
	if err != nil {
		return nil, err
	}
	all := make(map[id.Presence]Registrar, len(presences))
	for _, p := range presences {
		u, found := known[p.Registrar]
		by := Registrar{
			Self: p.Company.IsZero() || p.Channel == checkin.Gateway || found && access.IsOf(u, p),
		}
		if c, found := named[p.Company]; found {
			by.Company = cmp.Or(c.Name, c.Number())
		}
		if !by.Self && access.SeesRegistrar(who, p) {
			by.User = u.Name
		}
		all[p.ID] = by
	}
	return all, nil
}
