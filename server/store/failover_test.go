package store_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/store"
	"ciaw/server/store/contract"
	"ciaw/server/store/pgtest"
)

// TestARegisterFollowsItsServerToAnother has a server become read-only under a
// register that is connected to it, as a primary does that was replaced. Nothing
// is stored until its address leads to the new one, and then everything is,
// without a restart.
func TestARegisterFollowsItsServerToAnother(t *testing.T) {
	old, standby := pgtest.Pair(t)
	front := pgtest.NewFront(t, old)
	s, err := store.Open(t.Context(), strings.Replace(old.Database(t), old.Address(), front.Address, 1), store.Options{Keys: contract.Keys})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if err := s.PutWorkplace(t.Context(), checkin.Workplace{Number: presenceAt(0, morning).Workplace, Name: "North"}); err != nil {
		t.Fatal(err)
	}
	add := func(n byte) error {
		p := presenceAt(0, morning)
		p.ID = id.PresenceOf([16]byte{7, n})
		_, _, err := contract.Add(t.Context(), s, p)
		return err
	}
	if err := add(1); err != nil {
		t.Fatal(err)
	}

	time.Sleep(time.Second) // until the standby has all of it
	if err := errors.Join(old.Demote(), standby.Promote()); err != nil {
		t.Fatal(err)
	}
	time.Sleep(200 * time.Millisecond) // until every process of the server has heard of it
	if err := add(2); !errors.Is(err, store.ErrBusy) {
		t.Errorf("while the server takes no writes: %v, want busy", err)
	}
	if err := s.Ready(t.Context()); !s.Passes(err) {
		t.Errorf("ready while the server takes no writes: %v", err)
	}

	front.LeadTo(standby)
	time.Sleep(2 * time.Second) // as long as a probe lasts
	for _, n := range []byte{2, 3} {
		if err := add(n); err != nil {
			t.Errorf("after the address has changed: %v", err)
		}
	}
	if err := s.Ready(t.Context()); err != nil {
		t.Errorf("not ready after the address has changed: %v", err)
	}
	if _, found, err := s.FindPresence(t.Context(), id.PresenceOf([16]byte{7, 1})); err != nil || !found {
		t.Errorf("stored before the failover: %v, %v", found, err)
	}
}
