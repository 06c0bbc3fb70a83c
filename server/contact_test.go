package server_test

import (
	"fmt"
	"strings"
	"testing"

	"ciaw/api"
)

// TestContactOfAWorkplace follows whom people can ask: from the keeper's form to
// whoever scans a poster, past an import, and away again.
func TestContactOfAWorkplace(t *testing.T) {
	r := serve(t)
	manager, place := as(t, r, "manager"), "/api/v1/workplaces/"+r.place()
	stranger := visit(t, r)
	change := func(contact string) reply {
		return manager.do(t, "PUT", place, `{"number":"`+r.place()+`","name":"Kaai","sector":"construction","address":"Kaai 1"`+contact+`}`)
	}
	poster := func(i int) api.Poster {
		return told[api.Poster](t, stranger.do(t, "GET", "/api/v1/posters/"+r.demo.Posters[i].Code, ""))
	}

	refused(t, change(`,"contact":{"phone":"bel mij"}`), 422, "phone_invalid")
	told[api.WorkplaceDetails](t, change(`,"contact":{"name":" Mieke  Modelmans ","phone":"000/00.00.01"}`))
	if c := poster(0).Contact; c == nil || c.Name != "Mieke Modelmans" || c.Phone != "000/00.00.01" {
		t.Errorf("a poster tells %+v", c)
	}
	told[api.ImportOutcomes](t, manager.do(t, "POST", "/api/v1/workplaces/import", "number;name;sector;address\n"+r.place()+";Kaai;construction;Kaai 2\n"))
	if c := told[api.WorkplaceDetails](t, manager.do(t, "GET", place, "")).Contact; c == nil || c.Phone != "000/00.00.01" {
		t.Errorf("an import leaves %+v", c)
	}
	told[api.PosterDetails](t, manager.do(t, "POST", place+"/posters/"+r.demo.Posters[1].Code+"/revocation", `{}`))
	if c := poster(1).Contact; c != nil {
		t.Errorf("a revoked poster tells %+v", c)
	}
	told[api.WorkplaceDetails](t, change(""))
	if answer := stranger.do(t, "GET", "/api/v1/posters/"+r.demo.Posters[0].Code, ""); strings.Contains(answer.body, "contact") {
		t.Errorf("without one: %s", answer.body)
	}
}

// TestWhatAPosterCannotShowIsToldBeforeItIsPrinted names a workplace and a gate in
// letters that no font of ours has, and in rare ones that some have.
func TestWhatAPosterCannotShowIsToldBeforeItIsPrinted(t *testing.T) {
	r := serve(t)
	manager := as(t, r, "manager")
	path := "/api/v1/workplaces/" + r.place()
	d := told[api.WorkplaceDetails](t, manager.do(t, "GET", path, ""))
	equal(t, "at first", d.Unprintable, "")
	body := fmt.Sprintf(`{"number":%q,"name":"Компʼютер → Əliağa 中","address":"Kaai 1","sector":"construction","opensOn":%q,"closesOn":%q}`,
		d.Workplace.Number, d.Workplace.OpensOn, d.Workplace.ClosesOn)
	equal(t, "in its name", told[api.WorkplaceDetails](t, manager.do(t, "PUT", path, body)).Unprintable, "中")
	told[api.PosterDetails](t, manager.do(t, "POST", path+"/posters", `{"gate":"Poort 🏗"}`))
	equal(t, "of a gate too", told[api.WorkplaceDetails](t, manager.do(t, "GET", path, "")).Unprintable, "中🏗")
}
