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
)

// Happened has hooks told of what the states of presences say has happened,
// if they want it and their company may see it.
func (s *Service) Happened(ctx context.Context, presences []checkin.Presence) error {
	hooks, err := s.Store.ListHooks(ctx, id.Key{})
	if err != nil || len(hooks) == 0 {
		return err
	}
	scopes := map[id.Key]access.Scope{} // by company
	var all []checkin.Delivery
	for _, h := range hooks {
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
	return s.Store.AddDeliveries(ctx, all)
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

// body is the JSON body of a delivery.
type body struct {
	ID       string        `json:"id"` // of the delivery
	Type     checkin.Event `json:"type"`
	At       time.Time     `json:"at"` // when it became known here
	Presence presence      `json:"presence"`
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

// Send tells one hook of one event. What the company may see is asked again:
// it may have changed. It is harmless to call it again for what was told.
func (s *Service) Send(ctx context.Context, which id.Key, tries int) error {
	d, h, found, err := s.Store.FindDelivery(ctx, which)
	if err != nil || !found || !d.Told.IsZero() {
		return err
	}
	p, found, err := s.Store.FindPresence(ctx, d.Presence)
	if err != nil {
		return err
	}
	scope, err := s.scope(ctx, h)
	if err != nil {
		return err
	}
	d.Tries = tries
	if !found || !scope.Sees(p) {
		d.Told, d.Error = s.Now(), "no longer concerns the company"
		return s.Store.NoteDelivery(ctx, d)
	}
	failed := s.post(ctx, &d, h, p)
	if failed == nil {
		d.Told = s.Now()
	} else {
		d.Error = failed.Error()
	}
	if err := s.Store.NoteDelivery(context.WithoutCancel(ctx), d); err != nil {
		return err
	}
	return failed
}

// post sends a delivery and notes the status of the answer.
func (s *Service) post(ctx context.Context, d *checkin.Delivery, h checkin.Hook, p checkin.Presence) error {
	text, err := json.Marshal(body{
		ID: d.ID.String(), Type: d.Event, At: d.Created, Presence: presence{
			ID: p.ID.String(), State: p.State, ReceiptNumber: p.Receipt.String(), On: p.On.String(), Workplace: p.Workplace.String(), Direction: p.Direction, At: p.At(),
			Employer: p.Employer.Number(), Remarks: append([]checkin.Remark{}, p.Remarks...), RecordedAt: p.RecordedAt,
		},
	})
	if err != nil {
		return fmt.Errorf("write delivery: %w", err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, h.URL, bytes.NewReader(text))
	if err != nil {
		return fmt.Errorf("prepare delivery: %w", err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "ciaw")
	r.Header.Set("Idempotency-Key", d.ID.String())
	r.Header.Set("Ciaw-Signature", Sign(s.secretOf(h), s.Now(), text))
	d.Status, d.Error = 0, ""
	answer, err := s.Client.Do(r)
	if err != nil {
		return err
	}
	d.Status = answer.StatusCode
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		return fmt.Errorf("the hook answered %d", answer.StatusCode)
	}
	return nil
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
