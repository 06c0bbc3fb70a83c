package validation_test

import (
	"context"
	"testing"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/validation"
)

// register holds presences by id.
type register map[id.Presence]checkin.Presence

func (r register) FindPresences(_ context.Context, which []id.Presence) (all []checkin.Presence, err error) {
	for _, one := range which {
		if p, found := r[one]; found {
			all = append(all, p)
		}
	}
	return all, nil
}

func (r register) SettlePresences(_ context.Context, states map[id.Presence]checkin.State) error {
	for which, state := range states {
		p := r[which]
		p.State = state
		r[which] = p
	}
	return nil
}

func TestAPresenceIsSettledOnceByItsRemarks(t *testing.T) {
	clean, odd, gone := id.PresenceOf([16]byte{1}), id.PresenceOf([16]byte{2}), id.PresenceOf([16]byte{3})
	r := register{
		clean: {ID: clean, State: checkin.Registered},
		odd:   {ID: odd, State: checkin.Registered, Remarks: []checkin.Remark{checkin.LimosaUnlikely}},
		gone:  {ID: gone, State: checkin.Cancelled},
	}
	s := validation.Service{Store: r}
	for range 2 { // told twice is told once
		checked, err := s.Check(t.Context(), []id.Presence{clean, odd, gone, id.PresenceOf([16]byte{4})})
		if err != nil || len(checked) != 3 {
			t.Fatal(checked, err)
		}
		for _, p := range checked {
			if p.State != r[p.ID].State {
				t.Errorf("%v is returned as %s", r[p.ID], p.State)
			}
		}
	}
	if r[clean].State != checkin.Validated || r[odd].State != checkin.Doubted || r[gone].State != checkin.Cancelled || len(r) != 3 {
		t.Errorf("%v", r)
	}
}
