package auth

import (
	"cmp"
	"context"
	"strings"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
)

// How long sessions last.
const (
	SessionLasts = 30 * 24 * time.Hour // without being used
	grace        = 30 * time.Second    // in which the token before the last is still taken
)

// Device is the browser that somebody signs in with.
type Device struct {
	Address string          // network, for limits; never stored
	Name    string          // how its owner recognises it, as in "Chrome, Android"
	Channel checkin.Channel // Desktop or Mobile, as the app says; Desktop if it does not
}

// SignedIn is a session that was begun or renewed.
type SignedIn struct {
	Actor   checkin.Actor
	Account checkin.Account
	Access  string // access token
	Refresh string // token that gets the next one; to be kept where no script reads it
}

// Password is a login with its password, and the code of a second factor.
type Password struct{ Login, Password, TOTP string }

// SignIn begins a session for who knows the password, and has the second factor
// if there is one. It takes as long for a login that nobody has.
func (s *Service) SignIn(ctx context.Context, p Password, on Device) (SignedIn, error) {
	login := PlainLogin(p.Login)
	if err := s.count(login, on.Address); err != nil {
		return SignedIn{}, err
	}
	a, found, err := s.Store.FindLogin(ctx, login)
	if err != nil {
		return SignedIn{}, err
	}
	same, err := samePassword(ctx, a.Password, p.Password)
	switch {
	case err != nil:
		return SignedIn{}, err
	case !found || !same:
		return SignedIn{}, ErrWrong
	case a.TOTP == "":
		return s.Begin(ctx, a, on)
	case p.TOTP == "":
		return SignedIn{}, ErrTOTPRequired
	}
	if err := s.countCode(ctx, a, "sign in"); err != nil {
		return SignedIn{}, err
	}
	if a, err = s.useCode(ctx, a, p.TOTP); err != nil {
		return SignedIn{}, err
	}
	return s.Begin(ctx, a, on)
}

// PlainLogin returns a login as it is compared: without case, surrounding space
// and what cannot be seen.
func PlainLogin(login string) string { return strings.ToLower(checkin.CleanText(login)) }

// CheckLogin refuses logins that are too short or too long, or hold spaces.
func CheckLogin(login string) (string, error) {
	if _, err := checkin.ParseText(login); err != nil {
		return "", err
	}
	plain := PlainLogin(login)
	if len(plain) < 3 || len(plain) > 100 || strings.ContainsAny(plain, " \t\r\n") {
		return "", ErrLogin
	}
	return plain, nil
}

// Begin makes a session of an account whose user has just proved who they are.
func (s *Service) Begin(ctx context.Context, a checkin.Account, on Device) (SignedIn, error) {
	now := s.Now()
	secret, hash := newSecret()
	session := checkin.Session{
		ID: id.NewKey(now), User: a.User.ID, Token: hash, Device: on.Name, Channel: checkin.Desktop,
		Created: now, Used: now, Expires: now.Add(SessionLasts), Confirmed: now,
	}
	if on.Channel == checkin.Mobile {
		session.Channel = checkin.Mobile
	}
	if err := s.Store.AddSession(ctx, session); err != nil {
		return SignedIn{}, err
	}
	return s.signedIn(session, a, secret, on.Address)
}

func (s *Service) signedIn(session checkin.Session, a checkin.Account, secret, address string) (SignedIn, error) {
	access, err := s.accessToken(session.ID)
	return SignedIn{
		Actor: actorOf(session, a.Member, address), Account: a, Access: access, Refresh: s.refreshToken(session.ID, secret),
	}, err
}

// Renew gives a new access token, and a new refresh token for the one that is
// used up. A token that was used up before ends the session: there are two
// copies of it, and one is not its owner's. Only for a moment the token before
// the last is taken, as its answer may have been lost on the way.
func (s *Service) Renew(ctx context.Context, token string, on Device) (SignedIn, error) {
	which, hash, ours, err := s.parseRefreshToken(token)
	if err != nil {
		return SignedIn{}, err
	}
	session, _, found, err := s.Store.FindSession(ctx, which)
	now := s.Now()
	switch {
	case err != nil:
		return SignedIn{}, err
	case !found || now.After(session.Expires):
		return SignedIn{}, checkin.ErrSignedOut
	case hash == session.Token:
	case hash == session.Previous && now.Sub(session.Used) < grace:
	case !ours && hash != session.Previous: // made up: ids of sessions are no secret
		return SignedIn{}, checkin.ErrSignedOut
	default:
		if err := s.Store.RemoveSession(ctx, which); err != nil {
			return SignedIn{}, err
		}
		return SignedIn{}, checkin.ErrSignedOut
	}
	was := session.Token
	secret, fresh := newSecret()
	session.Token, session.Previous, session.Used, session.Expires = fresh, hash, now, now.Add(SessionLasts)
	renewed, err := s.Store.RenewSession(ctx, session, was)
	if err != nil {
		return SignedIn{}, err
	}
	if !renewed { // at the same moment by somebody else; who comes second tries again with what the first got
		return SignedIn{}, fault.After(time.Second, fault.New(fault.Unavailable, "busy"))
	}
	a, found, err := s.Store.FindAccount(ctx, session.User)
	if err != nil || !found {
		return SignedIn{}, cmp.Or[error](err, checkin.ErrSignedOut)
	}
	return s.signedIn(session, a, secret, on.Address)
}

// Me returns the account of the actor.
func (s *Service) Me(ctx context.Context, who checkin.Actor) (checkin.Account, error) {
	a, found, err := s.Store.FindAccount(ctx, who.User.ID)
	if err == nil && !found {
		err = checkin.ErrSignedOut
	}
	return a, err
}

// Sessions returns where the actor is signed in, latest use first.
func (s *Service) Sessions(ctx context.Context, who checkin.Actor) ([]checkin.Session, error) {
	return s.Store.ListSessions(ctx, who.User.ID)
}

// SignOut ends a session of the actor's; the zero key is the one in use.
func (s *Service) SignOut(ctx context.Context, who checkin.Actor, which id.Key) error {
	if which.IsZero() {
		which = who.Session
	}
	session, _, found, err := s.Store.FindSession(ctx, which)
	if err != nil {
		return err
	}
	if !found || session.User != who.User.ID {
		return id.ErrKey
	}
	return s.Store.RemoveSession(ctx, which)
}

// ChangePassword gives the actor another password and ends all other sessions.
// Somebody without one, who signs in with passkeys, needs no current one.
func (s *Service) ChangePassword(ctx context.Context, who checkin.Actor, current, wanted string) error {
	a, err := s.Me(ctx, who)
	if err != nil {
		return err
	}
	if err := s.countCode(ctx, a, "password"); err != nil {
		return err
	}
	if a.Password != "" {
		same, err := samePassword(ctx, a.Password, current)
		if err != nil || !same {
			return cmp.Or[error](err, fault.At("current", ErrWrong))
		}
	}
	hashed, err := s.NewPassword(ctx, wanted, a.User.Login, a.User.Name, a.Company.Name)
	if err != nil {
		return fault.At("new", err)
	}
	_, err = s.Store.ChangeAccount(ctx, who.User.ID, "password", func(a *checkin.Account) error {
		a.Password = hashed
		return nil
	})
	if err != nil {
		return err
	}
	s.tell(ctx, a, checkin.PasswordChanged)
	return s.Store.RemoveOtherSessions(ctx, who.User.ID, who.Session)
}

// NewPassword returns the hash of a password, unless it is easy to guess for
// who knows those things.
func (s *Service) NewPassword(ctx context.Context, password string, known ...string) (string, error) {
	if err := CheckPassword(password, known...); err != nil {
		return "", err
	}
	return hashPassword(ctx, password)
}
