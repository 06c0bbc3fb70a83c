package server_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ciaw/server/auth"
	"ciaw/server/checkin"
	"ciaw/server/config"
	"ciaw/server/demo"
	"ciaw/server/id"
	"ciaw/server/seal"
	"ciaw/server/store"
	"ciaw/server/store/contract"
)

// exported is more than one page, and more than was once written: a hundred
// thousand presences and one.
const exported = 100_001

// TestAnExportIsNeverCut: all presences are in the file, however many.
func TestAnExportIsNeverCut(t *testing.T) {
	if testing.Short() {
		t.Skip("stores a hundred thousand presences")
	}
	folder := t.TempDir()
	r := serve(t, func(s *config.Settings) { s.Data, s.OpenCompanies = folder, true })
	manager := as(t, r, "manager")
	fill(t, folder, exported)
	on := checkin.DayOf(time.Now()).Add(1).String()
	request, err := http.NewRequestWithContext(t.Context(), "GET", r.origin+"/api/v1/presences/export?from="+on+"&to="+on, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+manager.token)
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %v", answer.Status, err)
	}
	rows := csv.NewReader(strings.NewReader(string(text)))
	rows.Comma = ';'
	all, err := rows.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, row := range all[1:] {
		seen[row[8]] = true
	}
	if len(all) != exported+1 || len(seen) != exported {
		t.Errorf("%d rows with %d receipt numbers, want %d", len(all)-1, len(seen), exported)
	}
}

// fill stores presences of tomorrow at the first workplace of the demo, beside
// the running register.
func fill(t *testing.T, folder string, n int) {
	t.Helper()
	keys, err := seal.Load(filepath.Join(folder, "data-keys.json"), false)
	if err != nil {
		t.Fatal(err)
	}
	register, err := store.Open(t.Context(), filepath.Join(folder, "ciaw.db"), store.Options{Keys: keys})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := register.Close(); err != nil {
			t.Error(err)
		}
	}()
	by := demo.Members()[1]
	now := time.Now()
	for first := 0; first < n; first += 1000 {
		var some []checkin.Presence
		for i := first; i < min(first+1000, n); i++ {
			niss, err := id.ParseNISS(number(i))
			if err != nil {
				t.Fatal(err)
			}
			var which [16]byte
			copy(which[:], fmt.Sprintf("%016d", i))
			some = append(some, checkin.Presence{
				ID: id.PresenceOf(which), NISS: niss, Owner: auth.OwnerOf(by.Company.ID), Company: by.Company.ID, Registrar: by.User.ID,
				Employer: by.Company.Employer, Workplace: demo.Workplaces(checkin.DayOf(now))[0].Workplace.Number, On: checkin.DayOf(now).Add(1),
				Direction: checkin.Daily, Channel: checkin.Desktop, CapturedAt: now, RecordedAt: now, State: checkin.Registered,
			})
		}
		addAll(t, register, some)
	}
}

func addAll(t *testing.T, register *store.Store, some []checkin.Presence) {
	t.Helper()
	results, err := contract.AddAll(context.WithoutCancel(t.Context()), register, some)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		if r.Err != nil {
			t.Fatal(r.Err)
		}
	}
}

// number returns the national number of the i-th of many fictional people.
func number(i int) string {
	nine := 600101001 + (i/900)%28*1000 + i%900 + (i/25200)*1_000_000
	return fmt.Sprintf("%09d%02d", nine, 97-nine%97)
}
