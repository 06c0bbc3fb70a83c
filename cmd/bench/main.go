// Command bench measures the register beside other ways to do the same, all
// servers up at once on one machine, in shuffled turns:
//
//	ciaw               the program as it is, on SQLite
//	ciaw, PostgreSQL   the same on a PostgreSQL server
//	ciaw, one a commit the same on SQLite, but every request commits alone
//	empty endpoint     GET /healthz of ciaw: what HTTP itself costs
//	PocketBase         version 0.39.9, its default settings
//	PocketBase, equal  with synchronous FULL and an outbox row as we write one
//
// With -beside, an earlier build of the program takes the place of all but the
// first two, and each figure is compared with its:
//
//	earlier            that build, on SQLite
//	earlier, PostgreSQL
//
// This process generates the load; each server is a process of its own. Trust
// the ratios, not the absolute figures: the machine is shared, and the load
// comes from it too. A ratio is the median of the ratios of each round.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"
)

// plan is the length and number of the measurements.
type plan struct {
	ciaw   string        // the program
	tools  string        // folder where PocketBase is installed
	beside string        // an earlier build to compare with; "": PocketBase and others
	levels []int         // connections at once
	rounds int           // turns of each server
	burst  time.Duration // of a closed loop
	open   time.Duration // of the open loop
	rate   float64       // of the open loop, requests a second
	before int           // presences that are registered when a round begins
}

// full and quick are the two plans to choose from.
var (
	full  = plan{levels: []int{1, 16, 64, 256}, rounds: 5, burst: 2 * time.Second, open: time.Minute, rate: 1000, before: 100_000}
	quick = plan{levels: []int{1, 64}, rounds: 1, burst: 700 * time.Millisecond, open: 4 * time.Second, rate: 1000, before: 20_000}
)

// read fills the plan from the command line.
func read(args []string) (plan, error) {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	short := flags.Bool("quick", false, "about a minute: one round, fewer levels")
	ciaw := flags.String("ciaw", "bin/ciaw", "the program to measure")
	tools := flags.String("tools", "bin/tools", "where PocketBase is installed, once")
	beside := flags.String("beside", "", "an earlier build of the program: compare with it alone")
	rounds := flags.Int("rounds", 0, "turns of each server (default 5, quick: 1)")
	open := flags.Duration("open", 0, "length of the open loop (default 1m, quick: 4s)")
	if err := flags.Parse(args); err != nil {
		return plan{}, err
	}
	p := full
	if *short {
		p = quick
	}
	if *rounds > 0 {
		p.rounds = *rounds
	}
	if *open > 0 {
		p.open = *open
	}
	p.ciaw, p.tools, p.beside = *ciaw, *tools, *beside
	return p, nil
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := run(ctx, os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		stop()
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) == 3 && args[0] == serveAlone {
		return alone(ctx, args[1], args[2])
	}
	p, err := read(args)
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "ciaw-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	fmt.Printf("%d processors, %s; %d rounds of %v at each level, open loop %v\n",
		runtime.NumCPU(), runtime.Version(), p.rounds, p.burst, p.open)
	f, err := enter(ctx, p, folder)
	if err != nil {
		return err
	}
	defer f.stop()
	if err := f.measure(ctx, p); err != nil {
		return err
	}
	f.report(os.Stdout, p)
	return nil
}
