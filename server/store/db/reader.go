package db

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// Reader turns columns into values and keeps the first failure. A value that
// does not parse means a damaged database or a fault of ours; its content does
// not go into the error, as it may be somebody's number.
type Reader struct{ Err error }

// Fail notes that a column holds no such value.
func (r *Reader) Fail(column string) {
	if r.Err == nil {
		r.Err = fmt.Errorf("column %s holds no such value", column)
	}
}

// Parse reads a text; an empty one is the zero value.
func Parse[V any](r *Reader, column string, with func(string) (V, error), text string) V {
	var none V
	if text == "" {
		return none
	}
	v, err := with(text)
	if err != nil {
		r.Fail(column)
		return none
	}
	return v
}

// Presence reads an id; NULL is the zero value.
func (r *Reader) Presence(b []byte) id.Presence {
	if b == nil {
		return id.Presence{}
	}
	if len(b) != 16 {
		r.Fail("id")
		return id.Presence{}
	}
	return id.PresenceOf([16]byte(b))
}

// Key reads a key; NULL is the zero value.
func (r *Reader) Key(b []byte) id.Key {
	if len(b) == 0 {
		return id.Key{}
	}
	if len(b) != 16 {
		r.Fail("key")
		return id.Key{}
	}
	return id.KeyOf([16]byte(b))
}

// Hash reads a SHA-256.
func (r *Reader) Hash(b []byte) [32]byte {
	if len(b) != 32 {
		r.Fail("hash")
		return [32]byte{}
	}
	return [32]byte(b)
}

// Owner reads an owner.
func (r *Reader) Owner(b []byte) checkin.Owner { return r.Hash(b) }

// Receipt reads a receipt number that is stored as a number; 0 is none yet.
func (r *Reader) Receipt(n int64) id.Receipt {
	if n == 0 {
		return id.Receipt{}
	}
	text := strconv.FormatInt(n, 10)
	return Parse(r, "receipt", id.ParseReceipt, strings.Repeat("0", max(0, receiptLength-len(text)))+text)
}

// receiptLength is how many digits a receipt number has.
const receiptLength = 15

// KeyBytes returns the bytes of a key; NULL for the zero value.
func KeyBytes(k id.Key) []byte {
	if k.IsZero() {
		return nil
	}
	return k.Bytes()
}

// PresenceBytes returns the bytes of an id.
func PresenceBytes(p id.Presence) []byte {
	b := p.Bytes()
	return b[:]
}

// Time reads milliseconds since 1970.
func Time(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

// Flag returns a truth as it is stored.
func Flag(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
