package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

const workplaceColumns = "w.number, w.name, w.sector, w.address, w.opens_on, w.closes_on"

// targets are where the columns of workplaceColumns go.
func (row *workplaceRow) targets() []any {
	return []any{&row.Number, &row.Name, &row.Sector, &row.Address, &row.OpensOn, &row.ClosesOn}
}

// FindWorkplace returns the workplace of that number; found is false if there
// is none.
func (s *Store) FindWorkplace(ctx context.Context, number id.Workplace) (checkin.Workplace, bool, error) {
	var row workplaceRow
	found, err := s.take(ctx, row.targets(), "SELECT "+workplaceColumns+" FROM workplaces w WHERE w.number = ?", number.String())
	if err != nil || !found {
		return checkin.Workplace{}, false, wrap("find workplace", err)
	}
	w, err := row.value()
	return w, err == nil, err
}

// FindPoster returns the poster and its workplace, also when it is revoked;
// found is false if there is none.
func (s *Store) FindPoster(ctx context.Context, code id.Poster) (checkin.Poster, checkin.Workplace, bool, error) {
	var poster posterRow
	var place workplaceRow
	found, err := s.take(ctx, append(place.targets(), &poster.Gate, &poster.Revoked), "SELECT "+workplaceColumns+
		", p.gate, p.revoked FROM posters p JOIN workplaces w ON w.number = p.workplace WHERE p.code = ?", code.String())
	if err != nil || !found {
		return checkin.Poster{}, checkin.Workplace{}, false, wrap("find poster", err)
	}
	w, err := place.value()
	return checkin.Poster{Code: code, Gate: poster.Gate, Revoked: poster.Revoked != 0}, w, err == nil, err
}

// take reads the columns of the one row that there is, if there is one.
func (s *Store) take(ctx context.Context, targets []any, text, key string) (found bool, err error) {
	rows, err := query(ctx, s.read, text, key)
	if err != nil {
		return false, err
	}
	defer func() { err = firstError(err, rows.Close()) }()
	if !rows.Next() {
		return false, rows.Err()
	}
	return true, rows.Scan(targets...)
}

// wrap says what was attempted, if it failed.
func wrap(attempted string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", attempted, err)
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
