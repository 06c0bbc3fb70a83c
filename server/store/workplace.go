package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// workplaceRow is a row of the table workplaces.
type workplaceRow struct {
	Number    string `gorm:"primaryKey"`
	Name      string
	Sector    string
	Address   string
	OpensOn   string
	ClosesOn  string
	Company   []byte
	Client    string
	Latitude  *float64
	Longitude *float64
	Extent    *float64
}

// TableName names the table for gorm.
func (workplaceRow) TableName() string { return "workplaces" }

func rowOfWorkplace(w checkin.Workplace) workplaceRow {
	row := workplaceRow{
		Number: w.Number.String(), Name: w.Name, Sector: string(w.Sector), Address: w.Address,
		OpensOn: w.OpensOn.String(), ClosesOn: w.ClosesOn.String(), Company: keyBytes(w.Company), Client: w.Client,
	}
	if p := w.Position; p != nil {
		row.Latitude, row.Longitude, row.Extent = &p.Latitude, &p.Longitude, &p.Accuracy
	}
	return row
}

func (row workplaceRow) value() (checkin.Workplace, error) {
	var r reader
	w := checkin.Workplace{
		Number: parse(&r, "number", id.ParseWorkplace, row.Number), Name: row.Name,
		Sector: checkin.Sector(row.Sector), Address: row.Address,
		OpensOn: parse(&r, "opens_on", checkin.ParseDay, row.OpensOn), ClosesOn: parse(&r, "closes_on", checkin.ParseDay, row.ClosesOn),
		Company: r.key(row.Company), Client: row.Client,
	}
	if row.Latitude != nil && row.Longitude != nil && row.Extent != nil {
		w.Position = &checkin.Position{Latitude: *row.Latitude, Longitude: *row.Longitude, Accuracy: *row.Extent}
	}
	return w, r.err
}

// posterRow is a row of the table posters.
type posterRow struct {
	Code      string `gorm:"primaryKey"`
	Workplace string
	Gate      string
	Revoked   int
	CreatedAt int64 `gorm:"autoCreateTime:false"`
}

// TableName names the table for gorm.
func (posterRow) TableName() string { return "posters" }

func rowOfPoster(w id.Workplace, p checkin.Poster) posterRow {
	row := posterRow{Code: p.Code.String(), Workplace: w.String(), Gate: p.Gate}
	if p.Revoked {
		row.Revoked = 1
	}
	if !p.Created.IsZero() {
		row.CreatedAt = p.Created.UnixMilli()
	}
	return row
}

func (row posterRow) value() (checkin.Poster, error) {
	var r reader
	p := checkin.Poster{Code: parse(&r, "code", id.ParsePoster, row.Code), Gate: row.Gate, Revoked: row.Revoked != 0}
	if row.CreatedAt != 0 {
		p.Created = time.UnixMilli(row.CreatedAt).UTC()
	}
	return p, r.err
}

const workplaceColumns = `w.number, w.name, w.sector, w.address, w.opens_on, w.closes_on,
	w.company, w.client, w.latitude, w.longitude, w.extent`

// targets are where the columns of workplaceColumns go.
func (row *workplaceRow) targets() []any {
	return []any{
		&row.Number, &row.Name, &row.Sector, &row.Address, &row.OpensOn, &row.ClosesOn,
		&row.Company, &row.Client, &row.Latitude, &row.Longitude, &row.Extent,
	}
}

// sheet is what a poster's code stands for.
type sheet struct {
	poster checkin.Poster
	place  checkin.Workplace
}

// FindWorkplace returns the workplace of that number; found is false if there
// is none. What another process changed may be seen five seconds later.
func (s *Store) FindWorkplace(ctx context.Context, number id.Workplace) (checkin.Workplace, bool, error) {
	if w, known := s.places.get(number); known {
		return w, true, nil
	}
	at := time.Now()
	var row workplaceRow
	found, err := s.take(ctx, row.targets(), "SELECT "+workplaceColumns+" FROM workplaces w WHERE w.number = ?", number.String())
	if err != nil || !found {
		return checkin.Workplace{}, false, wrap("find workplace", err)
	}
	w, err := row.value()
	if err == nil {
		s.places.keep(number, w, at)
	}
	return w, err == nil, err
}

// FindPoster returns the poster and its workplace, also when it is revoked;
// found is false if there is none. What another process changed may be seen five
// seconds later.
func (s *Store) FindPoster(ctx context.Context, code id.Poster) (checkin.Poster, checkin.Workplace, bool, error) {
	if known, found := s.sheets.get(code); found {
		return known.poster, known.place, true, nil
	}
	at := time.Now()
	poster := posterRow{Code: code.String()}
	var place workplaceRow
	found, err := s.take(ctx, append(place.targets(), &poster.Gate, &poster.Revoked, &poster.CreatedAt), "SELECT "+workplaceColumns+
		", p.gate, p.revoked, p.created_at FROM posters p JOIN workplaces w ON w.number = p.workplace WHERE p.code = ?", code.String())
	if err != nil || !found {
		return checkin.Poster{}, checkin.Workplace{}, false, wrap("find poster", err)
	}
	w, err := place.value()
	if err != nil {
		return checkin.Poster{}, checkin.Workplace{}, false, err
	}
	p, err := poster.value()
	if err == nil {
		s.sheets.keep(code, sheet{p, w}, at)
	}
	return p, w, err == nil, err
}

// take reads the columns of the one row that there is, if there is one.
func (s *Store) take(ctx context.Context, targets []any, text string, key any) (found bool, err error) {
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
			row := rowOfPoster(w.Number, p)
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
