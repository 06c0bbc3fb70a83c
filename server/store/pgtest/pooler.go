package pgtest

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Pooled returns the URL of an empty database as a PgBouncer in front of the
// shared server has it, which pools transactions on a few connections.
func Pooled(t testing.TB) string {
	t.Helper()
	direct := Database(t)
	s, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	port, err := s.pool(t)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Replace(direct, ":"+s.port+"/", ":"+port+"/", 1)
}

// pool starts a PgBouncer until the test ends, and returns its port.
func (s *Server) pool(t testing.TB) (port string, err error) {
	program := "/usr/sbin/pgbouncer" // outside of the path, on Debian
	if _, err := os.Stat(program); err != nil {
		if program, err = exec.LookPath("pgbouncer"); err != nil {
			return "", fmt.Errorf("no PgBouncer on this machine: apt-get install pgbouncer")
		}
	}
	if port, err = freePort(); err != nil {
		return "", err
	}
	file := filepath.Join(s.folder, "pgbouncer-"+port+".ini")
	text := fmt.Sprintf("[databases]\n* = host=127.0.0.1 port=%s user=ciaw\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = %s\n"+
		"unix_socket_dir =\nauth_type = any\npool_mode = transaction\ndefault_pool_size = 8\nmax_client_conn = 400\n", s.port, port)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		return "", err
	}
	if s.owner != nil {
		if err := os.Chown(file, int(s.owner.Uid), int(s.owner.Gid)); err != nil {
			return "", err
		}
	}
	var log bytes.Buffer
	process := s.command(program, "-q", file)
	process.Stderr = &log
	if err := process.Start(); err != nil {
		return "", err
	}
	t.Cleanup(func() {
		_ = process.Process.Kill()
		_ = process.Wait()
	})
	for range 200 {
		db, err := sql.Open("pgx", strings.Replace(s.url("postgres"), ":"+s.port+"/", ":"+port+"/", 1)+"&default_query_exec_mode=exec")
		if err == nil {
			err = db.PingContext(t.Context())
			_ = db.Close()
		}
		if err == nil {
			return port, nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return "", fmt.Errorf("PgBouncer does not answer: %s", log.String())
}
