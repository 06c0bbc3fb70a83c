package contract

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/store"
)

// rollCall begins one, by somebody who knew of another.
func rollCall(t *testing.T, s *store.Store, at time.Time, known id.Key) checkin.RollCall {
	t.Helper()
	r := checkin.RollCall{ID: id.NewKey(at), Workplace: north, Began: at, By: id.NewKey(at)}
	if err := s.BeginRollCall(t.Context(), r, known, 100); err != nil {
		t.Fatal(err)
	}
	last, found, err := s.LatestRollCall(t.Context(), north)
	if err != nil || !found {
		t.Fatalf("found %v, %v", found, err)
	}
	return last
}

// ARollCallIsBegunOnceAndEnded checks who begins and who joins.
func (c suite) ARollCallIsBegunOnceAndEnded(t *testing.T) {
	s := c.fresh(t)
	if _, found, err := s.LatestRollCall(t.Context(), north); err != nil || found {
		t.Fatalf("before any: %v, %v", found, err)
	}
	first := rollCall(t, s, seven, id.Key{})
	if joined := rollCall(t, s, seven.Add(time.Second), id.Key{}); joined.ID != first.ID {
		t.Error("who knew of none began another one while one was open")
	}
	second := rollCall(t, s, seven.Add(time.Minute), first.ID)
	if second.ID == first.ID || !second.Open(seven.Add(time.Hour)) || second.Open(seven.Add(13*time.Hour)) {
		t.Errorf("on purpose: %+v", second)
	}
	end := seven.Add(time.Hour)
	for range 2 {
		if err := s.EndRollCall(t.Context(), second.By, second.ID, end); err != nil {
			t.Fatal(err)
		}
		end = end.Add(time.Hour)
	}
	if last, _, err := s.LatestRollCall(t.Context(), north); err != nil || !last.Ended.Equal(seven.Add(time.Hour).Truncate(time.Millisecond)) || last.EndedBy != second.By {
		t.Errorf("ended: %+v, %v", last, err)
	}
	if third := rollCall(t, s, seven.Add(2*time.Hour), id.Key{}); third.ID == second.ID {
		t.Error("the one that was ended is joined")
	}
	r := checkin.RollCall{ID: id.NewKey(seven), Workplace: north, Began: seven.Add(3 * time.Hour), By: first.By}
	last, _, _ := s.LatestRollCall(t.Context(), north)
	if err := s.BeginRollCall(t.Context(), r, last.ID, 1); !errors.Is(err, checkin.ErrTooMany) {
		t.Errorf("the second of one marshal in a day: %v", err)
	}
	r.ID, r.By = id.NewKey(seven), id.NewKey(seven.Add(time.Minute*7))
	if err := s.BeginRollCall(t.Context(), r, last.ID, 1); err != nil {
		t.Errorf("another marshal's first, once one has used up theirs: %v", err)
	}
	if _, found, err := s.LatestRollCall(t.Context(), south); err != nil || found {
		t.Errorf("elsewhere: %v, %v", found, err)
	}
	healthy(t, s)
}

// TheLaterTickCounts checks ticks that come in whatever order, and at once.
func (c suite) TheLaterTickCounts(t *testing.T) {
	s := c.fresh(t)
	add(t, s, presence(1))
	r := rollCall(t, s, seven, id.Key{})
	put := func(found bool, point string, at time.Time) checkin.Tick {
		t.Helper()
		counts, err := s.PutTick(t.Context(), checkin.Tick{RollCall: r.ID, Presence: presence(1).ID, Found: found, Point: point, At: at, By: r.By})
		if err != nil {
			t.Error(err)
		}
		return counts
	}
	put(true, "Parking", seven.Add(2*time.Minute))
	if counts := put(false, "", seven.Add(time.Minute)); !counts.Found || counts.Point != "Parking" {
		t.Errorf("an earlier one that came later: %+v counts", counts)
	}
	if counts := put(false, "", seven.Add(2*time.Minute)); !counts.Found {
		t.Errorf("one of the same time: %+v counts", counts)
	}
	if counts := put(false, "", seven.Add(3*time.Minute)); counts.Found || counts.Point != "" {
		t.Errorf("a later one: %+v counts", counts)
	}
	var all sync.WaitGroup
	for n := range 8 {
		all.Go(func() { put(n == 7, "Poort", seven.Add(time.Duration(10+n)*time.Minute)) })
	}
	all.Wait()
	ticks, err := s.Ticks(t.Context(), r.ID)
	if err != nil || len(ticks) != 1 || !ticks[0].Found || !ticks[0].At.Equal(seven.Add(17*time.Minute).Truncate(time.Millisecond)) {
		t.Errorf("of eight at once: %+v, %v", ticks, err)
	}
	if others, err := s.Ticks(t.Context(), rollCall(t, s, seven.Add(time.Hour), r.ID).ID); err != nil || len(others) != 0 {
		t.Errorf("of a new roll-call: %+v, %v", others, err)
	}
	settle(t, s)
	healthy(t, s)
	if n, err := s.Purge(t.Context(), today.Add(1)); err != nil || n != 1 {
		t.Errorf("purged %d, %v", n, err)
	}
	if ticks, err := s.Ticks(t.Context(), r.ID); err != nil || len(ticks) != 0 {
		t.Errorf("after the purge: %+v, %v", ticks, err)
	}
}

// RollCallsAreForgottenAfterAMonth checks that they go when another one begins.
func (c suite) RollCallsAreForgottenAfterAMonth(t *testing.T) {
	s := c.fresh(t)
	add(t, s, presence(1))
	old := rollCall(t, s, seven, id.Key{})
	if _, err := s.PutTick(t.Context(), checkin.Tick{RollCall: old.ID, Presence: presence(1).ID, Found: true, At: seven, By: old.By}); err != nil {
		t.Fatal(err)
	}
	rollCall(t, s, seven.AddDate(0, 0, 31), old.ID)
	if ticks, err := s.Ticks(t.Context(), old.ID); err != nil || len(ticks) != 0 {
		t.Errorf("%+v, %v", ticks, err)
	}
}

// MusterPointsStayInTheirOrder checks the list of a workplace.
func (c suite) MusterPointsStayInTheirOrder(t *testing.T) {
	s := c.fresh(t)
	for _, names := range [][]string{{"Parking", "Poort Zuid", "Café"}, {"Poort Zuid", "Parking"}, nil} {
		if err := s.PutMusterPoints(t.Context(), id.NewKey(seven), north, names); err != nil {
			t.Fatal(err)
		}
		if got, err := s.MusterPoints(t.Context(), north); err != nil || !slices.Equal(got, names) {
			t.Errorf("%q, %v, want %q", got, err, names)
		}
	}
	if got, err := s.MusterPoints(t.Context(), south); err != nil || len(got) != 0 {
		t.Errorf("elsewhere: %q, %v", got, err)
	}
}
