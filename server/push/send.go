package push

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	webpush "github.com/SherClockHolmes/webpush-go"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// stale is for how long a message about a time of day is worth sending.
const stale = time.Hour

// lasts is how long a push service may keep a message for a device that is off,
// in seconds.
const lasts = 4 * 3600

// Send tells one device one thing. It is harmless to call it again for what was
// told. A push service that says the device is gone (404, 410) is believed, and
// nothing else makes us forget a device.
func (s *Service) Send(ctx context.Context, which id.Key) error {
	p, sub, found, err := s.Store.FindPush(ctx, which)
	if err != nil || !found {
		return err
	}
	if p.Notice != checkin.RemarkNotice && s.Now().Sub(p.Created) > stale {
		return s.Store.RemovePush(ctx, which)
	}
	m, ok, err := s.message(ctx, p, sub)
	if err != nil {
		return err
	}
	if ok && s.Contact != "" {
		gone, err := s.post(ctx, sub, m)
		if err != nil {
			return err
		}
		if gone {
			_, err = s.Store.RemoveSubscription(ctx, sub.User, sub.ID)
			return err
		}
	}
	return s.Store.RemovePush(ctx, which)
}

// post hands a message to the push service of a device.
func (s *Service) post(ctx context.Context, sub checkin.Subscription, m Message) (gone bool, err error) {
	text, err := json.Marshal(m)
	if err != nil {
		return false, fmt.Errorf("write message: %w", err)
	}
	answer, err := webpush.SendNotificationWithContext(ctx, text, &webpush.Subscription{
		Endpoint: sub.Endpoint,
		Keys:     webpush.Keys{P256dh: base64.RawURLEncoding.EncodeToString(sub.Key), Auth: base64.RawURLEncoding.EncodeToString(sub.Secret)},
	}, &webpush.Options{
		HTTPClient: s.Client, Subscriber: strings.TrimPrefix(s.Contact, "mailto:"), TTL: lasts, Urgency: webpush.UrgencyHigh, RecordSize: 2048,
		VAPIDPublicKey: s.publicKey(), VAPIDPrivateKey: base64.RawURLEncoding.EncodeToString(s.Key.Bytes()),
	})
	if err != nil {
		return false, fmt.Errorf("reach the push service: %w", err)
	}
	switch code := answer.StatusCode; {
	case code == http.StatusNotFound || code == http.StatusGone:
		return true, nil
	case code < 200 || code > 299:
		return false, fmt.Errorf("the push service answered %d", code)
	}
	return false, nil
}
