package server_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"ciaw/api"
	"ciaw/server/config"
)

// TestTheNumberOfAWorkplaceAlone is taken, and marked, until the site manager
// wants a poster scanned.
func TestTheNumberOfAWorkplaceAlone(t *testing.T) {
	r := serve(t)
	manager := as(t, r, "manager")
	place := "/api/v1/workplaces/" + r.place()
	ana := newPhone(t, r)
	typed := func(n int) api.NewPresence {
		return api.NewPresence{
			Worker: api.NewWorker{Limosa: r.demo.Limosa[n]}, Workplace: r.place(), CapturedAt: time.Now().UTC(), Secret: ana.secret,
		}
	}
	which := random(16)
	ana.register(which, typed(0))
	board := told[api.Board](t, manager.do(t, "GET", place+"/board", ""))
	seen := slices.IndexFunc(board.Present, func(p api.BoardPerson) bool { return p.Id == which })
	if seen < 0 || !slices.Contains(board.Present[seen].Flags, api.Typed) {
		t.Errorf("the board shows %+v", board.Present)
	}
	found := told[api.PresencePage](t, manager.do(t, "GET", "/api/v1/presences?limit=500&workplace="+r.place(), ""))
	row := slices.IndexFunc(found.Presences, func(p api.PresenceRow) bool { return p.Id == which })
	if row < 0 || !slices.Equal(found.Presences[row].Flags, []api.Flag{api.Typed}) {
		t.Errorf("the search shows %+v", found.Presences)
	}

	details := told[api.WorkplaceDetails](t, manager.do(t, "GET", place, ""))
	equal(t, "a poster is needed at first", details.Workplace.PosterNeeded, false)
	body := `{"number":"` + r.place() + `","name":"x","sector":"construction","address":"Kaai 1","posterNeeded":true}`
	changed := told[api.WorkplaceDetails](t, manager.do(t, "PUT", place, body))
	equal(t, "a poster is needed", changed.Workplace.PosterNeeded, true)
	if refused := ana.put(random(16), typed(1)); refused.HTTPResponse.StatusCode != 422 || !strings.Contains(string(refused.Body), `"poster_required"`) {
		t.Errorf("typed: %s", refused.Body)
	}
	if again := ana.put(which, typed(0)); again.JSON200 == nil {
		t.Errorf("repeated: %s", again.Body)
	}
	ana.register(random(16), ana.registration(1))
	stranger := visit(t, r)
	stranger.signIn(t, "POST", "/api/v1/companies", `{"number":"0000000592","name":"Pas Opgericht","user":{"name":"Nora Nieuwmans","login":"nora","password":"een lang geheim 7"}}`)
	anybody := `{"worker":{"limosa":"` + r.demo.Limosa[2] + `"},"workplace":"` + r.place() + `","capturedAt":"` + time.Now().UTC().Format(time.RFC3339) + `"}`
	refused(t, stranger.do(t, "PUT", "/api/v1/presences/"+random(16), anybody), 422, "poster_required")
	worker := `{"worker":{"self":true},"workplace":"` + r.place() + `","capturedAt":"` + time.Now().UTC().Format(time.RFC3339) + `"}`
	told[api.Presence](t, as(t, r, "independent").do(t, "PUT", "/api/v1/presences/"+random(16), worker))
}

// TestANameIsTypedWithTheDigitsOfAnL1 by a user and shown; what an L1 itself says goes
// first, and a device without an account names nobody.
func TestANameIsTypedWithTheDigitsOfAnL1(t *testing.T) {
	r := serve(t)
	manager := as(t, r, "manager")
	digits := "24910000000000175"
	register := func(limosa string) string {
		body := `{"worker":{"limosa":"` + limosa + `","name":"Tibo Getypt"},"workplace":"` + r.place() + `","capturedAt":"` + time.Now().UTC().Format(time.RFC3339) + `"}`
		return told[api.Presence](t, manager.do(t, "PUT", "/api/v1/presences/"+random(16), body)).Name
	}
	equal(t, "typed", register(digits), "Tibo Getypt")
	equal(t, "scanned", register(r.demo.Limosa[1]) != "Tibo Getypt", true)
	phone := newPhone(t, r)
	request := phone.registration(2)
	request.Worker = api.NewWorker{Limosa: "24910000000000272", Name: "Iemand Anders"}
	phone.register(random(16), request)
	found := manager.do(t, "GET", "/api/v1/presences?limit=500&workplace="+r.place(), "")
	equal(t, "a device's name is shown", strings.Contains(found.body, "Iemand Anders"), false)
}

// TestAFewOfOneNetworkMayTypeTheNumber tries more than that from one network, with
// a gate beside them where posters are scanned.
func TestAFewOfOneNetworkMayTypeTheNumber(t *testing.T) {
	for _, factor := range []float64{1, 0} {
		p := newPhone(t, serve(t, func(s *config.Settings) { s.Limits = factor }))
		taken := 0
		for range 30 {
			body := p.registration(0)
			body.Poster, body.Workplace = "", p.place()
			answer := p.put(random(16), body)
			if answer.HTTPResponse.StatusCode == 201 {
				taken++
			} else if answer.HTTPResponse.StatusCode != 429 {
				t.Fatalf("%s %s", answer.HTTPResponse.Status, answer.Body)
			}
		}
		if want := map[float64]int{1: 20, 0: 30}[factor]; taken != want {
			t.Errorf("limits %v: %d were taken, want %d", factor, taken, want)
		}
		p.register(random(16), p.registration(1))
	}
}
