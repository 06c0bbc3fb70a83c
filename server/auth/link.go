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
	Code     string  // of the second factor, or a recovery code, where there is one
}

// NewLink returns the secret of a new link for a user, made by somebody who may
// help them; their earlier ones no longer work. For one who has no login yet it
// is an invitation.
func (s *Service) NewLink(ctx context.Context, user checkin.User) (secret, purpose string, err error) {
	return s.newLink(ctx, user, true)
}

func (s *Service) newLink(ctx context.Context, user checkin.User, only bool) (secret, purpose string, err error) {
	purpose, lasts := PasswordReset, ResetLasts
	if user.Login == "" {
		purpose, lasts = Invitation, InvitationLasts
	}
	secret, hash := newSecret()
	return secret, purpose, s.Store.AddToken(ctx, checkin.OneTimeToken{
		ID: hash, Purpose: purpose, User: user.ID, Expires: s.Now().Add(lasts),
	}, only)
}

// AskLink counts somebody who asks for a link to set a new password.
func (s *Service) AskLink(login, address string) error {
	return s.count("link "+PlainLogin(login), address)
}

// maxAsked is how many links that were asked for by anybody work at a time.
const maxAsked = 3

// Forgotten returns the account of a login and the secret of a new link to set a
// password, if there is an address to send it to. Earlier links go on working:
// whoever asks for another must not end the one that is being read. When there
// are some already, no more is made.
func (s *Service) Forgotten(ctx context.Context, login string) (a checkin.Account, secret string, found bool, err error) {
	a, found, err = s.Store.FindLogin(ctx, PlainLogin(login))
	if err != nil || !found || a.User.Email == "" {
		return a, "", false, err
	}
	n, err := s.Store.CountTokens(ctx, a.User.ID, PasswordReset)
	if err != nil || n >= maxAsked {
		return a, "", false, err
	}
	secret, _, err = s.newLink(ctx, a.User, false)
	return a, secret, err == nil, err
}

// ReadLink returns the purpose of a link without using it up.
func (s *Service) ReadLink(ctx context.Context, secret, address string) (Link, error) {
	if err := s.allow(BySecret, address); err != nil {
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
// sessions and links. Where there is a second factor, its code is asked for too.
// Nothing is used up by a choice that is refused.
func (s *Service) UseLink(ctx context.Context, use LinkUse, on Device) (SignedIn, error) {
	link, err := s.ReadLink(ctx, use.Secret, on.Address)
	if err != nil {
		return SignedIn{}, err
	}
	before := link.Account
	login, hashed, err := s.choice(ctx, link, use)
	if err != nil {
		return SignedIn{}, err
	}
	if err := s.linkCode(ctx, before, use.Code); err != nil {
		return SignedIn{}, err
	}
	token, found, err := s.Store.ConsumeToken(ctx, sha256.Sum256([]byte(use.Secret)))
	if err != nil || !found {
		return SignedIn{}, cmp.Or[error](err, ErrLink)
	}
	a, err := s.Store.ChangeAccount(ctx, before.User.ID, "link used", func(a *checkin.Account) error {
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
	if link.Purpose == PasswordReset {
		s.tell(ctx, before, checkin.PasswordChanged)
	}
	return in, errors.Join(s.Store.RemoveTokens(ctx, a.User.ID, PasswordReset), s.Store.RemoveOtherSessions(ctx, a.User.ID, in.Actor.Session))
}

// choice returns the login and the hash of the password that the user of a link
// has chosen, if they may.
func (s *Service) choice(ctx context.Context, link Link, use LinkUse) (login, hashed string, err error) {
	login = link.Account.User.Login
	if link.Purpose == Invitation {
		if login, err = CheckLogin(use.Login); err != nil {
			return "", "", fault.At("login", err)
		}
	}
	hashed, err = s.NewPassword(ctx, use.Password, login, link.Account.User.Name, link.Account.Company.Name)
	if err != nil {
		return "", "", fault.At("password", err)
	}
	if _, taken, err := s.Store.FindLogin(ctx, login); err != nil || taken && link.Purpose == Invitation {
		return "", "", cmp.Or[error](err, fault.At("login", checkin.ErrLoginTaken))
	}
	return login, hashed, nil
}

// linkCode uses the code up that a link asks for where there is a second factor:
// whoever reads a mailbox has no more than that.
func (s *Service) linkCode(ctx context.Context, a checkin.Account, code string) error {
	if a.TOTP == "" {
		return nil
	}
	if code == "" {
		return fault.At("totp", ErrTOTPRequired)
	}
	if err := s.countCode(ctx, a, "link"); err != nil {
		return err
	}
	_, err := s.useCode(ctx, a, code)
	return fault.At("totp", err)
}
