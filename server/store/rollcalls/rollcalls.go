// Package rollcalls keeps the muster points of workplaces, their roll-calls and
// who was ticked off in them. Roll-calls are kept for a month: the audit log
// keeps who began and ended them, and every tick.
package rollcalls

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
)

// keptFor is how long roll-calls are kept, with their ticks.
const keptFor = 30 * 24 * time.Hour

// Actions of the audit log. The subject of a tick is a presence, of what is done
// with a roll-call the roll-call, of muster points the workplace.
const (
	begin  = "begin roll-call"
	end    = "end roll-call"
	tick   = "tick"
	points = "put muster points"
)

// RollCalls are the tables of this package.
type RollCalls struct {
	db.Handle
	Changes audit.Changer
	Now     func() time.Time
}

// Tables copy the tables of this package, those that others refer to first.
var Tables = []db.Copier{db.Copy[pointRow], db.Copy[rollCallRow], db.Copy[tickRow]}

// pointRow is a row of the table muster_points.
type pointRow struct {
	Workplace string `gorm:"primaryKey"`
	Position  int    `gorm:"primaryKey;autoIncrement:false"`
	Name      string
}

// TableName names the table for gorm.
func (pointRow) TableName() string { return "muster_points" }

// rollCallRow is a row of the table roll_calls.
type rollCallRow struct {
	ID        []byte `gorm:"primaryKey"`
	Workplace string
	BeganAt   int64
	BeganBy   []byte
	EndedAt   int64 // 0: it goes on
	EndedBy   []byte
}

// TableName names the table for gorm.
func (rollCallRow) TableName() string { return "roll_calls" }

func (row rollCallRow) value() (checkin.RollCall, error) {
	var r db.Reader
	c := checkin.RollCall{
		ID: r.Key(row.ID), Workplace: db.Parse(&r, "workplace", id.ParseWorkplace, row.Workplace), Began: db.Time(row.BeganAt), By: r.Key(row.BeganBy),
	}
	if row.EndedAt != 0 {
		c.Ended, c.EndedBy = db.Time(row.EndedAt), r.Key(row.EndedBy)
	}
	return c, r.Err
}

// MusterPoints returns the names of the muster points of a workplace, in order.
func (t *RollCalls) MusterPoints(ctx context.Context, w id.Workplace) (names []string, err error) {
	err = t.Read.WithContext(ctx).Model(&pointRow{}).Where("workplace = ?", w.String()).Order("position").Pluck("name", &names).Error
	return names, db.Wrap("find muster points", err)
}

// PutMusterPoints stores muster points instead of those of before.
func (t *RollCalls) PutMusterPoints(_ context.Context, by id.Key, w id.Workplace, names []string) error {
	rows := make([]pointRow, len(names))
	for i, name := range names {
		rows[i] = pointRow{w.String(), i, name}
	}
	return db.Wrap("put muster points", t.Changes.Change(func(tx *gorm.DB, log *audit.Chain) error {
		if err := t.lock(tx, w); err != nil {
			return err
		}
		if err := tx.Where("workplace = ?", w.String()).Delete(&pointRow{}).Error; err != nil {
			return err
		}
		if len(rows) > 0 {
			if err := tx.Create(&rows).Error; err != nil {
				return err
			}
		}
		return log.Add(tx, audit.Entry{At: t.Now(), Actor: audit.User(by), Action: points, Subject: []byte(w.String())})
	}))
}

// lock keeps others from changing the roll-calls of a workplace meanwhile.
func (t *RollCalls) lock(tx *gorm.DB, w id.Workplace) error {
	var there int
	return tx.Raw("SELECT 1 FROM workplaces WHERE number = ?"+t.ForUpdate, w.String()).Scan(&there).Error
}

// LatestRollCall returns the roll-call of a workplace that began last.
func (t *RollCalls) LatestRollCall(ctx context.Context, w id.Workplace) (checkin.RollCall, bool, error) {
	last, found, err := latest(t.Read.WithContext(ctx), w)
	return last, found, db.Wrap("find roll-call", err)
}

func latest(from *gorm.DB, w id.Workplace) (checkin.RollCall, bool, error) {
	var rows []rollCallRow
	err := from.Where("workplace = ?", w.String()).Order("began_at DESC, id DESC").Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return checkin.RollCall{}, false, err
	}
	last, err := rows[0].value()
	return last, err == nil, err
}

// BeginRollCall begins a roll-call and ends the one that is open, unless that
// began after the one that whoever begins knew of: then it is the one to join.
// With more than perMarshal in a day by the same one it is checkin.ErrTooMany.
func (t *RollCalls) BeginRollCall(_ context.Context, r checkin.RollCall, known id.Key, perMarshal int) error {
	return db.Wrap("begin roll-call", t.Changes.Change(func(tx *gorm.DB, log *audit.Chain) error {
		if err := t.lock(tx, r.Workplace); err != nil {
			return err
		}
		last, found, err := latest(tx, r.Workplace)
		if err != nil || found && last.ID != known && last.Open(r.Began) {
			return err
		}
		var today int64
		err = tx.Model(&rollCallRow{}).Where("workplace = ? AND began_by = ? AND began_at > ?", r.Workplace.String(), r.By.Bytes(), r.Began.AddDate(0, 0, -1).UnixMilli()).Count(&today).Error
		if err == nil && today >= int64(perMarshal) {
			err = checkin.ErrTooMany
		}
		if err == nil && found && last.Ended.IsZero() {
			err = endRow(tx, log, checkin.RollCall{ID: last.ID, Ended: r.Began, EndedBy: r.By})
		}
		if err == nil {
			err = tx.Where("workplace = ? AND began_at < ?", r.Workplace.String(), r.Began.Add(-keptFor).UnixMilli()).Delete(&rollCallRow{}).Error
		}
		if err == nil {
			err = tx.Create(&rollCallRow{ID: r.ID.Bytes(), Workplace: r.Workplace.String(), BeganAt: r.Began.UnixMilli(), BeganBy: r.By.Bytes()}).Error
		}
		if err != nil {
			return err
		}
		return log.Add(tx, audit.Entry{At: r.Began, Actor: audit.User(r.By), Action: begin, Subject: r.ID.Bytes(), Detail: r.Workplace.String()})
	}))
}

// EndRollCall ends a roll-call that nobody has ended.
func (t *RollCalls) EndRollCall(_ context.Context, by, which id.Key, at time.Time) error {
	return db.Wrap("end roll-call", t.Changes.Change(func(tx *gorm.DB, log *audit.Chain) error {
		return endRow(tx, log, checkin.RollCall{ID: which, Ended: at, EndedBy: by})
	}))
}

// endRow ends a roll-call as it says, unless it has ended.
func endRow(tx *gorm.DB, log *audit.Chain, r checkin.RollCall) error {
	result := tx.Model(&rollCallRow{}).Where("id = ? AND ended_at = 0", r.ID.Bytes()).Updates(map[string]any{"ended_at": r.Ended.UnixMilli(), "ended_by": r.EndedBy.Bytes()})
	if result.Error != nil || result.RowsAffected == 0 {
		return result.Error
	}
	return log.Add(tx, audit.Entry{At: r.Ended, Actor: audit.User(r.EndedBy), Action: end, Subject: r.ID.Bytes()})
}

// tickRow is a row of the table ticks.
type tickRow struct {
	RollCall []byte `gorm:"primaryKey"`
	Presence []byte `gorm:"primaryKey"`
	Found    int
	Point    string
	TickedAt int64
	TickedBy []byte
}

// TableName names the table for gorm.
func (tickRow) TableName() string { return "ticks" }

func (row tickRow) value(r *db.Reader) checkin.Tick {
	return checkin.Tick{RollCall: r.Key(row.RollCall), Presence: r.Presence(row.Presence), Found: row.Found != 0, Point: row.Point, At: db.Time(row.TickedAt), By: r.Key(row.TickedBy)}
}

// Ticks returns the last tick about each person.
func (t *RollCalls) Ticks(ctx context.Context, rollCall id.Key) ([]checkin.Tick, error) {
	var rows []tickRow
	if err := t.Read.WithContext(ctx).Where("roll_call = ?", rollCall.Bytes()).Order("presence").Find(&rows).Error; err != nil {
		return nil, db.Wrap("find ticks", err)
	}
	all := make([]checkin.Tick, len(rows))
	var r db.Reader
	for i, row := range rows {
		all[i] = row.value(&r)
	}
	return all, r.Err
}

// PutTick stores a tick, unless there is one about that person that is as late or
// later; it returns which one counts.
func (t *RollCalls) PutTick(_ context.Context, one checkin.Tick) (counts checkin.Tick, err error) {
	row := tickRow{one.RollCall.Bytes(), db.PresenceBytes(one.Presence), db.Flag(one.Found), one.Point, one.At.UnixMilli(), one.By.Bytes()}
	err = t.Changes.Change(func(tx *gorm.DB, log *audit.Chain) error {
		// Only a later tick takes the place of another: of two at once, too.
		result := tx.Clauses(clause.OnConflict{
			Columns:   []clause.Column{{Name: "roll_call"}, {Name: "presence"}},
			DoUpdates: clause.AssignmentColumns([]string{"found", "point", "ticked_at", "ticked_by"}),
			Where:     clause.Where{Exprs: []clause.Expression{clause.Expr{SQL: "ticks.ticked_at < excluded.ticked_at"}}},
		}).Create(&row)
		if result.Error != nil {
			return result.Error
		}
		stored := row
		if result.RowsAffected == 0 {
			if err := tx.Take(&stored, "roll_call = ? AND presence = ?", row.RollCall, row.Presence).Error; err != nil {
				return err
			}
		}
		var r db.Reader
		if counts = stored.value(&r); r.Err != nil || result.RowsAffected == 0 {
			return r.Err
		}
		did := "found"
		if !one.Found {
			did = "not found"
		}
		return log.Add(tx, audit.Entry{At: t.Now(), Actor: audit.User(one.By), Action: tick, Subject: row.Presence, Detail: did})
	})
	return counts, db.Wrap("put tick", err)
}
