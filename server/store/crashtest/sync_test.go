package crashtest_test

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// interval is from when to when something went on.
type interval struct{ from, to time.Time }

func TestEveryReceiptWaitsForTheDisk(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err == nil {
		err = exec.Command(strace, "-f", "-o", os.DevNull, "true").Run()
	}
	if err != nil {
		lacking(t, "SYNCS ARE NOT COUNTED HERE: strace cannot run: %v", err)
	}
	trace := filepath.Join(t.TempDir(), "trace")
	r := start(t, plan{data: t.TempDir(), under: []string{
		strace, "-f", "-ttt", "-T", "-y", "-e", "trace=fsync,fdatasync", "-o", trace}})
	c := newCrowd(t, r.origin())
	const lone = 200
	var asked []interval
	for range lone {
		w := c.wish()
		from := time.Now()
		if reply := c.put(w); reply.status != 201 {
			t.Fatalf("%d %s", reply.status, reply.Code)
		}
		asked = append(asked, interval{from, time.Now()})
	}
	r.stop()
	syncs := syncsOf(t, trace)
	n := 0
	for i, a := range asked {
		if !anyWithin(syncs, a) {
			t.Errorf("receipt %d was answered though nothing was synced since it was asked for", i+1)
			continue
		}
		n++
	}
	if len(syncs) < lone {
		t.Errorf("%d syncs of the log for %d commits", len(syncs), lone)
	}
	t.Logf("%d lone registrations, %d of them around a sync of the log of their own; %d syncs of it altogether", lone, n, len(syncs))
}

// anyWithin reports whether one of the syncs began and ended within a.
func anyWithin(syncs []interval, a interval) bool {
	for _, s := range syncs {
		if !s.from.Before(a.from) && !s.to.After(a.to) {
			return true
		}
	}
	return false
}

// What strace writes: PID TIME call(FD<FILE>) = 0 <SECONDS>, or in two lines
// when something else came between.
var (
	whole   = regexp.MustCompile(`^(\d+) +(\d+\.\d+) (?:fsync|fdatasync)\(\d+<.*ciaw\.db-wal>\) += 0 <(\d+\.\d+)>`)
	begun   = regexp.MustCompile(`^(\d+) +(\d+\.\d+) (?:fsync|fdatasync)\(\d+<.*ciaw\.db-wal> <unfinished`)
	resumed = regexp.MustCompile(`^(\d+) +(\d+\.\d+) <\.\.\. (?:fsync|fdatasync) resumed>.* = 0 <(\d+\.\d+)>`)
)

// syncsOf reads when the write-ahead log was synced with success.
func syncsOf(t *testing.T, trace string) (all []interval) {
	t.Helper()
	text, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	open := map[string]time.Time{} // by process
	lines := bufio.NewScanner(strings.NewReader(string(text)))
	for lines.Scan() {
		if m := whole.FindStringSubmatch(lines.Text()); m != nil {
			from := instant(t, m[2])
			all = append(all, interval{from, from.Add(instant(t, m[3]).Sub(time.Unix(0, 0)))})
		} else if m := begun.FindStringSubmatch(lines.Text()); m != nil {
			open[m[1]] = instant(t, m[2])
		} else if m := resumed.FindStringSubmatch(lines.Text()); m != nil {
			if from, found := open[m[1]]; found {
				all = append(all, interval{from, instant(t, m[2])})
				delete(open, m[1])
			}
		}
	}
	return all
}

// instant reads seconds since 1970.
func instant(t *testing.T, text string) time.Time {
	t.Helper()
	whole, part, _ := strings.Cut(text, ".")
	seconds, err := strconv.ParseInt(whole, 10, 64)
	micros, err2 := strconv.ParseInt(part, 10, 64)
	if err != nil || err2 != nil || len(part) != 6 {
		t.Fatalf("no instant: %s", text)
	}
	return time.Unix(seconds, micros*1000)
}
