package store

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// reader turns columns into values and keeps the first failure. A value that
// does not parse means a damaged database or a fault of ours; its content
// does not go into the error, as it may be somebody's number.
type reader struct{ err error }

func (r *reader) fail(column string) {
	if r.err == nil {
		r.err = fmt.Errorf("column %s holds no such value", column)
	}
}

// parse reads a text; an empty one is the zero value.
func parse[V any](r *reader, column string, with func(string) (V, error), text string) V {
	var none V
	if text == "" {
		return none
	}
	v, err := with(text)
	if err != nil {
		r.fail(column)
		return none
	}
	return v
}

// presence reads an id; NULL is the zero value.
func (r *reader) presence(b []byte) id.Presence {
	if b == nil {
		return id.Presence{}
	}
	if len(b) != 16 {
		r.fail("id")
		return id.Presence{}
	}
	return id.PresenceOf([16]byte(b))
}

// key reads a key; NULL is the zero value.
func (r *reader) key(b []byte) id.Key {
	if len(b) == 0 {
		return id.Key{}
	}
	if len(b) != 16 {
		r.fail("key")
		return id.Key{}
	}
	return id.KeyOf([16]byte(b))
}

// keyBytes returns the bytes of a key; NULL for the zero value.
func keyBytes(k id.Key) []byte {
	if k.IsZero() {
		return nil
	}
	return k.Bytes()
}

// hash reads a SHA-256.
func (r *reader) hash(b []byte) [32]byte {
	if len(b) != 32 {
		r.fail("hash")
		return [32]byte{}
	}
	return [32]byte(b)
}

func (r *reader) owner(b []byte) checkin.Owner {
	if len(b) != len(checkin.Owner{}) {
		r.fail("owner")
		return checkin.Owner{}
	}
	return checkin.Owner(b)
}

// receipt reads a number that is stored as one; 0 is none yet.
func (r *reader) receipt(n int64) id.Receipt {
	if n == 0 {
		return id.Receipt{}
	}
	text := strconv.FormatInt(n, 10)
	return parse(r, "receipt", id.ParseReceipt, strings.Repeat("0", max(0, receiptLength-len(text)))+text)
}

// receiptLength is how many digits a receipt number has.
const receiptLength = 15

// receiptOf returns the number as it is stored.
func receiptOf(n id.Receipt) int64 {
	value, err := strconv.ParseInt(n.String(), 10, 64)
	if errors.Is(err, strconv.ErrSyntax) {
		return 0 // none yet
	}
	return value
}
