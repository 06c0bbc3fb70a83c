package receipt

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
	"time"

	"ciaw/server/atomicfile"
)

// Keys are the keys that sign receipts. A new key is published at once but
// signs only from a moment in the future, so that inspectors' phones have it
// before they meet it; an old key stays published, as its receipts stay true.
type Keys struct {
	file string
	mu   sync.RWMutex
	all  []key // by the moment from which they sign
}

type key struct {
	id      string
	from    time.Time
	private ed25519.PrivateKey
	header  string // of every receipt that it signs, encoded
}

// newKey returns the key that signs from that moment.
func newKey(private ed25519.PrivateKey, from time.Time) key {
	k := key{id: keyID(private), from: from, private: private}
	header := fmt.Sprintf(`{"alg":"EdDSA","kid":%q,"typ":%q}`, k.id, Type)
	k.header = base64.RawURLEncoding.EncodeToString([]byte(header))
	return k
}

// PublicKey is a key by which receipts are verified.
type PublicKey struct {
	ID   string    // as in the header of a receipt
	From time.Time // signs from then on
	X    string    // 32 bytes in base64url
}

// stored is the JSON form of a key in its file.
type stored struct {
	Seed string    `json:"seed"` // 32 bytes in base64url: secret
	From time.Time `json:"from"`
}

// OpenKeys reads the keys from a file that only its owner can read, and makes
// it with one key if there is none.
func OpenKeys(file string, now time.Time) (*Keys, error) {
	k := &Keys{file: file}
	err := k.load()
	if errors.Is(err, fs.ErrNotExist) {
		_, err = k.Rotate(now.Truncate(time.Second))
	}
	if err != nil {
		return nil, fmt.Errorf("open receipt keys: %w", err)
	}
	return k, nil
}

// Rotate adds a key that signs from the given moment on, and returns it.
func (k *Keys) Rotate(from time.Time) (PublicKey, error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return PublicKey{}, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if n := len(k.all); n > 0 && from.Before(k.all[n-1].from) {
		return PublicKey{}, errors.New("a key that signs later is there already")
	}
	added := newKey(private, from.UTC())
	if err := save(k.file, append(k.all, added)); err != nil {
		return PublicKey{}, fmt.Errorf("save receipt keys: %w", err)
	}
	k.all = append(k.all, added)
	return added.public(), nil
}

// Public returns all keys, oldest first.
func (k *Keys) Public() []PublicKey {
	k.mu.RLock()
	defer k.mu.RUnlock()
	var all []PublicKey
	for _, one := range k.all {
		all = append(all, one.public())
	}
	return all
}

// signing returns the key that signs what was recorded at that moment, so that
// a receipt asked for again is the same to the letter.
func (k *Keys) signing(at time.Time) key {
	k.mu.RLock()
	defer k.mu.RUnlock()
	for i := len(k.all) - 1; i > 0; i-- {
		if !at.Before(k.all[i].from) {
			return k.all[i]
		}
	}
	return k.all[0]
}

func (k *Keys) load() error {
	text, err := os.ReadFile(k.file)
	if err != nil {
		return err
	}
	var all []stored
	if err := json.Unmarshal(text, &all); err != nil {
		return fmt.Errorf("%s: %w", k.file, err)
	}
	for i, s := range all {
		seed, err := base64.RawURLEncoding.DecodeString(s.Seed)
		if err != nil || len(seed) != ed25519.SeedSize {
			return fmt.Errorf("%s: key %d is no key", k.file, i+1)
		}
		k.all = append(k.all, newKey(ed25519.NewKeyFromSeed(seed), s.From))
	}
	if len(k.all) == 0 {
		return fmt.Errorf("%s holds no key", k.file)
	}
	return nil
}

// save replaces the file in one step, on the disk before it returns.
func save(file string, all []key) error {
	list := make([]stored, len(all))
	for i, one := range all {
		list[i] = stored{base64.RawURLEncoding.EncodeToString(one.private.Seed()), one.from}
	}
	text, err := json.MarshalIndent(list, "", "  ")
	if err != nil {
		return err
	}
	return atomicfile.Write(file, append(text, '\n'))
}

// sign returns the signing input of a JWS, a point and its signature in
// base64url. Ed25519 has one signature for each key and text.
func (k key) sign(input string) string {
	return input + "." + base64.RawURLEncoding.EncodeToString(ed25519.Sign(k.private, []byte(input)))
}

func (k key) public() PublicKey {
	return PublicKey{k.id, k.from, base64.RawURLEncoding.EncodeToString(publicBytes(k.private))}
}

// keyID names a key by the beginning of the hash of its public half.
func keyID(private ed25519.PrivateKey) string {
	sum := sha256.Sum256(publicBytes(private))
	return base64.RawURLEncoding.EncodeToString(sum[:6])
}

func publicBytes(private ed25519.PrivateKey) []byte {
	return private[ed25519.SeedSize:]
}
