package hook_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/hook"
	"ciaw/server/id"
	"ciaw/server/outbox"
)

// waits reports whether the outbox is to come again, and when.
func waits(err error) (until time.Time, ok bool) {
	wait, ok := errors.AsType[*outbox.Wait](err)
	if ok {
		until = wait.Until
	}
	return until, ok
}

func TestAnAddressIsToldNothingBeforeItAnsweredItsChallenge(t *testing.T) {
	o := open(t)
	h, _, err := o.Add(t.Context(), o.user, o.url, []checkin.Event{checkin.PresenceDoubted})
	if err != nil {
		t.Fatal(err)
	}
	good := o.says
	for what, says := range map[string]func(string) string{
		"nothing": func(string) string { return "" }, "something else": func(string) string { return `{"challenge":"x"}` }, "ok": func(string) string { return "ok" },
	} {
		o.says = says
		if err := o.Challenge(t.Context(), h.ID, 1); err == nil || !o.hooks[0].Confirmed.IsZero() {
			t.Errorf("%s: %v, confirmed %v", what, err, o.hooks[0].Confirmed)
		}
	}
	if err := o.Challenge(t.Context(), h.ID, 3); err != nil {
		t.Errorf("it is asked for ever: %v", err)
	}
	if err := o.Happened(t.Context(), []checkin.Presence{o.presence}); err != nil || len(o.deliveries) != 0 {
		t.Errorf("%d deliveries, %v", len(o.deliveries), err)
	}
	o.says, o.answer = good, http.StatusInternalServerError
	if err := o.Challenge(t.Context(), h.ID, 1); err == nil || !o.hooks[0].Confirmed.IsZero() {
		t.Errorf("confirmed with 500: %v", err)
	}
	o.says, o.answer = func(asked string) string { return asked + "\n" }, http.StatusOK
	if err := o.Challenge(t.Context(), h.ID, 1); err != nil || o.hooks[0].Confirmed.IsZero() {
		t.Errorf("a bare answer: %v", err)
	}
	asked := o.challenged
	if err := o.Challenge(t.Context(), h.ID, 1); err != nil || o.challenged != asked {
		t.Errorf("asked again: %v", err)
	}
	if err := o.Again(t.Context(), o.member(checkin.MayWebService), h.ID); !errors.Is(err, checkin.ErrNotFound) {
		t.Errorf("a stranger has it asked: %v", err)
	}
	if err := o.Again(t.Context(), o.user, h.ID); err != nil {
		t.Error(err)
	}
}

func TestOnlyConfirmedCompaniesHaveHooks(t *testing.T) {
	o := open(t)
	h, _ := o.add(t)
	c := o.companies[o.user.Company.ID]
	c.Confirmed = false
	o.companies[c.ID] = c
	if err := o.Happened(t.Context(), []checkin.Presence{o.presence}); err != nil || len(o.deliveries) != 0 {
		t.Errorf("%d deliveries to a company that is not confirmed, %v", len(o.deliveries), err)
	}
	o.user.Company.Confirmed = false
	if _, _, err := o.Add(t.Context(), o.user, o.url, []checkin.Event{checkin.PresenceDoubted}); !errors.Is(err, checkin.ErrUnconfirmed) {
		t.Errorf("%v", err)
	}
	o.change(h.ID, func(h *checkin.Hook) { h.Confirmed = time.Time{} })
	asked := o.challenged
	if err := o.Challenge(t.Context(), h.ID, 1); err != nil || o.challenged != asked {
		t.Errorf("challenged for a company that is not confirmed: %v", err)
	}
}

// TestAHookThatKeepsFailingRests: as a whole, but for one probe a minute.
func TestAHookThatKeepsFailingRests(t *testing.T) {
	o := open(t)
	o.add(t)
	for i := range 20 {
		o.presence.ID = id.PresenceOf([16]byte{byte(i)})
		if err := o.Happened(t.Context(), []checkin.Presence{o.presence}); err != nil {
			t.Fatal(err)
		}
	}
	for i := range o.deliveries { // all about the last, which is found
		d := o.deliveries[i]
		d.Presence = o.presence.ID
		o.deliveries[i] = d
	}
	o.answer = http.StatusBadGateway
	_ = o.send(t)
	if len(o.bodies) != 5 || o.hooks[0].Failures != 5 {
		t.Errorf("%d requests, %d failures in a row", len(o.bodies), o.hooks[0].Failures)
	}
	o.now = o.now.Add(59 * time.Second)
	until, ok := waits(o.Send(t.Context(), o.batches[0]))
	if !ok || until.Before(o.now.Add(time.Second)) || len(o.bodies) != 5 {
		t.Errorf("it does not rest: until %v, %d requests", until, len(o.bodies))
	}
	for range 3 {
		o.now = o.now.Add(2 * time.Minute)
		before := len(o.bodies)
		if _ = o.send(t); len(o.bodies) != before+1 {
			t.Errorf("%d probes at once", len(o.bodies)-before)
		}
	}
	o.now, o.answer = o.now.Add(2*time.Minute), http.StatusOK
	before := len(o.bodies)
	if err := o.send(t); err != nil || len(o.bodies) != before+20 || o.hooks[0].Failures != 0 || !o.hooks[0].Rests.IsZero() {
		t.Errorf("after it came back: %v, %d requests, %+v", err, len(o.bodies)-before, o.hooks[0])
	}
}

// TestEventsOfOneTransactionTravelTogether: a thousand events are ten requests.
func TestEventsOfOneTransactionTravelTogether(t *testing.T) {
	o := open(t)
	o.add(t)
	many := make([]checkin.Presence, 500)
	for i := range many {
		many[i] = o.presence
	}
	if err := o.Happened(t.Context(), many); err != nil || len(o.deliveries) != 1000 {
		t.Fatalf("%d deliveries, %v", len(o.deliveries), err)
	}
	if err := o.send(t); err != nil || len(o.bodies) != 10 {
		t.Errorf("%d requests, %v", len(o.bodies), err)
	}
}

// TestFewAreToldAtTheSameTime: of a company, and of a host.
func TestFewAreToldAtTheSameTime(t *testing.T) {
	o := open(t)
	arrived, leave := make(chan struct{}, 9), make(chan struct{})
	slow := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		arrived <- struct{}{}
		<-leave
	}))
	t.Cleanup(slow.Close)
	ended := make(chan error, 9)
	try := func(b hook.Batch) { ended <- o.Send(t.Context(), b) }
	var batches []hook.Batch
	for company := range byte(3) {
		user := o.member(checkin.MayWebService)
		h := checkin.Hook{ID: id.KeyOf([16]byte{7, company}), Company: user.Company.ID, URL: slow.URL, Confirmed: noon}
		o.hooks = append(o.hooks, h)
		for n := range byte(3) {
			p := o.presence
			p.ID, p.Company = id.PresenceOf([16]byte{9, company, n}), user.Company.ID
			o.others = append(o.others, p)
			d := checkin.Delivery{ID: id.KeyOf([16]byte{8, company, n}), Hook: h.ID, Presence: p.ID}
			o.deliveries[d.ID] = d
			batches = append(batches, hook.Batch{ID: d.ID, Deliveries: []id.Key{d.ID}})
		}
	}
	for _, i := range []int{0, 1, 3, 4} { // two of a company, two of another: four to the host
		go try(batches[i])
		<-arrived
	}
	for what, i := range map[string]int{"a third of a company": 2, "a fifth to a host": 6} {
		if _, ok := waits(o.Send(t.Context(), batches[i])); !ok {
			t.Errorf("%s is told at the same time", what)
		}
	}
	close(leave)
	for range 4 {
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
	if err := o.Send(t.Context(), batches[2]); err != nil {
		t.Errorf("after the others landed: %v", err)
	}
}
