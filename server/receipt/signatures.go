package receipt

import (
	"crypto/ed25519"
	"encoding/base64"
	"sync"
)

// signaturesKept is how many signatures are remembered, at most twice: about
// one megabyte.
const signaturesKept = 1024

// signatures remembers the last that were made. Signing is the dearest part of
// answering, and a phone that has just registered soon asks what became of it.
// Ed25519 gives the same text the same signature, so none can grow old. The
// zero value remembers nothing yet.
type signatures struct {
	mu            sync.Mutex
	newer, before map[string]string // encoded signatures by what is signed
}

// of returns the encoded signature of a text.
func (s *signatures) of(text string, private ed25519.PrivateKey) string {
	s.mu.Lock()
	known, found := s.newer[text]
	if !found {
		known, found = s.before[text]
	}
	s.mu.Unlock()
	if found {
		return known
	}
	signature := base64.RawURLEncoding.EncodeToString(ed25519.Sign(private, []byte(text)))
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.newer == nil || len(s.newer) >= signaturesKept {
		s.newer, s.before = make(map[string]string, signaturesKept), s.newer
	}
	s.newer[text] = signature
	return signature
}
