package commit

import (
	"fmt"
	"runtime"

	"ciaw/server/store/db"
)

// run commits what is waiting, many together, as soon as there is anything.
func (q *Queue[T, W]) run(w W) {
	for next := range q.requests {
		for next != nil {
			var batch []*request[T, W]
			runtime.Gosched() // lets those enqueue who are about to; alone, it costs nothing
			batch, next = q.collect(next)
			if err := q.commit(w, batch); err != nil && w.Unavailable(err) {
				q.refuseWaiting(next, err)
				next = nil
			}
		}
	}
}

// collect takes the items that are waiting behind the first request, but of many
// only a part: while those are committed, who was before them is answered and
// who comes after is read. Then nobody waits much longer than others. A request
// of another kind ends the batch and is returned as the next, unless it is the
// first.
func (q *Queue[T, W]) collect(first *request[T, W]) (batch []*request[T, W], next *request[T, W]) {
	batch = []*request[T, W]{first}
	most := min(q.most, max(len(q.requests)/4, fewest))
	for size := len(first.items); !first.alone() && size < most; {
		select {
		case r, open := <-q.requests:
			if !open {
				return batch, nil
			}
			if r.alone() {
				return batch, r
			}
			batch = append(batch, r)
			size += len(r.items)
		default:
			return batch, nil
		}
	}
	return batch, nil
}

// refuseWaiting answers the next request, if any, and all that wait by now.
func (q *Queue[T, W]) refuseWaiting(next *request[T, W], err error) {
	for n := len(q.requests); ; n-- {
		if next != nil {
			next.refuse(err)
		}
		if n == 0 {
			return
		}
		next = <-q.requests // a database that can be unavailable has no other writer
	}
}

// commit does what the requests of a batch ask for and answers them. It returns
// the failure of all of it.
func (q *Queue[T, W]) commit(w W, batch []*request[T, W]) error {
	if do := batch[0].do; do != nil {
		err := do(w)
		batch[0].finish(err)
		return err
	}
	items := batch[0].items
	if len(batch) > 1 {
		items = nil
		for _, r := range batch {
			items = append(items, r.items...)
		}
	}
	err := w.Prepare(items)
	for _, r := range batch {
		r.ready = err == nil
		close(r.prepared)
	}
	errs := make([]error, len(items))
	if err == nil {
		err = store(w, items, errs)
		w.Stored(items, errs)
	} else {
		for i := range errs {
			errs[i] = err
		}
	}
	for _, r := range batch {
		errs = errs[copy(r.errs, errs):]
		r.finish(nil)
	}
	return err
}

// store stores items, each alone if their failure may lie in one of them, and
// notes how each ended. It returns the last failure that lay in none.
func store[T any](w Writer[T], items []T, errs []error) (last error) {
	err := w.Store(items)
	switch {
	case err != nil && w.Unavailable(err):
		last = err
		err = fmt.Errorf("%w: %w", db.ErrBusy, err)
	case err != nil && len(items) > 1 && w.Isolates(err):
		for i := range items {
			if one := store(w, items[i:i+1], errs[i:i+1]); one != nil {
				last = one
			}
		}
		return last
	}
	for i := range errs {
		errs[i] = err
	}
	return last
}
