package crashtest_test

import (
	"bytes"
	"errors"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// plan is how to run the program.
type plan struct {
	data     string   // folder
	database string   // "": SQLite in the data folder
	binary   string   // "": the program as it is shipped
	under    []string // command that runs it, such as strace
	flags    []string // more of them
}

// process is the program, running or dead. It comes back at the same address.
type process struct {
	plan
	t       *testing.T
	address string
	cmd     *exec.Cmd
	log     bytes.Buffer
}

// start runs the program until the test ends, and waits until it is ready.
func start(t *testing.T, p plan) *process {
	t.Helper()
	if p.binary == "" {
		var err error
		if p.binary, err = program(); err != nil {
			t.Fatal(err)
		}
	}
	r := &process{plan: p, t: t, address: freeAddress(t)}
	t.Cleanup(func() {
		r.kill()
		if t.Failed() {
			said := r.log.String()
			t.Logf("the program said last:\n%s", said[max(0, len(said)-2000):])
		}
	})
	r.up()
	return r
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return l.Addr().String()
}

func (r *process) origin() string { return "http://" + r.address }

// up starts the program, also after it died.
func (r *process) up() {
	r.t.Helper()
	args := append(append([]string{}, r.under...), r.binary, "serve", "--demo", "--data", r.data,
		"--addr", r.address, "--limits", "0", "--log-level", "error")
	args = append(args, r.flags...)
	if r.database != "" {
		args = append(args, "--database", r.database)
	}
	r.cmd = exec.Command(args[0], args[1:]...)
	r.cmd.Stderr = &r.log
	// A group of its own, so that a kill also reaches what runs under strace.
	r.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := r.cmd.Start(); err != nil {
		r.t.Fatal(err)
	}
	r.waitReady()
}

func (r *process) waitReady() {
	r.t.Helper()
	client := http.Client{Timeout: time.Second}
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		answer, err := client.Get(r.origin() + "/readyz")
		if err != nil {
			continue
		}
		if err := answer.Body.Close(); err == nil && answer.StatusCode == http.StatusNoContent {
			return
		}
	}
	r.t.Fatalf("not ready within 20 s: %s", r.log.String())
}

// kill ends the program as the kernel would, without a last word.
func (r *process) kill() { _ = r.end(syscall.SIGKILL) }

// stop asks the program to end, and fails unless it does so cleanly.
func (r *process) stop() {
	r.t.Helper()
	if err := r.end(syscall.SIGTERM); err != nil {
		r.t.Errorf("stop: %v", err)
	}
}

func (r *process) end(how syscall.Signal) error {
	if r.cmd == nil {
		return nil
	}
	err := syscall.Kill(-r.cmd.Process.Pid, how)
	if e := r.cmd.Wait(); err == nil {
		err = e
	}
	r.cmd = nil
	if errors.Is(err, syscall.ESRCH) {
		return nil
	}
	return err
}

// dsn names the database of the program, for database/sql.
func (p plan) dsn() (driver, dsn string) {
	if strings.HasPrefix(p.database, "postgres") {
		return "pgx", p.database
	}
	return "sqlite3", "file:" + filepath.Join(p.data, "ciaw.db") + "?_busy_timeout=5000"
}

// register names the database of the program, for store.Open.
func (p plan) register() string {
	if p.database != "" {
		return p.database
	}
	return filepath.Join(p.data, "ciaw.db")
}
