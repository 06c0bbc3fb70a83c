package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// tick is the unit of processor time in /proc: USER_HZ is 100 everywhere.
const tick = 10 * time.Millisecond

// cpu returns the processor time that a process has used, from /proc/PID/stat.
func cpu(pid int) (time.Duration, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	// The second field is a name in parentheses and may hold anything.
	_, rest, _ := strings.Cut(string(text), ") ")
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0, errors.New("/proc is not as expected")
	}
	user, err1 := strconv.Atoi(fields[11])
	system, err2 := strconv.Atoi(fields[12])
	return time.Duration(user+system) * tick, errors.Join(err1, err2)
}

// memory returns a figure of /proc/PID/status in megabytes: VmRSS is what the
// process has in memory now, VmHWM the most it ever had.
func memory(pid int, field string) (float64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	_, rest, found := strings.Cut(string(text), field+":")
	words := strings.Fields(rest)
	if !found || len(words) == 0 {
		return 0, fmt.Errorf("/proc has no %s", field)
	}
	kilobytes, err := strconv.Atoi(words[0])
	return float64(kilobytes) / 1024, err
}

// quiet is how long a server must have done nothing before the next turn: it
// may still be telling others, or writing logs, and looks again every second.
const quiet = 1200 * time.Millisecond

// settle waits until a process has nothing more to do, and returns the
// processor time that it has used by then.
func settle(ctx context.Context, pid int) (time.Duration, error) {
	used, err := cpu(pid)
	for since, end := time.Now(), time.Now().Add(patience); err == nil && time.Since(since) < quiet && time.Now().Before(end); {
		select {
		case <-ctx.Done():
			return 0, ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
		var now time.Duration
		if now, err = cpu(pid); now > used+tick {
			since = time.Now()
		}
		used = now
	}
	return used, err
}
