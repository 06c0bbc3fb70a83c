// Package letter decides what is written to users by mail, and to whom: links
// that set a password, and that something of their account was changed. How a
// mail is written and handed over is for package mail.
//
// The operator's mail server speaks for the operator, so it sends nothing for a
// company that the operator has not confirmed, and little to any one recipient.
// A link that is not sent is handed over by whoever made it.
package letter

import (
	"context"
	"log/slog"
	"strings"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/mail"
)

// The classes of letters that are counted.
const (
	ByCompany   = "letter_company"
	ByRecipient = "letter_recipient"
	ByNetwork   = "letter_network"
	ByNotice    = "letter_notice" // per recipient, of notices of changed accounts
)

// The bounds of letters that are written after the request was answered.
const (
	mostWaiting = 200
	atOnce      = 4 // handed over to the mail server
)

// Sender hands letters over to a mail server; package mail does.
type Sender interface {
	Send(ctx context.Context, purpose string, l mail.Letter) error
}

// Service writes letters.
type Service struct {
	Mail    Sender                                // nil if there is no mail server
	Allow   func(class, key string) time.Duration // counts a letter; how long to wait
	Log     *slog.Logger
	waiting chan struct{}
	sending chan struct{}
}

// New returns a service that writes letters with that sender.
func New(sender Sender, allow func(class, key string) time.Duration, log *slog.Logger) *Service {
	return &Service{
		Mail: sender, Allow: allow, Log: log,
		waiting: make(chan struct{}, mostWaiting), sending: make(chan struct{}, atOnce),
	}
}

// Sends reports whether there is a mail server at all.
func (s *Service) Sends() bool { return s.Mail != nil }

// Link is a link that works once, to be sent to its user.
type Link struct {
	Purpose  string // as package auth names it
	URL      string
	Language string // "" if not known
	Network  string // that asked for it
}

// SendLink sends a link to its user, and reports whether the mail server took
// it. It is not sent to users without an address or of a company that is not
// confirmed, nor when there have been too many letters.
func (s *Service) SendLink(ctx context.Context, to checkin.Member, l Link) (sent bool) {
	return s.may(to, l.Network) && s.send(ctx, l.Purpose, mail.Letter{
		To: to.User.Email, Name: to.User.Name, Company: to.Company.Name, Link: l.URL, Language: l.Language,
	})
}

// Tell writes to a user that something of their account was changed, at the
// address that they had before. It does not wait.
func (s *Service) Tell(ctx context.Context, before checkin.Account, what checkin.AccountChange) {
	s.Later(ctx, func(ctx context.Context) {
		if s.mayTell(before.Member) {
			s.send(ctx, "account", mail.Letter{To: before.User.Email, About: string(what)})
		}
	})
}

// Later does work that its caller does not wait for, so that the time which an
// answer takes tells nobody whether there was a letter. When too much waits it is
// dropped.
func (s *Service) Later(ctx context.Context, work func(context.Context)) {
	if s.Mail == nil {
		return
	}
	select {
	case s.waiting <- struct{}{}:
		ctx = context.WithoutCancel(ctx)
		go func() {
			defer func() { <-s.waiting }()
			work(ctx)
		}()
	default:
		s.Log.WarnContext(ctx, "a letter was dropped: too many wait")
	}
}

// may reports whether one more letter may go to a user.
func (s *Service) may(to checkin.Member, network string) bool {
	if s.Mail == nil || to.User.Email == "" || !to.Company.Confirmed {
		return false
	}
	for _, c := range [...]struct{ class, key string }{
		{ByNetwork, network}, {ByCompany, to.Company.ID.String()}, {ByRecipient, strings.ToLower(to.User.Email)},
	} {
		if s.Allow(c.class, c.key) > 0 {
			return false
		}
	}
	return true
}

// mayTell reports whether a user may be told once more that something of their
// account was changed. What links have used up must not keep that from them.
func (s *Service) mayTell(to checkin.Member) bool {
	return s.Mail != nil && to.User.Email != "" && to.Company.Confirmed && s.Allow(ByNotice, strings.ToLower(to.User.Email)) == 0
}

// send hands a letter over.
func (s *Service) send(ctx context.Context, purpose string, l mail.Letter) bool {
	s.sending <- struct{}{}
	defer func() { <-s.sending }()
	if err := s.Mail.Send(ctx, purpose, l); err != nil {
		s.Log.WarnContext(ctx, "mail not taken", "purpose", purpose, "err", err)
		return false
	}
	return true
}
