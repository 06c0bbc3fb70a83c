// Package push tells users things on their devices, also while the app is
// closed: by web push (RFC 8030), encrypted for the device (RFC 8291) and signed
// by the register (RFC 8292). A message says what happened and where to tap; it
// names nobody, as it shows on a locked phone. Nothing is sent from inside a
// request: the outbox calls Send.
package push

import (
	"context"
	"crypto/ecdh"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/i18n"
	"ciaw/server/id"
)

// The refusals of this package.
var (
	ErrKey      = fault.New(fault.Invalid, "push_key_invalid")
	ErrTime     = fault.New(fault.Invalid, "time_invalid")
	ErrLanguage = fault.New(fault.Invalid, "language_invalid")
)

// Store keeps subscriptions and what must still be told.
type Store interface {
	// PutSubscription stores a subscription in place of one with its id.
	PutSubscription(ctx context.Context, s checkin.Subscription) error
	// ListSubscriptions returns the subscriptions of users.
	ListSubscriptions(ctx context.Context, users ...id.Key) ([]checkin.Subscription, error)
	// RemoveSubscription forgets one of a user.
	RemoveSubscription(ctx context.Context, user, which id.Key) (found bool, err error)
	// AddPushes has the outbox tell something, each once.
	AddPushes(ctx context.Context, all []checkin.Push) error
	// FindPush returns what is to be told and where; found is false if it was
	// told or nobody wants it any more.
	FindPush(ctx context.Context, which id.Key) (p checkin.Push, s checkin.Subscription, found bool, err error)
	// RemovePush forgets a push that was told.
	RemovePush(ctx context.Context, which id.Key) error
	// FindAccount returns the account of a user.
	FindAccount(ctx context.Context, user id.Key) (a checkin.Account, found bool, err error)
	// FindPresence returns a presence.
	FindPresence(ctx context.Context, which id.Presence) (p checkin.Presence, found bool, err error)
	// FindWorkplace returns a workplace.
	FindWorkplace(ctx context.Context, number id.Workplace) (w checkin.Workplace, found bool, err error)
	// SearchPresences returns presences, latest day first.
	SearchPresences(ctx context.Context, q checkin.Search) ([]checkin.Presence, error)
}

// Service tells users things.
type Service struct {
	Store    Store
	Absences func(ctx context.Context, who checkin.Actor) ([]checkin.Absence, error) // of today, that the actor may see
	Client   Client
	Key      *ecdh.PrivateKey // of the register; see NewKey
	Contact  string           // mailto: or https:, by which push services know the operator; without it, nothing is pushed
	Now      func() time.Time

	words i18n.Catalogue
}

// Client sends requests to addresses that somebody else chose.
type Client interface {
	// Check refuses texts that are no such address.
	Check(address string) (string, error)
	// Do sends a request.
	Do(r *http.Request) (*http.Response, error)
}

// NewKey makes the key that the register signs with out of a secret: all
// processes that know the secret have the same.
func NewKey(secret []byte) *ecdh.PrivateKey {
	for n := byte(0); ; n++ { // nearly every 32 bytes are a key
		bytes := sha256.Sum256(append([]byte{n}, secret...))
		if key, err := ecdh.P256().NewPrivateKey(bytes[:]); err == nil {
			return key
		}
	}
}

// ErrNoContact is the refusal of notices where push services are not told who sends
// them: some would refuse every message.
var ErrNoContact = fault.New(fault.Unknown, "push_contact_missing")

// PublicKey returns the VAPID public key (RFC 8292), which a browser needs to
// subscribe; ErrNoContact where nothing can be pushed.
func (s *Service) PublicKey() (string, error) {
	if s.Contact == "" {
		return "", ErrNoContact
	}
	return s.publicKey(), nil
}

func (s *Service) publicKey() string {
	return base64.RawURLEncoding.EncodeToString(s.Key.PublicKey().Bytes())
}

// Subscribe has a device told what its user wants.
func (s *Service) Subscribe(ctx context.Context, who checkin.Actor, sub checkin.Subscription) (checkin.Subscription, error) {
	if err := access.Account.Admit(who); err != nil {
		return checkin.Subscription{}, err
	}
	if s.Contact == "" {
		return checkin.Subscription{}, ErrNoContact
	}
	sub.ID, sub.User, sub.Created = DeviceOf(sub.Endpoint), who.User.ID, s.Now()
	return sub, s.Store.PutSubscription(ctx, sub)
}

// DeviceOf returns the id of the subscription with that endpoint. The device
// knows it as well, and so which of its user's subscriptions is its own.
func DeviceOf(endpoint string) id.Key {
	hash := sha256.Sum256([]byte(endpoint))
	return id.KeyOf([16]byte(hash[:16]))
}

// Subscriptions returns the devices of the actor.
func (s *Service) Subscriptions(ctx context.Context, who checkin.Actor) ([]checkin.Subscription, error) {
	if err := access.Account.Admit(who); err != nil {
		return nil, err
	}
	return s.Store.ListSubscriptions(ctx, who.User.ID)
}

// Unsubscribe leaves a device of the actor in peace.
func (s *Service) Unsubscribe(ctx context.Context, who checkin.Actor, which id.Key) error {
	if err := access.Account.Admit(who); err != nil {
		return err
	}
	found, err := s.Store.RemoveSubscription(ctx, who.User.ID, which)
	if err == nil && !found {
		err = checkin.ErrNotFound
	}
	return err
}

// ParseKey reads the public key of a device.
func ParseKey(text string) ([]byte, error) {
	b, err := parseBytes(text)
	if err == nil {
		_, err = ecdh.P256().NewPublicKey(b)
	}
	if err != nil {
		return nil, ErrKey
	}
	return b, nil
}

// ParseSecret reads what a device shares with us.
func ParseSecret(text string) ([]byte, error) {
	b, err := parseBytes(text)
	if err != nil || len(b) != 16 {
		return nil, ErrKey
	}
	return b, nil
}

func parseBytes(text string) ([]byte, error) {
	return base64.RawURLEncoding.DecodeString(strings.TrimRight(text, "="))
}

// ParseTime reads HH:MM as minutes after midnight.
func ParseTime(text string) (int, error) {
	t, err := time.Parse("15:04", text)
	if err != nil || len(text) != 5 {
		return 0, ErrTime
	}
	return t.Hour()*60 + t.Minute(), nil
}

// Remarked has users told of remarks on what they registered, who want that.
func (s *Service) Remarked(ctx context.Context, presences []checkin.Presence) error {
	by := map[id.Key][]checkin.Presence{}
	var users []id.Key
	for _, p := range presences {
		if p.Registrar.IsZero() || len(p.Remarks) == 0 || p.State == checkin.Cancelled {
			continue
		}
		if by[p.Registrar] == nil {
			users = append(users, p.Registrar)
		}
		by[p.Registrar] = append(by[p.Registrar], p)
	}
	if len(users) == 0 {
		return nil
	}
	subs, err := s.Store.ListSubscriptions(ctx, users...)
	if err != nil {
		return err
	}
	var pushes []checkin.Push
	for _, sub := range subs {
		for _, p := range by[sub.User] {
			if sub.Remarks {
				pushes = append(pushes, checkin.Push{Subscription: sub.ID, Notice: checkin.RemarkNotice, Presence: p.ID, Created: s.Now()})
			}
		}
	}
	return s.Store.AddPushes(ctx, pushes)
}

// AccountChanged has a user told, on all their devices and whatever they want
// there, that something of their account was changed.
func (s *Service) AccountChanged(ctx context.Context, user id.Key) error {
	subs, err := s.Store.ListSubscriptions(ctx, user)
	if err != nil {
		return err
	}
	pushes := make([]checkin.Push, len(subs))
	for i, sub := range subs {
		pushes[i] = checkin.Push{Subscription: sub.ID, Notice: checkin.AccountNotice, Created: s.Now()}
	}
	return s.Store.AddPushes(ctx, pushes)
}

// count writes a number for a text.
func count(n int) string { return strconv.Itoa(n) }

// WriteTime writes minutes after midnight as HH:MM.
func WriteTime(at int) string { return fmt.Sprintf("%02d:%02d", at/60, at%60) }
