package validation_test

import (
	"context"
	"slices"
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

func (r register) SettlePresences(_ context.Context, all map[id.Presence]checkin.Settlement) (settled int, err error) {
	for which, s := range all {
		if p, found := r[which]; found && p.State == checkin.Registered {
			p.State, p.Remarks = s.State, slices.Concat(p.Remarks, s.Remarks)
			r[which] = p
			settled++
		}
	}
	return settled, nil
}

// service checks the presences of a register at one workplace, which nobody
// keeps.
func service(r register) validation.Service {
	here := checkin.Workplace{Sector: checkin.Construction}
	return validation.Service{Store: r, InForce: checkin.Rules{}.InForce, Workplaces: &country{workplaces: map[id.Workplace]checkin.Workplace{{}: here}}}
}

var today = must(checkin.ParseDay("2026-11-23"))

func must[V any](v V, err error) V {
	if err != nil {
		panic(err)
	}
	return v
}

func TestAPresenceIsSettledOnceByItsRemarks(t *testing.T) {
	clean, odd, gone := id.PresenceOf([16]byte{1}), id.PresenceOf([16]byte{2}), id.PresenceOf([16]byte{3})
	r := register{
		clean: {ID: clean, On: today, State: checkin.Registered},
		odd:   {ID: odd, On: today, State: checkin.Registered, Remarks: []checkin.Remark{checkin.LimosaUnlikely}},
		gone:  {ID: gone, State: checkin.Cancelled},
	}
	s := service(r)
	read := []checkin.Presence{r[clean], r[odd], r[gone]}
	for range 2 { // told twice is told once
		checked, err := s.Check(t.Context(), read)
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

// TestWhatWasCancelledMeanwhileIsNotReportedAsChecked has two presences
// cancelled and purged between reading and checking.
func TestWhatWasCancelledMeanwhileIsNotReportedAsChecked(t *testing.T) {
	stays, cancelled, purged := id.PresenceOf([16]byte{1}), id.PresenceOf([16]byte{2}), id.PresenceOf([16]byte{3})
	var read []checkin.Presence
	for _, one := range []id.Presence{stays, cancelled, purged} {
		read = append(read, checkin.Presence{ID: one, On: today, State: checkin.Registered})
	}
	r := register{stays: read[0], cancelled: {ID: cancelled, State: checkin.Cancelled}}
	s := service(r)
	checked, err := s.Check(t.Context(), read)
	if err != nil || len(checked) != 2 || checked[0].State != checkin.Validated || checked[1].State != checkin.Cancelled {
		t.Errorf("%v, %v", checked, err)
	}
}
