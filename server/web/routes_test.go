package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"ciaw/api"
	"ciaw/server/auth"
	"ciaw/server/checkin"
	"ciaw/server/id"
)

var discard = slog.New(slog.DiscardHandler)

// operations returns the ids of all operations of the contract.
func operations() (all []string) {
	for _, found := range regexp.MustCompile(`operationId: (\w+)`).FindAllStringSubmatch(string(api.Specification), -1) {
		all = append(all, found[1])
	}
	return all
}

func TestEveryOperationHasARoute(t *testing.T) {
	all := operations()
	for _, operation := range all {
		if _, known := routes[operation]; !known {
			t.Errorf("%s is not in the table of routes", operation)
		}
	}
	for operation := range routes {
		if !slices.Contains(all, operation) {
			t.Errorf("%s is a route of no operation", operation)
		}
	}
}

// now is when the requests of these tests come.
var now = time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)

// TestATokenAloneIsNotWorthTheAccount: what takes an account over, or gives
// others one, is only for who has said who they are within five minutes. An
// operation that is added must be on one side or the other.
func TestATokenAloneIsNotWorthTheAccount(t *testing.T) {
	guarded := []string{"changePassword", "addTotp", "confirmTotp", "removeTotp", "addRecoveryCodes", "addPasskeyOptions", "addPasskey",
		"removePasskey", "addHook", "addUser", "changeUser", "removeUser", "addUserLink", "getGateScreen"}
	member := checkin.Member{Company: checkin.Company{ID: id.KeyOf([16]byte{1}), Confirmed: true}, User: checkin.User{Entitlements: checkin.AllEntitlements}}
	for _, operation := range operations() {
		for age, fresh := range map[time.Duration]bool{0: true, 5 * time.Minute: true, 5*time.Minute + time.Second: false, 240 * time.Hour: false} {
			who := checkin.UserActor(member, checkin.Desktop)
			who.Confirmed = now.Add(-age)
			want := http.StatusNoContent
			if slices.Contains(guarded, operation) && !fresh {
				want = http.StatusForbidden
			}
			if got := through(who, routes[operation], http.MethodGet); got != want {
				t.Errorf("%s after %v: %d, want %d", operation, age, got, want)
			}
		}
		if got := through(checkin.UserActor(member, ""), routes[operation], http.MethodGet); slices.Contains(guarded, operation) != (got == http.StatusForbidden) {
			t.Errorf("%s by who never said: %d", operation, got)
		}
	}
}

// through sends a request through the gate of a route and returns the status;
// 204 if a handler would have been asked.
func through(who checkin.Actor, r route, method string, headers ...string) int {
	return throughGate(newBulkheads(), who, r, request(method, headers...))
}

// request is one with an access token.
func request(method string, headers ...string) *http.Request {
	r := httptest.NewRequest(method, "/", nil)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer whatever")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return r
}

// throughGate does so where others may have taken places of heavy work.
func throughGate(places bulkheads, who checkin.Actor, r route, request *http.Request) int {
	g := gate{
		authenticate: func(context.Context, auth.Credential) (checkin.Actor, error) { return who, nil },
		allow:        func(string, string) time.Duration { return 0 },
		bulkheads:    places,
		now:          func() time.Time { return now },
	}
	e := echo.New()
	e.Add(request.Method, "/", func(c echo.Context) error { return c.NoContent(http.StatusNoContent) }, g.of(r)...)
	e.HTTPErrorHandler = func(err error, c echo.Context) { _ = writeProblem(c, err) }
	answer := httptest.NewRecorder()
	e.ServeHTTP(answer, request)
	return answer.Code
}

// TestEveryPrincipalAtEveryOperation sends every principal to every operation.
// Clients of the web service and gateways have no credential yet; whom their
// coming lets in where is settled here. What an operation is not named for it
// is refused.
func TestEveryPrincipalAtEveryOperation(t *testing.T) {
	company := checkin.Company{ID: id.KeyOf([16]byte{1}), Confirmed: true}
	member := checkin.Member{Company: company, User: checkin.User{ID: id.KeyOf([16]byte{2}), Company: company.ID}}
	plain := checkin.UserActor(member, checkin.Desktop)
	plain.Confirmed = now
	member.User.Entitlements = checkin.AllEntitlements
	all := checkin.UserActor(member, checkin.Mobile)
	all.Confirmed = now
	principals := map[string]checkin.Actor{
		"nobody": {}, "device": {Principal: checkin.DevicePrincipal, Channel: checkin.Mobile, Owner: checkin.Owner{1}},
		"user": plain, "entitled user": all,
		"client":  {Principal: checkin.ClientPrincipal, Member: checkin.Member{Company: company}, Entitlements: checkin.AllEntitlements},
		"gateway": {Principal: checkin.GatewayPrincipal, Member: checkin.Member{Company: company}, Entitlements: checkin.AllEntitlements},
	}
	open := []string{"getHealth", "getReadiness", "getReceiptKeys", "getDemo", "getPoster", "addScan", "printReceipt", "printReceipts", "putPresence", "putPresences", "getPresence",
		"cancelPresence", "addCompany", "addSession", "renewSession", "addPasskeyChallenge", "addPasskeySession", "addLink", "readLink", "useLink"}
	members := []string{"searchPresences", "printPresences", "getWorkplaces", "getWorkplace"}
	consulting := []string{"exportPresences", "getBoard", "getOverview", "getWorkplaceDays"}
	oneself := []string{"getMe", "changeMe", "confirmMe", "addRecoveryCodes", "changePassword", "getSessions", "removeSession", "addTotp", "confirmTotp", "removeTotp",
		"addPasskeyOptions", "getPasskeys", "addPasskey", "removePasskey", "getPushKey", "getPushSubscriptions", "putPushSubscription", "removePushSubscription"}
	for _, operation := range operations() {
		for name, who := range principals {
			want := http.StatusForbidden
			switch {
			case slices.Contains(open, operation), name == "entitled user":
				want = http.StatusNoContent
			case name == "nobody" || name == "device":
				want = http.StatusUnauthorized
			case slices.Contains(members, operation) && (name == "user" || name == "client"):
				want = http.StatusNoContent
			case slices.Contains(consulting, operation) && name == "client":
				want = http.StatusNoContent
			case slices.Contains(oneself, operation) && name == "user":
				want = http.StatusNoContent
			}
			if got := through(who, routes[operation], http.MethodGet); got != want {
				t.Errorf("%s as %s: %d, want %d", operation, name, got, want)
			}
		}
	}
}

// TestRightsComeBeforeHeavyWork: whoever has no right to it is told so, however
// busy the register is, and nothing of theirs is read.
func TestRightsComeBeforeHeavyWork(t *testing.T) {
	company := checkin.Company{ID: id.KeyOf([16]byte{1})}
	founder := checkin.UserActor(checkin.Member{Company: company, User: checkin.User{Entitlements: checkin.AllEntitlements}}, checkin.Desktop)
	company.Confirmed = true
	entitled := checkin.UserActor(checkin.Member{Company: company, User: checkin.User{Entitlements: checkin.AllEntitlements}}, checkin.Desktop)
	founder.Confirmed, entitled.Confirmed = now, now // and have just said who they are
	for operation, r := range routes {
		if r.heavy == "" {
			continue
		}
		w, known := works()[r.heavy]
		if !known {
			t.Fatalf("%s: no rule for %s", operation, r.heavy)
		}
		places := newBulkheads()
		for i := range w.Slots + w.Waiting {
			if _, err := places[r.heavy].Enter(strconv.Itoa(i)); err != nil {
				t.Fatal(err)
			}
		}
		want := map[string]int{"nobody": 503, "unconfirmed": 503, "entitled": 503}
		if r.audience.Admit(checkin.Actor{}) != nil {
			want["nobody"] = 401
		}
		if r.audience.Admit(founder) != nil {
			want["unconfirmed"] = 403
		}
		for name, who := range map[string]checkin.Actor{"nobody": {}, "unconfirmed": founder, "entitled": entitled} {
			if got := throughGate(places, who, r, request(http.MethodPost)); got != want[name] {
				t.Errorf("%s as %s: %d, want %d", operation, name, got, want[name])
			}
		}
		if operation == "importWorkplaces" && want["unconfirmed"] != 403 {
			t.Error("anybody may import")
		}
	}
}

func TestARouteLetsOtherMediaTypesIn(t *testing.T) {
	for what, c := range map[string]struct {
		accepts  []string
		declared string
		want     int
	}{
		"JSON":                       {nil, "application/json; charset=utf-8", 204},
		"a form where JSON is asked": {nil, "application/x-www-form-urlencoded", 415},
		"text where JSON is asked":   {nil, "text/plain", 415},
		"nothing declared":           {nil, "", 415},
		"a form that is let in":      {[]string{echo.MIMEApplicationForm}, "application/x-www-form-urlencoded", 204},
		"XML that is let in":         {[]string{"text/xml", "application/soap+xml"}, "text/xml; charset=utf-8", 204},
		"JSON where XML is asked":    {[]string{"text/xml"}, "application/json", 415},
		"a picture":                  {anyMedia, "image/jpeg", 204},
	} {
		if got := through(checkin.Actor{}, route{accepts: c.accepts}, http.MethodPost, "Content-Type", c.declared); got != c.want {
			t.Errorf("%s: %d, want %d", what, got, c.want)
		}
	}
}

func TestEachMountTellsFailuresInItsOwnForm(t *testing.T) {
	said := func(word string) problemWriter {
		return func(c echo.Context, err error) error { return c.String(statusOf(err), word) }
	}
	all := mounts{{prefix: "", problems: said("root")}, {prefix: "/REST", problems: said("official")}, {prefix: "/REST/two", problems: said("second")}}
	for path, want := range map[string]string{
		"/": "root", "/api/v1/none": "root", "/RESTaurant": "root", "/REST": "official", "/REST/none": "official", "/REST/two/none": "second",
	} {
		if got := all.of(path); got.prefix != map[string]string{"root": "", "official": "/REST", "second": "/REST/two"}[want] {
			t.Errorf("%s belongs to %q, want %s", path, got.prefix, want)
		}
		e := echo.New()
		answer := httptest.NewRecorder()
		c := e.NewContext(httptest.NewRequest(http.MethodGet, path, nil), answer)
		all.problems(discard)(errors.Join(checkin.ErrDenied), c)
		if answer.Code != http.StatusForbidden || answer.Body.String() != want {
			t.Errorf("%s: %d %s, want %s", path, answer.Code, answer.Body, want)
		}
	}
}

// TestAnItemSaysAllThatARequestSays: a field that an item of a list has, and
// that is forgotten where it becomes a request, would be lost for crews alone.
func TestAnItemSaysAllThatARequestSays(t *testing.T) {
	one, item := reflect.TypeFor[api.NewPresence](), reflect.TypeFor[api.NewPresenceItem]()
	if one.NumField()+1 != item.NumField() {
		t.Errorf("a request has %d fields, an item %d: only the id should be more", one.NumField(), item.NumField())
	}
	full := api.NewPresenceItem{
		Id: "x", Worker: api.NewWorker{Limosa: "x"}, Poster: "x", Screen: "x", Workplace: "x", On: "x", Direction: api.InOrOutIn, CapturedAt: time.Now(), Secret: "x",
		Position: &api.Position{Latitude: 1},
	}
	request := reflect.ValueOf(presenceOf(full))
	for i := range item.NumField() {
		name := item.Field(i).Name
		if reflect.ValueOf(full).Field(i).IsZero() {
			t.Errorf("this test sets no %s", name)
		}
		if name == "Id" {
			continue
		}
		if got := request.FieldByName(name); !got.IsValid() || !reflect.DeepEqual(got.Interface(), reflect.ValueOf(full).Field(i).Interface()) {
			t.Errorf("%s of an item is lost", name)
		}
	}
}
