package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// FindWorkplace returns the workplace of that number; found is false if there
// is none.
func (s *Store) FindWorkplace(ctx context.Context, number id.Workplace) (checkin.Workplace, bool, error) {
	var rows []workplaceRow
	if err := s.read.WithContext(ctx).Where("number = ?", number.String()).Limit(1).Find(&rows).Error; err != nil {
		return checkin.Workplace{}, false, fmt.Errorf("find workplace: %w", err)
	}
	if len(rows) == 0 {
		return checkin.Workplace{}, false, nil
	}
	w, err := rows[0].value()
	return w, err == nil, err
}

// FindPoster returns the poster and its workplace, also when it is revoked;
// found is false if there is none.
func (s *Store) FindPoster(ctx context.Context, code id.Poster) (checkin.Poster, checkin.Workplace, bool, error) {
	var rows []posterRow
	if err := s.read.WithContext(ctx).Where("code = ?", code.String()).Limit(1).Find(&rows).Error; err != nil {
		return checkin.Poster{}, checkin.Workplace{}, false, fmt.Errorf("find poster: %w", err)
	}
	if len(rows) == 0 {
		return checkin.Poster{}, checkin.Workplace{}, false, nil
	}
	number, err := id.ParseWorkplace(rows[0].Workplace)
	if err != nil {
		return checkin.Poster{}, checkin.Workplace{}, false, fmt.Errorf("find poster: column workplace: %w", err)
	}
	w, found, err := s.FindWorkplace(ctx, number)
	return checkin.Poster{Code: code, Gate: rows[0].Gate, Revoked: rows[0].Revoked != 0}, w, found, err
}

// PutWorkplace stores the workplace and its posters, over what was stored of
// them before.
func (s *Store) PutWorkplace(ctx context.Context, w checkin.Workplace, posters ...checkin.Poster) error {
	err := s.change(ctx, func(tx *gorm.DB) error {
		row := rowOfWorkplace(w)
		if err := tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error; err != nil {
			return err
		}
		for _, p := range posters {
			row := posterRow{Code: p.Code.String(), Workplace: w.Number.String(), Gate: p.Gate}
			if p.Revoked {
				row.Revoked = 1
			}
			if err := tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error; err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("put workplace: %w", err)
	}
	return nil
}
