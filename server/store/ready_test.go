package store

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ciaw/server/seal"
)

// TestAFullDiskIsNotReady leaves no page free: what fits into pages that are there
// is still written, and a registration is not.
func TestAFullDiskIsNotReady(t *testing.T) {
	keys, err := seal.Load(`{"hash":"`+strings.Repeat("A", 43)+`=","keys":[{"id":1,"key":"`+strings.Repeat("B", 43)+`="}]}`, false)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "ciaw.db"), Options{Keys: keys, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if err := s.Ready(t.Context()); err != nil {
		t.Fatalf("with room: %v", err)
	}
	for _, pragma := range []string{"VACUUM", "PRAGMA max_page_count = 1"} { // SQLite takes as many as there are
		if err := s.handle.Write.Exec(pragma).Error; err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Ready(t.Context()); err != nil {
		t.Errorf("asked again at once, it writes again: %v", err)
	}
	now = now.Add(probeLasts)
	if err := s.Ready(t.Context()); err == nil {
		t.Error("ready without room")
	}
}
