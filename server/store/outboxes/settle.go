package outboxes

import (
	"context"
	"time"

	"gorm.io/gorm"

	"ciaw/server/outbox"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
)

// Settle records what became of claimed items: those that were delivered are
// removed, the others are due again later or become dead letters.
func (o *Outbox) Settle(_ context.Context, outcomes []outbox.Outcome) error {
	err := o.Changes.Change(func(tx *gorm.DB, _ *audit.Chain) error {
		var delivered [][]byte
		for _, one := range outcomes {
			var err error
			switch {
			case one.Delivered:
				delivered = append(delivered, one.ID[:])
			case one.Split:
				err = split(tx, one)
			default:
				err = postpone(tx, one)
			}
			if err != nil {
				return err
			}
		}
		_, err := db.ExecIn(tx, "DELETE FROM outbox WHERE id", delivered)
		return err
	})
	return db.Wrap("settle outbox items", err)
}

// postpone has an item tried later, or not before the operator says so.
func postpone(tx *gorm.DB, o outbox.Outcome) error {
	change := map[string]any{"due": o.Due.UnixMilli(), "aside": db.Flag(o.DeadLetter), "last_error": o.Error}
	if o.Waits {
		change["tries"] = gorm.Expr("tries - 1")
	}
	return tx.Model(&Row{}).Where("id = ?", o.ID[:]).Updates(change).Error
}

// split puts an item for each of its subjects in the place of one, unless that
// is gone: another process that claimed it after this lease has delivered it.
func split(tx *gorm.DB, o outbox.Outcome) error {
	var rows []Row
	if err := tx.Where("id = ?", o.ID[:]).Find(&rows).Error; err != nil || len(rows) == 0 {
		return err
	}
	if err := Columns.Insert(tx, rows[0].split(o)); err != nil {
		return err
	}
	return tx.Delete(&rows[0]).Error
}

// Items returns what is waiting and the dead letters, oldest first, at most n of
// it, and how many there are of each.
func (o *Outbox) Items(ctx context.Context, n int) (items []outbox.Item, waiting, dead int64, err error) {
	read := o.Read.WithContext(ctx)
	var rows []Row
	if err = read.Order("aside DESC, id").Limit(n).Find(&rows).Error; err == nil {
		err = read.Model(&Row{}).Where("aside = 0").Count(&waiting).Error
	}
	if err == nil {
		err = read.Model(&Row{}).Where("aside = 1").Count(&dead).Error
	}
	if err != nil {
		return nil, 0, 0, db.Wrap("read outbox", err)
	}
	for _, row := range rows {
		items = append(items, row.Item())
	}
	return items, waiting, dead, nil
}

// Waiting counts the items that wait and the dead letters, for metrics.
func (o *Outbox) Waiting(ctx context.Context) (waiting, dead int64, err error) {
	_, waiting, dead, err = o.Items(ctx, 1)
	return waiting, dead, err
}

// RetryDeadLetters makes all dead letters due now, and returns how many.
func (o *Outbox) RetryDeadLetters(_ context.Context, now time.Time) (n int64, err error) {
	err = o.Changes.Change(func(tx *gorm.DB, _ *audit.Chain) error {
		result := tx.Model(&Row{}).Where("aside = 1").Updates(map[string]any{"aside": 0, "tries": 0, "due": now.UnixMilli()})
		n = result.RowsAffected
		return result.Error
	})
	return n, err
}

// SubjectsOf returns the subjects of all items of a topic.
func SubjectsOf(tx *gorm.DB, topic outbox.Topic) (map[outbox.Subject]bool, error) {
	var rows []Row
	if err := tx.Where("topic = ?", string(topic)).Find(&rows).Error; err != nil {
		return nil, err
	}
	all := map[outbox.Subject]bool{}
	for _, row := range rows {
		for _, one := range row.Item().Subjects {
			all[one] = true
		}
	}
	return all, nil
}
