package hook_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/hook"
	"ciaw/server/id"
)

func TestATestIsToldAsEverythingElseAndIsAboutNobody(t *testing.T) {
	o := open(t)
	h, _ := o.add(t)
	for range 2 { // each is another one
		if err := o.Test(t.Context(), o.user, h.ID); err != nil {
			t.Fatal(err)
		}
	}
	if err := o.send(t); err != nil || len(o.bodies) != 2 || len(o.deliveries) != 2 {
		t.Fatalf("%d requests, %d deliveries, %v", len(o.bodies), len(o.deliveries), err)
	}
	for i, text := range o.bodies {
		var body struct {
			Events []struct {
				ID, Type string
				At       time.Time
			}
		}
		if err := json.Unmarshal([]byte(text), &body); err != nil {
			t.Fatal(err)
		}
		if len(body.Events) != 1 || body.Events[0].Type != "test" || body.Events[0].At.IsZero() || strings.Contains(text, "presence") {
			t.Errorf("%s", text)
		}
		if !strings.HasPrefix(o.got[i].Header.Get("Ciaw-Signature"), "t=1795431600,v1=") {
			t.Errorf("signed %q", o.got[i].Header.Get("Ciaw-Signature"))
		}
	}
	for _, d := range o.deliveries {
		if d.Event != checkin.TestEvent || d.Status != 200 || d.Told.IsZero() {
			t.Errorf("noted: %+v", d)
		}
	}
	stranger := o.user
	stranger.Company.ID = id.NewKey(noon)
	unconfirmed := o.hooks[0]
	unconfirmed.ID, unconfirmed.Confirmed = id.NewKey(noon), time.Time{}
	o.hooks = append(o.hooks, unconfirmed)
	nobody := o.user
	nobody.Entitlements = nil
	for what, c := range map[string]struct{ got, want error }{
		"of another company":    {o.Test(t.Context(), stranger, h.ID), checkin.ErrNotFound},
		"that there is not":     {o.Test(t.Context(), o.user, id.NewKey(noon)), checkin.ErrNotFound},
		"that is not confirmed": {o.Test(t.Context(), o.user, unconfirmed.ID), hook.ErrQuiet},
		"without entitlements":  {o.Test(t.Context(), nobody, h.ID), checkin.ErrDenied},
	} {
		if !errors.Is(c.got, c.want) {
			t.Errorf("%s: %v, want %v", what, c.got, c.want)
		}
	}
}
