// Package audit keeps the log of who did what, in hash chains: every entry's
// hash covers the one before it, so that none can be changed or taken out of the
// middle without all later ones being made again; the head of a chain is sealed
// with a key that is not in the database, so that none can be cut off its end.
// Each writer has a chain of its own, so that writers need not wait for each
// other. Entries are written in the transaction of what they tell of.
package audit

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"time"

	"gorm.io/gorm"

	"ciaw/server/id"
	"ciaw/server/seal"
	"ciaw/server/store/db"
)

// Row is a row of the table audit.
type Row struct {
	Chain   []byte `gorm:"primaryKey"`
	Seq     int64  `gorm:"primaryKey"`
	At      int64
	Actor   string
	Action  string
	Subject []byte
	Detail  string
	Hash    []byte
}

// TableName names the table for gorm.
func (Row) TableName() string { return "audit" }

var table = db.NewTable("audit", "", []db.Column[Row]{
	{Name: "chain", Field: func(r *Row) any { return &r.Chain }},
	{Name: "seq", Field: func(r *Row) any { return &r.Seq }},
	{Name: "at", Field: func(r *Row) any { return &r.At }},
	{Name: "actor", Field: func(r *Row) any { return &r.Actor }},
	{Name: "action", Field: func(r *Row) any { return &r.Action }},
	{Name: "subject", Field: func(r *Row) any { return &r.Subject }},
	{Name: "detail", Field: func(r *Row) any { return &r.Detail }},
	{Name: "hash", Field: func(r *Row) any { return &r.Hash }},
})

// Entry is one thing that somebody did.
type Entry struct {
	At      time.Time
	Actor   string // names nobody: a user or device by its key
	Action  string
	Subject []byte
	Detail  string
}

// User names a user as an actor.
func User(user id.Key) string { return "user:" + user.String() }

// Operator is whoever runs the commands of the program.
const Operator = "operator"

// Chain is the chain of one writer.
type Chain struct {
	keys *seal.Keys // seal its head
	id   [16]byte
	seq  int64  // of the last entry
	hash []byte // of the last entry
	lost bool   // the last commit may or may not have happened
}

// NewChain begins a chain.
func NewChain(keys *seal.Keys) *Chain {
	c := &Chain{keys: keys}
	_, _ = rand.Read(c.id[:]) // never fails
	return c
}

// Add writes entries behind the last one.
func (c *Chain) Add(tx *gorm.DB, entries ...Entry) error {
	if err := c.recall(tx); err != nil || len(entries) == 0 {
		return err
	}
	rows := c.extend(entries)
	if err := table.Insert(tx, rows); err != nil {
		return err
	}
	head := headOf(c.keys, rows[len(rows)-1])
	return heads.Insert(tx, []*HeadRow{&head})
}

// Rows returns entries behind the last one, and the new head, to be inserted by
// a dialect's fast path; ok is false if the last one is not known.
func (c *Chain) Rows(entries []Entry) (rows []db.Rows, ok bool) {
	if c.lost || len(entries) == 0 {
		return nil, false
	}
	added := c.extend(entries)
	head := headOf(c.keys, added[len(added)-1])
	return []db.Rows{table.Of(added...), heads.Of(&head)}, true
}

// Forget says that what was added since the last commit may be lost.
func (c *Chain) Forget() { c.lost = true }

// extend returns the rows of entries behind the last one, which must be known.
func (c *Chain) extend(entries []Entry) []*Row {
	rows := make([]*Row, len(entries))
	for i, e := range entries {
		c.seq++
		row := &Row{
			Chain: c.id[:], Seq: c.seq, At: e.At.UnixMilli(), Actor: e.Actor,
			Action: e.Action, Subject: e.Subject, Detail: e.Detail,
		}
		row.Hash = row.hash(c.hash)
		c.hash = row.Hash
		rows[i] = row
	}
	return rows
}

// recall finds the head of the chain after a commit whose outcome is not known.
func (c *Chain) recall(tx *gorm.DB) error {
	if !c.lost {
		return nil
	}
	var rows []Row
	if err := tx.Where("chain = ?", c.id[:]).Order("seq DESC").Limit(1).Find(&rows).Error; err != nil {
		return err
	}
	c.lost, c.seq, c.hash = false, 0, nil
	if len(rows) > 0 {
		c.seq, c.hash = rows[0].Seq, rows[0].Hash
	}
	return nil
}

// hash covers every field and the hash before.
func (r Row) hash(before []byte) []byte {
	all := make([]byte, 0, 256)
	for _, field := range [][]byte{
		before, r.Chain, binary.BigEndian.AppendUint64(nil, uint64(r.Seq)), binary.BigEndian.AppendUint64(nil, uint64(r.At)),
		[]byte(r.Actor), []byte(r.Action), r.Subject, []byte(r.Detail),
	} {
		all = binary.BigEndian.AppendUint32(all, uint32(len(field)))
		all = append(all, field...)
	}
	sum := sha256.Sum256(all)
	return sum[:]
}
