package store_test

import (
	"database/sql"
	"errors"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
	"ciaw/server/store"
	"ciaw/server/store/contract"
)

// nearTheEnd opens a register that has given so many receipt numbers of the day.
func nearTheEnd(t *testing.T, e engine, given int, o store.Options) *store.Store {
	t.Helper()
	register, dsn := e.fresh(t)
	openAndClose(t, register)
	e.do(t, dsn, func(db *sql.DB) error {
		_, err := db.ExecContext(t.Context(), "INSERT INTO receipt_counters (day, last) VALUES ('2026-11-23', $1)", given)
		return err
	})
	o.Keys = contract.Keys
	s, err := store.Open(t.Context(), register, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

var morning = time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)

func TestTheOperatorIsToldBeforeReceiptNumbersEnd(t *testing.T) {
	for name, e := range engines {
		t.Run(name, func(t *testing.T) {
			var alarms []float64
			s := nearTheEnd(t, e, 7_999_900, store.Options{
				Now: func() time.Time { return morning }, NumbersAlarm: func(used float64) { alarms = append(alarms, used) },
			})
			add(t, s, 1, morning)
			if len(alarms) != 1 || alarms[0] < 0.8 || alarms[0] > 0.81 {
				t.Errorf("alarms %v", alarms)
			}
			if err := s.Ready(t.Context()); err != nil {
				t.Errorf("with numbers: %v", err)
			}
		})
	}
}

func TestTheReceiptNumbersOfADayEnd(t *testing.T) {
	for name, e := range engines {
		t.Run(name, func(t *testing.T) {
			now := morning
			s := nearTheEnd(t, e, id.MaxReceiptsPerDay-1, store.Options{Now: func() time.Time { return now }})
			last := add(t, s, 1, now) // the last number of all
			for n := 2; n < 5; n++ {
				_, _, err := contract.Add(t.Context(), s, presenceAt(n, now))
				var f *fault.Error
				if !errors.Is(err, store.ErrNoNumbers) || fault.Foreign(err) || !errors.As(err, &f) || f.Retry <= 0 {
					t.Errorf("without numbers: %v", err)
				}
			}
			if err := s.Ready(t.Context()); !errors.Is(err, store.ErrNoNumbers) {
				t.Errorf("ready: %v", err)
			}
			if used, err := s.NumbersUsed(t.Context(), checkin.DayOf(now)); err != nil || used < 1 {
				t.Errorf("used %v, %v", used, err)
			}
			if kept, found, err := s.FindPresence(t.Context(), last.ID); err != nil || !found || kept.Receipt != last.Receipt {
				t.Errorf("what was registered: %v, %v, %v", kept.Receipt, found, err)
			}
			now = now.Add(24 * time.Hour)
			if err := s.Ready(t.Context()); err != nil {
				t.Errorf("the next day: %v", err)
			}
			add(t, s, 9, now)
		})
	}
}

func presenceAt(n int, now time.Time) checkin.Presence {
	number, err := id.ParseWorkplace("1Y1000003EQCZ")
	if err != nil {
		panic(err)
	}
	limosa, err := id.ParseLimosa("24910158641968060")
	if err != nil {
		panic(err)
	}
	return checkin.Presence{
		ID: id.PresenceOf([16]byte{byte(n)}), Owner: checkin.Owner{1}, Limosa: limosa, Workplace: number, On: checkin.DayOf(now),
		Direction: checkin.Daily, Channel: checkin.Mobile, CapturedAt: now, RecordedAt: now, State: checkin.Registered,
	}
}

func add(t *testing.T, s *store.Store, n int, now time.Time) checkin.Presence {
	t.Helper()
	p := presenceAt(n, now)
	if err := s.PutWorkplace(t.Context(), checkin.Workplace{Number: p.Workplace, Name: "North"}); err != nil {
		t.Fatal(err)
	}
	stored, added, err := contract.Add(t.Context(), s, p)
	if err != nil || !added {
		t.Fatalf("%v, %v", added, err)
	}
	return stored
}
