package registration

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"sync"

	"ciaw/server/checkin"
)

// networks makes keyed hashes of the networks that people come from. The key is
// in memory only, one a day: a register that is started anew, and each of several
// processes, has another. The zero value is ready.
type networks struct {
	mu  sync.Mutex
	day checkin.Day
	key []byte
}

// hash returns the hash of a network for a day.
func (n *networks) hash(network string, today checkin.Day) (h checkin.Network) {
	n.mu.Lock()
	if n.day != today {
		n.day, n.key = today, make([]byte, sha256.Size)
		_, _ = rand.Read(n.key) // never fails
	}
	key := n.key
	n.mu.Unlock()
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(network)) // never fails
	copy(h[:], mac.Sum(nil))
	return h
}
