package consultation

import (
	"slices"
	"time"

	"ciaw/server/checkin"
)

// From when on many from one network are flagged.
const (
	fromNetwork = 8           // people without account, whom nothing places at the workplace
	inBurst     = 6           // such people
	burst       = time.Minute // within that
)

// unplaced reports whether nothing but a code that can be copied says that
// somebody was there: no account, no screen, nobody who saw them, and no position
// near.
func unplaced(w checkin.Workplace, s Seen) bool {
	near := w.Position != nil && s.Position != nil && !slices.Contains(s.Flags, FarAway)
	return s.ByStranger() && !s.Screen && s.SeenAt.IsZero() && !near
}

// flagNetworks flags those who are many from one network, and those of them who
// are many within a minute. A crowd behind the gate's own router is many from one
// network too: a position, a screen at the gate or a look at their faces places
// them.
func flagNetworks(w checkin.Workplace, all []Seen) {
	from := map[checkin.Network][]*Seen{}
	for i := range all {
		if all[i].Network != (checkin.Network{}) && unplaced(w, all[i]) {
			from[all[i].Network] = append(from[all[i].Network], &all[i])
		}
	}
	for _, some := range from {
		slices.SortFunc(some, func(a, b *Seen) int { return a.RecordedAt.Compare(b.RecordedAt) })
		for i, s := range some {
			if len(some) >= fromNetwork {
				s.Flags = append(s.Flags, SameNetwork)
			}
			if inBurstAt(some, i) {
				s.Flags = append(s.Flags, Burst)
			}
		}
	}
}

// inBurstAt reports whether so many came within a minute that the i-th is one of
// them. They are sorted by time.
func inBurstAt(some []*Seen, i int) bool {
	for first := max(i-inBurst+1, 0); first <= i && first+inBurst <= len(some); first++ {
		if some[first+inBurst-1].RecordedAt.Sub(some[first].RecordedAt) <= burst {
			return true
		}
	}
	return false
}
