package workplaces

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
)

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

// columnsOfPoster are those that are read beside the workplace of a poster.
var columnsOfPoster = db.NewTable("posters", "", []db.Column[posterRow]{
	{Name: "code", Field: func(r *posterRow) any { return &r.Code }},
	{Name: "gate", Field: func(r *posterRow) any { return &r.Gate }},
	{Name: "revoked", Field: func(r *posterRow) any { return &r.Revoked }},
	{Name: "created_at", Field: func(r *posterRow) any { return &r.CreatedAt }},
})

var findPoster = "SELECT " + columns.NamesOf("w") + ", " + columnsOfPoster.NamesOf("p") +
	" FROM posters p JOIN workplaces w ON w.number = p.workplace WHERE p.code = ?"

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
	var r db.Reader
	p := checkin.Poster{Code: db.Parse(&r, "code", id.ParsePoster, row.Code), Gate: row.Gate, Revoked: row.Revoked != 0}
	if row.CreatedAt != 0 {
		p.Created = db.Time(row.CreatedAt)
	}
	return p, r.Err
}

// FindPoster returns the poster and its workplace, also when it is revoked;
// found is false if there is none. What another process changed may be seen five
// seconds later.
func (t *Workplaces) FindPoster(ctx context.Context, code id.Poster) (checkin.Poster, checkin.Workplace, bool, error) {
	known, version, found := t.byCode.Get(code)
	if found {
		return known.poster, known.workplace, true, nil
	}
	var row posterRow
	var at workplaceRow
	targets := slices.Concat(columns.Targets(&at), columnsOfPoster.Targets(&row))
	found, err := t.QueryOne(ctx, targets, findPoster, code.String())
	if err != nil || !found {
		return checkin.Poster{}, checkin.Workplace{}, false, db.Wrap("find poster", err)
	}
	w, err := at.value()
	if err != nil {
		return checkin.Poster{}, checkin.Workplace{}, false, err
	}
	p, err := row.value()
	if err == nil {
		t.byCode.Keep(code, scanned{p, w}, version)
	}
	return p, w, err == nil, err
}

// PostersOf returns the posters of a workplace, oldest first.
func (t *Workplaces) PostersOf(ctx context.Context, w id.Workplace) ([]checkin.Poster, error) {
	var rows []posterRow
	if err := t.Read.WithContext(ctx).Where("workplace = ?", w.String()).Order("created_at, code").Find(&rows).Error; err != nil {
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

// AddPoster stores a poster; added is false if its code is taken. It is
// checkin.ErrPosters if the workplace has as many as it may.
func (t *Workplaces) AddPoster(_ context.Context, by id.Key, w id.Workplace, p checkin.Poster) (added bool, err error) {
	err = t.change(func(tx *gorm.DB, log *audit.Chain) error {
		var there int64
		// Of several that add, the next must see what the one before has added.
		if err := tx.Raw("SELECT 1 FROM workplaces WHERE number = ?"+t.ForUpdate, w.String()).Scan(&there).Error; err != nil {
			return err
		}
		if err := tx.Model(&posterRow{}).Where("workplace = ?", w.String()).Count(&there).Error; err != nil {
			return err
		}
		if there >= checkin.MaxPosters {
			return checkin.ErrPosters
		}
		row := rowOfPoster(w, p)
		result := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
		if added = result.RowsAffected > 0; result.Error != nil || !added {
			return result.Error
		}
		return log.Add(tx, audit.Entry{At: t.now(), Actor: audit.User(by), Action: addPoster, Subject: []byte(row.Workplace), Detail: row.Code})
	})
	return added, db.Wrap("add poster", err)
}

// RevokePoster revokes a poster of a workplace; found is false if there is none
// with that code.
func (t *Workplaces) RevokePoster(_ context.Context, by id.Key, w id.Workplace, code id.Poster) (found bool, err error) {
	err = t.change(func(tx *gorm.DB, log *audit.Chain) error {
		result := tx.Model(&posterRow{}).Where("code = ? AND workplace = ?", code.String(), w.String()).Update("revoked", 1)
		if found = result.RowsAffected > 0; result.Error != nil || !found {
			return result.Error
		}
		return log.Add(tx, audit.Entry{At: t.now(), Actor: audit.User(by), Action: revokePoster, Subject: []byte(w.String()), Detail: code.String()})
	})
	return found, db.Wrap("revoke poster", err)
}
