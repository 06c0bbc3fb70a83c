package contract

import (
	"slices"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// LooksAreKeptUntilTheyAreTakenBack checks notes about what is flagged.
func (c suite) LooksAreKeptUntilTheyAreTakenBack(t *testing.T) {
	s := c.fresh(t)
	add(t, s, presence(1))
	user := id.NewKey(seven)
	look := checkin.Look{Presence: presence(1).ID, Flags: []string{"far_away", "typed"}, By: user, At: seven}
	put := func(l checkin.Look) checkin.Look {
		t.Helper()
		noted, err := s.PutLook(t.Context(), l)
		if err != nil {
			t.Fatal(err)
		}
		return noted
	}
	same := func(a, b checkin.Look) bool {
		return a.Presence == b.Presence && slices.Equal(a.Flags, b.Flags) && a.By == b.By && a.At.Equal(b.At.Truncate(time.Millisecond))
	}
	put(look)
	later := look
	later.At, later.By = seven.Add(time.Hour), id.NewKey(seven)
	if noted := put(later); !same(noted, look) {
		t.Errorf("the same flags again: %+v", noted)
	}
	if all, err := s.Looks(t.Context(), north, today); err != nil || len(all) != 1 || !same(all[presence(1).ID], look) {
		t.Errorf("found %+v, %v", all, err)
	}
	if all, err := s.Looks(t.Context(), south, today); err != nil || len(all) != 0 {
		t.Errorf("at another workplace: %+v, %v", all, err)
	}
	if all, err := s.LooksOf(t.Context(), []checkin.Presence{presence(1), presence(2)}); err != nil || len(all) != 1 || !same(all[presence(1).ID], look) {
		t.Errorf("of some: %+v, %v", all, err)
	}
	later.Flags = []string{"burst"}
	put(later)
	if all, err := s.Looks(t.Context(), north, today); err != nil || !same(all[presence(1).ID], later) {
		t.Errorf("other flags: %+v, %v", all, err)
	}
	later.Flags = nil
	put(later)
	put(later)
	if all, err := s.Looks(t.Context(), north, today); err != nil || len(all) != 0 {
		t.Errorf("taken back: %+v, %v", all, err)
	}
	healthy(t, s)
	put(look)
	if n, err := s.Purge(t.Context(), today.Add(1)); err != nil || n != 1 {
		t.Errorf("purged %d, %v", n, err)
	}
	settle(t, s)
	healthy(t, s)
}
