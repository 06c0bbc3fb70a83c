package store

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"ciaw/server/checkin"
)

// Purge deletes the presences of all days before the given one, with what is
// still to be told about them, and returns how many. The audit log keeps that
// they were there, by id; it names nobody.
func (s *Store) Purge(ctx context.Context, before checkin.Day) (n int64, err error) {
	for { // in parts, so that registrations find their turn in between
		var part int64
		err := s.submit(&job{do: func(tx *gorm.DB, log *chain) error {
			var ids [][]byte
			if err := tx.Model(&presenceRow{}).Where("day < ?", before.String()).Limit(maxGroup).Pluck("id", &ids).Error; err != nil || len(ids) == 0 {
				part = 0
				return err
			}
			part = int64(len(ids))
			err := errors.Join(
				tx.Where("subjects IN ?", ids).Delete(&outboxRow{}).Error,
				tx.Model(&presenceRow{}).Where("duplicate_of IN ?", ids).Update("duplicate_of", nil).Error,
				tx.Where("id IN ?", ids).Delete(&presenceRow{}).Error,
			)
			if err != nil {
				return err
			}
			return log.add(tx, entry{s.Now(), "operator", "purge", []byte{}, fmt.Sprintf("%d before %s", part, before)})
		}})
		if err != nil {
			return n, fmt.Errorf("purge: %w", err)
		}
		if n += part; part == 0 {
			return n, nil
		}
	}
}
