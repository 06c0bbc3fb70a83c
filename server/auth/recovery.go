package auth

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strings"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// Recovery codes: how many there are, and the random bytes of each (80 bits).
const (
	recoveryCodes = 10
	recoveryBytes = 10
)

// recoveryLetters leave out what is easily taken for something else on paper.
var recoveryLetters = base32.NewEncoding("ABCDEFGHJKMNPQRSTVWXYZ0123456789").WithPadding(base32.NoPadding)

// AddRecoveryCodes makes the actor's recovery codes, in place of all earlier
// ones. Each stands in once for a code of the second factor. Only their hashes
// are kept: they are random, so the hash needs no salt.
func (s *Service) AddRecoveryCodes(ctx context.Context, who checkin.Actor) ([]string, error) {
	codes := make([]string, recoveryCodes)
	hashes := make([][32]byte, recoveryCodes)
	for i := range codes {
		secret := make([]byte, recoveryBytes)
		_, _ = rand.Read(secret) // never fails
		plain := recoveryLetters.EncodeToString(secret)
		hashes[i] = sha256.Sum256([]byte(plain))
		codes[i] = plain[:4] + "-" + plain[4:8] + "-" + plain[8:12] + "-" + plain[12:]
	}
	a, err := s.Store.ChangeAccount(ctx, who.User.ID, "recovery codes", func(a *checkin.Account) error {
		if a.TOTP == "" {
			return ErrTOTPOff
		}
		a.Recovery = hashes
		return nil
	})
	if err != nil {
		return nil, err
	}
	s.tell(ctx, a, checkin.RecoveryChanged)
	return codes, nil
}

// useCode uses a code of the second factor up, or a recovery code: each works
// once, even if two show it at the same time.
func (s *Service) useCode(ctx context.Context, a checkin.Account, code string) (checkin.Account, error) {
	plain := plainCode(code)
	if len(plain) == totpDigits {
		return s.useTOTP(ctx, a.User.ID, plain)
	}
	hash := sha256.Sum256([]byte(plain))
	changed, err := s.Store.ChangeAccount(ctx, a.User.ID, "recovery code used", func(a *checkin.Account) error {
		i := slices.Index(a.Recovery, hash)
		if i < 0 {
			return ErrTOTPWrong
		}
		a.Recovery = slices.Delete(a.Recovery, i, i+1)
		return nil
	})
	if err == nil {
		s.tell(ctx, changed, checkin.RecoveryChanged)
	}
	return changed, err
}

// plainCode returns a code as it is compared: as numbers are (id.Plain), and with
// what is not in a recovery code read as what it looks like.
func plainCode(code string) string {
	return strings.NewReplacer("O", "0", "I", "1", "L", "1", "U", "V").Replace(id.Plain(code))
}
