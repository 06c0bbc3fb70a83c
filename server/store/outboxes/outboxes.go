// Package outboxes keeps the items of the outbox: what must still be told to
// somebody. Items are written in the transaction that stored what they are
// about; claiming one moves its due time into the future, so that nobody else
// is given it before a lease ends; what was delivered is deleted.
package outboxes

import (
	"slices"
	"time"

	"ciaw/server/id"
	"ciaw/server/outbox"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
)

// Row is a row of the table outbox.
type Row struct {
	ID        []byte `gorm:"primaryKey"`
	Topic     string
	Subjects  []byte // 16 bytes each
	Due       int64
	Tries     int
	Aside     int
	LastError string
}

// TableName names the table for gorm.
func (Row) TableName() string { return "outbox" }

// Columns are the table for hot statements.
var Columns = db.NewTable("outbox", "", []db.Column[Row]{
	{Name: "id", Field: func(r *Row) any { return &r.ID }},
	{Name: "topic", Field: func(r *Row) any { return &r.Topic }},
	{Name: "subjects", Field: func(r *Row) any { return &r.Subjects }},
	{Name: "due", Field: func(r *Row) any { return &r.Due }},
	{Name: "tries", Field: func(r *Row) any { return &r.Tries }},
	{Name: "aside", Field: func(r *Row) any { return &r.Aside }},
	{Name: "last_error", Field: func(r *Row) any { return &r.LastError }},
})

// subjectSize is the length of a subject in bytes.
const subjectSize = 16

// New returns an item that is due at once. Its id grows with time.
func New(topic outbox.Topic, subjects []byte, at time.Time) Row {
	return Row{ID: id.NewKey(at).Bytes(), Topic: string(topic), Subjects: subjects, Due: at.UnixMilli()}
}

// Item returns the item of a row.
func (row Row) Item() outbox.Item {
	item := outbox.Item{
		ID: [16]byte(row.ID), Topic: outbox.Topic(row.Topic), Due: db.Time(row.Due),
		Tries: row.Tries, DeadLetter: row.Aside != 0, LastError: row.LastError,
	}
	for one := range slices.Chunk(row.Subjects, subjectSize) {
		if len(one) == subjectSize {
			item.Subjects = append(item.Subjects, outbox.Subject(one))
		}
	}
	return item
}

// split returns an item for each subject of one that was not delivered. They go
// on where it was.
func (row Row) split(o outbox.Outcome) (all []*Row) {
	for one := range slices.Chunk(row.Subjects, subjectSize) {
		each := New(outbox.Topic(row.Topic), one, o.Due)
		each.Tries, each.LastError = row.Tries, o.Error
		all = append(all, &each)
	}
	return all
}

// Outbox is the table of items.
type Outbox struct {
	db.Handle
	Changes    audit.Changer
	Preclaimed *Preclaimed
}

// Tables copy the table of this package.
var Tables = []db.Copier{db.Copy[Row]}
