package auth

import (
	"context"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
)

// The classes of tries that are counted. What a person chose can be guessed, and
// has small limits; a secret of ours has 256 bits, and those that show one are
// limited only so that they do not take the machine.
const (
	ByLogin   = "login"   // passwords for a login from one network: nobody else is locked out
	ByNetwork = "sign_in" // passwords for all logins from one network
	BySecret  = "secret"  // links and passkeys from one network
	ByAccount = "account" // codes, by who knows the password or has a session; whatever the network
)

// warnEvery is how often a user is told that codes are guessed, at most;
// maxWarned bounds the memory of whom was told.
const (
	warnEvery = time.Hour
	maxWarned = 10_000
)

// allow refuses a class of tries for a key.
func (s *Service) allow(class, key string) error {
	if wait := s.Allow(class, key); wait > 0 {
		return fault.After(wait, checkin.ErrTooMany)
	}
	return nil
}

// count refuses who tries passwords too often.
func (s *Service) count(login, address string) error {
	if err := s.allow(ByNetwork, address); err != nil {
		return err
	}
	return s.allow(ByLogin, login+" "+address)
}

// countCode refuses too many codes for one account, from wherever they come, and
// lets its user know. It is asked only once the password, the link or a session
// was shown: nobody else can lock them out.
func (s *Service) countCode(ctx context.Context, a checkin.Account, what string) error {
	err := s.allow(ByAccount, what+" "+a.User.ID.String())
	if err != nil && s.warn(a.User.ID) {
		s.tell(ctx, a, checkin.CodesGuessed)
	}
	return err
}

// warn reports whether a user was not warned within the hour.
func (s *Service) warn(user id.Key) bool {
	now := s.Now()
	s.warned.Lock()
	defer s.warned.Unlock()
	if last, known := s.warned.at[user]; known && now.Sub(last) < warnEvery {
		return false
	}
	if s.warned.at == nil || len(s.warned.at) >= maxWarned {
		s.warned.at = map[id.Key]time.Time{}
	}
	s.warned.at[user] = now
	return true
}

// tell lets a user know of a change.
func (s *Service) tell(ctx context.Context, before checkin.Account, what checkin.AccountChange) {
	if s.Tell != nil {
		s.Tell(ctx, before, what)
	}
}
