// Package auth turns credentials into an Actor: it alone decides who is
// asking, and through which channel. What an actor may do is for package
// access to say.
//
// Start reading at Authenticate, which has a case for each kind of credential.
// Who has a session says again who they are (again.go) before the account is
// changed; what is counted, and by what, is in limits.go.
// A phone without an account shows a secret that it made. A user shows an
// access token, which signing in gives: with a password and perhaps a second
// factor (session.go), with a passkey (passkey.go) or with a link that works
// once (link.go). Access tokens are short-lived; a refresh token, of which only
// a hash is kept, gets new ones.
package auth

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/go-webauthn/webauthn/webauthn"

	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
)

// The refusals of this package.
var (
	ErrSecretShort  = fault.New(fault.Invalid, "secret_too_short") // or could be guessed
	ErrSecretLong   = fault.New(fault.Invalid, "secret_too_long")
	ErrWrong        = fault.New(fault.Denied, "login_wrong")
	ErrTOTPRequired = fault.New(fault.Denied, "totp_required")
	ErrTOTPWrong    = fault.New(fault.Denied, "totp_wrong")
	ErrPasskey      = fault.New(fault.Denied, "passkey_wrong")
	ErrLink         = fault.New(fault.Unknown, "link_unknown")
	ErrLogin        = fault.New(fault.Invalid, "login_invalid")
	ErrTOTPOn       = fault.New(fault.Conflict, "totp_on")      // remove the second factor that there is first
	ErrTOTPOff      = fault.New(fault.Conflict, "totp_missing") // there is none to recover from the loss of
)

// Accounts knows the users.
type Accounts interface {
	// FindLogin returns the account that signs in with that.
	FindLogin(ctx context.Context, login string) (a checkin.Account, found bool, err error)
	// FindAccount returns the account of a user.
	FindAccount(ctx context.Context, user id.Key) (a checkin.Account, found bool, err error)
	// ChangeAccount lets change alter the account of a user and stores it,
	// nobody else changing it meanwhile. An error of change undoes all; a login
	// that somebody has is ErrLoginTaken of package checkin.
	ChangeAccount(ctx context.Context, user id.Key, did string, change func(*checkin.Account) error) (checkin.Account, error)
}

// Sessions keeps the sessions of users.
type Sessions interface {
	// AddSession stores a session.
	AddSession(ctx context.Context, s checkin.Session) error
	// FindSession returns a session and whose it is.
	FindSession(ctx context.Context, which id.Key) (s checkin.Session, m checkin.Member, found bool, err error)
	// RenewSession changes the tokens, if the one in force is still was.
	RenewSession(ctx context.Context, s checkin.Session, was [32]byte) (renewed bool, err error)
	// ListSessions returns the sessions of a user.
	ListSessions(ctx context.Context, user id.Key) ([]checkin.Session, error)
	// RemoveSession ends a session.
	RemoveSession(ctx context.Context, which id.Key) error
	// ConfirmSession notes that the user of a session has just said who they are.
	ConfirmSession(ctx context.Context, which, user id.Key, at time.Time) error
	// RemoveOtherSessions ends the sessions of a user but one.
	RemoveOtherSessions(ctx context.Context, user, but id.Key) error
}

// Passkeys knows the credentials of devices.
type Passkeys interface {
	// AddPasskey stores a passkey.
	AddPasskey(ctx context.Context, p checkin.Passkey) error
	// ListPasskeys returns the passkeys of a user.
	ListPasskeys(ctx context.Context, user id.Key) ([]checkin.Passkey, error)
	// UsePasskey notes that a passkey was used, with its credential as it is now.
	UsePasskey(ctx context.Context, p checkin.Passkey) error
	// RemovePasskey forgets a passkey of a user.
	RemovePasskey(ctx context.Context, user id.Key, which []byte) error
}

// OneTimeTokens keeps secrets that work once.
type OneTimeTokens interface {
	// AddToken stores one; with only, all others of the user for that purpose go.
	AddToken(ctx context.Context, o checkin.OneTimeToken, only bool) error
	// CountTokens returns how many of a user for a purpose still work.
	CountTokens(ctx context.Context, user id.Key, purpose string) (int, error)
	// RemoveTokens forgets those of a user for a purpose.
	RemoveTokens(ctx context.Context, user id.Key, purpose string) error
	// FindToken returns one without using it up.
	FindToken(ctx context.Context, which [32]byte) (o checkin.OneTimeToken, found bool, err error)
	// ConsumeToken returns one and forgets it: to one caller only.
	ConsumeToken(ctx context.Context, which [32]byte) (o checkin.OneTimeToken, found bool, err error)
}

// Store is the storage of this package.
type Store interface {
	Accounts
	Sessions
	Passkeys
	OneTimeTokens
}

// Service signs users in.
type Service struct {
	Store    Store
	Key      []byte // signs access tokens; the same in all processes of a register
	Origin   string // of this register
	WebAuthn *webauthn.WebAuthn
	Now      func() time.Time
	Log      *slog.Logger // where passkeys are used

	// Allow counts one more try for a key and returns zero, or how long to
	// wait. The classes are in limits.go.
	Allow func(class, key string) time.Duration
	// Tell lets a user know, wherever else they are, that something of their
	// account was changed: the account is as it was before. It does not wait.
	// It may be nil.
	Tell func(ctx context.Context, before checkin.Account, what checkin.AccountChange)

	warned struct {
		sync.Mutex
		at map[id.Key]time.Time
	}
}
