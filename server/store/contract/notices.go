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
	items, err := s.Outside().Claim(t.Context(), 10, due, time.Minute)
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
	if items, err := s.Outside().Claim(t.Context(), 10, due.Add(48*time.Hour), time.Minute); err != nil || len(items) > 2 {
		t.Errorf("a day late: %+v, %v", items, err)
	}
}

func (c suite) AnEventIsToldToAHookOnceAndReplayed(t *testing.T) {
	s, _ := c.subscribed(t)
	a := company(0)
	h := checkin.Hook{
		ID: id.KeyOf([16]byte{9}), Company: a.Company.ID, Creator: a.User.ID, URL: "https://hook.example/", Created: seven.Truncate(time.Millisecond),
		Events: []checkin.Event{checkin.PresenceDoubted, checkin.PresenceCancelled},
	}
	if added, err := s.AddHook(t.Context(), h, 1); !added || err != nil {
		t.Fatalf("%v, %v", added, err)
	}
	more := h
	more.ID = id.KeyOf([16]byte{10})
	if added, err := s.AddHook(t.Context(), more, 1); added || err != nil {
		t.Errorf("one too many: %v, %v", added, err)
	}
	if all, err := s.ListHooks(t.Context(), a.Company.ID); err != nil || len(all) != 1 || !reflect.DeepEqual(all[0], h) {
		t.Errorf("%+v, %v", all, err)
	}
	p := add(t, s, presence(1))
	event := []checkin.Delivery{{Hook: h.ID, Event: checkin.PresenceDoubted, Presence: p.ID, Created: seven}}
	for range 2 {
		if err := s.AddDeliveries(t.Context(), event); err != nil {
			t.Fatal(err)
		}
	}
	items, err := s.Outside().Claim(t.Context(), 10, seven, time.Minute)
	if err != nil || len(items) != 1 {
		t.Fatalf("%+v, %v", items, err)
	}
	d, of, found, err := s.FindDelivery(t.Context(), id.KeyOf(items[0].Subjects[0]))
	if err != nil || !found || d.Presence != p.ID || of.ID != h.ID {
		t.Fatalf("%+v of %+v, %v, %v", d, of, found, err)
	}
	d.Tries, d.Status, d.Told = 1, 200, seven
	if err := s.NoteDelivery(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	if err := s.Outside().Settle(t.Context(), []outbox.Outcome{{ID: items[0].ID, Delivered: true}}); err != nil {
		t.Fatal(err)
	}
	if err := s.AddDeliveries(t.Context(), event); err != nil {
		t.Fatal(err)
	}
	if items, err := s.Outside().Claim(t.Context(), 10, seven, time.Minute); err != nil || len(items) != 0 {
		t.Errorf("told again: %+v, %v", items, err)
	}
	if err := s.Replay(t.Context(), d.ID); err != nil {
		t.Fatal(err)
	}
	if all, err := s.ListDeliveries(t.Context(), h.ID, 10); err != nil || len(all) != 1 || !all[0].Told.IsZero() || all[0].Status != 0 {
		t.Errorf("%+v, %v", all, err)
	}
	c.removeHook(t, s, h)
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
	if items, err := s.Outside().Claim(t.Context(), 10, time.Now().Add(time.Hour), time.Minute); err != nil || len(items) != 0 {
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
