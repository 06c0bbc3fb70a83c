// Package fault is the one vocabulary of failures that a caller may see.
//
// A *fault.Error is a promise: its kind, code and field are part of the
// contract. Any other error is our own business; the caller sees "internal"
// and the log sees the rest. Codes carry no data and no language: the screen
// puts them into words. How a kind becomes an HTTP status is web's concern.
package fault

import (
	"errors"
	"slices"
	"time"
)

// Kind classifies a failure, and so says who can do something about it.
type Kind int

// The kinds of failure. The zero Kind is Internal: ours to mend.
const (
	Internal        Kind = iota
	Malformed            // the request cannot be understood at all
	Invalid              // an input is wrong; Field says which
	Denied               // the caller may not
	Unknown              // there is no such thing, or none for this caller
	Conflict             // it clashes with what is already there
	TooLarge             // the input is bigger than we take
	Unsupported          // a kind of input that we do not read
	TooMany              // too often; try again after Retry
	Unavailable          // not now; try again after Retry
	Unauthenticated      // sign in first
)

// Error is a failure that a caller is told about.
type Error struct {
	Kind  Kind
	Code  string        // stable, snake_case, never data
	Field string        // the input at fault, as the contract names it; "" if none
	Retry time.Duration // when to try again; 0 if that would not help
	// Advice is a code for what the caller may do better, as the contract names it; ""
	// when nothing is known.
	Advice string
}

// New returns a failure to be kept in a package variable and compared with
// errors.Is.
func New(kind Kind, code string) *Error { return &Error{Kind: kind, Code: code} }

// At says which input is at fault. Errors that are not a *Error pass unchanged.
func At(field string, err error) error {
	var e *Error
	if !errors.As(err, &e) {
		return err
	}
	at := *e
	at.Field = field
	return &at
}

// After adds a time to wait before trying again (Retry-After). Errors that are not a *Error pass unchanged.
func After(wait time.Duration, err error) error {
	var e *Error
	if !errors.As(err, &e) {
		return err
	}
	after := *e
	after.Retry = wait
	return &after
}

// Advise adds a code for what the caller may do better. Errors that are not a *Error pass
// unchanged.
func Advise(advice string, err error) error {
	var e *Error
	if !errors.As(err, &e) {
		return err
	}
	advised := *e
	advised.Advice = advice
	return &advised
}

// Error returns the code, and the field if there is one.
func (e *Error) Error() string {
	if e.Field == "" {
		return e.Code
	}
	return e.Field + ": " + e.Code
}

// Is reports whether target is the same failure, whatever the field.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Kind == e.Kind && t.Code == e.Code
}

// All returns every *Error in err, which may have been made by errors.Join.
func All(err error) []*Error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var all []*Error
		for _, one := range joined.Unwrap() {
			all = append(all, All(one)...)
		}
		return all
	}
	var e *Error
	if errors.As(err, &e) {
		return []*Error{e}
	}
	return nil
}

// Foreign reports whether err holds anything that is not a *Error: something
// that went wrong on our side, even if the caller is told a promise.
func Foreign(err error) bool {
	switch e := any(err).(type) { // goes through what is wrapped itself
	case nil, *Error:
		return false
	case interface{ Unwrap() error }:
		return Foreign(e.Unwrap())
	case interface{ Unwrap() []error }:
		return slices.ContainsFunc(e.Unwrap(), Foreign)
	}
	return true
}

// ErrRequired is the failure of an input that is missing.
var ErrRequired = New(Invalid, "required")
