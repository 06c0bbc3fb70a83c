package store

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// contractorRow is a row of the table contractors.
type contractorRow struct {
	Workplace string `gorm:"primaryKey"`
	Number    string `gorm:"primaryKey"`
	Name      string
	Under     string
}

// TableName names the table for gorm.
func (contractorRow) TableName() string { return "contractors" }

func (row contractorRow) value() (checkin.Contractor, error) {
	var r reader
	c := checkin.Contractor{Employer: parse(&r, "number", checkin.ParseEmployer, row.Number), Under: row.Under}
	c.Name = row.Name
	return c, r.err
}

// AddWorkplace stores a workplace that is not here yet, or is but nobody keeps
// it, with its contractors; added is false if somebody keeps it.
func (s *Store) AddWorkplace(_ context.Context, by id.Key, w checkin.Workplace, contractors []checkin.Contractor) (added bool, err error) {
	err = s.submit(&job{do: func(tx *gorm.DB, log *chain) error {
		row := rowOfWorkplace(w)
		result := tx.Clauses(clause.OnConflict{
			Columns: []clause.Column{{Name: "number"}}, UpdateAll: true,
			Where: clause.Where{Exprs: []clause.Expression{clause.Expr{SQL: "workplaces.company IS NULL"}}},
		}).Create(&row)
		if added = result.RowsAffected > 0; result.Error != nil || !added {
			return result.Error
		}
		if err := putContractors(tx, w.Number, contractors); err != nil {
			return err
		}
		return log.add(tx, entry{s.Now(), userActor(by), "add workplace", []byte(row.Number), ""})
	}})
	return added, wrap("add workplace", err)
}

// ChangeWorkplace stores a workplace anew, with its contractors, if that company
// keeps it.
func (s *Store) ChangeWorkplace(_ context.Context, by id.Key, w checkin.Workplace, contractors []checkin.Contractor) (changed bool, err error) {
	err = s.submit(&job{do: func(tx *gorm.DB, log *chain) error {
		row := rowOfWorkplace(w)
		result := tx.Model(&workplaceRow{}).Where("number = ? AND company = ?", row.Number, row.Company).Select("*").Updates(&row)
		if changed = result.RowsAffected > 0; result.Error != nil || !changed {
			return result.Error
		}
		if err := putContractors(tx, w.Number, contractors); err != nil {
			return err
		}
		return log.add(tx, entry{s.Now(), userActor(by), "change workplace", []byte(row.Number), ""})
	}})
	return changed, wrap("change workplace", err)
}

// putContractors replaces the contractors of a workplace.
func putContractors(tx *gorm.DB, w id.Workplace, all []checkin.Contractor) error {
	if err := tx.Where("workplace = ?", w.String()).Delete(&contractorRow{}).Error; err != nil || len(all) == 0 {
		return err
	}
	rows := make([]contractorRow, len(all))
	for i, c := range all {
		rows[i] = contractorRow{w.String(), c.Number(), c.Name, c.Under}
	}
	return tx.Create(&rows).Error
}

// WorkplacesOf returns the workplaces that a company keeps, and with a number
// those where that number is among the contractors, all by name.
func (s *Store) WorkplacesOf(ctx context.Context, company id.Key, number string) (all []checkin.Workplace, err error) {
	rows, err := query(ctx, s.read, "SELECT "+workplaceColumns+" FROM workplaces w WHERE w.company = ?"+
		" OR w.number IN (SELECT workplace FROM contractors WHERE number = ? AND number <> '') ORDER BY w.name, w.number", company.Bytes(), number)
	if err != nil {
		return nil, fmt.Errorf("find workplaces: %w", err)
	}
	defer func() { err = firstError(err, rows.Close()) }()
	for rows.Next() {
		var row workplaceRow
		if err := rows.Scan(row.targets()...); err != nil {
			return nil, err
		}
		w, err := row.value()
		if err != nil {
			return nil, err
		}
		all = append(all, w)
	}
	return all, rows.Err()
}

// ContractorsOf returns the contractors of workplaces.
func (s *Store) ContractorsOf(ctx context.Context, workplaces []id.Workplace) (all map[id.Workplace][]checkin.Contractor, err error) {
	if len(workplaces) == 0 {
		return nil, nil
	}
	var numbers []any
	for _, w := range padded(slices.Clone(workplaces)) {
		numbers = append(numbers, w.String())
	}
	rows, err := query(ctx, s.read, repeated("SELECT workplace, number, name, under FROM contractors WHERE workplace IN (",
		"?", len(numbers), ") ORDER BY name, number"), numbers...)
	if err != nil {
		return nil, fmt.Errorf("find contractors: %w", err)
	}
	defer func() { err = firstError(err, rows.Close()) }()
	all = map[id.Workplace][]checkin.Contractor{}
	for rows.Next() {
		var row contractorRow
		if err := rows.Scan(&row.Workplace, &row.Number, &row.Name, &row.Under); err != nil {
			return nil, err
		}
		c, err := row.value()
		if err != nil {
			return nil, err
		}
		w, err := id.ParseWorkplace(row.Workplace)
		if err != nil {
			return nil, err
		}
		all[w] = append(all[w], c)
	}
	return all, rows.Err()
}

// PostersOf returns the posters of a workplace, oldest first.
func (s *Store) PostersOf(ctx context.Context, w id.Workplace) ([]checkin.Poster, error) {
	var rows []posterRow
	if err := s.read.WithContext(ctx).Where("workplace = ?", w.String()).Order("created_at, code").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("find posters: %w", err)
	}
	all := make([]checkin.Poster, len(rows))
	for i, row := range rows {
		var err error
		if all[i], err = row.value(); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// AddPoster stores a poster; added is false if its code is taken.
func (s *Store) AddPoster(_ context.Context, by id.Key, w id.Workplace, p checkin.Poster) (added bool, err error) {
	err = s.submit(&job{do: func(tx *gorm.DB, log *chain) error {
		row := rowOfPoster(w, p)
		result := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
		if added = result.RowsAffected > 0; result.Error != nil || !added {
			return result.Error
		}
		return log.add(tx, entry{s.Now(), userActor(by), "add poster", []byte(row.Workplace), row.Code})
	}})
	return added, wrap("add poster", err)
}

// RevokePoster revokes a poster of a workplace; found is false if there is none
// with that code.
func (s *Store) RevokePoster(_ context.Context, by id.Key, w id.Workplace, code id.Poster) (found bool, err error) {
	err = s.submit(&job{do: func(tx *gorm.DB, log *chain) error {
		result := tx.Model(&posterRow{}).Where("code = ? AND workplace = ?", code.String(), w.String()).Update("revoked", 1)
		if found = result.RowsAffected > 0; result.Error != nil || !found {
			return result.Error
		}
		return log.add(tx, entry{s.Now(), userActor(by), "revoke poster", []byte(w.String()), code.String()})
	}})
	return found, wrap("revoke poster", err)
}
