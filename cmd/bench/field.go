package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// The servers by their names in the tables.
const (
	onSQLite     = "ciaw"
	onPostgreSQL = "ciaw, PostgreSQL"
	oneACommit   = "ciaw, one a commit"
	empty        = "empty endpoint"
	byDefault    = "PocketBase"
	equalWork    = "PocketBase, equal"

	earlier           = "earlier"
	earlierPostgreSQL = "earlier, PostgreSQL"
)

// field is all servers, running side by side, and what they showed.
type field struct {
	servers []*server
	results results
}

// enter starts all servers.
func enter(ctx context.Context, p plan, folder string) (_ *field, err error) {
	f := &field{results: results{}}
	defer func() {
		if err != nil {
			f.stop()
		}
	}()
	// A program that the linker has just written is in memory in larger pieces
	// than one that was installed, and would seem to need more of it.
	if p.ciaw, err = installed(p.ciaw, folder, "ciaw"); err != nil {
		return nil, err
	}
	f.servers = []*server{
		{name: onSQLite, health: "/readyz", launch: launchCiaw(p.ciaw)},
		{name: onPostgreSQL, health: "/readyz", launch: launchCiaw(p.ciaw), onPostgreSQL: true},
	}
	others := f.others
	if p.beside != "" {
		others = f.earlier
	}
	if err := others(ctx, p, folder); err != nil {
		return nil, err
	}
	for i, s := range f.servers {
		s.folder = filepath.Join(folder, fmt.Sprint(i))
		if err := f.begin(ctx, p, s); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// earlier adds an earlier build of the program.
func (f *field) earlier(_ context.Context, p plan, folder string) error {
	program, err := installed(p.beside, folder, "earlier")
	f.servers = append(f.servers,
		&server{name: earlier, health: "/readyz", launch: launchCiaw(program)},
		&server{name: earlierPostgreSQL, health: "/readyz", launch: launchCiaw(program), onPostgreSQL: true})
	return err
}

// others adds what one would take in place of the program.
func (f *field) others(ctx context.Context, p plan, folder string) error {
	program, err := install(ctx, p.tools)
	if err != nil {
		return err
	}
	if program, err = installed(program, folder, "pocketbase"); err != nil {
		return err
	}
	self, err := os.Executable()
	f.servers = append(f.servers,
		&server{name: oneACommit, health: "/readyz", launch: func(s *server) *exec.Cmd {
			return exec.Command(self, serveAlone, s.addr, s.folder)
		}},
		&server{name: byDefault, health: "/api/health", language: theirs{}, launch: launchPocketBase(program)},
		&server{name: equalWork, health: "/api/health", language: theirs{}, launch: launchPocketBase(program, "EQUAL=1")})
	return err
}

// begin starts a server with an empty register. Every round begins so: else
// whoever was faster would have more to carry in the next.
func (f *field) begin(ctx context.Context, _ plan, s *server) error {
	err := errors.Join(s.stop(), os.RemoveAll(s.folder), os.Mkdir(s.folder, 0o700))
	if err == nil && s.onPostgreSQL {
		err = s.freshDatabase()
	}
	if err != nil {
		return err
	}
	took, err := s.start()
	if err != nil {
		return err
	}
	f.results.add(s.name, "first start", took.Seconds()*1000)
	if s.filled = false; s.language == (theirs{}) {
		return nil
	}
	s.language, err = s.demo(ctx)
	return err
}

// installed copies a program into a folder under that name, in pieces and down
// to the disk, and returns its path.
func installed(program, folder, name string) (path string, err error) {
	from, err := os.Open(program)
	if err != nil {
		return "", err
	}
	defer func() { _ = from.Close() }()
	path = filepath.Join(folder, name)
	to, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o700) //nolint:gosec // it is a program
	if err != nil {
		return "", err
	}
	// Hidden behind these, neither side copies all at once.
	_, err = io.CopyBuffer(struct{ io.Writer }{to}, struct{ io.Reader }{from}, make([]byte, 32<<10))
	return path, errors.Join(err, to.Sync(), to.Close())
}

// launchCiaw launches the program without rate limits: all load comes from one
// address.
func launchCiaw(program string) func(*server) *exec.Cmd {
	return func(s *server) *exec.Cmd {
		args := []string{"serve", "--demo", "--open-companies", "--limits", "0", "--addr", s.addr, "--data", s.folder}
		if s.database != "" {
			args = append(args, "--database", s.database)
		}
		return exec.Command(program, args...)
	}
}

// launchPocketBase launches PocketBase.
func launchPocketBase(program string, env ...string) func(*server) *exec.Cmd {
	return func(s *server) *exec.Cmd {
		c := exec.Command(program, "serve", "--http", s.addr, "--dir", filepath.Join(s.folder, "data"))
		c.Env = append(os.Environ(), env...)
		return c
	}
}

// stop stops all servers.
func (f *field) stop() {
	var errs []error
	for _, s := range f.servers {
		errs = append(errs, s.stop(), s.stopPostgreSQL())
	}
	if err := errors.Join(errs...); err != nil {
		fmt.Fprintln(os.Stderr, "bench: stop:", err)
	}
}
