package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	_ "embed" // the list of common passwords
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"ciaw/server/checkin"
	"ciaw/server/fault"
)

// The refusals of a new password.
var (
	ErrPasswordShort  = fault.New(fault.Invalid, "password_short")
	ErrPasswordCommon = fault.New(fault.Invalid, "password_common")
)

// Costs of argon2id: 19 MiB and two passes, about 60 ms of a processor (the
// least that OWASP advises).
const (
	passes   = 2
	memory   = 19 << 10 // KiB
	saltLen  = 16
	hashLen  = 32
	shortest = 10 // characters
	longest  = 200
)

// hashing is a semaphore: one password is hashed at a time. The memory of each
// counts as live while the garbage collector looks, and the heap may grow to
// some three times of that: two at once would double it. It also leaves a
// processor to those who register meanwhile.
var hashing = make(chan struct{}, 1)

//go:embed common.txt
var commonText string

var common = func() map[string]bool {
	all := map[string]bool{}
	for word := range strings.FieldsSeq(commonText) {
		all[word] = true
	}
	return all
}()

// CheckPassword refuses a password that is easy to guess: short, common, of one
// repeated or counting pattern, or made of what is known about the user.
func CheckPassword(password string, known ...string) error {
	if _, err := checkin.ParseText(password); err != nil {
		return err // nobody types it again
	}
	if utf8.RuneCountInString(password) < shortest || len(password) > longest {
		return ErrPasswordShort
	}
	plain := strings.ToLower(password)
	letters := strings.TrimRight(plain, "0123456789!?.*#@$ ")
	if common[plain] || common[letters] || monotonous(plain) {
		return ErrPasswordCommon
	}
	for _, k := range known {
		k = strings.ToLower(strings.TrimSpace(k))
		if len(k) >= 4 && strings.Contains(plain, k) && len(plain)-len(k) < 6 {
			return ErrPasswordCommon
		}
	}
	return nil
}

// monotonous reports whether few different steps lead from character to
// character, as in aaaaaaaaaa, 1234567890 and abcabcabcabc.
func monotonous(s string) bool {
	steps, chars := map[int]bool{}, map[rune]bool{}
	last := rune(-1)
	for _, r := range s {
		chars[r] = true
		if last >= 0 {
			steps[int(r-last)] = true
		}
		last = r
	}
	return len(chars) < 4 || len(steps) < 3
}

// hashPassword returns the argon2id hash in its usual text form (PHC).
func hashPassword(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltLen)
	_, _ = rand.Read(salt) // never fails
	hash, err := derive(ctx, password, salt)
	if err != nil {
		return "", err
	}
	encode := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=1$%s$%s", argon2.Version, memory, passes, encode(salt), encode(hash)), nil
}

func derive(ctx context.Context, password string, salt []byte) ([]byte, error) {
	select {
	case hashing <- struct{}{}:
		defer func() { <-hashing }()
		return argon2.IDKey([]byte(password), salt, passes, memory, 1, hashLen), nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// samePassword reports whether hashed is the hash of password. Where there is
// no hash it takes as long and says no, so that nobody learns who has an
// account.
func samePassword(ctx context.Context, hashed, password string) (bool, error) {
	parts := strings.Split(hashed, "$")
	if len(parts) != 6 {
		_, err := derive(ctx, password, make([]byte, saltLen))
		return false, err
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return false, fmt.Errorf("stored password: %w", err)
	}
	want, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil {
		return false, fmt.Errorf("stored password: %w", err)
	}
	got, err := derive(ctx, password, salt)
	return err == nil && subtle.ConstantTimeCompare(got, want) == 1, err
}
