package server_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"ciaw/api"
	"ciaw/server/checkin"
	"ciaw/server/table"
)

// TestReceiptNumbersOfAnExportKeepTheirDigits: in what is made for people to open in
// a spreadsheet; other software gets them as they are.
func TestReceiptNumbersOfAnExportKeepTheirDigits(t *testing.T) {
	r := serve(t)
	manager := as(t, r, "manager")
	number := told[api.Presence](t, manager.do(t, "PUT", "/api/v1/presences/"+random(16), r.presence(`{"niss":"85073003328","name":"=Tine,=Testers"}`))).ReceiptNumber
	if !regexp.MustCompile(`^\d{15}$`).MatchString(number) {
		t.Fatalf("receipt number %q", number)
	}
	today := checkin.DayOf(time.Now()).String()
	export := func(query string) string {
		return manager.do(t, "GET", "/api/v1/presences/export?from="+today+"&to="+today+query, "").body
	}
	screen, technical := export("&layout=screen&format=csv"), export("&format=csv")
	if !strings.Contains(screen, ";'"+number+";") || !strings.Contains(screen, "'=Tine,'=Testers;") {
		t.Errorf("for people: %s", screen)
	}
	if !strings.Contains(technical, ";"+number+";") {
		t.Errorf("for software: %s", technical)
	}
	sheets, err := table.Read(t.Context(), []byte(export("&layout=screen&format=xlsx")), 10)
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, cell := range sheets[0].Rows[1].Cells {
		found = found || cell.Text == number && cell.Kind == table.Text
	}
	if !found {
		t.Errorf("as a workbook: %+v", sheets[0].Rows)
	}
}
