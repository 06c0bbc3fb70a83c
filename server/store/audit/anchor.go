package audit

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"gorm.io/gorm"

	"ciaw/server/seal"
)

// Anchor is a small file beside a SQLite database, with the last entry that was
// committed. SQLite begins with whatever is whole of its write-ahead log: if the
// end of that was cut off, or an older copy of the database was put in its
// place, nothing in the database itself shows it. The file is written after each
// commit and never flushed, so it can be behind the database, and never ahead.
// The zero value does nothing.
type Anchor struct {
	file *os.File
	keys *seal.Keys
}

// anchorBytes is the length of an anchor: the id of a chain, the number of its
// last entry, and a keyed hash of both.
const anchorBytes = 16 + 8 + 16

// OpenAnchor opens the file, and makes it if there is none. Where nothing can be
// written it is only read.
func OpenAnchor(name string, keys *seal.Keys) (*Anchor, error) {
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		if file, err = os.Open(name); errors.Is(err, fs.ErrNotExist) {
			return &Anchor{}, nil
		}
	}
	return &Anchor{file, keys}, err
}

// Move notes the last entry of a chain, which was just committed. What cannot be
// noted is not: the database is what counts.
func (a *Anchor) Move(c *Chain) {
	if a == nil || a.file == nil || c.lost || c.seq == 0 {
		return
	}
	_, _ = a.file.WriteAt(a.sealed(c.id[:], c.seq), 0)
}

// sealed returns the bytes of an anchor at that entry.
func (a *Anchor) sealed(chain []byte, seq int64) []byte {
	text := binary.BigEndian.AppendUint64(bytes.Clone(chain), uint64(seq))
	mac := a.keys.Find("audit anchor", string(text))
	return append(text, mac[:]...)
}

// Missing returns the last entry that was committed if the database lacks it. A
// file that we did not write says nothing.
func (a *Anchor) Missing(tx *gorm.DB) (Lost, bool, error) {
	if a == nil || a.file == nil {
		return Lost{}, false, nil
	}
	text := make([]byte, anchorBytes)
	if n, _ := a.file.ReadAt(text, 0); n < anchorBytes {
		return Lost{}, false, nil
	}
	lost := Lost{text[:16], int64(binary.BigEndian.Uint64(text[16:24]))}
	if !bytes.Equal(text, a.sealed(lost.Chain, lost.Seq)) {
		return Lost{}, false, nil // torn while it was written, or made up
	}
	var rows []Row
	if err := tx.Where("chain = ? AND seq >= ?", lost.Chain, lost.Seq).Order("seq").Limit(1).Find(&rows).Error; err != nil {
		return Lost{}, false, err
	}
	return lost, len(rows) == 0, nil
}

// Close closes the file. It may be called again.
func (a *Anchor) Close() error {
	if a == nil || a.file == nil {
		return nil
	}
	if err := a.file.Close(); !errors.Is(err, os.ErrClosed) {
		return err
	}
	return nil
}

// Lost is an entry that was committed and is gone.
type Lost struct {
	Chain []byte
	Seq   int64
}

// cutOff is the action of the entry that tells of lost ones.
const cutOff = "cut off"

// Tell notes in the log that entries were lost, so that it is known after the
// anchor has moved on.
func (l Lost) Tell(changes Changer, at time.Time) error {
	return changes.Change(func(tx *gorm.DB, log *Chain) error {
		return log.Add(tx, Entry{At: at, Actor: "register", Action: cutOff, Subject: l.Chain, Detail: fmt.Sprint(l.Seq)})
	})
}

// CompareAnchor notes which ends of the log were cut off, now and earlier.
func (a *Anchor) CompareAnchor(tx *gorm.DB, d *Differences) error {
	const kind = "ends of the database that are gone: its log was cut off, or an older copy was put in its place"
	lost, missing, err := a.Missing(tx)
	if missing {
		d.Note(kind, fmt.Sprintf("entry %d of chain %x", lost.Seq, lost.Chain))
	}
	return cmp.Or(err, Each(tx, func(e Row) error {
		d.Note(kind, fmt.Sprintf("entry %s of chain %x, noticed %s", e.Detail, e.Subject, time.UnixMilli(e.At).UTC().Format(time.RFC3339)))
		return nil
	}, cutOff))
}
