package workplaces

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/store/db"
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

var columnsOfContractor = db.NewTable("contractors", "", []db.Column[contractorRow]{
	{Name: "workplace", Field: func(r *contractorRow) any { return &r.Workplace }},
	{Name: "number", Field: func(r *contractorRow) any { return &r.Number }},
	{Name: "name", Field: func(r *contractorRow) any { return &r.Name }},
	{Name: "under", Field: func(r *contractorRow) any { return &r.Under }},
})

func (row contractorRow) value() (checkin.Contractor, error) {
	var r db.Reader
	c := checkin.Contractor{Employer: db.Parse(&r, "number", checkin.ParseEmployer, row.Number), Under: row.Under}
	c.Name = row.Name
	return c, r.Err
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

// ContractorsOf returns the contractors of workplaces.
func (t *Workplaces) ContractorsOf(ctx context.Context, workplaces []id.Workplace) (all map[id.Workplace][]checkin.Contractor, err error) {
	if len(workplaces) == 0 {
		return nil, nil
	}
	var numbers []any
	for _, w := range db.PadToPowerOfTwo(slices.Clone(workplaces)) {
		numbers = append(numbers, w.String())
	}
	rows, err := columnsOfContractor.Select(ctx, t.Read,
		db.List("contractors WHERE workplace IN (", "?", len(numbers), ") ORDER BY name, number"), numbers...)
	if err != nil {
		return nil, db.Wrap("find contractors", err)
	}
	all = map[id.Workplace][]checkin.Contractor{}
	for _, row := range rows {
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
	return all, nil
}
