package store

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

// lookups asks for presences by their ids, in one statement for all who wait
// while others are under way. Nobody waits for company.
type lookups struct {
	most    int // statements under way at once
	mu      sync.Mutex
	asking  int // statements under way
	waiting []*lookup
}

// errUnanswered is the failure of a look-up whose group came to grief.
var errUnanswered = errors.New("nobody answered")

// lookup is what somebody wants to know.
type lookup struct {
	ids  [][]byte
	turn chan []*lookup // nil: answered; else: ask for all of these
	rows []presenceRow
	err  error
}

// find returns the rows with those ids.
func (s *Store) find(ctx context.Context, ids [][]byte) ([]presenceRow, error) {
	if len(ids) > maxSmall {
		return presencesByID(ctx, s.read, ids)
	}
	l := &lookup{ids: ids, turn: make(chan []*lookup, 1), err: errUnanswered}
	group := s.lookups.join(l)
	if group == nil {
		group = <-l.turn
	}
	if group != nil {
		s.ask(group)
	}
	return l.rows, l.err
}

// join returns the look-up as a group of its own if it may be asked for now, or
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
	group := q.waiting[:n:n]
	q.waiting = q.waiting[n:]
	group[0].turn <- group
}

// ask answers a group whose first one is the caller's. It is not undone when
// the caller hangs up, as others wait for it too.
func (s *Store) ask(group []*lookup) {
	defer func() {
		for _, l := range group[1:] {
			l.turn <- nil
		}
		s.lookups.next()
	}()
	var ids [][]byte
	for _, l := range group {
		ids = append(ids, l.ids...)
	}
	ctx, cancel := s.patient()
	defer cancel()
	rows, err := presencesByID(ctx, s.read, ids)
	byID := make(map[string]presenceRow, len(rows))
	for _, row := range rows {
		byID[string(row.ID)] = row
	}
	for _, l := range group {
		l.err = err
		for _, one := range l.ids {
			if row, found := byID[string(one)]; found {
				l.rows = append(l.rows, row)
			}
		}
	}
}
