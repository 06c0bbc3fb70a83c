package presences

import (
	"context"
	"errors"
	"sync"
)

// Bounds of looking up together.
const (
	maxAsked = 256 // look-ups in one statement
	maxSmall = 8   // ids of a look-up that shares its statement with others
)

// lookups batches reads by id: one statement asks for all who wait while others
// are under way. Nobody waits for company. With PostgreSQL, where each statement
// is a round trip to another process, that nearly doubles how many are read.
type lookups struct {
	most    int // statements under way at once
	mu      sync.Mutex
	asking  int // statements under way
	waiting []*lookup
}

// errUnanswered is the failure of a look-up whose batch ended in a panic.
var errUnanswered = errors.New("nobody answered")

// lookup is what somebody wants to know.
type lookup struct {
	ids  [][]byte
	turn chan []*lookup // nil: answered; else: ask for all of these
	rows []Row
	err  error
}

// find returns the rows with those ids, alone or together with others'.
func (p *Presences) find(ctx context.Context, ids [][]byte) ([]Row, error) {
	if p.SQLite() || len(ids) > maxSmall {
		return byID(ctx, p.Read, ids)
	}
	l := &lookup{ids: ids, turn: make(chan []*lookup, 1), err: errUnanswered}
	batch := p.lookups.join(l)
	if batch == nil {
		batch = <-l.turn
	}
	if batch != nil {
		p.ask(batch)
	}
	return l.rows, l.err
}

// join returns the look-up as a batch of its own if it may be asked for now, or
// nil if it has to wait for its turn.
func (q *lookups) join(l *lookup) []*lookup {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.asking < q.most {
		q.asking++
		return []*lookup{l}
	}
	q.waiting = append(q.waiting, l)
	return nil
}

// next gives those who wait their turn.
func (q *lookups) next() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.waiting) == 0 {
		q.asking--
		return
	}
	n := min(len(q.waiting), maxAsked)
	batch := q.waiting[:n:n]
	q.waiting = q.waiting[n:]
	batch[0].turn <- batch
}

// ask answers a batch whose first one is the caller's. It is not undone when
// the caller hangs up, as others wait for it too.
func (p *Presences) ask(batch []*lookup) {
	defer func() {
		for _, l := range batch[1:] {
			l.turn <- nil
		}
		p.lookups.next()
	}()
	var ids [][]byte
	for _, l := range batch {
		ids = append(ids, l.ids...)
	}
	ctx, cancel := p.WriteContext()
	defer cancel()
	rows, err := byID(ctx, p.Read, ids)
	byID := make(map[string]Row, len(rows))
	for _, row := range rows {
		byID[string(row.ID)] = row
	}
	for _, l := range batch {
		l.err = err
		for _, one := range l.ids {
			if row, found := byID[string(one)]; found {
				l.rows = append(l.rows, row)
			}
		}
	}
}
