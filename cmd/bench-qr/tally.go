package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"ciaw/qr"
)

// bench is a run over a corpus.
type bench struct {
	corpus  *corpus
	phone   *phone // nil when nothing is compared
	verbose bool
}

// tally is the result of a set of pictures.
type tally struct {
	pictures    int
	ours, phone score
	allocated   uint64
}

// score is the result of one reader on a set.
type score struct {
	read, wrong int
	took        []time.Duration
}

func (t *tally) add(o *tally) {
	t.pictures, t.allocated = t.pictures+o.pictures, t.allocated+o.allocated
	for s, p := range map[*score]*score{&t.ours: &o.ours, &t.phone: &o.phone} {
		s.read, s.wrong, s.took = s.read+p.read, s.wrong+p.wrong, append(s.took, p.took...)
	}
}

func (b *bench) measure(set string) (t tally, err error) {
	for _, file := range b.corpus.files(set) {
		pictures, err := b.corpus.pictures(file)
		if err != nil {
			return t, fmt.Errorf("%s: %w", file, err)
		}
		for _, picture := range pictures {
			if err := b.picture(&t, file, picture); err != nil {
				return t, fmt.Errorf("%s: %w", file, err)
			}
		}
	}
	return t, nil
}

// picture reads one picture with both readers.
func (b *bench) picture(t *tally, file string, picture image.Image) error {
	t.pictures++
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := spent()
	codes, err := qr.Read(context.Background(), picture, qr.Options{})
	took := spent() - start
	runtime.ReadMemStats(&after)
	t.allocated += after.TotalAlloc - before.TotalAlloc
	if err != nil && !errors.Is(err, qr.ErrNotFound) {
		return err
	}
	texts, how := []string{}, ""
	for _, code := range codes {
		texts, how = append(texts, code.Text), fmt.Sprintf("version %d, %s", code.Version, code.How)
	}
	right := t.ours.count(b.corpus, file, texts, took)
	rightToo := false
	if b.phone != nil {
		texts, took, err := b.phone.read(picture)
		if err != nil {
			return err
		}
		rightToo = t.phone.count(b.corpus, file, texts, took)
	}
	if b.verbose {
		fmt.Printf("  %-5v %-5v %7.1f ms %s %s\n", right, rightToo, ms(took), file, how)
	}
	return nil
}

// count adds the texts read in a picture.
func (s *score) count(c *corpus, file string, texts []string, took time.Duration) (right bool) {
	for _, text := range texts {
		switch {
		case c.expects(file, text):
			right = true
		case strings.HasPrefix(file, "b-"): // photographs with more codes than were noted
			fmt.Printf("  %s: read %q, which nobody has noted\n", file, text)
		default:
			s.wrong++
			fmt.Printf("  %s: read %q, which is not there\n", file, text)
		}
	}
	if right {
		s.read++
	}
	s.took = append(s.took, took)
	return right
}

func (b *bench) heading() {
	fmt.Printf("%-16s %9s %6s %10s %10s %10s", "set", "read", "wrong", "median ms", "p95 ms", "allocated")
	if b.phone != nil {
		fmt.Printf("  |  phone %6s %10s %10s", "wrong", "median ms", "p95 ms")
	}
	fmt.Println()
}

func (b *bench) print(set string, t *tally) {
	if t.pictures == 0 {
		return
	}
	o, p := &t.ours, &t.phone
	fmt.Printf("%-16s %4d/%4d %6d %10.1f %10.1f %7.2f MB", set, o.read, t.pictures, o.wrong,
		o.quantile(50), o.quantile(95), float64(t.allocated)/float64(t.pictures)/1e6)
	if b.phone != nil {
		fmt.Printf("  |  %5d %6d %10.1f %10.1f", p.read, p.wrong, p.quantile(50), p.quantile(95))
	}
	fmt.Println()
}

func (s *score) quantile(percent int) float64 {
	slices.Sort(s.took)
	return ms(s.took[len(s.took)*percent/100])
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
