package db

import "gorm.io/gorm"

// Copier replaces the rows of a table by those of another database.
type Copier func(from, into *gorm.DB) error

// Copy copies the table whose rows are R.
func Copy[R any](from, into *gorm.DB) error {
	if err := into.Where("1 = 1").Delete(new(R)).Error; err != nil {
		return err
	}
	rows, err := from.Model(new(R)).Rows()
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // its error is rows.Err's
	var batch []R
	for rows.Next() {
		var row R
		if err := from.ScanRows(rows, &row); err != nil {
			return err
		}
		if batch = append(batch, row); len(batch) == MaxRows {
			if err := into.Create(&batch).Error; err != nil {
				return err
			}
			batch = nil
		}
	}
	if err := rows.Err(); err != nil || len(batch) == 0 {
		return err
	}
	return into.Create(&batch).Error
}
