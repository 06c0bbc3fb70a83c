package authoritytest

import (
	"ciaw/server/checkin"
	"ciaw/server/id"
)

// Registrations returns all that was taken of a presence, oldest first.
func (d *Double) Registrations(which id.Presence) (all []Registration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.land()
	for _, r := range d.all {
		if r.Presence == which {
			all = append(all, *r)
		}
	}
	return all
}

// Doubles returns the presences that were taken more than once.
func (d *Double) Doubles() (all []id.Presence) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.land()
	times := map[id.Presence]int{}
	for _, r := range d.all {
		if times[r.Presence]++; times[r.Presence] == 2 {
			all = append(all, r.Presence)
		}
	}
	return all
}

// Calls returns how often an operation was called.
func (d *Double) Calls(op Op) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.calls[op]
}

// Largest returns the highest number of presences in one call.
func (d *Double) Largest() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.largest
}

// CancelThere cancels all that was taken of a presence, as somebody does in the
// authority's own service.
func (d *Double) CancelThere(which id.Presence) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, r := range d.all {
		if r.Presence == which {
			r.State = checkin.Cancelled
		}
	}
}
