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

func (r register) FindPresence(_ context.Context, which id.Presence) (checkin.Presence, bool, error) {
	p, found := r[which]
	return p, found, nil
}

func (r register) SettlePresence(_ context.Context, which id.Presence, state checkin.State) error {
	p := r[which]
	p.State = state
	r[which] = p
	return nil
}

func TestAPresenceIsSettledOnceByItsRemarks(t *testing.T) {
	clean, odd, gone := id.PresenceOf([16]byte{1}), id.PresenceOf([16]byte{2}), id.PresenceOf([16]byte{3})
	r := register{
		clean: {State: checkin.Registered},
		odd:   {State: checkin.Registered, Remarks: []checkin.Remark{checkin.LimosaUnlikely}},
		gone:  {State: checkin.Cancelled},
	}
	s := validation.Service{Store: r}
	for range 2 { // told twice is told once
		for _, which := range []id.Presence{clean, odd, gone, id.PresenceOf([16]byte{4})} {
			if err := s.Check(t.Context(), which); err != nil {
				t.Fatal(err)
			}
		}
	}
	if r[clean].State != checkin.Validated || r[odd].State != checkin.Doubted || r[gone].State != checkin.Cancelled || len(r) != 3 {
		t.Errorf("%v", r)
	}
}
