package push_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"ciaw/server/checkin"
	"ciaw/server/egress"
	"ciaw/server/id"
	"ciaw/server/push"
)

// monday is 06:30 in Brussels.
var monday = time.Date(2026, 11, 23, 5, 30, 0, 0, time.UTC)

// register is what is stored, in memory.
type register struct {
	subs      map[id.Key]checkin.Subscription
	pushes    map[id.Key]checkin.Push
	presences []checkin.Presence
}

func (r *register) PutSubscription(_ context.Context, s checkin.Subscription) error {
	r.subs[s.ID] = s
	return nil
}

func (r *register) ListSubscriptions(_ context.Context, users ...id.Key) (all []checkin.Subscription, err error) {
	for _, s := range r.subs {
		if slices.Contains(users, s.User) {
			all = append(all, s)
		}
	}
	return all, nil
}

func (r *register) RemoveSubscription(_ context.Context, user, which id.Key) (bool, error) {
	s, found := r.subs[which]
	if found = found && s.User == user; found {
		delete(r.subs, which)
	}
	return found, nil
}

func (r *register) AddPushes(_ context.Context, all []checkin.Push) error {
	for _, p := range all {
		p.ID = id.NewKey(p.Created)
		r.pushes[p.ID] = p
	}
	return nil
}

func (r *register) FindPush(_ context.Context, which id.Key) (checkin.Push, checkin.Subscription, bool, error) {
	p, found := r.pushes[which]
	s, there := r.subs[p.Subscription]
	return p, s, found && there, nil
}

func (r *register) RemovePush(_ context.Context, which id.Key) error {
	delete(r.pushes, which)
	return nil
}

func (r *register) FindAccount(_ context.Context, user id.Key) (checkin.Account, bool, error) {
	return checkin.Account{Member: checkin.Member{User: checkin.User{ID: user, Name: "Nora"}}}, true, nil
}

func (r *register) FindPresence(_ context.Context, which id.Presence) (checkin.Presence, bool, error) {
	for _, p := range r.presences {
		if p.ID == which {
			return p, true, nil
		}
	}
	return checkin.Presence{}, false, nil
}

func (r *register) FindWorkplace(context.Context, id.Workplace) (checkin.Workplace, bool, error) {
	return checkin.Workplace{Name: "Kaai 1"}, true, nil
}

func (r *register) SearchPresences(_ context.Context, q checkin.Search) (all []checkin.Presence, err error) {
	for _, p := range r.presences {
		if !p.On.Before(q.From) && !q.To.Before(p.On) && p.Registrar == q.Registrar {
			all = append(all, p)
		}
	}
	return all, nil
}

// office is a push service with one device.
type office struct {
	*push.Service
	*register
	device
	got     []*http.Request
	bodies  [][]byte
	answer  int
	missing []checkin.Absence
	denied  bool
	user    checkin.Actor
	sub     checkin.Subscription
}

// open starts a push service to which a device has subscribed.
func open(t *testing.T) *office {
	t.Helper()
	o := &office{
		register: &register{map[id.Key]checkin.Subscription{}, map[id.Key]checkin.Push{}, nil},
		device:   newDevice(t), answer: http.StatusCreated,
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		o.got, o.bodies = append(o.got, r), append(o.bodies, body)
		w.WriteHeader(o.answer)
	}))
	t.Cleanup(s.Close)
	o.Service = &push.Service{
		Store: o.register, Client: egress.New(true), Key: push.NewKey([]byte("a secret")), Contact: "https://ciaw.example",
		Now: func() time.Time { return monday },
		Absences: func(context.Context, checkin.Actor) ([]checkin.Absence, error) {
			if o.denied {
				return nil, checkin.ErrDenied
			}
			return o.missing, nil
		},
	}
	if err := o.LoadWords(); err != nil {
		t.Fatal(err)
	}
	o.user = checkin.UserActor(checkin.Member{User: checkin.User{ID: id.NewKey(monday)}}, checkin.Desktop)
	working := [7]bool{false, true, true, true, true, true, false}
	var err error
	o.sub, err = o.Subscribe(t.Context(), o.user, checkin.Subscription{
		Endpoint: s.URL + "/device", Key: o.key.PublicKey().Bytes(), Secret: o.secret, Language: "nl", Remarks: true,
		Alarms: []checkin.Alarm{{Notice: checkin.ReminderNotice, At: 390, Days: working}, {Notice: checkin.MissingNotice, At: 390, Days: working}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// ring has an alarm told.
func (o *office) ring(t *testing.T, n checkin.Notice, age time.Duration) error {
	t.Helper()
	which := id.NewKey(monday)
	o.pushes[which] = checkin.Push{ID: which, Subscription: o.sub.ID, Notice: n, Created: monday.Add(-age)}
	return o.Send(t.Context(), which)
}

// registered puts a presence of the user into the register, days ago.
func (o *office) registered(daysAgo int, state checkin.State, remarks ...checkin.Remark) checkin.Presence {
	p := checkin.Presence{
		ID: id.PresenceOf([16]byte{byte(len(o.presences) + 1)}), Registrar: o.user.User.ID, On: checkin.DayOf(monday).Add(-daysAgo),
		State: state, Remarks: remarks, Name: "Tine Testers",
	}
	o.presences = append(o.presences, p)
	return p
}

func TestARemarkReachesTheDeviceOfWhoeverRegistered(t *testing.T) {
	o := open(t)
	odd := o.registered(0, checkin.Doubted, checkin.ClockAhead)
	clean, others := o.registered(0, checkin.Validated), odd
	others.Registrar = id.NewKey(monday)
	if err := o.Remarked(t.Context(), []checkin.Presence{odd, clean, others}); err != nil || len(o.pushes) != 1 {
		t.Fatalf("%d pushes, %v", len(o.pushes), err)
	}
	for which := range o.pushes {
		for range 2 { // told twice is told once
			if err := o.Send(t.Context(), which); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(o.bodies) != 1 {
		t.Fatalf("%d messages", len(o.bodies))
	}
	m := o.decrypt(t, o.bodies[0])
	if m.Title != "Een opmerking bij een registratie" || !strings.HasPrefix(m.Text, "Kaai 1: ") || !strings.HasPrefix(m.Path, "/presences?") || m.Language != "nl" {
		t.Errorf("%+v", m)
	}
	if strings.Contains(m.Text+m.Title+m.Path, "Testers") {
		t.Errorf("it names somebody: %+v", m)
	}
	checkVAPID(t, o)
}

func TestPushServicesAreToldAnAddressOrNothingAtAll(t *testing.T) {
	o := open(t)
	o.missing = []checkin.Absence{{Workplace: checkin.Workplace{Name: "Kaai 1"}, Missing: 3}}
	for i, contact := range []string{"mailto:operator@ciaw.example", ""} {
		o.Contact = contact
		if err := o.ring(t, checkin.MissingNotice, 0); err != nil {
			t.Fatal(err)
		}
		if len(o.got) != 1 || len(o.pushes) != 0 {
			t.Fatalf("%d: %d messages, %d left", i, len(o.got), len(o.pushes))
		}
		if i == 0 {
			checkVAPID(t, o)
		}
	}
	if key, err := o.PublicKey(); key != "" || !errors.Is(err, push.ErrNoContact) {
		t.Errorf("%q, %v", key, err)
	}
	if _, err := o.Subscribe(t.Context(), o.user, o.sub); !errors.Is(err, push.ErrNoContact) {
		t.Errorf("subscribe: %v", err)
	}
}

// checkVAPID checks who the message says it is from, as RFC 8292 says.
func checkVAPID(t *testing.T, o *office) {
	t.Helper()
	r := o.got[0]
	token, key, found := strings.Cut(strings.TrimPrefix(r.Header.Get("Authorization"), "vapid t="), ", k=")
	own, err := o.PublicKey()
	if !found || err != nil || key != own {
		t.Fatalf("Authorization %q", r.Header.Get("Authorization"))
	}
	point, err := base64.RawURLEncoding.DecodeString(key)
	if err != nil {
		t.Fatalf("key %q, %v", key, err)
	}
	public, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), point)
	if err != nil {
		t.Fatal(err)
	}
	claims := jwt.MapClaims{}
	_, err = jwt.ParseWithClaims(token, claims, func(*jwt.Token) (any, error) { return public, nil },
		jwt.WithValidMethods([]string{"ES256"}), jwt.WithAudience("http://"+r.Host), jwt.WithExpirationRequired())
	if err != nil || claims["sub"] != o.Contact {
		t.Errorf("%v, %v", claims, err)
	}
	if r.Header.Get("Content-Encoding") != "aes128gcm" || r.Header.Get("TTL") == "" {
		t.Errorf("%v", r.Header)
	}
}

func TestWhoRegisteredOnTheLastWorkingDaysIsReminded(t *testing.T) {
	for name, c := range map[string]struct {
		days  []int // ago; today is a Monday
		state checkin.State
		want  int
	}{
		"on Friday and Thursday":             {[]int{3, 4}, checkin.Validated, 1},
		"on Friday only":                     {[]int{3}, checkin.Validated, 0},
		"at the weekend":                     {[]int{1, 2}, checkin.Validated, 0},
		"on Friday and Thursday, and today":  {[]int{0, 3, 4}, checkin.Validated, 0},
		"on Friday and Thursday, but undone": {[]int{3, 4}, checkin.Cancelled, 0},
		"never":                              {nil, "", 0},
	} {
		o := open(t)
		for _, ago := range c.days {
			o.registered(ago, c.state)
		}
		if err := o.ring(t, checkin.ReminderNotice, 0); err != nil || len(o.bodies) != c.want || len(o.pushes) != 0 {
			t.Errorf("%s: %v, %d messages", name, err, len(o.bodies))
		}
	}
	o := open(t)
	o.registered(3, checkin.Validated)
	o.registered(4, checkin.Validated)
	if err := o.ring(t, checkin.ReminderNotice, 2*time.Hour); err != nil || len(o.bodies) != 0 || len(o.pushes) != 0 {
		t.Errorf("reminded two hours late: %v, %d messages", err, len(o.bodies))
	}
}

func TestMissingPeopleAreCountedAndNotNamed(t *testing.T) {
	o := open(t)
	number, err := id.ParseWorkplace("1Y1000003EQCZ")
	if err != nil {
		t.Fatal(err)
	}
	o.missing = []checkin.Absence{{Workplace: checkin.Workplace{Number: number, Name: "Kaai 1"}, Missing: 3}}
	if err := o.ring(t, checkin.MissingNotice, 0); err != nil || len(o.bodies) != 1 {
		t.Fatalf("%v, %d messages", err, len(o.bodies))
	}
	if m := o.decrypt(t, o.bodies[0]); m.Title != "Vandaag afwezig: 3" || !strings.HasPrefix(m.Text, "Kaai 1: 3.") || m.Path != "/board/1Y1000003EQCZ" {
		t.Errorf("%+v", m)
	}
	for i := range 4 {
		o.missing = append(o.missing, checkin.Absence{Workplace: checkin.Workplace{Number: number, Name: "Kaai"}, Missing: i})
	}
	if err := o.ring(t, checkin.MissingNotice, 0); err != nil {
		t.Fatal(err)
	}
	if m := o.decrypt(t, o.bodies[1]); m.Title != "Vandaag afwezig: 9" || m.Path != "/places" || strings.Count(m.Text, "Kaai") != 3 {
		t.Errorf("%+v", m)
	}
	o.missing = nil
	o.denied = true
	if err := o.ring(t, checkin.MissingNotice, 0); err != nil || len(o.bodies) != 2 || len(o.pushes) != 0 {
		t.Errorf("without the entitlement: %v, %d messages", err, len(o.bodies))
	}
}

func TestOnlyAPushServiceThatSaysSoMakesUsForgetADevice(t *testing.T) {
	for status, want := range map[int]struct{ kept, told bool }{
		201: {true, true}, 404: {false, true}, 410: {false, true}, 429: {true, false}, 500: {true, false}, 403: {true, false}, 301: {true, false},
	} {
		o := open(t)
		o.answer = status
		o.missing = []checkin.Absence{{Missing: 1}}
		err := o.ring(t, checkin.MissingNotice, 0)
		if (err == nil) != want.told || (len(o.subs) == 1) != want.kept {
			t.Errorf("after %d: %v, %d devices", status, err, len(o.subs))
		}
	}
}

func TestWhatADeviceSaysOfItselfIsChecked(t *testing.T) {
	d := newDevice(t)
	good := base64.RawURLEncoding.EncodeToString(d.key.PublicKey().Bytes())
	if b, err := push.ParseKey(good + "="); err != nil || !bytes.Equal(b, d.key.PublicKey().Bytes()) {
		t.Errorf("%v", err)
	}
	for _, bad := range []string{"", "AAAA", good[:80], strings.Repeat("A", 87)} {
		if _, err := push.ParseKey(bad); err == nil {
			t.Errorf("%q is a key", bad)
		}
		if _, err := push.ParseSecret(bad); err == nil {
			t.Errorf("%q is a secret", bad)
		}
	}
	for text, want := range map[string]int{"00:00": 0, "06:30": 390, "23:59": 1439} {
		if got, err := push.ParseTime(text); err != nil || got != want || push.WriteTime(want) != text {
			t.Errorf("%s: %d, %v", text, got, err)
		}
	}
	for _, bad := range []string{"", "6:30", "24:00", "06:60", "06:30:00", "noon"} {
		if _, err := push.ParseTime(bad); err == nil {
			t.Errorf("%q is a time", bad)
		}
	}
}
