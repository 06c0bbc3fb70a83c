// Package authority hands presences to an authority other than this register,
// such as the social-security office, that gives its own receipt numbers.
//
// An authority accepts a presence at once, with a number, and checks its content
// later. It takes the same presence twice and only remarks on it, so the rule of
// this package is: never send one twice. What is about to be sent is marked
// durably first; what is marked and has no answer is searched for there, by our
// reference, and sent again only if it is not there although every request that
// was under way has ended. An authority may be out of reach for days: its
// presences stay queued, and are counted (Status).
//
// It knows no wire format: a client of an authority implements Authority. Nor
// does it know the storage, which implements Store. Start reading at Relay.
package authority

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// Self is the name of this register as an authority: it gives its numbers
// itself, when it stores a presence, and nothing is forwarded.
const Self = ""

// MaxBatch is how many presences an authority is told of in one call, at most.
const MaxBatch = 200

// Authority is a client of an authority. Each call is about 1 to MaxBatch
// different presences under one mandate, and ends when ctx does.
//
// Answers name the presence that they are about, and may come in any order,
// several times or not at all. An error is about all of the call, and then no
// answer counts. An error leaves open whether the authority has taken what was
// sent, unless it is ErrNotSent, ErrDenied or ErrMalformed.
type Authority interface {
	// Name is stored with each presence that goes there: it never changes.
	Name() string

	// Register has presences registered, each with the text of its id as our
	// reference. An answer is Registered with a number, or Refused with remarks.
	Register(ctx context.Context, m Mandate, all []checkin.Presence) ([]Answer, error)

	// Cancel cancels presences, by their receipt numbers and for the reasons of
	// their cancellations. An answer is Cancelled, now or earlier, or has an Err.
	Cancel(ctx context.Context, m Mandate, all []checkin.Presence) ([]Answer, error)

	// Find looks presences up by our references. An answer is as Register gives
	// it, or Validated, Doubted or Cancelled. What is not answered is not there:
	// a client that cannot be certain of that must return an error instead.
	Find(ctx context.Context, m Mandate, all []checkin.Presence) ([]Answer, error)
}

// The failures of a call of which it is certain that nothing was taken.
var (
	ErrNotSent   = errors.New("nothing was sent")                        // no connection, for instance
	ErrDenied    = errors.New("the authority does not accept a mandate") // or what proves it
	ErrMalformed = errors.New("the authority does not understand")       // one of the presences, at least
)

// The failures of cancelling one presence.
var (
	ErrTooLate = errors.New("too late to cancel at the authority") // the day concerned is over
	ErrUnknown = errors.New("not known to the authority")
)

// Busy is the failure of a call to an authority that asks to be left alone for
// a while. Join it with ErrNotSent if nothing was taken.
type Busy struct{ After time.Duration }

// Error says for how long.
func (b Busy) Error() string { return fmt.Sprintf("the authority is busy for %v", b.After) }

// Mandate is the right to register for a company at an authority.
type Mandate struct {
	Company    id.Key // whose it is
	Authority  string // name of the one that granted it
	Credential Credential
}

// Credential proves a mandate. Only the client of its authority understands it;
// however it is printed or logged, it does not show. The zero value proves
// nothing.
type Credential struct{ secret *string } // a pointer prints as an address wherever it stands

// NewCredential returns the credential that is that text.
func NewCredential(secret string) Credential { return Credential{&secret} }

// Reveal returns the text. Call it where the credential itself must be shown to
// the authority, or stored encrypted.
func (c Credential) Reveal() string {
	if c.secret == nil {
		return ""
	}
	return *c.secret
}

// Format prints that there is a credential, and not which.
func (Credential) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("[credential]")) }

// LogValue is what logs show.
func (Credential) LogValue() slog.Value { return slog.StringValue("[credential]") }

// MarshalText is what JSON shows.
func (Credential) MarshalText() ([]byte, error) { return []byte("[credential]"), nil }
