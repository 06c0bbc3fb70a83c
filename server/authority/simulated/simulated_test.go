package simulated_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"ciaw/server/authority"
	"ciaw/server/authority/simulated"
	"ciaw/server/checkin"
	"ciaw/server/id"
)

func presence(n byte) checkin.Presence {
	return checkin.Presence{ID: id.PresenceOf([16]byte{n}), On: checkin.DayOf(time.Now()), RecordedAt: time.Now(),
		Cancellation: &checkin.Cancellation{Reason: checkin.Other}}
}

type call func(context.Context, authority.Mandate, []checkin.Presence) ([]authority.Answer, error)

// ask returns the answers about one presence: at most one.
func ask(t *testing.T, c call, p checkin.Presence) (a authority.Answer, found bool) {
	t.Helper()
	all, err := c(t.Context(), authority.Mandate{}, []checkin.Presence{p})
	if err != nil || len(all) > 1 {
		t.Fatal(all, err)
	}
	if len(all) == 0 {
		return authority.Answer{}, false
	}
	return all[0], true
}

func TestItAnswersAfterADelayAndChecksLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, p := simulated.New("trial", time.Minute, time.Now), presence(1)
		if _, found := ask(t, a.Find, p); found {
			t.Error("it knows what it was not told")
		}
		start := time.Now()
		first, _ := ask(t, a.Register, p)
		if time.Since(start) != time.Minute || first.State != checkin.Registered || !first.Number.Simulation() || a.Name() != "trial" {
			t.Errorf("%+v after %v", first, time.Since(start))
		}
		again, _ := ask(t, a.Register, p)
		other, _ := ask(t, a.Register, presence(2))
		if again.Number != first.Number || other.Number == first.Number {
			t.Errorf("numbers %v, %v, %v", first.Number, again.Number, other.Number)
		}
		found, _ := ask(t, a.Find, p)
		p.Remarks = []checkin.Remark{checkin.LimosaUnlikely}
		odd, _ := ask(t, a.Find, p)
		if found.State != checkin.Validated || odd.State != checkin.Doubted || len(odd.Remarks) != 1 {
			t.Errorf("%+v, %+v", found, odd)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := a.Find(ctx, authority.Mandate{}, nil); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("it does not give up: %v", err)
		}
	})
}

func TestARestartChangesNoNumber(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		before, p := simulated.New("trial", 0, time.Now), presence(1)
		given, _ := ask(t, before.Register, p)
		after := simulated.New("trial", 0, time.Now)
		if _, found := ask(t, after.Find, p); found {
			t.Error("a reference is known after a restart")
		}
		time.Sleep(time.Minute) // of the bubble
		numbered := p
		numbered.Receipt = given.Number
		if a, _ := ask(t, after.Find, numbered); a.State != checkin.Validated || a.Number != given.Number {
			t.Errorf("what shows its number: %+v", a)
		}
		if a, _ := ask(t, after.Register, p); a.Number != given.Number {
			t.Errorf("registered anew as %v, not %v", a.Number, given.Number)
		}
	})
}

func TestCancellingUntilTheEndOfTheDay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, early, late := simulated.New("trial", 0, time.Now), presence(1), presence(2)
		if got, _ := ask(t, a.Cancel, early); !errors.Is(got.Err, authority.ErrUnknown) {
			t.Errorf("unknown: %+v", got)
		}
		for _, p := range []*checkin.Presence{&early, &late} {
			given, _ := ask(t, a.Register, *p)
			p.Receipt = given.Number
		}
		if got, _ := ask(t, a.Cancel, early); got.State != checkin.Cancelled || got.Err != nil {
			t.Errorf("in time: %+v", got)
		}
		time.Sleep(25 * time.Hour) // of the bubble
		again, _ := ask(t, a.Cancel, early)
		found, _ := ask(t, a.Find, early)
		refused, _ := ask(t, a.Cancel, late)
		if again.State != checkin.Cancelled || found.State != checkin.Cancelled || !errors.Is(refused.Err, authority.ErrTooLate) {
			t.Errorf("%+v, %+v, %+v", again, found, refused)
		}
	})
}
