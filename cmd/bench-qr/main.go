// Command bench-qr measures the reader of QR codes on a folder of pictures: for
// every set how many are read, how many are read wrongly, how much time of a
// processor and how much memory that takes; and, given the package zxing-wasm,
// the same of the decoder that phones get, in turn on each picture. It proves
// nothing by itself; what may not become worse is held by the tests of
// package qr.
//
// Read next: corpus.go for the folder, tally.go for what is counted.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
)

// settings are those of the command line.
type settings struct {
	folder, only, phone string
	verbose             bool
}

func main() {
	var s settings
	flag.StringVar(&s.folder, "pictures", "../shared/qr", "folder with expected.tsv and a folder for each set")
	flag.StringVar(&s.only, "sets", "", "names of sets, with commas; all if empty")
	flag.StringVar(&s.phone, "phone", "", "folder of the package zxing-wasm, to compare")
	flag.BoolVar(&s.verbose, "v", false, "name every picture")
	flag.Parse()
	runtime.GOMAXPROCS(1) // so that the time of a picture is that of a processor
	if err := run(s); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(s settings) error {
	c, err := load(s.folder)
	if err != nil {
		return err
	}
	b := bench{corpus: c, verbose: s.verbose}
	if s.phone != "" {
		if b.phone, err = newPhone(s.phone); err != nil {
			return err
		}
	}
	var total tally
	b.heading()
	for _, set := range c.sets() {
		if s.only != "" && !slices.Contains(strings.Split(s.only, ","), set) {
			continue
		}
		t, err := b.measure(set)
		if err != nil {
			return err
		}
		b.print(set, &t)
		total.add(&t)
	}
	b.print("all", &total)
	if b.phone != nil {
		return b.phone.close()
	}
	return nil
}
