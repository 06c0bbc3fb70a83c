package presences

import (
	"bytes"
	"encoding/hex"
	"slices"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/outbox"
	"ciaw/server/seal"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
	"ciaw/server/store/outboxes"
)

// addition is a presence to add, and what became of it.
type addition struct {
	presence checkin.Presence // as exact as it is stored; with its receipt number once that is given
	topic    outbox.Topic     // on which it is told
	counter  int              // of its receipt number
	row      Row              // of the presence, as the first of its person
	stored   *Row             // what has the id now; row, unless there was something
	added    bool             // it is this one
	same     *addition        // an earlier one of the batch has the same id
}

// numbered returns the presence with the number that it has until another
// authority gives one: ours, or none.
func (a *addition) numbered() checkin.Presence {
	p := a.presence
	if p.Authority != "" {
		p.Receipt = id.Receipt{}
	}
	return p
}

// known returns the presence of an addition that was stored, without reading it.
func (a *addition) known() checkin.Presence {
	p := a.numbered()
	p.DuplicateOf, p.Remarks = id.Presence{}, remarksOf(a.stored.Remarks)
	if len(a.stored.DuplicateOf) > 0 {
		p.DuplicateOf = id.PresenceOf([16]byte(a.stored.DuplicateOf))
	}
	return p
}

// result returns what became of an addition.
func (a *addition) result(keys *seal.Keys, err error) checkin.Added {
	var p checkin.Presence
	switch {
	case err == nil && a.added:
		return checkin.Added{Presence: a.known(), Added: true}
	case err == nil:
		p, err = a.stored.value(keys)
	}
	if err != nil {
		return checkin.Added{Err: db.Wrap("add presence", err)}
	}
	return checkin.Added{Presence: p}
}

// Writer stores additions, one batch after the other, with an audit chain of its
// own.
type Writer struct {
	audit.Writer
	options    Options
	numbers    *receiptNumbers
	preclaimed []outbox.Item // by the transaction under way
}

// Prepare gives the additions their receipt numbers.
func (w *Writer) Prepare(batch []*addition) error { return w.numbers.give(batch) }

// Store stores additions, with who registered them and what must be told, in one
// transaction. Most come for the first time and are the first of their person
// that day: these are inserted by the dialect's fast path. Whatever its failure,
// such as an id or a natural key that is taken, insert finds out what there is.
func (w *Writer) Store(batch []*addition) error {
	err := w.storeFresh(batch)
	if err != nil && !w.Unavailable(err) {
		err = w.Change(func(tx *gorm.DB, log *audit.Chain) error {
			w.preclaimed = nil
			return w.insert(tx, log, batch)
		})
	}
	if err == nil {
		w.options.Preclaimed.Put(w.preclaimed)
	}
	w.options.Committed(w.Chain)
	return err
}

// Stored takes back numbers that were given for repetitions.
func (w *Writer) Stored(batch []*addition, errs []error) {
	for i, a := range batch {
		if errs[i] == nil && a.same != nil {
			a.stored, a.added = a.same.stored, false
		}
	}
	w.numbers.takeBack(batch, errs)
}

// Isolates reports whether the failure of a batch may lie in one of its items.
func (w *Writer) Isolates(err error) bool { return !w.IsTransient(err) }

// Unavailable reports whether nothing at all can be written now.
func (w *Writer) Unavailable(err error) bool { return w.Handle.Unavailable(err) }

// storeFresh stores additions of which none is in the register already, by the
// fast path.
func (w *Writer) storeFresh(batch []*addition) error {
	fresh, rest := apart(batch)
	if len(rest) > 0 {
		return db.ErrTaken
	}
	w.preclaimed = nil
	entries, items := w.told(fresh)
	log, ok := w.Chain.Rows(entries)
	if !ok {
		return db.ErrTaken
	}
	err := w.BulkInsert(append([]db.Rows{columns.Of(rowsOf(fresh)...), outboxes.Columns.Of(items...)}, log...))
	if err != nil {
		w.Chain.Forget()
	}
	return err
}

// told returns who registered new presences, and the items by which they are
// told, on the topics that they came with.
func (w *Writer) told(adds []*addition) ([]audit.Entry, []*outboxes.Row) {
	entries := make([]audit.Entry, len(adds))
	for i, a := range adds {
		entries[i] = audit.Entry{At: db.Time(a.row.RecordedAt), Actor: actorOf(a.presence), Action: "register", Subject: a.row.ID, Detail: fingerprint(w.options.Keys, &a.row)}
	}
	var items []*outboxes.Row
	for len(adds) > 0 {
		n := 1
		for n < len(adds) && n < outbox.Together && adds[n].topic == adds[0].topic {
			n++
		}
		items = append(items, w.item(adds[:n]))
		adds = adds[n:]
	}
	return entries, items
}

// item returns an item about presences that are told together. If this process
// delivers, it is claimed by being written.
func (w *Writer) item(adds []*addition) *outboxes.Row {
	at := db.Time(adds[0].row.RecordedAt)
	row := outboxes.New(adds[0].topic, bytes.Join(idsOf(adds), nil), at)
	if !outboxes.Preclaims(adds[0].topic) || !w.options.Preclaimed.Open() {
		return &row
	}
	row.Due, row.Tries = at.Add(outbox.Lease).UnixMilli(), 1
	item := row.Item()
	item.Stored = make([]checkin.Presence, len(adds))
	for i, a := range adds {
		item.Stored[i] = a.known()
	}
	w.preclaimed = append(w.preclaimed, item)
	return &row
}

// actorOf names whoever registered a presence, without saying who it is: the
// user, client or gateway, or the owner of a device.
func actorOf(p checkin.Presence) string {
	switch {
	case p.Registrar.IsZero():
		return string(p.Channel) + ":" + hex.EncodeToString(p.Owner[:8])
	case p.Channel == checkin.WebService:
		return string(p.Channel) + ":client:" + p.Registrar.String()
	case p.Channel == checkin.Gateway:
		return string(p.Channel) + ":gateway:" + p.Registrar.String()
	}
	return string(p.Channel) + ":" + audit.User(p.Registrar)
}

func rowsOf(adds []*addition) []*Row {
	rows := make([]*Row, len(adds))
	for i, a := range adds {
		rows[i] = a.stored
	}
	return rows
}

func idsOf(adds []*addition) [][]byte {
	ids := make([][]byte, len(adds))
	for i, a := range adds {
		ids[i] = a.row.ID
	}
	return slices.Clip(ids)
}
