package hook

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"ciaw/server/id"
)

// challengeTries is how often an address is challenged, until its owner asks for
// it again: who did not want to hear from us is left in peace.
const challengeTries = 3

// challenge is the JSON body of a challenge, and of its answer.
type challenge struct {
	ID        string `json:"id,omitempty"` // of the hook
	Type      string `json:"type,omitempty"`
	Challenge string `json:"challenge"`
}

// Challenge asks an address whether it wants to be told: it must answer with the
// random text that it is sent. After that the hook is used.
func (s *Service) Challenge(ctx context.Context, which id.Key, tries int) error {
	h, found, err := s.Store.FindHook(ctx, which)
	if err != nil || !found || !h.Confirmed.IsZero() {
		return err
	}
	c, found, err := s.Store.FindCompany(ctx, h.Company)
	if err != nil || !found || !c.Confirmed {
		return err
	}
	land, ok := s.flights.begin(h)
	if !ok {
		return s.later("others are being told")
	}
	defer land()
	random := make([]byte, 24)
	_, _ = rand.Read(random) // never fails
	asked := challenge{h.ID.String(), "hook.challenge", base64.RawURLEncoding.EncodeToString(random)}
	text, err := json.Marshal(asked)
	if err != nil {
		return fmt.Errorf("write challenge: %w", err)
	}
	_, answer, err := s.post(ctx, h, message{asked.ID, text})
	if err == nil && answers(answer, asked.Challenge) {
		return s.Store.ConfirmHook(context.WithoutCancel(ctx), which, s.Now())
	}
	if tries >= challengeTries {
		return nil
	}
	if err == nil {
		err = errors.New("the answer is not what was sent")
	}
	return err
}

// answers reports whether an answer holds the text: as {"challenge": TEXT}, or
// bare.
func answers(answer []byte, text string) bool {
	var said challenge
	if json.Unmarshal(answer, &said) != nil {
		said.Challenge = strings.TrimSpace(string(answer))
	}
	return subtle.ConstantTimeCompare([]byte(said.Challenge), []byte(text)) == 1
}
