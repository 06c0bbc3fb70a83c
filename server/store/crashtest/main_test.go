package crashtest_test

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"ciaw/server/store/pgtest"
)

// Rounds make the long form; 0 is the short form of the suite.
var (
	rounds = flag.Int("rounds", 0, "how often to kill the program; 0: a few times")
	cuts   = flag.Int("cuts", 0, "how often to cut the power; 0: twice")
)

// scratch is removed when the tests are over.
var scratch string

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	flag.Parse()
	var err error
	if scratch, err = os.MkdirTemp("", "ciaw-crashtest-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(scratch) }()
	code := m.Run()
	if database.server != nil {
		database.server.Kill()
	}
	return code
}

// times returns how many rounds to do.
func times(long *int, short int) int {
	if *long > 0 {
		return *long
	}
	return short
}

// program builds the program once, exactly as it is shipped, and returns where
// it is.
var program = sync.OnceValues(func() (string, error) { return build("ciaw") })

// build builds the program under a name; more are arguments of go build.
func build(name string, more ...string) (string, error) {
	file := filepath.Join(scratch, name)
	args := append([]string{"build", "-trimpath", "-tags", "nodynamic,osusergo,netgo,sqlite_omit_load_extension", "-ldflags", "-s -w", "-o", file}, more...)
	text, err := exec.Command("go", append(args, "ciaw/cmd/ciaw")...).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("go build: %w: %s", err, text)
	}
	return file, nil
}

// database is the PostgreSQL of these tests, which they also kill.
var database struct {
	once   sync.Once
	server *pgtest.Server
	err    error
}

// postgres returns the server that all tests here share, and an empty database
// on it.
func postgres(t *testing.T) (*pgtest.Server, string) {
	t.Helper()
	database.once.Do(func() {
		folder := filepath.Join(scratch, "pg")
		if database.err = os.Chmod(scratch, 0o711); database.err == nil { // the server has a user of its own
			database.err = os.Mkdir(folder, 0o700)
		}
		if database.err == nil {
			database.server, database.err = pgtest.Start(folder)
		}
	})
	if database.err != nil {
		t.Fatal(database.err)
	}
	return database.server, database.server.Database(t)
}

// lacking skips a test for what this machine lacks, loudly; where everything is
// required (CIAW_REQUIRE=1, as in make test) it fails instead.
func lacking(t testing.TB, format string, args ...any) {
	t.Helper()
	if os.Getenv("CIAW_REQUIRE") == "1" {
		t.Fatalf(format, args...)
	}
	t.Skipf(format, args...)
}
