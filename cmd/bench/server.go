package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"ciaw/server/store/pgtest"
)

// server is a program that is measured, in a process of its own.
type server struct {
	name   string
	launch func(s *server) *exec.Cmd // a process that listens on addr and keeps its data in folder
	health string                    // path that answers when requests are taken

	onPostgreSQL bool // it needs a database of its own, on a server of its own
	postgres     *pgtest.Server
	postgresData string // folder of that server

	addr     string
	folder   string
	database string // URL; "": in the folder
	process  *exec.Cmd
	most     float64 // memory that any process of it has had, in megabytes
	filled   bool    // somebody is at the workplace that is searched
	founder  string  // token of who keeps the workplaces where most register
	language
}

// start starts the process and returns how long it took until it was ready.
func (s *server) start() (time.Duration, error) {
	if s.addr == "" {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return 0, err
		}
		s.addr = l.Addr().String()
		if err := l.Close(); err != nil {
			return 0, err
		}
	}
	log, err := os.OpenFile(filepath.Join(s.folder, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, err
	}
	defer func() { _ = log.Close() }() // the process has its own
	s.process = s.launch(s)
	s.process.Stdout, s.process.Stderr = log, log
	s.process.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	begun := time.Now()
	if err := s.process.Start(); err != nil {
		return 0, fmt.Errorf("start %s: %w", s.name, err)
	}
	for time.Since(begun) < patience {
		if s.ready() {
			return time.Since(begun), nil
		}
		time.Sleep(time.Millisecond)
	}
	text, _ := os.ReadFile(log.Name())
	return 0, fmt.Errorf("%s is not ready after %v: %s", s.name, patience, text)
}

func (s *server) ready() bool {
	c, err := dial(s.addr)
	if err != nil {
		return false
	}
	defer func() { _ = c.Close() }()
	status, err := c.do(wire("GET", s.health, ""))
	return err == nil && status < 300
}

// stop ends the process as an operator would, and waits for it.
func (s *server) stop() error {
	if s.process == nil {
		return nil
	}
	err := s.process.Process.Signal(syscall.SIGTERM)
	var exit *exec.ExitError
	if e := s.process.Wait(); !errors.As(e, &exit) { // PocketBase ends by the signal, not by itself
		err = errors.Join(err, e)
	}
	s.process = nil
	return err
}

// freshDatabase starts a PostgreSQL server, in the place of one that runs, with
// an empty database. Its folder is apart, as another user may have to run it.
func (s *server) freshDatabase() (err error) {
	if err := s.stopPostgreSQL(); err != nil {
		return err
	}
	if s.postgresData, err = os.MkdirTemp("", "ciaw-bench-postgres-"); err != nil {
		return err
	}
	if s.postgres, err = pgtest.Start(s.postgresData); err != nil {
		return err
	}
	s.database, err = s.postgres.Create()
	return err
}

func (s *server) stopPostgreSQL() error {
	if s.postgres != nil {
		s.postgres.Kill()
	}
	return os.RemoveAll(s.postgresData)
}

func (s *server) pid() int { return s.process.Process.Pid }

// demo makes workplaces in a register with demo data, and asks it for one of its
// own.
func (s *server) demo(ctx context.Context) (*ours, error) {
	var demo struct{ Posters []demoPoster }
	if err := s.ask(ctx, "/api/v1/demo", "", &demo); err != nil {
		return nil, err
	}
	for _, p := range demo.Posters {
		if !p.Revoked && p.Open == "open" {
			posters, err := s.country(ctx)
			return newOurs(posters, place{p.Code, p.Workplace}), err
		}
	}
	return nil, errors.New("the demo has no workplace that is open")
}

type demoPoster struct {
	Code, Workplace, Open string
	Revoked               bool
}

// signIn has the site manager of the demo sign in, for ten minutes, where
// searching needs that.
func (s *server) signIn(ctx context.Context) error {
	o, ok := s.language.(*ours)
	if !ok {
		return nil
	}
	var demo struct {
		Users []struct{ User, Password string }
	}
	if err := s.ask(ctx, "/api/v1/demo", "", &demo); err != nil {
		return err
	}
	if len(demo.Users) == 0 {
		return errors.New("the demo has no users")
	}
	var session struct{ AccessToken string }
	body := fmt.Sprintf(`{"login":%q,"password":%q}`, demo.Users[0].User, demo.Users[0].Password)
	err := s.ask(ctx, "/api/v1/sessions", body, &session)
	o.token = session.AccessToken
	return err
}

// ask reads an answer: of a POST if there is a body, else of a GET.
func (s *server) ask(ctx context.Context, path, body string, answer any) error {
	method := http.MethodGet
	if body != "" {
		method = http.MethodPost
	}
	r, err := http.NewRequestWithContext(ctx, method, "http://"+s.addr+path, strings.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	if s.founder != "" {
		r.Header.Set("Authorization", "Bearer "+s.founder)
	}
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer func() { _ = got.Body.Close() }()
	if got.StatusCode >= http.StatusMultipleChoices {
		return fmt.Errorf("%s %s: %s", method, path, got.Status)
	}
	return json.NewDecoder(got.Body).Decode(answer)
}
