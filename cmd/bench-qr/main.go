// Command bench-qr measures the reader of QR codes on a folder of pictures: for
// every set how many are read, how many are read wrongly, and how much time of
// a processor that takes. It proves nothing by itself; what may not become
// worse is held by the tests of package qr.
//
// Read next: corpus.go for the folder, package qr for the reader.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"ciaw/qr"
)

func main() {
	folder := flag.String("pictures", "../shared/qr", "folder with expected.tsv and a folder for each set")
	only := flag.String("sets", "", "names of sets, with commas; all if empty")
	verbose := flag.Bool("v", false, "name every picture that is not read")
	flag.Parse()
	runtime.GOMAXPROCS(1) // so that the time of a picture is that of a processor
	if err := run(*folder, *only, *verbose); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// tally is what a set came to.
type tally struct {
	pictures, read, wrong int
	took                  []time.Duration
}

func run(folder, only string, verbose bool) error {
	c, err := load(folder)
	if err != nil {
		return err
	}
	var total tally
	fmt.Printf("%-16s %9s %6s %10s %10s\n", "set", "read", "wrong", "median ms", "p95 ms")
	for _, set := range c.sets() {
		if only != "" && !slices.Contains(strings.Split(only, ","), set) {
			continue
		}
		var t tally
		for _, file := range c.files(set) {
			if err := t.measure(c, file, verbose); err != nil {
				return err
			}
		}
		t.print(set)
		total.pictures, total.read, total.wrong = total.pictures+t.pictures, total.read+t.read, total.wrong+t.wrong
		total.took = append(total.took, t.took...)
	}
	total.print("all")
	return nil
}

// measure reads one picture, in four directions if its set is one of small ones.
func (t *tally) measure(c *corpus, file string, verbose bool) error {
	pictures, err := c.pictures(file)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	for turn, picture := range pictures {
		start := spent()
		codes, err := qr.Read(context.Background(), picture, qr.Options{})
		took := spent() - start
		if err != nil && !errors.Is(err, qr.ErrNotFound) {
			return err
		}
		right := false
		for _, code := range codes {
			switch {
			case c.expects(file, code.Text):
				right = true
			case !strings.HasPrefix(file, "b-"):
				t.wrong++
				fmt.Printf("%s: read %q, which is not there\n", file, code.Text)
			default:
				fmt.Printf("%s: read %q, which nobody has noted\n", file, code.Text)
			}
		}
		if t.pictures++; right {
			t.read++
		}
		t.took = append(t.took, took)
		if verbose {
			how := "-"
			if len(codes) > 0 {
				how = fmt.Sprintf("v%d %s", codes[0].Version, codes[0].How)
			}
			fmt.Printf("  %-5v %6.1f ms %s turn %d %s\n", right, ms(took), file, turn, how)
		}
	}
	return nil
}

func (t *tally) print(set string) {
	if len(t.took) == 0 {
		return
	}
	slices.Sort(t.took)
	fmt.Printf("%-16s %4d/%4d %6d %10.1f %10.1f\n", set, t.read, t.pictures, t.wrong,
		ms(t.took[len(t.took)/2]), ms(t.took[len(t.took)*95/100]))
}

// spent is the time of the processor that this program has used so far.
func spent() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
