package audit

import (
	"cmp"
	"fmt"
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

// Latest keeps what the last entry about each subject says. If several are of
// the same millisecond, each of them may be the last.
type Latest struct {
	at    map[string]int64
	words map[string][]string
}

// Say notes what an entry says of a subject. Entries come oldest first.
func (l *Latest) Say(subject string, at int64, words string) {
	if l.at == nil {
		l.at, l.words = map[string]int64{}, map[string][]string{}
	}
	if at > l.at[subject] {
		l.words[subject] = nil
	}
	l.at[subject] = at
	l.words[subject] = append(l.words[subject], words)
}

// Take returns what may be the last that was said of a subject, and forgets it.
func (l *Latest) Take(subject string) []string {
	words := l.words[subject]
	delete(l.words, subject)
	return words
}

// Left returns the subjects that were not taken.
func (l *Latest) Left() map[string][]string { return l.words }
