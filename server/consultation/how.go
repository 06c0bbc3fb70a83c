package consultation

import (
	"context"
	"slices"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// How is something about the way in which a presence came, which tells how likely
// it is that somebody stood at the gate.
type How string

// The ways.
const (
	OnScreen   How = "screen"      // a poster on a screen at the gate, with the code that it showed then
	ByPoster   How = "poster"      // a poster was scanned
	ByNumber   How = "number"      // the number of the workplace was given instead
	Ahead      How = "ahead"       // on a day before its own
	Offline    How = "offline"     // it was promised without network, and delivered later
	NoPosition How = "no_position" // the device told no position
)

// promised is how long after the codes were read a presence was promised first.
const promised = 10 * time.Minute

// howOf returns how a presence came.
func howOf(p checkin.Presence) []How {
	all := []How{ByPoster}
	switch {
	case p.Poster.IsZero():
		all[0] = ByNumber
	case p.Screen:
		all[0] = OnScreen
	}
	for _, one := range []struct {
		how How
		yes bool
	}{
		{Ahead, checkin.DayOf(p.RecordedAt).Before(p.On)},
		{Offline, p.RecordedAt.Sub(p.CapturedAt) >= promised},
		{NoPosition, p.Position == nil},
	} {
		if one.yes {
			all = append(all, one.how)
		}
	}
	return all
}

// otherNames returns by which other names the numbers of presences were registered
// again, by their ids.
func (s *Service) otherNames(ctx context.Context, present []checkin.Presence) (map[id.Presence][]string, error) {
	doubles, err := s.Store.Doubles(ctx, present)
	if err != nil || len(doubles) == 0 {
		return nil, err
	}
	first := make(map[id.Presence]string, len(present))
	for _, p := range present {
		first[p.ID] = p.Name
	}
	names := map[id.Presence][]string{}
	for _, p := range doubles {
		which := p.DuplicateOf
		same := func(name string) bool { return checkin.SameName(name, p.Name) }
		if p.Name != "" && !same(first[which]) && !slices.ContainsFunc(names[which], same) {
			names[which] = append(names[which], p.Name)
		}
	}
	for _, all := range names {
		slices.Sort(all)
	}
	return names, nil
}
