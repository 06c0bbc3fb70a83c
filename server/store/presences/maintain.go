package presences

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
	"ciaw/server/store/outboxes"
)

// Tables copy the tables of this package, those that others refer to first.
var Tables = []db.Copier{db.Copy[Row], db.Copy[counterRow], db.Copy[sightingRow], db.Copy[lookRow]}

// Count returns how many presences there are, at most one.
func (p *Presences) Count(ctx context.Context) (n int64, err error) {
	err = p.Read.WithContext(ctx).Model(&Row{}).Limit(1).Count(&n).Error
	return n, err
}

// Purge deletes the presences of all days before the given one, with what is
// still to be told about them, and returns how many. The audit log keeps that
// they were there, by id; it names nobody.
func (p *Presences) Purge(_ context.Context, before checkin.Day) (n int64, err error) {
	for { // in parts, so that registrations find their turn in between
		var part int64
		err := p.Change(func(tx *gorm.DB, log *audit.Chain) (err error) {
			part, err = purge(tx, before)
			if err != nil || part == 0 {
				return err
			}
			detail := fmt.Sprintf("%d before %s", part, before)
			return log.Add(tx, audit.Entry{At: p.Now(), Actor: audit.Operator, Action: "purge", Subject: []byte{}, Detail: detail})
		})
		if err != nil {
			return n, db.Wrap("purge", err)
		}
		if n += part; part == 0 {
			return n, nil
		}
	}
}

// purge deletes some presences, and returns how many.
func purge(tx *gorm.DB, before checkin.Day) (n int64, err error) {
	var ids [][]byte
	if err := tx.Model(&Row{}).Where("day < ?", before.String()).Limit(db.MaxRows).Pluck("id", &ids).Error; err != nil || len(ids) == 0 {
		return 0, err
	}
	return int64(len(ids)), errors.Join(
		tx.Where("subjects IN ?", ids).Delete(&outboxes.Row{}).Error,
		tx.Where("presence IN ?", ids).Delete(&sightingRow{}).Error,
		tx.Where("presence IN ?", ids).Delete(&lookRow{}).Error,
		tx.Model(&Row{}).Where("duplicate_of IN ?", ids).Update("duplicate_of", nil).Error,
		tx.Where("id IN ?", ids).Delete(&Row{}).Error,
	)
}

// Reseal encrypts with the current key what older keys encrypted, and returns
// how many presences. Registering goes on meanwhile.
func (p *Presences) Reseal(ctx context.Context) (n int, err error) {
	err = p.each(ctx, func(rows []Row) error {
		fresh := map[string][]byte{}
		for _, row := range rows {
			if !p.Keys.Stale(row.Sealed) {
				continue
			}
			value, err := p.Keys.Open(row.Sealed, row.ID)
			if err != nil {
				return err
			}
			fresh[string(row.ID)] = p.Keys.Seal(value, row.ID)
		}
		n += len(fresh)
		if len(fresh) == 0 {
			return nil
		}
		return p.Change(func(tx *gorm.DB, _ *audit.Chain) error {
			for which, sealed := range fresh {
				if err := tx.Model(&Row{}).Where("id = ?", []byte(which)).Update("sealed", sealed).Error; err != nil {
					return err
				}
			}
			return nil
		})
	})
	return n, err
}

// Unreadable calls note with the error of each presence that cannot be read.
func (p *Presences) Unreadable(ctx context.Context, note func(error)) error {
	return p.each(ctx, func(rows []Row) error {
		for _, row := range rows {
			if _, err := row.value(p.Keys); err != nil {
				note(err)
			}
		}
		return nil
	})
}

// Unchecked returns the ids of presences that wait for the content check of this
// register.
func Unchecked(tx *gorm.DB) (ids [][]byte, err error) {
	err = tx.Model(&Row{}).Where("state = ? AND authority = ''", string(checkin.Registered)).Pluck("id", &ids).Error
	return ids, err
}

// each calls f with all presences, some at a time.
func (p *Presences) each(ctx context.Context, f func([]Row) error) error {
	after := make([]byte, 16)
	for {
		var rows []Row
		err := p.Read.WithContext(ctx).Where("id > ?", after).Order("id").Limit(db.MaxRows).Find(&rows).Error
		if err != nil || len(rows) == 0 {
			return err
		}
		if err := f(rows); err != nil {
			return err
		}
		after = rows[len(rows)-1].ID
	}
}
