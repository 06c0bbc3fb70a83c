// Package pgtest runs a real PostgreSQL server for tests and measurements: one
// a test binary, a database a test. The program itself never uses it.
package pgtest

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

// Server is a running PostgreSQL.
type Server struct {
	folder, port string
	owner        *syscall.Credential // nil: run as ourselves
	process      *exec.Cmd
	databases    atomic.Int64
}

// binaries finds where the server's programs are: Debian keeps them outside
// the path, a folder a version.
func binaries() (string, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) > 0 {
		return filepath.Dir(found[len(found)-1]), nil
	}
	path, err := exec.LookPath("initdb")
	if err != nil {
		return "", fmt.Errorf("no PostgreSQL server on this machine: apt-get install postgresql")
	}
	return filepath.Dir(path), nil
}

var shared = sync.OnceValues(func() (*Server, error) {
	folder, err := os.MkdirTemp("", "ciaw-pg-")
	if err != nil {
		return nil, err
	}
	return Start(folder)
})

// Main runs the tests of a package and clears away the server they shared. Call
// it from TestMain.
func Main(m *testing.M) int {
	code := m.Run()
	if !started.Load() {
		return code
	}
	if s, err := shared(); err == nil {
		s.Kill()
		_ = os.RemoveAll(s.folder)
	}
	return code
}

var started atomic.Bool

// Database returns the URL of an empty database on the server that all tests
// of this binary share. The package must have a TestMain that calls Main.
func Database(t testing.TB) string {
	t.Helper()
	started.Store(true)
	s, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return s.Database(t)
}

// Start makes a server in an empty folder and starts it.
func Start(folder string) (*Server, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	s := &Server{folder: folder, port: port}
	if os.Getuid() == 0 { // PostgreSQL refuses to be run by root
		if err := s.giveAway(); err != nil {
			return nil, err
		}
	}
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	initdb := s.command(filepath.Join(bin, "initdb"), "--pgdata", s.data(), "--username", "ciaw",
		"--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync")
	if text, err := initdb.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w: %s", err, text)
	}
	return s, s.Up()
}

func (s *Server) data() string { return filepath.Join(s.folder, "data") }

// giveAway makes the folder that of an unprivileged user, who runs the server.
func (s *Server) giveAway() error {
	nobody, err := user.Lookup("nobody")
	if err != nil {
		return err
	}
	uid, err1 := strconv.ParseUint(nobody.Uid, 10, 32)
	gid, err2 := strconv.ParseUint(nobody.Gid, 10, 32)
	if err1 != nil || err2 != nil {
		return fmt.Errorf("user nobody has no number: %w, %w", err1, err2)
	}
	s.owner = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return os.Chown(s.folder, int(uid), int(gid))
}

// command runs as the owner, and dies with us.
func (s *Server) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	c.Dir = s.folder
	c.Env = append(os.Environ(), "LC_ALL=C", "HOME="+s.folder)
	c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGQUIT, Credential: s.owner}
	return c
}

// Up starts the server, also after Kill.
func (s *Server) Up() error {
	bin, err := binaries()
	if err != nil {
		return err
	}
	_ = os.Remove(filepath.Join(s.data(), "postmaster.pid")) // of one that was killed
	var log bytes.Buffer
	s.process = s.command(filepath.Join(bin, "postgres"), "-D", s.data(), "-p", s.port, "-k", s.folder,
		"-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200", "-c", "fsync=on")
	s.process.Stderr = &log
	if err := s.process.Start(); err != nil {
		return err
	}
	for range 300 {
		if s.ask("postgres", "SELECT 1") == nil {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return fmt.Errorf("PostgreSQL does not answer: %s", log.String())
}

// Kill ends the server as a crash would.
func (s *Server) Kill() {
	_ = s.process.Process.Signal(syscall.SIGQUIT) // immediate shutdown: no checkpoint, recovery at the next start
	_ = s.process.Wait()
}

// Database returns the URL of an empty database.
func (s *Server) Database(t testing.TB) string {
	t.Helper()
	url, err := s.Create()
	if err != nil {
		t.Fatal(err)
	}
	return url
}

// Create makes an empty database and returns its URL.
func (s *Server) Create() (url string, err error) {
	name := fmt.Sprintf("test%d", s.databases.Add(1))
	if err := s.ask("postgres", "CREATE DATABASE "+name); err != nil {
		return "", err
	}
	return s.url(name), nil
}

func (s *Server) url(database string) string {
	return fmt.Sprintf("postgres://ciaw@127.0.0.1:%s/%s?sslmode=disable", s.port, database)
}

func (s *Server) ask(database, statement string) error {
	db, err := sql.Open("pgx", s.url(database))
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	_, err = db.ExecContext(ctx, statement)
	if e := db.Close(); err == nil {
		err = e
	}
	return err
}

func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	_, port, err := net.SplitHostPort(l.Addr().String())
	if e := l.Close(); err == nil {
		err = e
	}
	return port, err
}
