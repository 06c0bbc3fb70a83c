package hook_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/egress"
	"ciaw/server/hook"
	"ciaw/server/id"
)

var noon = time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)

// register is what is stored, in memory.
type register struct {
	hooks      []checkin.Hook
	deliveries map[id.Key]checkin.Delivery
	batches    []hook.Batch
	presence   checkin.Presence
	companies  map[id.Key]checkin.Company

	mu     sync.Mutex         // where several are told at the same time
	others []checkin.Presence // beside the one
}

func (r *register) WorkplacesOf(context.Context, id.Key, string) ([]checkin.Workplace, error) {
	return nil, nil
}

func (r *register) ContractorsOf(context.Context, []id.Workplace) (map[id.Workplace][]checkin.Contractor, error) {
	return nil, nil
}

func (r *register) AddHook(_ context.Context, h checkin.Hook, most int) (bool, error) {
	if len(r.hooks) >= most {
		return false, nil
	}
	r.hooks = append(r.hooks, h)
	return true, nil
}

func (r *register) ListHooks(_ context.Context, company id.Key) (all []checkin.Hook, err error) {
	for _, h := range r.hooks {
		if company.IsZero() || h.Company == company {
			all = append(all, h)
		}
	}
	return all, nil
}

func (r *register) RemoveHook(_ context.Context, by checkin.User, which id.Key) (bool, error) {
	for i, h := range r.hooks {
		if h.ID == which && h.Company == by.Company {
			r.hooks = append(r.hooks[:i], r.hooks[i+1:]...)
			return true, nil
		}
	}
	return false, nil
}

func (r *register) FindHook(_ context.Context, which id.Key) (checkin.Hook, bool, error) {
	for _, h := range r.hooks {
		if h.ID == which {
			return h, true, nil
		}
	}
	return checkin.Hook{}, false, nil
}

func (r *register) change(which id.Key, change func(*checkin.Hook)) {
	for i := range r.hooks {
		if r.hooks[i].ID == which {
			change(&r.hooks[i])
		}
	}
}

func (r *register) ChallengeHook(_ context.Context, by checkin.User, which id.Key) (bool, error) {
	h, found, _ := r.FindHook(context.Background(), which) // in memory: never fails
	return found && h.Company == by.Company, nil
}

func (r *register) ConfirmHook(_ context.Context, which id.Key, at time.Time) error {
	r.change(which, func(h *checkin.Hook) { h.Confirmed = at })
	return nil
}

func (r *register) ProbeHook(_ context.Context, which id.Key, now, rests time.Time) (ok bool, err error) {
	r.change(which, func(h *checkin.Hook) {
		if ok = !now.Before(h.Rests); ok {
			h.Rests = rests
		}
	})
	return ok, nil
}

func (r *register) AddDeliveries(_ context.Context, all []checkin.Delivery, together int) error {
	for some := range slices.Chunk(all, together) {
		b := hook.Batch{ID: id.NewKey(noon), Tries: 1}
		for _, d := range some {
			d.ID = id.NewKey(noon)
			r.deliveries[d.ID] = d
			b.Deliveries = append(b.Deliveries, d.ID)
		}
		r.batches = append(r.batches, b)
	}
	return nil
}

func (r *register) FindDeliveries(_ context.Context, which []id.Key) (all []checkin.Delivery, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, one := range which {
		if d, found := r.deliveries[one]; found {
			all = append(all, d)
		}
	}
	return all, nil
}

func (r *register) ListDeliveries(context.Context, id.Key, int) (all []checkin.Delivery, err error) {
	for _, d := range r.deliveries {
		all = append(all, d)
	}
	return all, nil
}

func (r *register) NoteTry(_ context.Context, t checkin.Try) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, d := range t.Deliveries {
		r.deliveries[d.ID] = d
	}
	r.change(t.Hook, func(h *checkin.Hook) { h.Failures, h.Rests = t.Failures, t.Rests })
	return nil
}

func (r *register) Replay(_ context.Context, which id.Key) error {
	d := r.deliveries[which]
	d.Told, d.Tries = time.Time{}, 0
	r.deliveries[which] = d
	return nil
}

func (r *register) FindPresences(_ context.Context, which []id.Presence) (all []checkin.Presence, err error) {
	for _, p := range append([]checkin.Presence{r.presence}, r.others...) {
		if slices.Contains(which, p.ID) {
			all = append(all, p)
		}
	}
	return all, nil
}

func (r *register) FindCompany(_ context.Context, which id.Key) (checkin.Company, bool, error) {
	c, found := r.companies[which]
	return c, found, nil
}

// office is a company's software with a hook.
type office struct {
	*hook.Service
	*register
	url    string
	now    time.Time
	answer int
	says   func(asked string) string // to a challenge
	got    []*http.Request
	bodies []string

	challenged int
	user       checkin.Actor
}

func open(t *testing.T) *office {
	t.Helper()
	o := &office{register: &register{deliveries: map[id.Key]checkin.Delivery{}, companies: map[id.Key]checkin.Company{}}, answer: http.StatusOK, now: noon}
	o.says = func(asked string) string { return `{"challenge":"` + asked + `"}` }
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		var asked struct{ Challenge string }
		if json.Unmarshal(body, &asked) == nil && asked.Challenge != "" {
			o.challenged++
			w.WriteHeader(o.answer)
			_, _ = io.WriteString(w, o.says(asked.Challenge))
			return
		}
		o.got, o.bodies = append(o.got, r), append(o.bodies, string(body))
		w.WriteHeader(o.answer)
	}))
	t.Cleanup(s.Close)
	o.url = s.URL
	o.Service = &hook.Service{
		Store: o.register, Client: egress.New(true), Now: func() time.Time { return o.now },
		Secret: func(purpose string) []byte { sum := sha256.Sum256([]byte(purpose)); return sum[:] },
	}
	o.user = o.member(checkin.MayWebService)
	o.presence = checkin.Presence{
		ID: id.PresenceOf([16]byte{1}), State: checkin.Doubted, Company: o.user.Company.ID, Name: "Tine Testers",
		On: checkin.DayOf(noon), Remarks: []checkin.Remark{checkin.ClockAhead},
	}
	var err error
	if o.presence.NISS, err = id.ParseNISS("85073003328"); err != nil {
		t.Fatal(err)
	}
	return o
}

// member returns a user of a company that is new.
func (o *office) member(may ...checkin.Entitlement) checkin.Actor {
	c := checkin.Company{ID: id.NewKey(noon), Confirmed: true}
	o.companies[c.ID] = c
	return checkin.UserActor(checkin.Member{User: checkin.User{ID: id.NewKey(noon), Company: c.ID, Entitlements: may}, Company: c}, checkin.Desktop)
}

// add adds a hook that wants everything.
func (o *office) add(t *testing.T) (checkin.Hook, string) {
	t.Helper()
	h, secret, err := o.Add(t.Context(), o.user, o.url, []checkin.Event{checkin.PresenceRegistered, checkin.PresenceDoubted, checkin.PresenceCancelled})
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Challenge(t.Context(), h.ID, 1); err != nil {
		t.Fatal(err)
	}
	return h, secret
}

// send sends everything that waits.
func (o *office) send(t *testing.T) (failed error) {
	t.Helper()
	for _, b := range o.batches {
		failed = errors.Join(failed, o.Send(t.Context(), b))
	}
	return failed
}

func TestADeliveryIsSignedAndNamesNobody(t *testing.T) {
	o := open(t)
	_, secret := o.add(t)
	if err := o.Happened(t.Context(), []checkin.Presence{o.presence}); err != nil || len(o.deliveries) != 2 {
		t.Fatalf("%d deliveries, %v", len(o.deliveries), err)
	}
	for range 2 { // told twice is told once
		if err := o.send(t); err != nil || len(o.bodies) != 1 {
			t.Fatalf("%d requests, %v", len(o.bodies), err)
		}
	}
	for i, text := range o.bodies {
		var body struct {
			ID     string
			Events []struct {
				ID, Type string
				Presence struct {
					ID, State, On string
					Remarks       []string
				}
			}
		}
		if err := json.Unmarshal([]byte(text), &body); err != nil {
			t.Fatal(err)
		}
		if body.ID != o.got[i].Header.Get("Idempotency-Key") || len(body.Events) != 2 || body.Events[0].ID == body.Events[1].ID {
			t.Errorf("%s with %v", text, o.got[i].Header)
		}
		for _, e := range body.Events {
			if p := e.Presence; p.ID != o.presence.ID.String() || p.On != "2026-11-23" || len(p.Remarks) != 1 {
				t.Errorf("%s", text)
			}
		}
		if strings.Contains(text, "Testers") || strings.Contains(text, "85073003328") {
			t.Errorf("it names somebody: %s", text)
		}
		unix, signature, _ := strings.Cut(strings.TrimPrefix(o.got[i].Header.Get("Ciaw-Signature"), "t="), ",v1=")
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write([]byte(unix + "." + text))
		if unix != "1795431600" || signature != hex.EncodeToString(mac.Sum(nil)) {
			t.Errorf("signature %q", o.got[i].Header.Get("Ciaw-Signature"))
		}
	}
}

func TestWhatFailsIsNotedAndCanBeReplayed(t *testing.T) {
	o := open(t)
	h, _ := o.add(t)
	o.presence.State = checkin.Cancelled
	if err := o.Happened(t.Context(), []checkin.Presence{o.presence}); err != nil {
		t.Fatal(err)
	}
	o.answer = http.StatusTeapot
	if err := o.send(t); err == nil {
		t.Error("a refusal was taken for a success")
	}
	var which id.Key
	for w, d := range o.deliveries {
		if which = w; d.Status != http.StatusTeapot || d.Error == "" || !d.Told.IsZero() || d.Tries != 1 || d.Event != checkin.PresenceCancelled {
			t.Errorf("%+v", d)
		}
	}
	o.answer = http.StatusOK
	for range 2 {
		if err := o.Service.Replay(t.Context(), o.user, h.ID, which); err != nil {
			t.Fatal(err)
		}
		if err := o.send(t); err != nil || o.deliveries[which].Told.IsZero() || o.deliveries[which].Error != "" {
			t.Errorf("%v, %+v", err, o.deliveries[which])
		}
	}
	if len(o.bodies) != 3 {
		t.Errorf("%d requests", len(o.bodies))
	}
	if err := o.Service.Replay(t.Context(), o.member(checkin.MayWebService), h.ID, which); !errors.Is(err, checkin.ErrNotFound) {
		t.Errorf("a stranger replays: %v", err)
	}
}

func TestACompanyHearsOfWhatItMaySee(t *testing.T) {
	o := open(t)
	o.add(t)
	theirs := o.presence
	theirs.Company = o.member().Company.ID
	if err := o.Happened(t.Context(), []checkin.Presence{theirs}); err != nil || len(o.deliveries) != 0 {
		t.Fatalf("%d deliveries of somebody else's, %v", len(o.deliveries), err)
	}
	if err := o.Happened(t.Context(), []checkin.Presence{o.presence}); err != nil || len(o.deliveries) != 2 {
		t.Fatalf("%d deliveries, %v", len(o.deliveries), err)
	}
	o.presence.Company = theirs.Company // before it was sent
	if err := o.send(t); err != nil || len(o.bodies) != 0 {
		t.Errorf("%v; %d requests about what it may no longer see", err, len(o.bodies))
	}
	for which, d := range o.deliveries {
		if d.Told.IsZero() {
			t.Errorf("%s waits for ever", which)
		}
	}
}

func TestHooksAreForTheEntitled(t *testing.T) {
	o := open(t)
	h, _ := o.add(t)
	without, stranger := o.member(), o.member(checkin.MayWebService)
	_, _, err := o.Add(t.Context(), without, o.url, []checkin.Event{checkin.PresenceDoubted})
	_, listed := o.List(t.Context(), without)
	_, deliveries := o.Deliveries(t.Context(), without, h.ID)
	for what, err := range map[string]error{
		"add": err, "list": listed, "deliveries": deliveries, "remove": o.Remove(t.Context(), without, h.ID), "replay": o.Service.Replay(t.Context(), without, h.ID, h.ID),
	} {
		if !errors.Is(err, checkin.ErrDenied) {
			t.Errorf("%s without the entitlement: %v", what, err)
		}
	}
	if _, err := o.Deliveries(t.Context(), stranger, h.ID); !errors.Is(err, checkin.ErrNotFound) {
		t.Errorf("a stranger reads deliveries: %v", err)
	}
	if err := o.Remove(t.Context(), stranger, h.ID); !errors.Is(err, checkin.ErrNotFound) {
		t.Errorf("a stranger removes: %v", err)
	}
	if _, _, err := o.Add(t.Context(), o.user, o.url, []checkin.Event{"presence.unknown"}); !errors.Is(err, hook.ErrEvent) {
		t.Errorf("%v", err)
	}
	for len(o.hooks) < 10 {
		o.add(t)
	}
	if _, _, err := o.Add(t.Context(), o.user, o.url, []checkin.Event{checkin.PresenceDoubted}); !errors.Is(err, hook.ErrFull) {
		t.Errorf("%v", err)
	}
	if err := o.Remove(t.Context(), o.user, h.ID); err != nil {
		t.Error(err)
	}
}
