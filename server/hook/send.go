package hook

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/outbox"
)

// Happened has hooks told of what the states of presences say has happened,
// if they want it and their company may see it. What happened together is told
// together.
func (s *Service) Happened(ctx context.Context, presences []checkin.Presence) error {
	hooks, err := s.Store.ListHooks(ctx, id.Key{})
	if err != nil || len(hooks) == 0 {
		return err
	}
	scopes := map[id.Key]access.Scope{} // by company
	var all []checkin.Delivery
	for _, h := range hooks {
		if h.Confirmed.IsZero() {
			continue
		}
		scope, known := scopes[h.Company]
		if !known {
			if scope, err = s.scope(ctx, h); err != nil {
				return err
			}
			scopes[h.Company] = scope
		}
		for _, p := range presences {
			if !scope.Sees(p) {
				continue
			}
			for _, e := range eventsOf(p) {
				if slices.Contains(h.Events, e) {
					all = append(all, checkin.Delivery{Hook: h.ID, Event: e, Presence: p.ID, Created: s.Now()})
				}
			}
		}
	}
	return s.Store.AddDeliveries(ctx, all, together)
}

// eventsOf returns what has happened to a presence by its state.
func eventsOf(p checkin.Presence) []checkin.Event {
	switch p.State {
	case checkin.Validated:
		return []checkin.Event{checkin.PresenceRegistered}
	case checkin.Doubted:
		return []checkin.Event{checkin.PresenceRegistered, checkin.PresenceDoubted}
	case checkin.Refused:
		return []checkin.Event{checkin.PresenceRefused}
	case checkin.Cancelled:
		return []checkin.Event{checkin.PresenceCancelled}
	}
	return nil
}

// body is the JSON body of a request.
type body struct {
	ID     string    `json:"id"` // of the request; the same when it is repeated
	At     time.Time `json:"at"` // when it was sent
	Events []event   `json:"events"`
}

// event is one thing that happened to a presence, or a test.
type event struct {
	ID       string        `json:"id"` // of the delivery: the same however often it is told
	Type     checkin.Event `json:"type"`
	At       time.Time     `json:"at"` // when it became known here
	Presence *presence     `json:"presence,omitempty"`
}

// presence is a presence as a hook is told of it. Nothing in it names a person.
type presence struct {
	ID            string            `json:"id"`
	State         checkin.State     `json:"state"`
	ReceiptNumber string            `json:"receiptNumber"`
	On            string            `json:"on"`
	Direction     checkin.Direction `json:"direction"`
	At            time.Time         `json:"at"` // the time that counts
	Workplace     string            `json:"workplace"`
	Employer      string            `json:"employer,omitempty"` // number of the company
	Remarks       []checkin.Remark  `json:"remarks"`
	RecordedAt    time.Time         `json:"recordedAt"`
}

// Batch are deliveries to one hook that are told together.
type Batch struct {
	ID         id.Key // the receiver's key against doubles
	Deliveries []id.Key
	Tries      int // this one included
}

// Send tells one hook of some events. What the company may see is asked again:
// it may have changed. It is harmless to call it again for what was told. Where
// the hook rests, or enough are told already, it fails with an outbox.Wait.
func (s *Service) Send(ctx context.Context, b Batch) error {
	all, err := s.Store.FindDeliveries(ctx, b.Deliveries)
	all = slices.DeleteFunc(all, func(d checkin.Delivery) bool { return !d.Told.IsZero() })
	if err != nil || len(all) == 0 {
		return err
	}
	h, found, err := s.Store.FindHook(ctx, all[0].Hook)
	if err != nil || !found {
		return err
	}
	land, ok := s.flights.begin(h)
	if !ok {
		return s.later("others are being told")
	}
	defer land()
	if err := s.awake(ctx, h); err != nil {
		return err
	}
	events, err := s.write(ctx, h, all)
	if err != nil {
		return err
	}
	try := checkin.Try{Hook: h.ID, Failures: h.Failures, Rests: h.Rests, Deliveries: all}
	var failed error
	if len(events) > 0 {
		failed = s.tell(ctx, h, body{b.ID.String(), s.Now(), events}, &try)
	}
	for i := range all {
		all[i].Tries = b.Tries
	}
	if err := s.Store.NoteTry(context.WithoutCancel(ctx), try); err != nil {
		return err
	}
	if failed != nil {
		return &outbox.Whole{Why: failed}
	}
	return nil
}

// awake fails while a hook rests. Of all that wait for its rest to end, one is
// the probe.
func (s *Service) awake(ctx context.Context, h checkin.Hook) error {
	if h.Failures < restAfter {
		return nil
	}
	now := s.Now()
	if now.Before(h.Rests) {
		return resting(h.Rests)
	}
	rests := now.Add(restFor)
	probe, err := s.Store.ProbeHook(ctx, h.ID, now, rests)
	if err != nil || probe {
		return err
	}
	return resting(rests)
}

// write returns the events that the company may hear of, and notes at the others
// that there is nothing to tell.
func (s *Service) write(ctx context.Context, h checkin.Hook, all []checkin.Delivery) (events []event, err error) {
	scope, err := s.scope(ctx, h)
	if err != nil {
		return nil, err
	}
	which := make([]id.Presence, len(all))
	for i, d := range all {
		which[i] = d.Presence
	}
	presences, err := s.Store.FindPresences(ctx, which)
	if err != nil {
		return nil, err
	}
	found := map[id.Presence]checkin.Presence{}
	for _, p := range presences {
		found[p.ID] = p
	}
	for i, d := range all {
		if d.Event == checkin.TestEvent {
			events = append(events, event{ID: d.ID.String(), Type: d.Event, At: d.Created})
			continue
		}
		p, there := found[d.Presence]
		if !there || !scope.Sees(p) {
			all[i].Told, all[i].Error = s.Now(), "no longer concerns the company"
			continue
		}
		events = append(events, event{ID: d.ID.String(), Type: d.Event, At: d.Created, Presence: presenceOf(p)})
	}
	return events, nil
}

func presenceOf(p checkin.Presence) *presence {
	return &presence{
		ID: p.ID.String(), State: p.State, ReceiptNumber: p.Receipt.String(), On: p.On.String(), Workplace: p.Workplace.String(), Direction: p.Direction, At: p.At(),
		Employer: p.Employer.Number(), Remarks: append([]checkin.Remark{}, p.Remarks...), RecordedAt: p.RecordedAt,
	}
}

// tell sends events, and notes how that ended.
func (s *Service) tell(ctx context.Context, h checkin.Hook, b body, try *checkin.Try) error {
	text, err := json.Marshal(b)
	if err != nil {
		return fmt.Errorf("write deliveries: %w", err)
	}
	status, _, failed := s.post(ctx, h, message{b.ID, text})
	try.Failures, try.Rests = 0, time.Time{}
	if failed != nil {
		if try.Failures = h.Failures + 1; try.Failures >= restAfter {
			try.Rests = s.Now().Add(restFor)
		}
	}
	for i := range try.Deliveries {
		d := &try.Deliveries[i]
		if !d.Told.IsZero() {
			continue
		}
		if d.Status, d.Error = status, ""; failed == nil {
			d.Told = s.Now()
		} else {
			d.Error = failed.Error()
		}
	}
	return failed
}

// message is a signed text to a hook.
type message struct {
	id   string
	text []byte
}

// post sends a message and returns the status and the beginning of the answer.
func (s *Service) post(ctx context.Context, h checkin.Hook, m message) (status int, said []byte, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, h.URL, bytes.NewReader(m.text))
	if err != nil {
		return 0, nil, fmt.Errorf("prepare delivery: %w", err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "ciaw")
	r.Header.Set("Idempotency-Key", m.id)
	r.Header.Set("Ciaw-Signature", Sign(s.secretOf(h), s.Now(), m.text))
	answer, said, err := s.Client.Ask(r)
	if err != nil {
		return 0, nil, err
	}
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		err = fmt.Errorf("the hook answered %d", answer.StatusCode)
	}
	return answer.StatusCode, said, err
}

// Sign returns the signature of a text at a time: t=UNIX,v1=HEX, where HEX is the
// HMAC-SHA-256 with the secret of "UNIX.text". A receiver recomputes it and
// refuses what is too old.
func Sign(secret string, at time.Time, text []byte) string {
	unix := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(unix + ".")) // never fails
	mac.Write(text)
	return "t=" + unix + ",v1=" + hex.EncodeToString(mac.Sum(nil))
}
