package server_test

import (
	"strings"
	"testing"
	"time"

	"ciaw/api"
)

// cleaning returns the poster of the demo where in and out are registered.
func cleaning(t *testing.T, r running) api.DemoPoster {
	t.Helper()
	for _, p := range r.demo.Posters {
		if p.Sector == api.Cleaning {
			if len(p.Directions) != 2 || p.Directions[0] != api.DirectionIn || p.Directions[1] != api.DirectionOut {
				t.Fatalf("a cleaning workplace takes %v", p.Directions)
			}
			return p
		}
	}
	t.Fatal("no cleaning workplace in the demo")
	return api.DemoPoster{}
}

// goes writes that somebody arrives or leaves there.
func goes(r running, p api.DemoPoster, worker, direction string) string {
	body := strings.Replace(r.presence(worker), r.demo.Posters[0].Code, p.Code, 1)
	return strings.Replace(body, "{", `{"direction":"`+direction+`",`, 1)
}

func TestACleanersDay(t *testing.T) {
	r := serve(t)
	alone, manager := as(t, r, "independent"), as(t, r, "manager")
	there := cleaning(t, r)
	put := func(direction string) api.Presence {
		return told[api.Presence](t, alone.do(t, "PUT", "/api/v1/presences/"+random(16), goes(r, there, `{"self":true}`, direction)))
	}
	in := put("in")
	if in.Direction != api.DirectionIn || in.Authority != "self" || in.At.IsZero() || time.Since(in.At) > time.Minute || len(in.Remarks) != 0 {
		t.Errorf("in: %+v", in)
	}
	board := func() api.Board {
		return told[api.Board](t, manager.do(t, "GET", "/api/v1/workplaces/"+there.Workplace+"/board", ""))
	}
	if b := board(); len(b.Present) != 1 || b.Present[0].Direction != api.DirectionIn || len(b.Left) != 0 {
		t.Errorf("in: %+v", b)
	}
	again := put("in")
	if len(again.Remarks) != 1 || again.Remarks[0] != api.AlreadyIn || again.DuplicateOf != in.Id {
		t.Errorf("in again: %+v", again)
	}
	out := put("out")
	if out.Direction != api.DirectionOut || len(out.Remarks) != 0 {
		t.Errorf("out: %+v", out)
	}
	if b := board(); len(b.Present) != 0 || len(b.Left) != 1 || b.Left[0].Since == nil || !b.Left[0].Since.Equal(in.At) || !b.Left[0].At.Equal(out.At) {
		t.Errorf("out: %+v", b)
	}
	if again := put("out"); len(again.Remarks) != 1 || again.Remarks[0] != api.AlreadyOut || again.DuplicateOf != out.Id {
		t.Errorf("out again: %+v", again)
	}
	if back := put("in"); len(back.Remarks) != 0 || back.DuplicateOf != "" {
		t.Errorf("back: %+v", back)
	}
	if b := board(); len(b.Present) != 1 || len(b.Left) != 0 {
		t.Errorf("back: %+v", b)
	}
}

func TestWhetherOutIsRequiredIsToldOfAWorkplace(t *testing.T) {
	r := serve(t)
	for code, want := range map[string]bool{cleaning(t, r).Code: true, r.demo.Posters[0].Code: false} {
		answer, err := r.GetPosterWithResponse(t.Context(), code)
		if err != nil || answer.JSON200 == nil || answer.JSON200.Workplace.OutRequired != want {
			t.Errorf("%s, %v, want %v", answer.Body, err, want)
		}
	}
}

func TestDirectionsBelongWhereTheyBelong(t *testing.T) {
	r := serve(t)
	ana := newPhone(t, r)
	send := func(poster string, direction api.InOrOut) *api.PutPresenceResponse {
		body := ana.registration(0)
		body.Poster, body.Direction = poster, direction
		return ana.put(random(16), body)
	}
	office, site := cleaning(t, r).Code, r.demo.Posters[0].Code
	for want, got := range map[string]*api.PutPresenceResponse{"direction_required": send(office, ""), "direction_unexpected": send(site, api.InOrOutIn)} {
		if p := got.ApplicationproblemJSONDefault; p == nil || p.Status != 422 || p.Code != want {
			t.Errorf("%s, want %s", got.Body, want)
		}
	}
	if out := send(office, api.InOrOutOut).JSON201; out == nil || len(out.Remarks) != 1 || out.Remarks[0] != api.OutWithoutIn {
		t.Errorf("out first: %+v", out)
	}
	if day := send(site, "").JSON201; day == nil || day.Direction != api.DirectionDay || day.At.IsZero() || day.Authority != "self" {
		t.Errorf("for the day: %+v", day)
	}
}

func TestOnePersonForTwoEmployers(t *testing.T) {
	r := serve(t)
	boss := as(t, r, "subcontractor")
	put := func(cbe string) api.Presence {
		worker := `{"niss":"85073003328","name":"Tine Testers","employer":{"cbe":"` + cbe + `","name":"Voorbeeld"}}`
		return told[api.Presence](t, boss.do(t, "PUT", "/api/v1/presences/"+random(16), r.presence(worker)))
	}
	first := put("0200000043")
	if second := put("0200000142"); len(second.Remarks) != 0 || second.DuplicateOf != "" {
		t.Errorf("for another employer: %+v", second)
	}
	if third := put("0200000043"); len(third.Remarks) != 1 || third.Remarks[0] != api.AlreadyRegistered || third.DuplicateOf != first.Id {
		t.Errorf("for the same employer: %+v", third)
	}
}
