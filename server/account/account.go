// Package account keeps companies, their users, and what a company lets each
// of them do. Signing in is package auth's; what an entitlement opens is for
// the features to ask.
package account

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
)

// The refusals of this package.
var (
	ErrLastManager = fault.New(fault.Conflict, "last_manager")
	ErrEntitlement = fault.New(fault.Invalid, "entitlement_unknown")
	ErrEmail       = fault.New(fault.Invalid, "email_invalid")
	ErrFull        = fault.New(fault.Conflict, "users_full")
)

// maxUsers is how many users a company may have.
const maxUsers = 1000

// Store is the storage of this package.
type Store interface {
	// AddCompany stores a company with its first user. A number that is known
	// is checkin.ErrCompanyKnown, a login that is taken checkin.ErrLoginTaken.
	AddCompany(ctx context.Context, c checkin.Company, first checkin.Account) error
	// ListUsers returns the users of a company, by name.
	ListUsers(ctx context.Context, company id.Key) ([]checkin.User, error)
	// ChangeUsers lets change decide about all users of a company at once,
	// nobody else changing them meanwhile, and stores what it returns: users
	// that are new are added, those that are missing removed with their
	// sessions. An error of change undoes all.
	ChangeUsers(ctx context.Context, by id.Key, company id.Key, change func([]checkin.User) ([]checkin.User, error)) error
	// ChangeAccount lets change alter the account of a user and stores it.
	ChangeAccount(ctx context.Context, user id.Key, did string, change func(*checkin.Account) error) (checkin.Account, error)
}

// Service keeps companies and users.
type Service struct {
	Store Store
	Now   func() time.Time

	// Tell lets a user know that something of their account was changed, which is
	// as it was before. It does not wait.
	Tell func(ctx context.Context, before checkin.Account, what checkin.AccountChange)

	// Confirmed is whether new companies need no confirmation by the operator.
	Confirmed bool
}

// SignUp is a company and the person who signs it up.
type SignUp struct {
	Company  checkin.Employer
	Alone    bool // the person works alone, under that number
	Name     string
	Email    string
	NISS     id.NISS
	Login    string // checked
	Password string // hashed
}

// SignUp adds a company, whose first user may do everything.
func (s *Service) SignUp(ctx context.Context, f SignUp) (checkin.Account, error) {
	now := s.Now()
	a := checkin.Account{Password: f.Password}
	a.Company = checkin.Company{
		ID: id.NewKey(now), Employer: f.Company, Independent: f.Alone, Confirmed: s.Confirmed, Created: now,
	}
	a.User = checkin.User{
		ID: id.NewKey(now), Company: a.Company.ID, Login: f.Login, Name: f.Name, Email: f.Email,
		Entitlements: slices.Clone(checkin.AllEntitlements), Created: now,
	}
	if err := a.User.SetNISS(f.NISS, now); err != nil {
		return a, err
	}
	return a, s.Store.AddCompany(ctx, a.Company, a)
}

// CheckEmail refuses what cannot be an address to write to.
func CheckEmail(address string) (string, error) {
	address, err := checkin.ParseText(address)
	if err != nil {
		return "", err
	}
	local, host, found := strings.Cut(address, "@")
	if !found || local == "" || !strings.Contains(host, ".") || len(address) > 200 || strings.ContainsAny(address, " \t\r\n<>\",;:") {
		return "", ErrEmail
	}
	return address, nil
}

// Users returns the users of the actor's company.
func (s *Service) Users(ctx context.Context, who checkin.Actor) ([]checkin.User, error) {
	if err := access.Managers.Admit(who); err != nil {
		return nil, err
	}
	return s.Store.ListUsers(ctx, who.Company.ID)
}

// Invitation is a new user and their entitlements.
type Invitation struct {
	Name, Email  string // checked; Email may be ""
	Entitlements []checkin.Entitlement
}

// Invite adds a user who has yet to choose a login.
func (s *Service) Invite(ctx context.Context, who checkin.Actor, i Invitation) (checkin.User, error) {
	now := s.Now()
	fresh := checkin.User{
		ID: id.NewKey(now), Company: who.Company.ID, Name: i.Name, Email: i.Email, Entitlements: i.Entitlements, Created: now,
	}
	err := s.change(ctx, who, func(users []checkin.User) ([]checkin.User, error) {
		if len(users) >= maxUsers {
			return nil, ErrFull
		}
		return append(users, fresh), checkEntitlements(i.Entitlements)
	})
	return fresh, err
}

// Entitle gives a user those entitlements and no others, at once.
func (s *Service) Entitle(ctx context.Context, who checkin.Actor, user id.Key, may []checkin.Entitlement) (changed checkin.User, err error) {
	err = s.change(ctx, who, func(users []checkin.User) ([]checkin.User, error) {
		i := indexOf(users, user)
		if i < 0 {
			return nil, checkin.ErrNotFound
		}
		users[i].Entitlements = may
		changed = users[i]
		return users, checkEntitlements(may)
	})
	return changed, err
}

// Remove removes a user and ends their sessions. What they registered stays.
func (s *Service) Remove(ctx context.Context, who checkin.Actor, user id.Key) error {
	return s.change(ctx, who, func(users []checkin.User) ([]checkin.User, error) {
		i := indexOf(users, user)
		if i < 0 {
			return nil, checkin.ErrNotFound
		}
		return slices.Delete(users, i, i+1), nil
	})
}

// Colleague returns a user of the actor's company, to make a link for.
func (s *Service) Colleague(ctx context.Context, who checkin.Actor, user id.Key) (checkin.User, error) {
	users, err := s.Users(ctx, who)
	if err != nil {
		return checkin.User{}, err
	}
	if i := indexOf(users, user); i >= 0 {
		return users[i], nil
	}
	return checkin.User{}, checkin.ErrNotFound
}

// Details are those that users may change about themselves.
type Details struct {
	Name, Email string
	NISS        id.NISS // zero: as it is; refused if there is another
}

// ChangeMe changes what the actor says of themselves. The e-mail address, which
// a new password is sent to, only if they have said again who they are; whoever
// reads the old one is told.
func (s *Service) ChangeMe(ctx context.Context, who checkin.Actor, d Details) (checkin.Account, error) {
	if err := access.Account.Admit(who); err != nil {
		return checkin.Account{}, err
	}
	var before checkin.Account
	a, err := s.Store.ChangeAccount(ctx, who.User.ID, "details", func(a *checkin.Account) error {
		before = *a
		if d.Email != a.User.Email {
			if err := access.Confirmed(who, s.Now()); err != nil {
				return fault.At("email", err)
			}
		}
		a.User.Name, a.User.Email = d.Name, d.Email
		return fault.At("niss", a.User.SetNISS(d.NISS, s.Now()))
	})
	if errors.Is(err, checkin.ErrNISSTaken) {
		err = fault.At("niss", err)
	}
	if err == nil && a.User.Email != before.User.Email && s.Tell != nil {
		s.Tell(ctx, before, checkin.EmailChanged)
	}
	return a, err
}

// change changes the users of the actor's company, who must be entitled to at
// the moment of the change, and keeps one who manages access and can sign in.
func (s *Service) change(ctx context.Context, who checkin.Actor, f func([]checkin.User) ([]checkin.User, error)) error {
	return s.Store.ChangeUsers(ctx, who.User.ID, who.Company.ID, func(users []checkin.User) ([]checkin.User, error) {
		i := indexOf(users, who.User.ID)
		if i < 0 {
			return nil, checkin.ErrDenied
		}
		now := checkin.UserActor(checkin.Member{User: users[i], Company: who.Company}, who.Channel)
		if err := access.Managers.Admit(now); err != nil {
			return nil, err
		}
		changed, err := f(users)
		if err == nil && !slices.ContainsFunc(changed, manages) {
			err = ErrLastManager
		}
		return changed, err
	})
}

// manages reports whether a user can sign in and manage access.
func manages(u checkin.User) bool { return u.Login != "" && u.May(checkin.MayAccess) }

func indexOf(users []checkin.User, user id.Key) int {
	return slices.IndexFunc(users, func(u checkin.User) bool { return u.ID == user })
}

func checkEntitlements(all []checkin.Entitlement) error {
	for _, e := range all {
		if !e.Known() {
			return fault.At("entitlements", ErrEntitlement)
		}
	}
	return nil
}
