package crashtest_test

import (
	"errors"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/registration"
	"ciaw/server/seal"
	"ciaw/server/store"
)

// clocked is the register with a clock of the test's own.
type clocked struct {
	t     *testing.T
	store *store.Store
	now   time.Time
	n     int
	*registration.Service
}

// place is where everybody registers; it is open on every day.
const place = "1Y1000003EQCZ"

// onBoth runs a test on both databases.
func onBoth(t *testing.T, f func(c *clocked)) {
	for name, database := range map[string]func(t *testing.T) string{
		"SQLite":     func(t *testing.T) string { return filepath.Join(t.TempDir(), "ciaw.db") },
		"PostgreSQL": func(t *testing.T) string { _, url := postgres(t); return url },
	} {
		t.Run(name, func(t *testing.T) {
			keys, err := seal.Load(filepath.Join(t.TempDir(), "keys"), true)
			if err != nil {
				t.Fatal(err)
			}
			s, err := store.Open(t.Context(), database(t), store.Options{Keys: keys})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			})
			number, err := id.ParseWorkplace(place)
			if err == nil {
				err = s.PutWorkplace(t.Context(), checkin.Workplace{Number: number, Sector: checkin.Construction})
			}
			if err != nil {
				t.Fatal(err)
			}
			c := &clocked{t: t, store: s}
			c.Service = &registration.Service{Store: s, Workplaces: s, Now: func() time.Time { return c.now },
				Allow: func(string, string) time.Duration { return 0 }}
			f(c)
		})
	}
}

// at sets the clock.
func (c *clocked) at(text string) time.Time {
	c.t.Helper()
	instant, err := time.Parse(time.RFC3339, text)
	if err != nil {
		c.t.Fatal(err)
	}
	c.now = instant
	return instant
}

var me = checkin.Actor{Principal: checkin.DevicePrincipal, Channel: checkin.Mobile, Owner: checkin.Owner{7}}

// request is of a person who was not there before.
func (c *clocked) request() registration.Request {
	c.t.Helper()
	c.n++
	person, err := id.ParseLimosa(limosa(1_000_000_000))
	number, err2 := id.ParseWorkplace(place)
	if err = errors.Join(err, err2); err != nil {
		c.t.Fatal(err)
	}
	return registration.Request{
		ID: id.PresenceOf([16]byte{1, 14: byte(c.n >> 8), 15: byte(c.n)}), Limosa: person, Workplace: number, CapturedAt: c.now,
	}
}

// register must succeed.
func (c *clocked) register(r registration.Request) registration.Entry {
	c.t.Helper()
	e, added, err := c.Register(c.t.Context(), me, r)
	if err != nil || !added {
		c.t.Fatalf("at %v: added %v, %v", c.now, added, err)
	}
	return e
}

func TestAClockThatJumpsGivesEveryReceiptOnce(t *testing.T) {
	onBoth(t, func(c *clocked) {
		base := time.Date(2026, 10, 24, 12, 0, 0, 0, time.UTC)
		receipts := map[id.Receipt]bool{}
		var latest time.Time
		for range 150 {
			c.now = base.Add(rand.N(4*24*time.Hour) - 2*24*time.Hour)
			if c.now.After(latest) {
				latest = c.now
			}
			r := c.request()
			e := c.register(r)
			today := checkin.DayOf(c.now)
			if receipts[e.Receipt] || e.On != today || e.Receipt.String()[:6] != today.Date().Format("060102") {
				t.Errorf("at %v: day %v, receipt %v", c.now, e.On, e.Receipt)
			}
			receipts[e.Receipt] = true
			c.now = base.Add(rand.N(4*24*time.Hour) - 2*24*time.Hour)
			r.On = e.On // what the phone remembers
			if again, added, err := c.Register(t.Context(), me, r); err != nil || added || again.Receipt != e.Receipt {
				t.Errorf("repeated at %v: added %v, receipt %v, %v", c.now, added, again.Receipt, err)
			}
		}
		items, err := c.store.Claim(t.Context(), 1000, latest, time.Minute)
		if err != nil || len(items) != 150 {
			t.Errorf("%d of 150 are told in the end, %v", len(items), err)
		}
		if _, err := c.store.VerifyAudit(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func TestTheDaysOnWhichClocksChange(t *testing.T) {
	onBoth(t, func(c *clocked) {
		for _, day := range []struct{ first, last, after, on string }{
			{"2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z", "2026-03-29T22:00:00Z", "2026-03-29"}, // 23 hours
			{"2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z", "2026-10-25T23:00:00Z", "2026-10-25"}, // 25 hours
		} {
			c.at(day.first)
			early := c.request()
			first := c.register(early)
			// Every quarter of an hour, among them the hour that comes twice.
			for end := c.now.Add(25 * time.Hour); c.now.Before(end) && checkin.DayOf(c.now) == first.On; c.now = c.now.Add(15 * time.Minute) {
				if e := c.register(c.request()); e.On.String() != day.on || e.Receipt.String()[:6] != first.Receipt.String()[:6] {
					t.Errorf("at %v: day %v, receipt %v", c.now, e.On, e.Receipt)
				}
			}
			c.at(day.last)
			last := c.register(c.request())
			if first.On.String() != day.on || last.On.String() != day.on {
				t.Errorf("the day %s goes from %v to %v", day.on, first.On, last.On)
			}
			if _, err := c.Cancel(t.Context(), me, first.ID, checkin.Planning); err != nil {
				t.Errorf("cancel in the last second of %s: %v", day.on, err)
			}
			c.at(day.after)
			if _, err := c.Cancel(t.Context(), me, last.ID, checkin.Planning); !errors.Is(err, registration.ErrTooLate) {
				t.Errorf("cancel after %s: %v", day.on, err)
			}
			if next := c.register(c.request()); next.On != first.On.Add(1) {
				t.Errorf("after %s comes %v", day.on, next.On)
			}
		}
	})
}

func TestMidnightInBrusselsForAPhoneElsewhere(t *testing.T) {
	onBoth(t, func(c *clocked) {
		const before, after = "2026-11-22T22:59:50Z", "2026-11-22T23:00:10Z"
		for zone, captured := range map[string]string{
			"Auckland": "2026-11-23T11:59:50+13:00", "Brussels": "2026-11-22T23:59:50+01:00", "Lisbon": "2026-11-22T22:59:50Z", "Lima": "2026-11-22T17:59:50-05:00",
		} {
			c.at(before)
			r := c.request()
			r.CapturedAt = c.at(captured)
			c.at(before)
			if e := c.register(r); e.On.String() != "2026-11-22" || len(e.Remarks) != 0 {
				t.Errorf("%s before midnight: %v, remarks %v", zone, e.On, e.Remarks)
			}
			promise := c.request()
			promise.CapturedAt, promise.On = r.CapturedAt, checkin.DayOf(r.CapturedAt)
			c.at(after)
			if _, _, err := c.Register(t.Context(), me, promise); !errors.Is(err, registration.ErrDayPassed) {
				t.Errorf("%s: a promise of yesterday, delivered after midnight: %v", zone, err)
			}
			r.On = promise.On
			if e, added, err := c.Register(t.Context(), me, r); err != nil || added || e.On.String() != "2026-11-22" {
				t.Errorf("%s: a repetition after midnight: %v, %v, %v", zone, e.On, added, err)
			}
			if e := c.register(c.request()); e.On.String() != "2026-11-23" {
				t.Errorf("%s after midnight: %v", zone, e.On)
			}
		}
	})
}
