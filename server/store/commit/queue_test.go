package commit_test

import (
	"errors"
	"slices"
	"sync"
	"testing"

	"ciaw/server/store/commit"
	"ciaw/server/store/db"
)

// disk is a writer of words that waits for a turn before each batch.
type disk struct {
	turn    chan struct{}
	mu      sync.Mutex
	batches [][]*word
	gone    error // nothing can be written
}

// word is an item.
type word struct {
	text     string
	prepared bool
}

var errBad = errors.New("this word cannot be stored")

func (d *disk) Prepare(batch []*word) error {
	for _, w := range batch {
		w.prepared = true
	}
	return nil
}

func (d *disk) Store(batch []*word) error {
	<-d.turn
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.gone != nil {
		return d.gone
	}
	if slices.ContainsFunc(batch, func(w *word) bool { return w.text == "bad" }) {
		return errBad
	}
	d.batches = append(d.batches, batch)
	return nil
}

func (d *disk) Stored([]*word, []error) {}

func (d *disk) Isolates(err error) bool    { return errors.Is(err, errBad) }
func (d *disk) Unavailable(err error) bool { return d.gone != nil && errors.Is(err, d.gone) }

// sizes returns how many words each batch had.
func (d *disk) sizes() (all []int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, b := range d.batches {
		all = append(all, len(b))
	}
	return all
}

type pending = commit.Pending[*word, *disk]

func put(t *testing.T, q *commit.Queue[*word, *disk], texts ...string) pending {
	t.Helper()
	var words []*word
	for _, text := range texts {
		words = append(words, &word{text: text})
	}
	p, err := q.Put(words)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// queue returns a queue in front of a disk that gives turns only when asked.
func queue(t *testing.T, most int) (*disk, *commit.Queue[*word, *disk]) {
	t.Helper()
	d := &disk{turn: make(chan struct{})}
	q := commit.New(most, d)
	t.Cleanup(q.Close)
	return d, q
}

func TestWhatWaitsMeanwhileIsCommittedTogether(t *testing.T) {
	d, q := queue(t, 100)
	first := put(t, q, "a")
	if !first.Prepared() {
		t.Fatal("the first is not prepared")
	}
	rest := []pending{put(t, q, "b", "c"), put(t, q, "d")} // while the first is being stored
	d.turn <- struct{}{}
	if errs := first.Wait(); errs[0] != nil {
		t.Fatal(errs)
	}
	d.turn <- struct{}{}
	for _, p := range rest {
		if errs := p.Wait(); errors.Join(errs...) != nil {
			t.Error(errs)
		}
	}
	if got := d.sizes(); !slices.Equal(got, []int{1, 3}) {
		t.Errorf("batches of %v", got)
	}
}

func TestABadItemFailsAlone(t *testing.T) {
	d, q := queue(t, 100)
	close(d.turn)
	errs := put(t, q, "a", "bad", "c").Wait()
	if errs[0] != nil || !errors.Is(errs[1], errBad) || errs[2] != nil {
		t.Errorf("%v", errs)
	}
}

func TestWhenNothingCanBeWrittenAllThatWaitAreRefused(t *testing.T) {
	d, q := queue(t, 100)
	d.gone = errors.New("the disk is full")
	first := put(t, q, "a")
	first.Prepared()
	rest := []pending{put(t, q, "b"), put(t, q, "c")}
	close(d.turn) // one look is enough: the others do not come to the disk
	for _, p := range append(rest, first) {
		if errs := p.Wait(); !errors.Is(errs[0], db.ErrBusy) || !errors.Is(errs[0], d.gone) {
			t.Errorf("%v", errs)
		}
	}
	for _, p := range rest {
		if p.Prepared() {
			t.Error("what was refused is prepared")
		}
	}
}

func TestSomethingElseIsDoneAlone(t *testing.T) {
	d, q := queue(t, 100)
	first := put(t, q, "a")
	first.Prepared()
	done := make(chan error, 1)
	go func() {
		done <- q.Do(func(w *disk) error {
			if w != d || len(d.sizes()) == 0 {
				t.Error("it was done before what came first")
			}
			return errBad
		})
	}()
	close(d.turn)
	if err := <-done; !errors.Is(err, errBad) {
		t.Errorf("%v", err)
	}
}

func TestWhoComesTooLateOrIsTooManyIsRefusedAtOnce(t *testing.T) {
	d := &disk{turn: make(chan struct{})}
	q := commit.New(1, d)
	first := put(t, q, "a")
	first.Prepared()
	var waiting []pending
	for {
		p, err := q.Put([]*word{{text: "b"}})
		if err != nil {
			if !errors.Is(err, db.ErrBusy) {
				t.Errorf("%v", err)
			}
			break
		}
		waiting = append(waiting, p)
	}
	close(d.turn)
	q.Close() // commits what waits
	for _, p := range append(waiting, first) {
		if errs := p.Wait(); errs[0] != nil {
			t.Errorf("what waited is lost: %v", errs)
		}
	}
	if _, err := q.Put([]*word{{text: "c"}}); err == nil {
		t.Error("taken after closing")
	}
	if err := q.Do(func(*disk) error { return nil }); err == nil {
		t.Error("done after closing")
	}
}
