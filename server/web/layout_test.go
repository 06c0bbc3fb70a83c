package web

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"
	"time"

	"ciaw/api"
	"ciaw/server/checkin"
	"ciaw/server/consultation"
	"ciaw/server/id"
	"ciaw/server/table"
)

// exported is a presence whose times are of another day in UTC, and whose name a
// spreadsheet would compute.
func exported(t *testing.T) entry {
	t.Helper()
	niss, err1 := id.ParseNISS("85073003328")
	w, err2 := id.ParseWorkplace("1Y1000003EQCZ")
	on, err3 := checkin.ParseDay("2026-11-28")
	cbe, err4 := id.ParseCBE("0000000196")
	if err1 != nil || err2 != nil || err3 != nil || err4 != nil {
		t.Fatal(err1, err2, err3, err4)
	}
	at := time.Date(2026, 11, 27, 23, 30, 0, 0, time.UTC)
	return entry{checkin.Presence{
		NISS: niss, Name: "=1+1", Employer: checkin.Employer{CBE: cbe, Name: "+Model"}, Workplace: w, On: on, Direction: checkin.In, Channel: checkin.Desktop,
		CapturedAt: at, RecordedAt: at, State: checkin.Doubted,
	}, checkin.Workplace{Number: w, Name: "@Werf"}, consultation.Registrar{User: "-Fatima", Company: "Model"}}
}

// written writes one presence and reads the file as a spreadsheet does.
func written(t *testing.T, which api.ExportPresencesParamsLayout, language string, e entry) (heading, row []string) {
	t.Helper()
	l, err := layoutOf(which, language)
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	w := table.CSV(&file)
	for _, one := range [][]string{l.heading, l.row(e)} {
		if err := w.Write(one); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(file.Bytes(), []byte("\ufeff"))))
	r.Comma = ';'
	all, err := r.ReadAll()
	if err != nil || len(all) != 2 {
		t.Fatalf("%d rows, %v", len(all), err)
	}
	return all[0], all[1]
}

func TestAnExportSpeaksTheLanguageOfTheScreen(t *testing.T) {
	for language, want := range map[string][]string{
		"nl": {"Persoon", "2026-11-28", "In", "00:30", "2026-11-28 00:30", "Met een opmerking"},
		"fr": {"Personne", "2026-11-28", "00:30", "2026-11-28 00:30"},
		"en": {"Person", "With a remark", "a computer", "'-Fatima, Model"},
		"xx": {"Person", "With a remark"},
		"":   {"Person", "With a remark"},
	} {
		heading, row := written(t, api.ExportPresencesParamsLayoutScreen, language, exported(t))
		if len(heading) != len(row) || slices.Contains(heading, "") {
			t.Errorf("%s: %q", language, heading)
		}
		for _, text := range want {
			if !slices.Contains(append(heading, row...), text) {
				t.Errorf("%s: no %q in %q, %q", language, text, heading, row)
			}
		}
		for _, raw := range []string{"doubted", "desktop", "2026-11-27", "85073003328"} {
			if strings.Contains(strings.Join(row, ";"), raw) {
				t.Errorf("%s: %q in %q", language, raw, row)
			}
		}
	}
	words, err := exportWords()
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range []string{"ar", "bg", "de", "en", "es", "fr", "hu", "it", "nl", "pl", "pt", "ro", "sk", "tr", "uk"} {
		if !words.Has(language) {
			t.Errorf("no words in %s", language)
		}
	}
}

func TestNoCellOfAnExportComputes(t *testing.T) {
	for _, which := range []api.ExportPresencesParamsLayout{api.ExportPresencesParamsLayoutScreen, api.ExportPresencesParamsLayoutOfficial, api.ExportPresencesParamsLayoutTechnical} {
		_, row := written(t, which, "en", exported(t))
		for _, cell := range row {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@") {
				t.Errorf("%s: %q", which, cell)
			}
		}
	}
}

func TestTheOfficialLayoutHasItsSixColumns(t *testing.T) {
	heading, row := written(t, api.ExportPresencesParamsLayoutOfficial, "nl", exported(t))
	if got := strings.Join(heading, ";"); got != "Numéro d'entreprise;Nom de l'entreprise;NISS;Nom;Prénom;Date de Check-in" {
		t.Errorf("heading %s", got)
	}
	if got := strings.Join(row, ";"); got != "BE0000000196;'+Model;*********28;'=1+1;;2026-11-28" {
		t.Errorf("row %s", got)
	}
	heading, row = written(t, "", "nl", exported(t))
	if len(heading) != 15 || len(row) != 15 || row[10] != "2026-11-27T23:30:00Z" || row[9] != "doubted" {
		t.Errorf("what was exported until now: %q, %q", heading, row)
	}
}

// TestEveryValueHasAWord: a state or channel that comes later is in the file too.
func TestEveryValueHasAWord(t *testing.T) {
	for _, state := range []checkin.State{checkin.Queued, checkin.Registered, checkin.Validated, checkin.Doubted, checkin.Refused, checkin.Cancelled} {
		if stateWords[state] == "" {
			t.Errorf("%s has no word", state)
		}
	}
	for _, channel := range []checkin.Channel{checkin.Desktop, checkin.Mobile, checkin.WebService, checkin.Gateway} {
		if channelWords[channel] == "" {
			t.Errorf("%s has no word", channel)
		}
	}
}
