package audit

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"gorm.io/gorm"
)

// shown is how many of several differences are named.
const shown = 3

// Differences gathers what is not as the log says, of one kind after the other.
type Differences struct {
	kinds []string
	which map[string][]string
}

// Note adds a difference: its kind, and what it is about. That names no person.
func (d *Differences) Note(kind, subject string) {
	if d.which == nil {
		d.which = map[string][]string{}
	}
	if d.which[kind] == nil {
		d.kinds = append(d.kinds, kind)
	}
	d.which[kind] = append(d.which[kind], subject)
}

// Each calls f with each kind, how many there are of it, and the first ones.
func (d *Differences) Each(f func(kind, detail string)) {
	for _, kind := range d.kinds {
		all := d.which[kind]
		f(kind, fmt.Sprintf("%d: %s", len(all), strings.Join(all[:min(len(all), shown)], ", ")))
	}
}

// Each calls f with the entries of those actions, oldest first. Chains are of
// different writers: of two entries in the same millisecond the order is not
// known.
func Each(tx *gorm.DB, f func(Row) error, actions ...string) (err error) {
	rows, err := tx.Model(&Row{}).Where("action IN ?", actions).Order("at, chain, seq").Rows()
	if err != nil {
		return err
	}
	defer func() { err = cmp.Or(err, rows.Close()) }()
	for rows.Next() {
		var row Row
		if err := tx.ScanRows(rows, &row); err != nil {
			return err
		}
		if err := f(row); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Latest keeps what the last entry about each subject says. Of entries of the
// same millisecond in several chains, each may be the last.
type Latest struct {
	of map[string]lastSaid
}

// lastSaid is what was said last, at a time, by chain.
type lastSaid struct {
	at    int64
	words map[string]string
}

// Say notes what an entry says of a subject. Entries come in the order of Each.
func (l *Latest) Say(subject string, e Row, words string) {
	if l.of == nil {
		l.of = map[string]lastSaid{}
	}
	last, found := l.of[subject]
	if !found || e.At > last.at {
		last = lastSaid{e.At, map[string]string{}}
	}
	last.words[string(e.Chain)] = words
	l.of[subject] = last
}

// Take returns what may be the last that was said of a subject, and forgets it.
func (l *Latest) Take(subject string) []string {
	words := slices.Collect(maps.Values(l.of[subject].words))
	delete(l.of, subject)
	return words
}

// Left returns the subjects that were not taken.
func (l *Latest) Left() iter.Seq[string] { return maps.Keys(l.of) }
