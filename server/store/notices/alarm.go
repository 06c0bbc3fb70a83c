package notices

import (
	"cmp"
	"context"
	"time"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
)

// alarmRow is a row of the table push_alarms.
type alarmRow struct {
	Subscription []byte `gorm:"primaryKey"`
	Notice       string `gorm:"primaryKey"`
	At           int
	Days         int
	Due          int64
}

// TableName names the table for gorm.
func (alarmRow) TableName() string { return "push_alarms" }

func rowOfAlarm(which id.Key, a checkin.Alarm, after time.Time) alarmRow {
	row := alarmRow{Subscription: which.Bytes(), Notice: string(a.Notice), At: a.At, Due: a.Next(after).UnixMilli()}
	for i, on := range a.Days {
		row.Days |= db.Flag(on) << i
	}
	return row
}

func (row alarmRow) value() checkin.Alarm {
	a := checkin.Alarm{Notice: checkin.Notice(row.Notice), At: row.At}
	for i := range a.Days {
		a.Days[i] = row.Days>>i&1 == 1
	}
	return a
}

// tooLate is for how long an alarm is worth ringing late.
const tooLate = time.Hour

// RingAlarms turns alarms that are due into pushes, at most n of them, and sets
// them to their next time. Of several processes one gets each.
func (t *Notices) RingAlarms(ctx context.Context, now time.Time, n int) (rung int, err error) {
	err = t.Changes.Change(func(tx *gorm.DB, _ *audit.Chain) error {
		var rows []alarmRow
		if err := tx.Raw("SELECT * FROM push_alarms WHERE due <= ? ORDER BY due LIMIT ?"+t.SkipLocked, now.UnixMilli(), n).Scan(&rows).Error; err != nil {
			return err
		}
		rung = len(rows)
		var pushes []checkin.Push
		for _, row := range rows {
			var r db.Reader
			which := r.Key(row.Subscription)
			next := rowOfAlarm(which, row.value(), now)
			if err := cmp.Or(r.Err, tx.Save(&next).Error); err != nil {
				return err
			}
			if now.Sub(time.UnixMilli(row.Due)) < tooLate {
				pushes = append(pushes, checkin.Push{Subscription: which, Notice: checkin.Notice(row.Notice), Created: now})
			}
		}
		return addPushes(tx, pushes)
	})
	return rung, db.Wrap("ring alarms", err)
}

// AlarmsDue reports whether an alarm is due.
func (t *Notices) AlarmsDue(ctx context.Context, now time.Time) (bool, error) {
	var due []int64
	err := t.Read.WithContext(ctx).Model(&alarmRow{}).Where("due <= ?", now.UnixMilli()).Limit(1).Pluck("due", &due).Error
	return len(due) > 0, db.Wrap("look for alarms", err)
}
