// Package hook tells companies' own software what happens to presences that
// concern them: web hooks. What is sent is signed, so that the receiver knows it
// is ours and recent, and holds no number of a person and no name: whoever is
// entitled asks for these. Nothing is sent from inside a request: the outbox
// calls Send. An address is told nothing before it has answered a challenge, and
// one that keeps failing is left in peace for a while (a circuit breaker).
//
// Read next: Happened for what is told, Send for how, Challenge for who is.
package hook

import (
	"context"
	"encoding/base64"
	"net/http"
	"time"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
)

// The refusals of this package.
var (
	ErrEvent = fault.New(fault.Invalid, "event_unknown")
	ErrFull  = fault.New(fault.Conflict, "hooks_full")
	ErrQuiet = fault.New(fault.Conflict, "hook_unconfirmed") // its address has not answered the challenge
)

// Bounds of what is kept.
const (
	most     = 10  // hooks of a company
	shown    = 100 // deliveries in a list
	together = 100 // events of one request
)

// KeptFor is how long deliveries are kept that were taken.
const KeptFor = 30 * 24 * time.Hour

// Store keeps hooks and deliveries.
type Store interface {
	access.Workplaces
	// AddHook stores a hook, unless its company has that many already, and has the
	// outbox challenge it.
	AddHook(ctx context.Context, h checkin.Hook, most int) (added bool, err error)
	// ListHooks returns the hooks of a company; of all with the zero key.
	ListHooks(ctx context.Context, company id.Key) ([]checkin.Hook, error)
	// FindHook returns a hook.
	FindHook(ctx context.Context, which id.Key) (h checkin.Hook, found bool, err error)
	// RemoveHook forgets a hook of the user's company.
	RemoveHook(ctx context.Context, by checkin.User, which id.Key) (found bool, err error)
	// ChallengeHook has the outbox challenge a hook of the user's company again,
	// if it is not confirmed.
	ChallengeHook(ctx context.Context, by checkin.User, which id.Key) (found bool, err error)
	// ConfirmHook notes that a hook has answered its challenge.
	ConfirmHook(ctx context.Context, which id.Key, at time.Time) error
	// ProbeHook lets one of those who ask try a hook whose rest is over; it then
	// rests again.
	ProbeHook(ctx context.Context, which id.Key, now, rests time.Time) (ok bool, err error)
	// AddDeliveries has the outbox tell hooks of events, each once, and so many at
	// most together.
	AddDeliveries(ctx context.Context, all []checkin.Delivery, together int) error
	// FindDeliveries returns those of the deliveries that are there.
	FindDeliveries(ctx context.Context, which []id.Key) ([]checkin.Delivery, error)
	// ListDeliveries returns the last n deliveries of a hook, latest first.
	ListDeliveries(ctx context.Context, hook id.Key, n int) ([]checkin.Delivery, error)
	// NoteTry records how telling a hook ended.
	NoteTry(ctx context.Context, t checkin.Try) error
	// Replay has the outbox tell a delivery again.
	Replay(ctx context.Context, which id.Key) error
	// FindPresences returns those of the presences that are there.
	FindPresences(ctx context.Context, which []id.Presence) ([]checkin.Presence, error)
	// FindCompany returns a company.
	FindCompany(ctx context.Context, which id.Key) (c checkin.Company, found bool, err error)
}

// Service keeps hooks and tells them of events.
type Service struct {
	Store  Store
	Client Client
	Secret func(purpose string) []byte // the same for the same purpose, in all processes
	Now    func() time.Time

	flights flights
}

// Client sends requests to addresses that somebody else chose.
type Client interface {
	// Check refuses texts that are no such address.
	Check(address string) (string, error)
	// Ask sends a request, and returns the beginning of the answer.
	Ask(r *http.Request) (answer *http.Response, text []byte, err error)
}

// secretOf returns what signs the deliveries of a hook.
func (s *Service) secretOf(h checkin.Hook) string {
	return base64.RawURLEncoding.EncodeToString(s.Secret("hook " + h.ID.String()))
}

// Add adds a hook of the actor's company and returns the secret that verifies
// what it is sent. The secret is not shown again.
func (s *Service) Add(ctx context.Context, who checkin.Actor, url string, events []checkin.Event) (h checkin.Hook, secret string, err error) {
	if err := access.Integrators.Admit(who); err != nil {
		return h, "", err
	}
	if len(events) == 0 {
		return h, "", fault.At("events", fault.ErrRequired)
	}
	for _, e := range events {
		if !e.Known() {
			return h, "", fault.At("events", ErrEvent)
		}
	}
	h = checkin.Hook{ID: id.NewKey(s.Now()), Company: who.Company.ID, Creator: who.User.ID, URL: url, Events: events, Created: s.Now()}
	added, err := s.Store.AddHook(ctx, h, most)
	if err == nil && !added {
		err = ErrFull
	}
	return h, s.secretOf(h), err
}

// List returns the hooks of the actor's company.
func (s *Service) List(ctx context.Context, who checkin.Actor) ([]checkin.Hook, error) {
	if err := access.Integrators.Admit(who); err != nil {
		return nil, err
	}
	return s.Store.ListHooks(ctx, who.Company.ID)
}

// Again has a hook of the actor's company challenged again, if it is not
// confirmed yet.
func (s *Service) Again(ctx context.Context, who checkin.Actor, which id.Key) error {
	if err := access.Integrators.Admit(who); err != nil {
		return err
	}
	found, err := s.Store.ChallengeHook(ctx, who.User, which)
	if err == nil && !found {
		err = checkin.ErrNotFound
	}
	return err
}

// Test has a hook of the actor's company told of nothing but that it is tested: as
// everything else it is told, signed and noted.
func (s *Service) Test(ctx context.Context, who checkin.Actor, which id.Key) error {
	if err := access.Integrators.Admit(who); err != nil {
		return err
	}
	h, found, err := s.Store.FindHook(ctx, which)
	switch {
	case err != nil:
		return err
	case !found || h.Company != who.Company.ID:
		return checkin.ErrNotFound
	case h.Confirmed.IsZero():
		return ErrQuiet
	}
	once := id.PresenceOf([16]byte(id.NewKey(s.Now()).Bytes())) // each test is another one
	return s.Store.AddDeliveries(ctx, []checkin.Delivery{{Hook: which, Event: checkin.TestEvent, Presence: once, Created: s.Now()}}, 1)
}

// Remove forgets a hook of the actor's company.
func (s *Service) Remove(ctx context.Context, who checkin.Actor, which id.Key) error {
	if err := access.Integrators.Admit(who); err != nil {
		return err
	}
	found, err := s.Store.RemoveHook(ctx, who.User, which)
	if err == nil && !found {
		err = checkin.ErrNotFound
	}
	return err
}

// Deliveries returns what a hook of the actor's company was told lately.
func (s *Service) Deliveries(ctx context.Context, who checkin.Actor, which id.Key) ([]checkin.Delivery, error) {
	all, err := s.List(ctx, who)
	if err != nil {
		return nil, err
	}
	for _, h := range all {
		if h.ID == which {
			return s.Store.ListDeliveries(ctx, which, shown)
		}
	}
	return nil, checkin.ErrNotFound
}

// Replay tells a hook of the actor's company again what it was told or could not
// be told.
func (s *Service) Replay(ctx context.Context, who checkin.Actor, hook, delivery id.Key) error {
	if err := access.Integrators.Admit(who); err != nil {
		return err
	}
	h, found, err := s.Store.FindHook(ctx, hook)
	if err != nil {
		return err
	}
	if !found || h.Company != who.Company.ID {
		return checkin.ErrNotFound
	}
	all, err := s.Store.FindDeliveries(ctx, []id.Key{delivery})
	if err != nil {
		return err
	}
	if len(all) != 1 || all[0].Hook != hook {
		return checkin.ErrNotFound
	}
	return s.Store.Replay(ctx, delivery)
}

// scope returns which presences the company of a hook may see: none, unless the
// operator has confirmed the company.
func (s *Service) scope(ctx context.Context, h checkin.Hook) (access.Scope, error) {
	c, found, err := s.Store.FindCompany(ctx, h.Company)
	if err != nil || !found || !c.Confirmed {
		return access.Scope{}, err
	}
	_, scope, err := access.Find(ctx, s.Store, c)
	return scope, err
}
