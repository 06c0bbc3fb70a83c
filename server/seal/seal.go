// Package seal keeps the numbers of persons unreadable in storage: a stolen
// database shows nobody. Values are encrypted with AES-256-GCM under keys that
// are kept outside the database, and found again by a keyed hash.
//
// A sealed value names its key, so that keys can be changed while old values
// are still read. The key of the hash cannot be changed without going through
// all values.
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"os"
	"strings"
	"sync"

	"ciaw/server/atomicfile"
)

// Hash is a keyed hash by which a value is found: 16 bytes, the same for the same value
// under the same key.
type Hash [16]byte

// Keys seal and open values. They are safe for use by many goroutines.
type Keys struct {
	hash    []byte
	current uint32
	ciphers map[uint32]cipher.AEAD
	macs    sync.Pool // of hash.Hash, for Find
}

// stored is the JSON form of keys, with bytes in base64.
type stored struct {
	Hash []byte      `json:"hash"`
	Keys []storedKey `json:"keys"` // the last one seals
}

type storedKey struct {
	ID  uint32 `json:"id"`
	Key []byte `json:"key"`
}

// ErrNoKey is the failure of a value that was sealed with a key we do not have.
var ErrNoKey = errors.New("sealed with a key that is not here")

// Load returns the keys in source: a file, or the keys themselves if it begins
// with a brace. With create, a file that is not there is made.
func Load(source string, create bool) (*Keys, error) {
	if strings.HasPrefix(source, "{") {
		return parse([]byte(source))
	}
	text, err := os.ReadFile(source)
	if errors.Is(err, fs.ErrNotExist) && create {
		s := stored{Hash: random(32), Keys: []storedKey{{1, random(32)}}}
		if err := save(source, s); err != nil {
			return nil, fmt.Errorf("make data keys: %w", err)
		}
		return s.keys()
	}
	if err != nil {
		return nil, fmt.Errorf("read data keys: %w", err)
	}
	return parse(text)
}

// Rotate adds a key to the file; from then on it seals. Values that older keys
// sealed are still read.
func Rotate(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("read data keys: %w", err)
	}
	var s stored
	if err := json.Unmarshal(text, &s); err != nil || len(s.Keys) == 0 {
		return fmt.Errorf("%s holds no keys", file)
	}
	s.Keys = append(s.Keys, storedKey{s.Keys[len(s.Keys)-1].ID + 1, random(32)})
	return save(file, s)
}

func parse(text []byte) (*Keys, error) {
	var s stored
	if err := json.Unmarshal(text, &s); err != nil {
		return nil, errors.New("data keys are no JSON") // the error could quote them
	}
	return s.keys()
}

func (s stored) keys() (*Keys, error) {
	if len(s.Hash) < 32 || len(s.Keys) == 0 {
		return nil, errors.New("data keys lack a hash key of 32 bytes, or a key")
	}
	k := &Keys{hash: s.Hash, ciphers: map[uint32]cipher.AEAD{}}
	for _, one := range s.Keys {
		if len(one.Key) != 32 {
			return nil, fmt.Errorf("data key %d has not 32 bytes", one.ID)
		}
		block, err := aes.NewCipher(one.Key)
		if err != nil {
			return nil, err
		}
		if k.ciphers[one.ID], err = cipher.NewGCM(block); err != nil {
			return nil, err
		}
		k.current = one.ID
	}
	return k, nil
}

// Seal encrypts a value. It can be opened only together with what it is about,
// so that nobody can move it to another row.
func (k *Keys) Seal(value, about []byte) []byte {
	aead := k.ciphers[k.current]
	sealed := binary.BigEndian.AppendUint32(nil, k.current)
	sealed = append(sealed, random(aead.NonceSize())...)
	return aead.Seal(sealed, sealed[4:], value, about)
}

// Open decrypts what Seal returned for the same about.
func (k *Keys) Open(sealed, about []byte) ([]byte, error) {
	if len(sealed) < 4 {
		return nil, errors.New("no sealed value")
	}
	aead, ok := k.ciphers[binary.BigEndian.Uint32(sealed)]
	if !ok {
		return nil, ErrNoKey
	}
	if len(sealed) < 4+aead.NonceSize() {
		return nil, errors.New("no sealed value")
	}
	nonce, rest := sealed[4:4+aead.NonceSize()], sealed[4+aead.NonceSize():]
	value, err := aead.Open(nil, nonce, rest, about)
	if err != nil {
		return nil, errors.New("sealed value is damaged or about something else")
	}
	return value, nil
}

// Stale reports whether a value was sealed with another key than the one that
// seals now.
func (k *Keys) Stale(sealed []byte) bool {
	return len(sealed) < 4 || binary.BigEndian.Uint32(sealed) != k.current
}

// Find returns the hash that a value of that kind is found by.
func (k *Keys) Find(kind, value string) Hash {
	mac, ok := k.macs.Get().(hash.Hash)
	if !ok {
		mac = hmac.New(sha256.New, k.hash)
	}
	defer k.macs.Put(mac)
	mac.Reset()
	mac.Write([]byte(kind + "\x00" + value)) // never fails
	var sum [sha256.Size]byte
	return Hash(mac.Sum(sum[:0])[:16])
}

// Derive returns a secret of 32 bytes for a purpose: the same wherever these
// keys are.
func (k *Keys) Derive(purpose string) []byte {
	mac := hmac.New(sha256.New, k.hash)
	mac.Write([]byte("derive\x00" + purpose)) // never fails
	return mac.Sum(nil)
}

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails
	return b
}

// save writes the keys where only their owner can read them.
func save(file string, s stored) error {
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	return atomicfile.Write(file, append(text, '\n'))
}
