package pgtest

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// Pair starts a server of the test's own, and a standby that follows it.
func Pair(t testing.TB) (primary, standby *Server) {
	t.Helper()
	primary, err := Start(folder(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(primary.Kill)
	if standby, err = primary.standby(folder(t)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(standby.Kill)
	return primary, standby
}

// folder makes one that another user may be given, as those of testing may not.
func folder(t testing.TB) string {
	name, err := os.MkdirTemp("", "ciaw-pg-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(name) })
	return name
}

// standby makes a copy of the server in an empty folder that follows it, and
// starts it.
func (s *Server) standby(folder string) (*Server, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	copied := &Server{folder: folder, port: port}
	if s.owner != nil {
		if err := copied.giveAway(); err != nil {
			return nil, err
		}
	}
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	backup := copied.command(filepath.Join(bin, "pg_basebackup"), "-d", s.url("postgres"), "-D", copied.data(),
		"--write-recovery-conf", "--checkpoint=fast", "--no-sync")
	if text, err := backup.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("pg_basebackup: %w: %s", err, text)
	}
	if err := os.Chmod(copied.data(), 0o700); err != nil {
		return nil, err
	}
	return copied, copied.Up()
}

// Promote makes a standby take writes.
func (s *Server) Promote() error { return s.ask("postgres", "SELECT pg_promote()") }

// Demote has the server take no more writes, also on connections that exist, as
// one that has become the standby of another.
func (s *Server) Demote() error {
	if err := s.ask("postgres", "ALTER SYSTEM SET default_transaction_read_only = on"); err != nil {
		return err
	}
	return s.ask("postgres", "SELECT pg_reload_conf()")
}

// Address returns host and port of the server.
func (s *Server) Address() string { return "127.0.0.1:" + s.port }
