package presences

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
)

// sightingRow is a row of the table sightings: who is registered was seen.
type sightingRow struct {
	Presence []byte `gorm:"primaryKey"`
	Observer []byte
	SeenAt   int64
}

// TableName names the table for gorm.
func (sightingRow) TableName() string { return "sightings" }

// AddSighting notes that a user saw somebody who is registered, and returns when.
// The first note stays.
func (p *Presences) AddSighting(_ context.Context, by id.Key, which id.Presence, at time.Time) (time.Time, error) {
	var row sightingRow
	err := p.Change(func(tx *gorm.DB, log *audit.Chain) error {
		row = sightingRow{db.PresenceBytes(which), by.Bytes(), at.UnixMilli()}
		result := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
		if result.Error != nil {
			return result.Error
		}
		if result.RowsAffected == 0 {
			return tx.Take(&row, "presence = ?", db.PresenceBytes(which)).Error
		}
		return log.Add(tx, audit.Entry{At: at, Actor: audit.User(by), Action: "see", Subject: row.Presence})
	})
	return db.Time(row.SeenAt), db.Wrap("add sighting", err)
}

// Sightings returns when people who are registered at a workplace for a day, or
// came in the day before, were seen there: of those that stand, which have an index.
func (p *Presences) Sightings(ctx context.Context, w id.Workplace, on checkin.Day) (map[id.Presence]time.Time, error) {
	var rows []sightingRow
	err := p.Read.WithContext(ctx).Raw(`SELECT s.* FROM sightings s JOIN presences p ON p.id = s.presence
		WHERE p.day IN (?, ?) AND p.workplace = ? AND p.first = 1`, on.Add(-1).String(), on.String(), w.String()).Scan(&rows).Error
	if err != nil {
		return nil, db.Wrap("find sightings", err)
	}
	all := make(map[id.Presence]time.Time, len(rows))
	var r db.Reader
	for _, row := range rows {
		all[r.Presence(row.Presence)] = db.Time(row.SeenAt)
	}
	return all, r.Err
}

// SightingsOf returns when those of the presences were seen that were.
func (p *Presences) SightingsOf(ctx context.Context, of []checkin.Presence) (map[id.Presence]time.Time, error) {
	all := map[id.Presence]time.Time{}
	var row sightingRow
	err := p.readNotes(ctx, of, notes{"SELECT presence, seen_at FROM sightings", []any{&row.Presence, &row.SeenAt},
		func(r *db.Reader) { all[r.Presence(row.Presence)] = db.Time(row.SeenAt) }})
	return all, db.Wrap("find sightings", err)
}

// notes are what is noted of presences in a table whose key they are: a row at a
// time goes into the targets, and is added.
type notes struct {
	query   string
	targets []any
	add     func(*db.Reader)
}

// readNotes reads those of the presences.
func (p *Presences) readNotes(ctx context.Context, of []checkin.Presence, n notes) error {
	for part := range slices.Chunk(of, db.MaxRows) {
		ids := make([][]byte, len(part))
		for i, one := range part {
			ids[i] = db.PresenceBytes(one.ID)
		}
		text, args := db.WhereIn(p.Read, n.query+" WHERE presence", ids, nil)
		rows, err := db.Query(ctx, p.Read, text, args...)
		if err != nil {
			return err
		}
		var r db.Reader
		if err := each(rows, n.targets, func() { n.add(&r) }); err != nil || r.Err != nil {
			return cmp.Or(err, r.Err)
		}
	}
	return nil
}

// FindReceipt returns the presence that has a receipt number of this register, or
// one of another authority at that workplace on that day.
func (p *Presences) FindReceipt(ctx context.Context, number id.Receipt, w id.Workplace, on checkin.Day) (found checkin.Presence, ok bool, err error) {
	for _, where := range []string{
		"receipt <> 0 AND receipt = ?", // our own first; both have an index
		"workplace = ? AND day = ? AND number = ? AND authority <> ''",
	} {
		args := []any{number.Number()}
		if strings.HasPrefix(where, "workplace") {
			args = []any{w.String(), on.String(), number.Number()}
		}
		rows, err := db.Query(ctx, p.Read, "SELECT "+columns.Names+" FROM presences WHERE "+where+" LIMIT 1", args...)
		if err != nil {
			return checkin.Presence{}, false, db.Wrap("find receipt", err)
		}
		if all, err := p.values(rows); err != nil || len(all) > 0 {
			return append(all, checkin.Presence{})[0], len(all) > 0, err
		}
	}
	return checkin.Presence{}, false, nil
}
