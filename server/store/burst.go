package store

import "errors"

// errNoBurst is the failure of what cannot be stored at one stroke.
var errNoBurst = errors.New("not at one stroke")

// burst is all that is written for a group of additions.
type burst struct {
	presences []*presenceRow
	items     []outboxRow
	audited   []auditRow
	end       endRow
}

// burst stores additions and all that must be told of them at one stroke, in the
// way that costs each database least. It stores all or nothing. Whatever its
// failure, such as an id or a natural key that is taken, the way of insert finds
// out what there is.
func (w *writer) burst(adds []*addition) error {
	fresh, rest := apart(adds)
	if len(rest) > 0 || w.chain.lost {
		return errNoBurst
	}
	w.claimed = nil
	entries, items := w.tellings(fresh)
	audited := w.chain.extend(entries)
	err := w.dialect.burst(w.Store, burst{rowsOf(fresh), items, audited, endOf(w.Keys, audited[len(audited)-1])})
	if err != nil {
		w.chain.forget()
	}
	return err
}
