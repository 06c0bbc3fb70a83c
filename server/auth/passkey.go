package auth

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
)

// maxPasskeys is how many passkeys a user may have.
const maxPasskeys = 20

// ErrTooManyPasskeys is the refusal of one more.
var ErrTooManyPasskeys = fault.New(fault.Conflict, "passkeys_full")

// NewWebAuthn returns what checks passkeys for a register at that origin.
func NewWebAuthn(origin string) (*webauthn.WebAuthn, error) {
	u, err := url.Parse(origin)
	if err != nil {
		return nil, err
	}
	return webauthn.New(&webauthn.Config{RPID: u.Hostname(), RPDisplayName: "ciaw", RPOrigins: []string{origin}})
}

// Challenge is a WebAuthn challenge for a device, and the state to send back with its
// answer.
type Challenge struct {
	State   string
	Options json.RawMessage // for navigator.credentials, in its JSON form
}

// holder is a user with their passkeys, as the library wants them.
type holder struct {
	checkin.Account
	credentials []webauthn.Credential
}

// WebAuthnID returns what a passkey knows its user by.
func (h holder) WebAuthnID() []byte { return h.User.ID.Bytes() }

// WebAuthnName returns the login.
func (h holder) WebAuthnName() string { return h.User.Login }

// WebAuthnDisplayName returns the name.
func (h holder) WebAuthnDisplayName() string { return h.User.Name }

// WebAuthnCredentials returns the passkeys.
func (h holder) WebAuthnCredentials() []webauthn.Credential { return h.credentials }

// holder returns an account with its passkeys.
func (s *Service) holder(ctx context.Context, user id.Key) (holder, error) {
	a, found, err := s.Store.FindAccount(ctx, user)
	if err == nil && !found {
		err = ErrPasskey
	}
	if err != nil {
		return holder{}, err
	}
	kept, err := s.Store.ListPasskeys(ctx, user)
	if err != nil {
		return holder{}, err
	}
	h := holder{Account: a, credentials: make([]webauthn.Credential, len(kept))}
	for i, p := range kept {
		if err := json.Unmarshal(p.Credential, &h.credentials[i]); err != nil {
			return holder{}, fmt.Errorf("stored passkey: %w", err)
		}
	}
	return h, nil
}

// NewPasskey returns what to ask of a device to make a passkey for the actor.
func (s *Service) NewPasskey(ctx context.Context, who checkin.Actor) (Challenge, error) {
	h, err := s.holder(ctx, who.User.ID)
	if err != nil {
		return Challenge{}, err
	}
	if len(h.credentials) >= maxPasskeys {
		return Challenge{}, ErrTooManyPasskeys
	}
	var known []protocol.CredentialDescriptor
	for _, c := range h.credentials {
		known = append(known, c.Descriptor())
	}
	creation, session, err := s.WebAuthn.BeginRegistration(h,
		webauthn.WithAuthenticatorSelection(protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, RequireResidentKey: protocol.ResidentKeyRequired(),
			UserVerification: protocol.VerificationRequired, // it stands for a password: finger, face or PIN
		}),
		webauthn.WithExclusions(known))
	if err != nil {
		return Challenge{}, err
	}
	return s.challenge(ctx, oneTime{purpose: forNewPasskey, user: who.User.ID}, session, creation.Response)
}

// NewKey is a new credential, as a device has made it for a challenge.
type NewKey struct {
	State  string
	Name   string // how its owner will recognise it
	Answer []byte // of the device, in its JSON form
}

// AddPasskey keeps the passkey that a device of the actor has made.
func (s *Service) AddPasskey(ctx context.Context, who checkin.Actor, k NewKey) (checkin.Passkey, error) {
	var session webauthn.SessionData
	if err := s.consumeToken(ctx, oneTime{forNewPasskey, k.State, who.User.ID}, &session); err != nil {
		return checkin.Passkey{}, err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(k.Answer)
	if err != nil {
		return checkin.Passkey{}, ErrPasskey
	}
	h, err := s.holder(ctx, who.User.ID)
	if err != nil {
		return checkin.Passkey{}, err
	}
	credential, err := s.WebAuthn.CreateCredential(h, session, parsed)
	if err != nil {
		return checkin.Passkey{}, ErrPasskey
	}
	text, err := json.Marshal(credential)
	if err != nil {
		return checkin.Passkey{}, err
	}
	now := s.Now()
	p := checkin.Passkey{ID: credential.ID, User: who.User.ID, Name: k.Name, Credential: text, Created: now, Used: now}
	if err := s.Store.AddPasskey(ctx, p); err != nil {
		return checkin.Passkey{}, err
	}
	s.tell(ctx, h.Account, checkin.PasskeysChanged)
	return p, nil
}

// AskPasskey returns what to ask of a device to sign in, whoever's it is.
func (s *Service) AskPasskey(ctx context.Context, on Device) (Challenge, error) {
	if err := s.allow(BySecret, on.Address); err != nil {
		return Challenge{}, err
	}
	assertion, session, err := s.WebAuthn.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return Challenge{}, err
	}
	return s.challenge(ctx, oneTime{purpose: forPasskey}, session, assertion.Response)
}

// SignInWithPasskey begins a session for whose passkey has answered.
func (s *Service) SignInWithPasskey(ctx context.Context, state string, answer []byte, on Device) (SignedIn, error) {
	h, err := s.answered(ctx, state, answer)
	if err != nil {
		return SignedIn{}, err
	}
	return s.Begin(ctx, h.Account, on)
}

// answered returns whose passkey has answered a challenge.
func (s *Service) answered(ctx context.Context, state string, answer []byte) (h holder, err error) {
	var session webauthn.SessionData
	if err := s.consumeToken(ctx, oneTime{purpose: forPasskey, secret: state}, &session); err != nil {
		return h, err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(answer)
	if err != nil {
		return h, ErrPasskey
	}
	_, credential, err := s.WebAuthn.ValidatePasskeyLogin(func(_, handle []byte) (webauthn.User, error) {
		if len(handle) != 16 {
			return nil, ErrPasskey
		}
		var err error
		h, err = s.holder(ctx, id.KeyOf([16]byte(handle)))
		s.follow(ctx, h, parsed)
		return h, err
	}, session, parsed)
	if err != nil || credential.Authenticator.CloneWarning && !credential.Flags.BackupEligible { // there are two of what may be one only
		return h, ErrPasskey
	}
	text, err := json.Marshal(credential)
	if err != nil {
		return h, err
	}
	return h, s.Store.UsePasskey(ctx, checkin.Passkey{ID: credential.ID, User: h.User.ID, Credential: text, Used: s.Now()})
}

// follow takes over whether a passkey may be kept in several places, if that has
// changed: a manager of passkeys that learns to synchronise changes it for those it
// has, and who owns one would be locked out for good. The standard (WebAuthn 3, 7.2)
// has it never change; nothing is decided by it here, except that the counter of
// one with copies says nothing.
func (s *Service) follow(ctx context.Context, h holder, answer *protocol.ParsedCredentialAssertionData) {
	eligible := answer.Response.AuthenticatorData.Flags.HasBackupEligible()
	for i, c := range h.credentials {
		if bytes.Equal(c.ID, answer.RawID) && c.Flags.BackupEligible != eligible {
			h.credentials[i].Flags.BackupEligible = eligible
			s.Log.WarnContext(ctx, "a passkey changed whether it may be synchronised", "now", eligible)
		}
	}
}

// Passkeys returns the passkeys of the actor.
func (s *Service) Passkeys(ctx context.Context, who checkin.Actor) ([]checkin.Passkey, error) {
	return s.Store.ListPasskeys(ctx, who.User.ID)
}

// RemovePasskey forgets a passkey of the actor's.
func (s *Service) RemovePasskey(ctx context.Context, who checkin.Actor, which []byte) error {
	kept, err := s.Store.ListPasskeys(ctx, who.User.ID)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(kept, func(p checkin.Passkey) bool { return bytes.Equal(p.ID, which) }) {
		return id.ErrKey
	}
	a, err := s.Me(ctx, who)
	if err != nil {
		return err
	}
	if err := s.Store.RemovePasskey(ctx, who.User.ID, which); err != nil {
		return err
	}
	s.tell(ctx, a, checkin.PasskeysChanged)
	return nil
}

// challenge keeps what an answer is checked against.
func (s *Service) challenge(ctx context.Context, of oneTime, session *webauthn.SessionData, options any) (Challenge, error) {
	text, err := json.Marshal(options)
	if err != nil {
		return Challenge{}, err
	}
	state, err := s.putToken(ctx, of.purpose, of.user, session)
	return Challenge{state, text}, err
}
