package workplaces

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
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

	PosterNeeded int64 // 1 = yes
	ContactName  string
	ContactPhone string
}

// TableName names the table for gorm.
func (workplaceRow) TableName() string { return "workplaces" }

func rowOfWorkplace(w checkin.Workplace) workplaceRow {
	row := workplaceRow{
		Number: w.Number.String(), Name: w.Name, Sector: string(w.Sector), Address: w.Address,
		OpensOn: w.OpensOn.String(), ClosesOn: w.ClosesOn.String(), Company: db.KeyBytes(w.Company), Client: w.Client,
		ContactName: w.Contact.Name, ContactPhone: w.Contact.Phone,
	}
	if w.PosterNeeded {
		row.PosterNeeded = 1
	}
	if p := w.Position; p != nil {
		row.Latitude, row.Longitude, row.Extent = &p.Latitude, &p.Longitude, &p.Accuracy
	}
	return row
}

func (row workplaceRow) value() (checkin.Workplace, error) {
	var r db.Reader
	w := checkin.Workplace{
		Number: db.Parse(&r, "number", id.ParseWorkplace, row.Number), Name: row.Name,
		Sector: checkin.Sector(row.Sector), Address: row.Address,
		OpensOn: db.Parse(&r, "opens_on", checkin.ParseDay, row.OpensOn), ClosesOn: db.Parse(&r, "closes_on", checkin.ParseDay, row.ClosesOn),
		Company: r.Key(row.Company), Client: row.Client, PosterNeeded: row.PosterNeeded != 0,
		Contact: checkin.Contact{Name: row.ContactName, Phone: row.ContactPhone},
	}
	if row.Latitude != nil && row.Longitude != nil && row.Extent != nil {
		w.Position = &checkin.Position{Latitude: *row.Latitude, Longitude: *row.Longitude, Accuracy: *row.Extent}
	}
	return w, r.Err
}

var columns = db.NewTable("workplaces", "", []db.Column[workplaceRow]{
	{Name: "number", Field: func(r *workplaceRow) any { return &r.Number }},
	{Name: "name", Field: func(r *workplaceRow) any { return &r.Name }},
	{Name: "sector", Field: func(r *workplaceRow) any { return &r.Sector }},
	{Name: "address", Field: func(r *workplaceRow) any { return &r.Address }},
	{Name: "opens_on", Field: func(r *workplaceRow) any { return &r.OpensOn }},
	{Name: "closes_on", Field: func(r *workplaceRow) any { return &r.ClosesOn }},
	{Name: "company", Field: func(r *workplaceRow) any { return &r.Company }},
	{Name: "client", Field: func(r *workplaceRow) any { return &r.Client }},
	{Name: "latitude", Field: func(r *workplaceRow) any { return &r.Latitude }},
	{Name: "longitude", Field: func(r *workplaceRow) any { return &r.Longitude }},
	{Name: "extent", Field: func(r *workplaceRow) any { return &r.Extent }},
	{Name: "poster_needed", Field: func(r *workplaceRow) any { return &r.PosterNeeded }},
	{Name: "contact_name", Field: func(r *workplaceRow) any { return &r.ContactName }},
	{Name: "contact_phone", Field: func(r *workplaceRow) any { return &r.ContactPhone }},
})

// FindWorkplace returns the workplace of that number; found is false if there
// is none. What another process changed may be seen five seconds later.
func (t *Workplaces) FindWorkplace(ctx context.Context, number id.Workplace) (checkin.Workplace, bool, error) {
	known, version, found := t.byID.Get(number)
	if found {
		return known, true, nil
	}
	var row workplaceRow
	found, err := t.QueryOne(ctx, columns.Targets(&row), "SELECT "+columns.Names+" FROM workplaces WHERE number = ?", number.String())
	if err != nil || !found {
		return checkin.Workplace{}, false, db.Wrap("find workplace", err)
	}
	w, err := row.value()
	if err == nil {
		t.byID.Keep(number, w, version)
	}
	return w, err == nil, err
}

// FindWorkplaces returns those of the workplaces that there are, by number: as
// FindWorkplace does, but all that it must read at once.
func (t *Workplaces) FindWorkplaces(ctx context.Context, numbers []id.Workplace) (map[id.Workplace]checkin.Workplace, error) {
	all := make(map[id.Workplace]checkin.Workplace, len(numbers))
	var others []any
	var since int
	for _, number := range numbers {
		known, version, found := t.byID.Get(number)
		if found {
			all[number] = known
			continue
		}
		if len(others) == 0 {
			since = version
		}
		others = append(others, number.String())
	}
	if len(others) == 0 {
		return all, nil
	}
	others = db.PadToPowerOfTwo(others)
	rows, err := columns.Select(ctx, t.Read, db.List("workplaces WHERE number IN (", "?", len(others), ")"), others...)
	if err != nil {
		return nil, db.Wrap("find workplaces", err)
	}
	for _, row := range rows {
		w, err := row.value()
		if err != nil {
			return nil, err
		}
		all[w.Number] = w
		t.byID.Keep(w.Number, w, since)
	}
	return all, nil
}

// PutWorkplace stores the workplace and its posters, over what was stored of
// them before.
func (t *Workplaces) PutWorkplace(ctx context.Context, w checkin.Workplace, posters ...checkin.Poster) error {
	err := t.change(func(tx *gorm.DB, log *audit.Chain) error {
		row := rowOfWorkplace(w)
		if err := tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error; err != nil {
			return err
		}
		for _, p := range posters {
			row := rowOfPoster(w.Number, p)
			if err := tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error; err != nil {
				return err
			}
			if err := log.Add(tx, audit.Entry{At: t.now(), Actor: audit.Operator, Action: did(row), Subject: []byte(row.Workplace), Detail: row.Code}); err != nil {
				return err
			}
		}
		return nil
	})
	return db.Wrap("put workplace", err)
}

// AddWorkplace stores a workplace that is not here yet, or is but nobody keeps
// it, with its contractors; added is false if somebody keeps it.
func (t *Workplaces) AddWorkplace(_ context.Context, by id.Key, w checkin.Workplace, contractors []checkin.Contractor) (added bool, err error) {
	err = t.change(func(tx *gorm.DB, log *audit.Chain) error {
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
		return log.Add(tx, audit.Entry{At: t.now(), Actor: audit.User(by), Action: "add workplace", Subject: []byte(row.Number)})
	})
	return added, db.Wrap("add workplace", err)
}

// ChangeWorkplace stores a workplace anew, with its contractors, if that company
// keeps it.
func (t *Workplaces) ChangeWorkplace(_ context.Context, by id.Key, w checkin.Workplace, contractors []checkin.Contractor) (changed bool, err error) {
	err = t.change(func(tx *gorm.DB, log *audit.Chain) error {
		row := rowOfWorkplace(w)
		result := tx.Model(&workplaceRow{}).Where("number = ? AND company = ?", row.Number, row.Company).Select("*").Updates(&row)
		if changed = result.RowsAffected > 0; result.Error != nil || !changed {
			return result.Error
		}
		if err := putContractors(tx, w.Number, contractors); err != nil {
			return err
		}
		return log.Add(tx, audit.Entry{At: t.now(), Actor: audit.User(by), Action: "change workplace", Subject: []byte(row.Number)})
	})
	return changed, db.Wrap("change workplace", err)
}

// WorkplacesOf returns the workplaces that a company keeps, and with a number
// those where that number is among the contractors, all by name.
func (t *Workplaces) WorkplacesOf(ctx context.Context, company id.Key, number string) (all []checkin.Workplace, err error) {
	rows, err := columns.Select(ctx, t.Read, "workplaces WHERE company = ?"+
		" OR number IN (SELECT workplace FROM contractors WHERE number = ? AND number <> '') ORDER BY name, number", company.Bytes(), number)
	if err != nil {
		return nil, db.Wrap("find workplaces", err)
	}
	for _, row := range rows {
		w, err := row.value()
		if err != nil {
			return nil, err
		}
		all = append(all, w)
	}
	return all, nil
}
