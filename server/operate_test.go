package server_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ciaw/server/admin"
	"ciaw/server/config"
)

func TestARunningRegisterIsBackedUpRestoredAndExamined(t *testing.T) {
	s := config.Settings{Data: private(t)}
	file := filepath.Join(t.TempDir(), "backup.db")
	which := random(16)
	var p phone
	t.Run("while it runs", func(t *testing.T) {
		p = newPhone(t, serve(t, func(o *config.Settings) { o.Data = s.Data }))
		p.register(which, p.registration(0))
		if err := admin.Backup(t.Context(), s, file); err != nil {
			t.Fatal(err)
		}
		wellOrNot(t, s, 0)
		if n, err := admin.VerifyAudit(t.Context(), s, nil); err != nil || n < 1 {
			t.Errorf("%d entries, %v", n, err)
		}
	})
	copied := config.Settings{Data: private(t)}
	if err := admin.Restore(t.Context(), copied, file); err == nil {
		t.Error("restored without keys")
	}
	for _, name := range []string{"data-keys.json", "receipt-keys.json"} {
		text, err := os.ReadFile(filepath.Join(s.Data, name))
		if err = errors.Join(err, os.WriteFile(filepath.Join(copied.Data, name), text, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	if err := admin.Restore(t.Context(), copied, file); err != nil {
		t.Fatal(err)
	}
	wellOrNot(t, copied, 0)
	t.Run("restored", func(t *testing.T) {
		p.running, p.t = serve(t, func(o *config.Settings) { o.Data = copied.Data }), t
		if again := p.put(which, p.registration(0)); again.JSON200 == nil {
			t.Errorf("the restored register does not know it: %s", again.Body)
		}
	})
}

// private returns a folder that only its owner can read.
func private(t *testing.T) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "data")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	return folder
}

// wellOrNot fails unless the doctor finds that many things wrong.
func wellOrNot(t *testing.T, s config.Settings, want int) {
	t.Helper()
	var said strings.Builder
	if wrong, err := admin.Doctor(t.Context(), s, &said); err != nil || wrong != want {
		t.Errorf("%d things wrong, %v, want %d: %s", wrong, err, want, said.String())
	}
}

func TestTheDoctorSeesWhatIsWrong(t *testing.T) {
	s := config.Settings{Data: private(t)}
	t.Run("a day", func(t *testing.T) {
		p := newPhone(t, serve(t, func(o *config.Settings) { o.Data = s.Data }))
		p.register(random(16), p.registration(0))
	})
	wellOrNot(t, s, 0)
	if err := os.Chmod(filepath.Join(s.Data, "data-keys.json"), 0o644); err != nil {
		t.Fatal(err)
	}
	wellOrNot(t, s, 1)
	if err := os.Remove(filepath.Join(s.Data, "receipt-keys.json")); err != nil {
		t.Fatal(err)
	}
	wellOrNot(t, s, 2)
	if err := os.Remove(filepath.Join(s.Data, "ciaw.db")); err != nil {
		t.Fatal(err)
	}
	wellOrNot(t, s, 3)
	if _, err := os.Stat(filepath.Join(s.Data, "ciaw.db")); err == nil {
		t.Error("looking for a register made one")
	}
}

func TestKeysAreChangedBetweenTwoStarts(t *testing.T) {
	s := config.Settings{Data: private(t)}
	which := random(16)
	var p phone
	day := func(t *testing.T) {
		p.running, p.t = serve(t, func(o *config.Settings) { o.Data = s.Data }), t
		if p.secret == "" {
			p.secret = random(32)
			p.register(which, p.registration(0))
		} else if again := p.put(which, p.registration(0)); again.JSON200 == nil {
			t.Errorf("not known any more: %s", again.Body)
		}
	}
	t.Run("first day", day)
	if err := admin.RotateDataKey(s); err != nil {
		t.Fatal(err)
	}
	t.Run("second day", func(t *testing.T) {
		day(t)
		// The worker's number, and what the demo has: eleven presences of
		// yesterday and three users.
		if n, err := admin.Reseal(t.Context(), s); err != nil || n != 1+11+3 {
			t.Errorf("%d encrypted anew, %v", n, err)
		}
		if n, err := admin.Reseal(t.Context(), s); err != nil || n != 0 {
			t.Errorf("%d encrypted anew the second time, %v", n, err)
		}
	})
	t.Run("third day", day)
	if n, err := admin.Purge(t.Context(), s, 7); err != nil || n != 0 {
		t.Errorf("purged %d, %v", n, err)
	}
	var said strings.Builder
	if err := admin.Outbox(t.Context(), s, &said, true); err != nil || !strings.Contains(said.String(), "0 set aside") {
		t.Errorf("%s, %v", said.String(), err)
	}
}
