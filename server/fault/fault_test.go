package fault_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"ciaw/server/fault"
)

var errPassed = fault.New(fault.Invalid, "day_passed")

func TestSameFailureWhateverTheField(t *testing.T) {
	err := fmt.Errorf("register: %w", fault.At("on", errPassed))
	if !errors.Is(err, errPassed) {
		t.Errorf("%v is not %v", err, errPassed)
	}
	if errors.Is(err, fault.ErrRequired) {
		t.Errorf("%v is taken for %v", err, fault.ErrRequired)
	}
}

func TestAtLeavesTheOriginalAlone(t *testing.T) {
	_ = fault.At("on", errPassed)
	_ = fault.After(time.Second, errPassed)
	if errPassed.Field != "" || errPassed.Retry != 0 {
		t.Errorf("package variable changed: %+v", errPassed)
	}
}

func TestForeignErrorsPassUnchanged(t *testing.T) {
	disk := errors.New("disk full")
	if len(fault.All(fault.At("on", disk))) > 0 || len(fault.All(fault.After(time.Second, disk))) > 0 {
		t.Error("an error of ours became a promise to the caller")
	}
}

func TestOurOwnFailuresShowThroughAPromise(t *testing.T) {
	busy := fault.New(fault.Unavailable, "busy")
	disk := errors.New("disk full")
	for _, err := range []error{disk, fmt.Errorf("%w: %w", busy, disk), errors.Join(busy, fmt.Errorf("add: %w", disk))} {
		if !fault.Foreign(err) {
			t.Errorf("%v looks like a promise only", err)
		}
	}
	for _, err := range []error{nil, busy, fmt.Errorf("add: %w", busy), errors.Join(busy, errPassed)} {
		if fault.Foreign(err) {
			t.Errorf("%v looks like a failure of ours", err)
		}
	}
}

func TestAllFindsJoinedFailures(t *testing.T) {
	joined := errors.Join(fault.At("a", errPassed), errors.Join(fault.At("b", fault.ErrRequired)), errors.New("other"))
	all := fault.All(joined)
	if len(all) != 2 || all[0].Field != "a" || all[1].Field != "b" {
		t.Errorf("got %v", all)
	}
	if fault.All(nil) != nil {
		t.Error("nil holds failures")
	}
}
