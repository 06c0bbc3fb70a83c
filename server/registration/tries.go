package registration

import (
	"cmp"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/fault"
)

// try is one try that was counted.
type try struct{ class, key string }

// count refuses who tries too often, and notes what it has counted. A Limosa
// number is counted together with the address, so that knowing somebody's number
// is not enough to keep them from registering.
func (a *attempt) count(s *Service) error {
	r := a.Request
	tries := []try{
		{ByAddress, a.Who.Address},
		{ByLimosa, r.Limosa.Digits() + r.NISS.Digits() + " " + a.Who.Address},
		{ByDay, a.Who.Address},
		{ByPoster, cmp.Or(r.Poster.String(), r.Workplace.String())},
	}
	if access.IsStranger(a.Who) && r.Poster.IsZero() {
		tries = append(tries, try{ByTyped, a.Who.Address})
	}
	for _, t := range tries {
		if wait := s.Allow(t.class, t.key); wait > 0 {
			return fault.After(wait, checkin.ErrTooMany)
		}
		a.counted = append(a.counted, t)
	}
	return nil
}

// giveBack takes tries back: all of a repetition, as an impatient thumb is never
// locked out, and of what was refused those that others share at the same gate.
// Somebody who is refused anyway would starve it otherwise.
func (s *Service) giveBack(all []attempt) {
	if s.GiveBack == nil {
		return
	}
	for _, a := range all {
		repeated := a.Err == nil && !a.Added
		for _, t := range a.counted {
			if repeated || !a.Added && t.class != ByAddress && t.class != ByLimosa {
				s.GiveBack(t.class, t.key)
			}
		}
	}
}
