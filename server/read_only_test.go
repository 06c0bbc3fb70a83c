package server_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"ciaw/server"
	"ciaw/server/admin"
	"ciaw/server/config"
)

// TestARegisterThatCannotBeWrittenIsExamined mounts one that is running, so that
// something of it is in the write-ahead log only.
func TestARegisterThatCannotBeWrittenIsExamined(t *testing.T) {
	folder, mounted := private(t), private(t)
	if err := syscall.Mount(folder, mounted, "", syscall.MS_BIND, ""); err != nil {
		t.Skip("nothing can be mounted here: ", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(mounted, 0); err != nil {
			t.Error(err)
		}
	})
	p := newPhone(t, serve(t, func(s *config.Settings) { s.Data = folder }))
	p.register(random(16), p.registration(0))
	if err := syscall.Mount("", mounted, "", syscall.MS_BIND|syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	s := config.Settings{Data: mounted}
	wellOrNot(t, s, 0)
	there, err := admin.VerifyAudit(t.Context(), config.Settings{Data: folder}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := admin.VerifyAudit(t.Context(), s, nil); err != nil || n != there || n < 1 {
		t.Errorf("%d entries of %d, %v", n, there, err)
	}
}

// TestKeysAreNotMadeBesideADatabaseThatHasItsOwn has lost the file of its keys.
func TestKeysAreNotMadeBesideADatabaseThatHasItsOwn(t *testing.T) {
	s := config.Settings{Addr: "127.0.0.1:0", Data: private(t), TLS: "off", LogLevel: "error"}
	t.Run("with its keys", func(t *testing.T) { start(t, s) })
	keys := filepath.Join(s.Data, "data-keys.json")
	if err := os.Remove(keys); err != nil {
		t.Fatal(err)
	}
	if err := server.Run(t.Context(), s, nil); err == nil || !strings.Contains(err.Error(), keys) {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(keys); err == nil {
		t.Error("new keys were made")
	}
}
