package auth

import (
	"cmp"
	"context"

	"ciaw/server/checkin"
	"ciaw/server/fault"
)

// Reauthentication is what a user shows to say again who they are: one of these.
type Reauthentication struct {
	Password string
	Code     string // of the second factor, or a recovery code
	State    string // of a challenge to a passkey, with its answer
	Answer   []byte
}

// Confirm notes in the actor's session that they have said again who they are.
// Wrong passwords and codes are counted for the account, wherever they come from:
// only who has a session can try.
func (s *Service) Confirm(ctx context.Context, who checkin.Actor, c Reauthentication) error {
	a, err := s.Me(ctx, who)
	if err != nil {
		return err
	}
	switch {
	case c.State != "":
		err = s.confirmPasskey(ctx, who, c)
	case c.Code != "":
		err = s.confirmCode(ctx, a, c.Code)
	default:
		err = s.confirmPassword(ctx, a, c.Password)
	}
	if err != nil {
		return err
	}
	return s.Store.ConfirmSession(ctx, who.Session, who.User.ID, s.Now())
}

func (s *Service) confirmPassword(ctx context.Context, a checkin.Account, password string) error {
	if password == "" {
		return fault.At("password", fault.ErrRequired)
	}
	if err := s.countCode(ctx, a, "password"); err != nil {
		return err
	}
	same, err := samePassword(ctx, a.Password, password)
	if err != nil || !same {
		return cmp.Or[error](err, fault.At("password", ErrWrong))
	}
	return nil
}

func (s *Service) confirmCode(ctx context.Context, a checkin.Account, code string) error {
	if err := s.countCode(ctx, a, "again"); err != nil {
		return err
	}
	_, err := s.useCode(ctx, a, code)
	return fault.At("code", err)
}

// confirmPasskey checks that the passkey that answered is the actor's.
func (s *Service) confirmPasskey(ctx context.Context, who checkin.Actor, c Reauthentication) error {
	h, err := s.answered(ctx, c.State, c.Answer)
	if err == nil && h.User.ID != who.User.ID {
		err = ErrPasskey
	}
	return err
}
