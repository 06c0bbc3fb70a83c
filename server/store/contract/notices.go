package contract

import (
	"reflect"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/outbox"
	"ciaw/server/store"
)

// subscribed returns a register where a user has a device that wants everything
// every day at seven in Brussels, an hour after six.
func (c suite) subscribed(t *testing.T) (*store.Store, checkin.Subscription) {
	t.Helper()
	s := c.fresh(t)
	a := company(0)
	if err := s.AddCompany(t.Context(), a.Company, a); err != nil {
		t.Fatal(err)
	}
	daily := [7]bool{true, true, true, true, true, true, true}
	sub := checkin.Subscription{
		ID: id.KeyOf([16]byte{7}), User: a.User.ID, Endpoint: "https://push.example/device", Key: []byte{4, 1}, Secret: []byte{1, 2}, Language: "nl", Remarks: true,
		Alarms:  []checkin.Alarm{{Notice: checkin.MissingNotice, At: 480, Days: daily}, {Notice: checkin.ReminderNotice, At: 420, Days: daily}},
		Created: seven.Truncate(time.Millisecond),
	}
	if err := s.PutSubscription(t.Context(), sub); err != nil {
		t.Fatal(err)
	}
	return s, sub
}

func (c suite) ASubscriptionComesBackAndMovesWithItsDevice(t *testing.T) {
	s, want := c.subscribed(t)
	all, err := s.ListSubscriptions(t.Context(), want.User)
	if err != nil || len(all) != 1 || !reflect.DeepEqual(all[0], want) {
		t.Fatalf("%+v, %v\nwant %+v", all, err, want)
	}
	other := company(1)
	if err := s.AddCompany(t.Context(), other.Company, other); err != nil {
		t.Fatal(err)
	}
	moved := want
	moved.User, moved.Alarms = other.User.ID, nil
	if err := s.PutSubscription(t.Context(), moved); err != nil {
		t.Fatal(err)
	}
	if all, err := s.ListSubscriptions(t.Context(), want.User, moved.User); err != nil || len(all) != 1 || !reflect.DeepEqual(all[0], moved) {
		t.Errorf("%+v, %v", all, err)
	}
	if found, err := s.RemoveSubscription(t.Context(), want.User, want.ID); found || err != nil {
		t.Errorf("whose it was removes it: %v, %v", found, err)
	}
	if found, err := s.RemoveSubscription(t.Context(), moved.User, moved.ID); !found || err != nil {
		t.Errorf("%v, %v", found, err)
	}
	for n := range byte(12) {
		moved.ID, moved.Created = id.KeyOf([16]byte{8, n}), seven.Add(time.Duration(n)*time.Minute)
		if err := s.PutSubscription(t.Context(), moved); err != nil {
			t.Fatal(err)
		}
	}
	if all, err := s.ListSubscriptions(t.Context(), moved.User); err != nil || len(all) != 10 || all[0].ID != id.KeyOf([16]byte{8, 2}) {
		t.Errorf("%d devices, %v", len(all), err)
	}
}

// WhatWaitsIsNotForTheNextOwner: somebody signs out, and the next one in signs up the
// same browser, while its push service is away.
func (c suite) WhatWaitsIsNotForTheNextOwner(t *testing.T) {
	s, sub := c.subscribed(t)
	other := company(1)
	if err := s.AddCompany(t.Context(), other.Company, other); err != nil {
		t.Fatal(err)
	}
	late := checkin.Push{Subscription: sub.ID, Notice: checkin.RemarkNotice, Presence: presence(1).ID, Created: seven}
	if err := s.AddPushes(t.Context(), []checkin.Push{late}); err != nil {
		t.Fatal(err)
	}
	items, err := s.Pushes().Claim(t.Context(), 10, seven.Add(time.Minute), time.Minute)
	if err != nil || len(items) != 1 {
		t.Fatalf("%+v, %v", items, err)
	}
	for _, one := range []struct {
		owner id.Key
		waits bool
	}{{sub.User, true}, {other.User.ID, false}, {sub.User, false}} {
		sub.User = one.owner
		if err := s.PutSubscription(t.Context(), sub); err != nil {
			t.Fatal(err)
		}
		if _, _, found, err := s.FindPush(t.Context(), id.KeyOf(items[0].Subjects[0])); found != one.waits || err != nil {
			t.Errorf("of %v: %v, want %v; %v", one.owner, found, one.waits, err)
		}
	}
}

func (c suite) AnAlarmRingsOnceForAllProcesses(t *testing.T) {
	s, sub := c.subscribed(t)
	var due time.Time
	for _, a := range sub.Alarms {
		if next := a.Next(time.Now()); due.Before(next) {
			due = next
		}
	}
	if early, err := s.AlarmsDue(t.Context(), time.Now()); early || err != nil {
		t.Errorf("due already: %v, %v", early, err)
	}
	first, err := s.RingAlarms(t.Context(), due, 10)
	if err != nil || first != 2 {
		t.Errorf("%d rang, %v", first, err)
	}
	if again, err := s.RingAlarms(t.Context(), due, 10); err != nil || again != 0 {
		t.Errorf("%d rang again, %v", again, err)
	}
	items, err := s.Pushes().Claim(t.Context(), 10, due, time.Minute)
	if err != nil || len(items) == 0 {
		t.Fatalf("%+v, %v", items, err)
	}
	if inside := claim(t, s, 10, due); len(inside) != 0 {
		t.Errorf("what is for the outside was claimed inside: %+v", inside)
	}
	which := id.KeyOf(items[0].Subjects[0])
	p, to, found, err := s.FindPush(t.Context(), which)
	if err != nil || !found || p.ID != which || to.ID != sub.ID {
		t.Errorf("%+v to %+v, %v, %v", p, to, found, err)
	}
	if err := s.RemovePush(t.Context(), which); err != nil {
		t.Fatal(err)
	}
	if _, _, found, err := s.FindPush(t.Context(), which); found || err != nil {
		t.Errorf("told, and still there: %v, %v", found, err)
	}
	if late, err := s.RingAlarms(t.Context(), due.Add(48*time.Hour), 10); err != nil || late != 2 {
		t.Errorf("%d rang late, %v", late, err)
	}
	if items, err := s.Pushes().Claim(t.Context(), 10, due.Add(48*time.Hour), time.Minute); err != nil || len(items) > 2 {
		t.Errorf("a day late: %+v, %v", items, err)
	}
}

// hooked is a register with a hook of the first company, which was challenged.
func (c suite) hooked(t *testing.T) (*store.Store, checkin.Hook) {
	t.Helper()
	s, _ := c.subscribed(t)
	a := company(0)
	h := checkin.Hook{
		ID: id.KeyOf([16]byte{9}), Company: a.Company.ID, Creator: a.User.ID, URL: "https://hook.example/", Created: seven.Truncate(time.Millisecond),
		Events: []checkin.Event{checkin.PresenceDoubted, checkin.PresenceCancelled},
	}
	if added, err := s.AddHook(t.Context(), h, 1); !added || err != nil {
		t.Fatalf("%v, %v", added, err)
	}
	items, err := s.Hooks().Claim(t.Context(), 10, seven, time.Minute)
	if err != nil || len(items) != 1 || items[0].Topic != outbox.Challenge || items[0].Subjects[0] != outbox.Subject(h.ID.Bytes()) {
		t.Fatalf("it is not challenged: %+v, %v", items, err)
	}
	if err := s.Hooks().Settle(t.Context(), []outbox.Outcome{{ID: items[0].ID, Delivered: true}}); err != nil {
		t.Fatal(err)
	}
	return s, h
}

func (c suite) AHookIsChallengedUntilItIsConfirmed(t *testing.T) {
	s, h := c.hooked(t)
	challenged := func() int {
		items, err := s.Hooks().Claim(t.Context(), 10, time.Now().Add(time.Hour), time.Millisecond)
		if err != nil {
			t.Fatal(err)
		}
		return len(items)
	}
	if found, err := s.ChallengeHook(t.Context(), company(1).User, h.ID); found || err != nil {
		t.Errorf("a stranger has it challenged: %v, %v", found, err)
	}
	for range 2 { // once is enough
		if found, err := s.ChallengeHook(t.Context(), company(0).User, h.ID); !found || err != nil {
			t.Errorf("%v, %v", found, err)
		}
	}
	if n := challenged(); n != 1 {
		t.Errorf("challenged %d times", n)
	}
	for range 2 { // the first answer counts
		if err := s.ConfirmHook(t.Context(), h.ID, seven.Add(time.Minute)); err != nil {
			t.Fatal(err)
		}
	}
	h.Confirmed = seven.Add(time.Minute).Truncate(time.Millisecond)
	if got, found, err := s.FindHook(t.Context(), h.ID); err != nil || !found || !reflect.DeepEqual(got, h) {
		t.Errorf("%+v, %v, %v", got, found, err)
	}
	if _, found, err := s.FindHook(t.Context(), id.KeyOf([16]byte{77})); found || err != nil {
		t.Errorf("%v, %v", found, err)
	}
	c.removeHook(t, s, h)
}

func (c suite) AHookRestsAndOneProbesIt(t *testing.T) {
	s, h := c.hooked(t)
	rests := seven.Add(time.Minute).Truncate(time.Millisecond)
	if err := s.NoteTry(t.Context(), checkin.Try{Hook: h.ID, Failures: 5, Rests: rests}); err != nil {
		t.Fatal(err)
	}
	if got, _, err := s.FindHook(t.Context(), h.ID); err != nil || got.Failures != 5 || !got.Rests.Equal(rests) {
		t.Errorf("%+v, %v", got, err)
	}
	for _, c := range []struct {
		at time.Duration
		ok bool
	}{{59 * time.Second, false}, {time.Minute, true}, {time.Minute, false}, {119 * time.Second, false}, {2 * time.Minute, true}} {
		now := seven.Add(c.at).Truncate(time.Millisecond)
		if ok, err := s.ProbeHook(t.Context(), h.ID, now, now.Add(time.Minute)); ok != c.ok || err != nil {
			t.Errorf("after %v: %v, %v", c.at, ok, err)
		}
	}
	if err := s.NoteTry(t.Context(), checkin.Try{Hook: h.ID}); err != nil {
		t.Fatal(err)
	}
	if got, _, err := s.FindHook(t.Context(), h.ID); err != nil || !reflect.DeepEqual(got, h) {
		t.Errorf("%+v, %v", got, err)
	}
}

func (c suite) AnEventIsToldToAHookOnceAndReplayed(t *testing.T) {
	s, h := c.hooked(t)
	more := h
	more.ID = id.KeyOf([16]byte{10})
	if added, err := s.AddHook(t.Context(), more, 1); added || err != nil {
		t.Errorf("one too many: %v, %v", added, err)
	}
	if all, err := s.ListHooks(t.Context(), h.Company); err != nil || len(all) != 1 || !reflect.DeepEqual(all[0], h) {
		t.Errorf("%+v, %v", all, err)
	}
	var events []checkin.Delivery
	for n := range 3 {
		p := add(t, s, presence(n+1))
		events = append(events, checkin.Delivery{Hook: h.ID, Event: checkin.PresenceDoubted, Presence: p.ID, Created: seven})
	}
	if err := s.AddDeliveries(t.Context(), events[:1], 2); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the first is told already, the others together
		if err := s.AddDeliveries(t.Context(), events, 2); err != nil {
			t.Fatal(err)
		}
	}
	items, err := s.Hooks().Claim(t.Context(), 10, seven, time.Minute)
	if err != nil || len(items) != 2 || len(items[0].Subjects)+len(items[1].Subjects) != 3 {
		t.Fatalf("%+v, %v", items, err)
	}
	told := c.tell(t, s, items)
	if err := s.AddDeliveries(t.Context(), events, 2); err != nil {
		t.Fatal(err)
	}
	if items, err := s.Hooks().Claim(t.Context(), 10, seven, time.Minute); err != nil || len(items) != 0 {
		t.Errorf("told again: %+v, %v", items, err)
	}
	if err := s.Replay(t.Context(), told[0].ID); err != nil {
		t.Fatal(err)
	}
	all, err := s.ListDeliveries(t.Context(), h.ID, 10)
	if err != nil || len(all) != 3 {
		t.Errorf("%+v, %v", all, err)
	}
	for _, d := range all {
		if again := d.ID == told[0].ID; again != d.Told.IsZero() || again != (d.Status == 0) {
			t.Errorf("%+v", d)
		}
	}
	c.removeHook(t, s, h)
}

// tell notes that the deliveries of items were taken.
func (suite) tell(t *testing.T, s *store.Store, items []outbox.Item) (told []checkin.Delivery) {
	t.Helper()
	for _, item := range items {
		which := []id.Key{id.KeyOf([16]byte{99})} // is not there
		for _, one := range item.Subjects {
			which = append(which, id.KeyOf(one))
		}
		all, err := s.FindDeliveries(t.Context(), which)
		if err != nil || len(all) != len(item.Subjects) {
			t.Fatalf("%+v, %v", all, err)
		}
		for i := range all {
			if all[i].ID != which[i+1] {
				t.Errorf("%s is where %s should be", all[i].ID, which[i+1])
			}
			all[i].Tries, all[i].Status, all[i].Told = 1, 200, seven
		}
		if err := s.NoteTry(t.Context(), checkin.Try{Hook: all[0].Hook, Deliveries: all}); err != nil {
			t.Fatal(err)
		}
		if err := s.Hooks().Settle(t.Context(), []outbox.Outcome{{ID: item.ID, Delivered: true}}); err != nil {
			t.Fatal(err)
		}
		told = append(told, all...)
	}
	return told
}

// removeHook removes a hook that has a delivery waiting.
func (suite) removeHook(t *testing.T, s *store.Store, h checkin.Hook) {
	t.Helper()
	if found, err := s.RemoveHook(t.Context(), company(1).User, h.ID); found || err != nil {
		t.Errorf("a stranger removes it: %v, %v", found, err)
	}
	if found, err := s.RemoveHook(t.Context(), company(0).User, h.ID); !found || err != nil {
		t.Fatalf("%v, %v", found, err)
	}
	if items, err := s.Hooks().Claim(t.Context(), 10, time.Now().Add(time.Hour), time.Minute); err != nil || len(items) != 0 {
		t.Errorf("left behind: %+v, %v", items, err)
	}
}

func (c suite) ACancellationIsTold(t *testing.T) {
	s := c.fresh(t)
	p := add(t, s, presence(1))
	for range 2 {
		if _, err := s.CancelPresence(t.Context(), p.ID, checkin.Cancellation{Reason: checkin.Other, At: seven}, outbox.Cancel); err != nil {
			t.Fatal(err)
		}
	}
	told := 0
	for _, item := range claim(t, s, 10, seven.Add(time.Minute)) {
		if item.Topic == outbox.Cancel && item.Subjects[0] == outbox.Subject(p.ID.Bytes()) {
			told++
		}
	}
	if told != 1 {
		t.Errorf("told %d times", told)
	}
}
