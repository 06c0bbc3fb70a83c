package presences

import (
	"context"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
)

// lookRow is a row of the table looks: flags of a presence were looked at.
type lookRow struct {
	Presence []byte `gorm:"primaryKey"`
	Flags    string
	Observer []byte
	LookedAt int64
}

// TableName names the table for gorm.
func (lookRow) TableName() string { return "looks" }

// PutLook notes that flags were looked at, instead of what was noted before. The
// first note of the same flags stays; without flags there is none any more.
func (p *Presences) PutLook(_ context.Context, l checkin.Look) (noted checkin.Look, err error) {
	row := lookRow{db.PresenceBytes(l.Presence), strings.Join(l.Flags, " "), l.By.Bytes(), l.At.UnixMilli()}
	noted = l
	err = p.Change(func(tx *gorm.DB, log *audit.Chain) error {
		var before []lookRow
		if err := tx.Raw("SELECT * FROM looks WHERE presence = ?"+p.ForUpdate, row.Presence).Scan(&before).Error; err != nil {
			return err
		}
		switch {
		case len(before) == 0 && row.Flags == "":
			return nil
		case len(before) == 1 && before[0].Flags == row.Flags:
			var r db.Reader
			noted = before[0].value(&r)
			return r.Err
		}
		change := tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&row)
		if row.Flags == "" {
			change = tx.Where("presence = ?", row.Presence).Delete(&lookRow{})
		}
		if change.Error != nil {
			return change.Error
		}
		return log.Add(tx, audit.Entry{At: l.At, Actor: audit.User(l.By), Action: "look", Subject: row.Presence, Detail: row.Flags})
	})
	return noted, db.Wrap("put look", err)
}

// Looks returns who looked at people who are registered at a workplace for a day,
// or came in the day before: of those that stand, which have an index.
func (p *Presences) Looks(ctx context.Context, w id.Workplace, on checkin.Day) (map[id.Presence]checkin.Look, error) {
	var rows []lookRow
	err := p.Read.WithContext(ctx).Raw(`SELECT l.* FROM looks l JOIN presences p ON p.id = l.presence
		WHERE p.day IN (?, ?) AND p.workplace = ? AND p.first = 1`, on.Add(-1).String(), on.String(), w.String()).Scan(&rows).Error
	if err != nil {
		return nil, db.Wrap("find looks", err)
	}
	all := make(map[id.Presence]checkin.Look, len(rows))
	var r db.Reader
	for _, row := range rows {
		l := row.value(&r)
		all[l.Presence] = l
	}
	return all, r.Err
}

// LooksOf returns who looked at those of the presences that somebody looked at.
func (p *Presences) LooksOf(ctx context.Context, of []checkin.Presence) (map[id.Presence]checkin.Look, error) {
	all := map[id.Presence]checkin.Look{}
	var row lookRow
	err := p.readNotes(ctx, of, notes{"SELECT presence, flags, observer, looked_at FROM looks", []any{&row.Presence, &row.Flags, &row.Observer, &row.LookedAt},
		func(r *db.Reader) { l := row.value(r); all[l.Presence] = l }})
	return all, db.Wrap("find looks", err)
}

func (row lookRow) value(r *db.Reader) checkin.Look {
	return checkin.Look{Presence: r.Presence(row.Presence), Flags: strings.Fields(row.Flags), By: r.Key(row.Observer), At: db.Time(row.LookedAt)}
}
