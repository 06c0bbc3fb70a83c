package id

import (
	"fmt"
	"strconv"
	"time"

	"ciaw/server/fault"
)

// ErrReceipt is the failure of a text that is no receipt number of ours.
var ErrReceipt = fault.New(fault.Invalid, "receipt_invalid")

// Receipt is the number that puts a presence in order: YYMMDD of the day it
// was given, a counter of seven digits, and two check digits (ISO 7064, mod
// 97-10). It fits the official form, a whole number of at most 15 digits, and
// another authority may have given any such number (ReceiptOf). A number from a
// simulation has 15 digits and begins with 9. The zero value is no number.
type Receipt struct{ digits string }

// MaxReceipt is the highest number of the official form.
const MaxReceipt = 999_999_999_999_999

// MaxReceiptsPerDay is the highest counter a receipt number can hold.
const MaxReceiptsPerDay = 9_999_999

// NewReceipt makes the number for a day and a counter of 1 to
// MaxReceiptsPerDay.
func NewReceipt(day time.Time, counter int, simulation bool) (Receipt, error) {
	if counter < 1 || counter > MaxReceiptsPerDay {
		return Receipt{}, fmt.Errorf("receipt counter %d out of range", counter)
	}
	d := fmt.Sprintf("%s%07d", day.Format("060102"), counter)
	if simulation {
		d = "9" + d[1:]
	}
	return Receipt{fmt.Sprintf("%s%02d", d, 98-number(d)*100%97)}, nil
}

// ReceiptOf returns the number that another authority gave: 1 to MaxReceipt,
// with no check digits that we know of.
func ReceiptOf(number int64) (Receipt, error) {
	if number < 1 || number > MaxReceipt {
		return Receipt{}, ErrReceipt
	}
	return Receipt{strconv.FormatInt(number, 10)}, nil
}

// ParseReceipt accepts the 15 digits of a number of ours, with or without
// separators.
func ParseReceipt(s string) (Receipt, error) {
	d := unlabelled(Plain(s), "receipt")
	if !digits(d, 15) || number(d)%97 != 1 {
		return Receipt{}, ErrReceipt
	}
	return Receipt{d}, nil
}

// Simulation reports whether the number is from a simulation, and so no
// registration at all.
func (n Receipt) Simulation() bool { return len(n.digits) == 15 && n.digits[0] == '9' }

// Number returns it as a whole number; 0 if it is none.
func (n Receipt) Number() int64 { return number(n.digits) }

// IsZero reports whether this is no number.
func (n Receipt) IsZero() bool { return n.digits == "" }

// String returns its digits: 15 of a number of ours.
func (n Receipt) String() string { return n.digits }
