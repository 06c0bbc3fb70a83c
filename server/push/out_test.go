package push_test

import (
	"strings"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// went puts an In or Out of the user into the register, so many hours ago.
func (o *office) went(d checkin.Direction, hours int, state checkin.State, remarks ...checkin.Remark) {
	p := o.registered(0, state, remarks...)
	at := monday.Add(-time.Duration(hours) * time.Hour)
	p.Direction, p.On, p.CapturedAt, p.RecordedAt = d, checkin.DayOf(at), at, at
	if len(remarks) > 0 {
		p.DuplicateOf = id.PresenceOf([16]byte{9})
	}
	o.presences[len(o.presences)-1] = p
}

func TestWhoHasNotGoneOutIsReminded(t *testing.T) {
	for name, c := range map[string]struct {
		went func(o *office)
		want int
	}{
		"nothing registered":    {func(*office) {}, 0},
		"for the day":           {func(o *office) { o.registered(0, checkin.Validated) }, 0},
		"in":                    {func(o *office) { o.went(checkin.In, 5, checkin.Validated) }, 1},
		"in the evening before": {func(o *office) { o.went(checkin.In, 10, checkin.Validated) }, 1},
		"in, sixteen hours ago": {func(o *office) { o.went(checkin.In, 16, checkin.Validated) }, 0},
		"in, and cancelled":     {func(o *office) { o.went(checkin.In, 5, checkin.Cancelled) }, 0},
		"in, and refused":       {func(o *office) { o.went(checkin.In, 5, checkin.Refused) }, 0},
		"in and out": {func(o *office) {
			o.went(checkin.In, 5, checkin.Validated)
			o.went(checkin.Out, 2, checkin.Validated)
		}, 0},
		"out of a pause": {func(o *office) {
			o.went(checkin.In, 5, checkin.Validated)
			o.went(checkin.Out, 3, checkin.Validated)
			o.went(checkin.In, 2, checkin.Validated)
		}, 1},
		"out twice": {func(o *office) {
			o.went(checkin.In, 5, checkin.Validated)
			o.went(checkin.Out, 3, checkin.Validated)
			o.went(checkin.Out, 2, checkin.Doubted, checkin.AlreadyOut)
		}, 0},
		"in twice, the first cancelled": {func(o *office) {
			o.went(checkin.In, 5, checkin.Cancelled)
			o.went(checkin.In, 4, checkin.Doubted, checkin.AlreadyIn)
		}, 1},
	} {
		o := open(t)
		c.went(o)
		if err := o.ring(t, checkin.OutNotice, 0); err != nil || len(o.bodies) != c.want {
			t.Errorf("%s: %d messages, %v, want %d", name, len(o.bodies), err, c.want)
			continue
		}
		if c.want == 0 {
			continue
		}
		if m := o.decrypt(t, o.bodies[0]); m.Path != "/days" || m.Title == "" || strings.Contains(m.Text+m.Title, "Testers") {
			t.Errorf("%s: %+v", name, m)
		}
	}
}
