package server_test

import (
	"slices"
	"testing"
	"time"

	"ciaw/api"
)

// TestASecondPhoneIsTakenAndToldNothing has somebody register a worker who is
// there already: their phone learns no more than if nobody was, in whatever way
// it asks. The site manager sees that it was not the first, once it counts.
func TestASecondPhoneIsTakenAndToldNothing(t *testing.T) {
	r := serve(t)
	one, two := newPhone(t, r), newPhone(t, r)
	first, which := random(16), random(16)
	one.register(first, one.registration(0))
	answers := map[string]api.Presence{"put": two.register(which, two.registration(0))}
	answers["put again"] = *two.put(which, two.registration(0)).JSON200
	item := api.NewPresenceItem{Id: random(16), Worker: two.registration(0).Worker, Poster: two.registration(0).Poster, CapturedAt: time.Now(), Secret: two.secret}
	list, err := r.PutPresencesWithResponse(t.Context(), api.NewPresences{Items: []api.NewPresenceItem{item}})
	if err != nil || list.JSON200 == nil {
		t.Fatalf("%s, %v", list.Body, err)
	}
	answers["list"] = *list.JSON200.Items[0].Presence
	var read api.Presence
	for read.State != "validated" && read.State != "doubted" { // its content is checked in a moment
		got, err := r.GetPresenceWithResponse(t.Context(), which, &api.GetPresenceParams{PresenceSecret: two.secret})
		if err != nil || got.JSON200 == nil {
			t.Fatalf("%s, %v", got.Body, err)
		}
		read = *got.JSON200
	}
	equal(t, "its state once its content was checked", read.State, "validated")
	answers["read"] = read
	undone, err := r.CancelPresenceWithResponse(t.Context(), which, &api.CancelPresenceParams{PresenceSecret: two.secret}, api.NewCancellation{Reason: "OTHER"})
	if err != nil || undone.JSON200 == nil {
		t.Fatalf("%s, %v", undone.Body, err)
	}
	answers["undone"] = *undone.JSON200
	for how, p := range answers {
		if p.DuplicateOf != "" || len(p.Remarks) > 0 || p.ReceiptNumber == "" {
			t.Errorf("%s: %+v", how, p)
		}
	}
	if undone, err := r.CancelPresenceWithResponse(t.Context(), first, &api.CancelPresenceParams{PresenceSecret: one.secret}, api.NewCancellation{Reason: "OTHER"}); err != nil || undone.JSON200 == nil {
		t.Fatalf("%s, %v", undone.Body, err)
	}
	found := told[api.PresencePage](t, as(t, r, "manager").do(t, "GET", "/api/v1/presences?limit=500&workplace="+r.demo.Posters[0].Workplace, ""))
	second := slices.IndexFunc(found.Presences, func(p api.PresenceRow) bool { return p.Id == answers["list"].Id })
	if second < 0 || !slices.Contains(found.Presences[second].Remarks, api.AlreadyRegistered) {
		t.Errorf("the site manager sees %+v", found.Presences)
	}
}
