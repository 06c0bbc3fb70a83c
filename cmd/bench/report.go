package main

import (
	"fmt"
	"io"
	"text/tabwriter"
)

// equalWorkNote explains the comparison. It is printed with the figures, as they
// mean nothing without it.
const equalWorkNote = `
What is compared
  ciaw            a registration is checked (check digits, poster, workplace, day), encrypted,
                  numbered, stored with an outbox item and an entry of the audit chain in one
                  transaction, on the disk (synchronous FULL) before it is answered with a signed
                  receipt. The outbox item is delivered while we measure: the content check.
  PocketBase      ` + pocketBase + `, default settings (synchronous NORMAL: a power cut loses what
                  was answered), open rules, a collection presences (id, limosa by a pattern,
                  relation to workplaces, day, captured_at) with a unique index on day, workplace
                  and limosa. No check digits, opening days, duplicates that are linked,
                  encryption, audit log, outbox or signed receipt: less work than ours.
  PocketBase, equal  the same with synchronous FULL and an outbox row in the same transaction:
                  the durability of ours, still less work. Nobody delivers the row.
  one a commit    ciaw with groups of one. Its 200-item request still is one transaction.
  PostgreSQL      a server of its own on this machine; its processor time is not in the table.
Processor time is the server's, until it has nothing more to do. A search is for the first 50 of
the 300 people at a workplace today, latest first: with us by a site manager who has signed in,
whose rights are looked up and whose people's names are decrypted; with PocketBase by anybody,
by an indexed filter and without counting (skipTotal). Ids are made when they are sent, a
registration is for one of a thousand workplaces, and a request with 200 for ten crews. Every round
begins with as many presences of the day everywhere (100,000; quick: 20,000). Requests are written
beforehand; ratios are medians of the ratios of each round.`

// report prints what was measured.
func (f *field) report(w io.Writer, p plan) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	servers := []string{onSQLite, onPostgreSQL, oneACommit, byDefault, equalWork, empty}
	if p.beside != "" {
		servers = []string{onSQLite, earlier, onPostgreSQL, earlierPostgreSQL}
	}
	fmt.Fprintf(t, "\nmedians\t")
	for _, s := range servers {
		fmt.Fprintf(t, "%s\t", s)
	}
	fmt.Fprintln(t)
	for _, l := range p.lines() {
		fmt.Fprintf(t, "%s\t", l.what)
		for _, s := range servers {
			if value, ok := f.results.median(s, l.series); ok {
				fmt.Fprintf(t, "%s\t", short(value))
			} else {
				fmt.Fprintf(t, "–\t")
			}
		}
		fmt.Fprintln(t)
	}
	_ = t.Flush() // to the terminal
	if p.beside != "" {
		f.reportEarlier(w, p)
		return
	}
	f.reportAims(w)
	fmt.Fprintln(w, equalWorkNote)
}

// line is a row of the table.
type line struct {
	what, series string
	more         bool // is better
}

func (p plan) lines() []line {
	var all []line
	for _, n := range p.levels {
		all = append(all,
			line{fmt.Sprintf("registrations/s, %d connections", n), at("rate", n), true},
			line{"p50, ms", at("p50", n), false}, line{"p99, ms", at("p99", n), false}, line{"processor µs each", at("cpu", n), false})
	}
	return append(all,
		line{"rows/s of 200-item requests", "rows", true},
		line{"searches/s under 300 writes/s", "searches", true}, line{"p99, ms", "searches p99", false},
		line{"reads/s by id under 300 writes/s", "views", true}, line{"p99, ms", "views p99", false},
		line{fmt.Sprintf("open loop %.0f/s: part answered", p.rate), "open answered", true},
		line{"p50, ms", "open p50", false}, line{"p99, ms", "open p99", false},
		line{"idle memory, MB", "idle memory", false}, line{"memory under load, MB", "memory under load", false},
		line{"start until ready, ms", "start", false}, line{"first start, ms", "first start", false},
	)
}

// reportAims prints the comparisons, and whether they are what they should be.
func (f *field) reportAims(w io.Writer) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "\naim\tis\tshould be\t")
	for _, a := range aims {
		value, ok := a.value(f.results)
		if !ok {
			fmt.Fprintf(t, "%s\t–\t\tnot measured\n", a.what)
			continue
		}
		sign, verdict := "≤", "not reached"
		if a.atLeast {
			sign = "≥"
		}
		if a.reached(value) {
			verdict = "reached"
		}
		fmt.Fprintf(t, "%s\t%s %s\t%s %v %s\t%s\n", a.what, short(value), a.unit, sign, a.bound, a.unit, verdict)
	}
	for _, a := range asides {
		if value, ok := a.value(f.results); ok {
			fmt.Fprintf(t, "%s\t%s ×\t\t\n", a.what, short(value))
		}
	}
	_ = t.Flush() // to the terminal
}

// noWorse is the least ratio to an earlier build that counts as no worse; figures
// that should be small are turned round first.
const noWorse = 0.93

// reportEarlier prints each figure as a ratio to that of an earlier build: above
// 1 is better, whatever the figure.
func (f *field) reportEarlier(w io.Writer, p plan) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "\nbetter than the earlier build by\tSQLite\tPostgreSQL\t")
	for _, l := range p.lines() {
		fmt.Fprintf(t, "%s\t", l.series)
		for _, pair := range [][2]string{{onSQLite, earlier}, {onPostgreSQL, earlierPostgreSQL}} {
			above, below := pair[0], pair[1]
			if !l.more {
				above, below = below, above
			}
			value, ok := f.results.ratio(above, below, l.series)
			switch {
			case !ok:
				fmt.Fprintf(t, "–\t")
			case value < noWorse:
				fmt.Fprintf(t, "%s × worse\t", short(value))
			default:
				fmt.Fprintf(t, "%s ×\t", short(value))
			}
		}
		fmt.Fprintln(t)
	}
	_ = t.Flush() // to the terminal
}

// short writes a figure with about three digits that mean something.
func short(value float64) string {
	switch {
	case value >= 100:
		return fmt.Sprintf("%.0f", value)
	case value >= 10:
		return fmt.Sprintf("%.1f", value)
	}
	return fmt.Sprintf("%.2f", value)
}
