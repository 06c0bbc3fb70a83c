package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// Reseal encrypts with the current key what older keys encrypted, and returns
// how many numbers. Registering goes on meanwhile.
func (s *Store) Reseal(ctx context.Context) (n int, err error) {
	err = s.eachPresence(ctx, func(rows []presenceRow) error {
		fresh := map[string][]byte{}
		for _, row := range rows {
			if !s.Keys.Stale(row.Sealed) {
				continue
			}
			value, err := s.Keys.Open(row.Sealed, row.ID)
			if err != nil {
				return err
			}
			fresh[string(row.ID)] = s.Keys.Seal(value, row.ID)
		}
		n += len(fresh)
		if len(fresh) == 0 {
			return nil
		}
		return s.change(ctx, func(tx *gorm.DB) error {
			for which, sealed := range fresh {
				if err := tx.Model(&presenceRow{}).Where("id = ?", []byte(which)).Update("sealed", sealed).Error; err != nil {
					return err
				}
			}
			return nil
		})
	})
	if err == nil {
		var more int
		more, err = s.resealUsers(ctx)
		n += more
	}
	if err != nil {
		return n, fmt.Errorf("reseal: %w", err)
	}
	return n, nil
}

// resealUsers encrypts users anew, and returns how many. Links and challenges
// end by themselves within two weeks.
func (s *Store) resealUsers(ctx context.Context) (n int, err error) {
	var rows []userRow
	if err := s.read.WithContext(ctx).Find(&rows).Error; err != nil {
		return 0, err
	}
	for _, row := range rows {
		if !s.Keys.Stale(row.Sealed) && (row.Totp == nil || !s.Keys.Stale(row.Totp)) {
			continue
		}
		_, err := s.ChangeAccount(ctx, id.KeyOf([16]byte(row.ID)), "reseal", func(*checkin.Account) error { return nil })
		if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// eachPresence calls f with all presences, some at a time.
func (s *Store) eachPresence(ctx context.Context, f func([]presenceRow) error) error {
	after := make([]byte, 16)
	for {
		var rows []presenceRow
		err := s.read.WithContext(ctx).Where("id > ?", after).Order("id").Limit(maxGroup).Find(&rows).Error
		if err != nil || len(rows) == 0 {
			return err
		}
		if err := f(rows); err != nil {
			return err
		}
		after = rows[len(rows)-1].ID
	}
}
