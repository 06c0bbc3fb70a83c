package auth

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
)

// The purposes of links.
const (
	Invitation    = "invitation" // a new user chooses login and password
	PasswordReset = "password"   // a known one chooses another password
)

// How long links work.
const (
	InvitationLasts = 14 * 24 * time.Hour
	ResetLasts      = time.Hour
)

// Link is the purpose of a link, and whose it is.
type Link struct {
	Purpose string
	Account checkin.Account
}

// LinkUse is the login and password that the user of a link chooses.
type LinkUse struct {
	Secret   string
	Login    string // with an invitation
	Password string
	NISS     id.NISS // with an invitation, to register oneself; may be zero
}

// NewLink returns the secret of a new link for a user; their earlier ones no
// longer work. For one who has no login yet it is an invitation.
func (s *Service) NewLink(ctx context.Context, user checkin.User) (secret, purpose string, err error) {
	purpose, lasts := PasswordReset, ResetLasts
	if user.Login == "" {
		purpose, lasts = Invitation, InvitationLasts
	}
	secret, hash := newSecret()
	return secret, purpose, s.Store.AddToken(ctx, checkin.OneTimeToken{
		ID: hash, Purpose: purpose, User: user.ID, Expires: s.Now().Add(lasts),
	}, true)
}

// Forgotten returns the account that a link to set a new password may be made
// for, if there is one with an address to send it to.
func (s *Service) Forgotten(ctx context.Context, login, address string) (a checkin.Account, found bool, err error) {
	login = PlainLogin(login)
	if err := s.count("link "+login, address); err != nil {
		return a, false, err
	}
	a, found, err = s.Store.FindLogin(ctx, login)
	return a, found && a.User.Email != "", err
}

// ReadLink returns the purpose of a link without using it up.
func (s *Service) ReadLink(ctx context.Context, secret, address string) (Link, error) {
	if err := s.count("link", address); err != nil {
		return Link{}, err
	}
	o, found, err := s.Store.FindToken(ctx, sha256.Sum256([]byte(secret)))
	if err != nil {
		return Link{}, err
	}
	return s.link(ctx, o, found)
}

// link checks what was found of a link.
func (s *Service) link(ctx context.Context, o checkin.OneTimeToken, found bool) (Link, error) {
	if !found || o.Purpose != Invitation && o.Purpose != PasswordReset || s.Now().After(o.Expires) {
		return Link{}, ErrLink
	}
	a, found, err := s.Store.FindAccount(ctx, o.User)
	if err == nil && !found {
		err = ErrLink
	}
	return Link{o.Purpose, a}, err
}

// UseLink uses a link up and begins a session. A new password ends all other
// sessions. Nothing is used up by a choice that is refused.
func (s *Service) UseLink(ctx context.Context, use LinkUse, on Device) (SignedIn, error) {
	link, err := s.ReadLink(ctx, use.Secret, on.Address)
	if err != nil {
		return SignedIn{}, err
	}
	login := link.Account.User.Login
	if link.Purpose == Invitation {
		if login, err = CheckLogin(use.Login); err != nil {
			return SignedIn{}, fault.At("login", err)
		}
	}
	hashed, err := s.NewPassword(ctx, use.Password, login, link.Account.User.Name, link.Account.Company.Name)
	if err != nil {
		return SignedIn{}, fault.At("password", err)
	}
	if _, taken, err := s.Store.FindLogin(ctx, login); err != nil || taken && link.Purpose == Invitation {
		return SignedIn{}, cmp.Or[error](err, fault.At("login", checkin.ErrLoginTaken))
	}
	token, found, err := s.Store.ConsumeToken(ctx, sha256.Sum256([]byte(use.Secret)))
	if err != nil || !found {
		return SignedIn{}, cmp.Or[error](err, ErrLink)
	}
	a, err := s.Store.ChangeAccount(ctx, link.Account.User.ID, "link used", func(a *checkin.Account) error {
		a.Password, a.User.Login = hashed, login
		return a.User.SetNISS(use.NISS, s.Now())
	})
	if err != nil {
		field := "niss"
		if errors.Is(err, checkin.ErrLoginTaken) {
			field = "login"
		}
		return SignedIn{}, errors.Join(fault.At(field, err), s.Store.AddToken(ctx, token, false))
	}
	in, err := s.Begin(ctx, a, on)
	if err != nil {
		return SignedIn{}, err
	}
	return in, s.Store.RemoveOtherSessions(ctx, a.User.ID, in.Actor.Session)
}
