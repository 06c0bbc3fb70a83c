package auth

import (
	"context"
	"crypto/subtle"
	"time"

	"github.com/pquerna/otp/totp"

	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
)

// totpDigits is the length of a code.
const totpDigits = 6

// step is the time step of the second factor (RFC 6238).
const step = 30 * time.Second

// TOTP is a second factor that is not yet in force.
type TOTP struct {
	State  string // to be sent back with a code
	Secret string // to type
	URI    string // otpauth://, for a QR code
}

// AddTOTP begins with a second factor: the actor's app learns its secret, and
// ConfirmTOTP shows that it has. One that there is must be removed first, which
// takes a code of it.
func (s *Service) AddTOTP(ctx context.Context, who checkin.Actor) (TOTP, error) {
	a, err := s.Me(ctx, who)
	if err != nil {
		return TOTP{}, err
	}
	if a.TOTP != "" {
		return TOTP{}, ErrTOTPOn
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: "ciaw", AccountName: who.User.Login})
	if err != nil {
		return TOTP{}, err
	}
	state, err := s.putToken(ctx, forTOTP, who.User.ID, key.Secret())
	return TOTP{state, key.Secret(), key.URL()}, err
}

// ConfirmTOTP puts the second factor in force for who shows a code of it.
func (s *Service) ConfirmTOTP(ctx context.Context, who checkin.Actor, state, code string) error {
	var secret string
	if err := s.peekToken(ctx, oneTime{forTOTP, state, who.User.ID}, &secret); err != nil {
		return err
	}
	now, ok := s.stepOf(secret, plainCode(code), 0)
	if !ok {
		return fault.At("code", ErrTOTPWrong)
	}
	a, err := s.Store.ChangeAccount(ctx, who.User.ID, "totp", func(a *checkin.Account) error {
		if a.TOTP != "" {
			return ErrTOTPOn
		}
		a.TOTP, a.TOTPStep, a.Recovery = secret, now, nil
		return nil
	})
	if err == nil {
		s.tell(ctx, a, checkin.FactorChanged)
	}
	return err
}

// RemoveTOTP does without the second factor again, for who shows a code of it or
// a recovery code. The recovery codes go with it.
func (s *Service) RemoveTOTP(ctx context.Context, who checkin.Actor, code string) error {
	a, err := s.Me(ctx, who)
	if err != nil {
		return err
	}
	if err := s.countCode(ctx, a, "again"); err != nil {
		return err
	}
	if _, err := s.useCode(ctx, a, code); err != nil {
		return fault.At("code", err)
	}
	a, err = s.Store.ChangeAccount(ctx, who.User.ID, "totp removed", func(a *checkin.Account) error {
		a.TOTP, a.TOTPStep, a.Recovery = "", 0, nil
		return nil
	})
	if err == nil {
		s.tell(ctx, a, checkin.FactorChanged)
	}
	return err
}

// useTOTP uses a code up: it works once, even if two show it at the same time.
func (s *Service) useTOTP(ctx context.Context, user id.Key, code string) (checkin.Account, error) {
	return s.Store.ChangeAccount(ctx, user, "totp used", func(a *checkin.Account) error {
		now, ok := s.stepOf(a.TOTP, code, a.TOTPStep)
		if !ok || a.TOTP == "" {
			return ErrTOTPWrong
		}
		a.TOTPStep = now
		return nil
	})
}

// stepOf returns the step whose code this is: one that was not used, now or a
// step to either side, as clocks differ.
func (s *Service) stepOf(secret, code string, used int64) (int64, bool) {
	now := s.Now().Unix() / int64(step/time.Second)
	for n := now - 1; n <= now+1; n++ {
		want, err := totp.GenerateCode(secret, time.Unix(n*int64(step/time.Second), 0))
		if err == nil && n > used && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			return n, true
		}
	}
	return 0, false
}
