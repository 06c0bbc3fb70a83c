package presences

import (
	"context"
	"database/sql"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/store/db"
)

// FindPresence returns the presence with that id; found is false if there is
// none.
func (p *Presences) FindPresence(ctx context.Context, which id.Presence) (found checkin.Presence, ok bool, err error) {
	all, err := p.FindPresences(ctx, []id.Presence{which})
	if err != nil || len(all) == 0 {
		return checkin.Presence{}, false, err
	}
	return all[0], true, nil
}

// FindPresences returns those of the presences that are there, in no order.
func (p *Presences) FindPresences(ctx context.Context, which []id.Presence) ([]checkin.Presence, error) {
	ids := make([][]byte, len(which))
	for i, one := range which {
		ids[i] = db.PresenceBytes(one)
	}
	rows, err := p.find(ctx, ids)
	if err != nil {
		return nil, db.Wrap("find presences", err)
	}
	all := make([]checkin.Presence, len(rows))
	for i, row := range rows {
		if all[i], err = row.value(p.Keys); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// byID returns the rows with those ids.
func byID(ctx context.Context, from *gorm.DB, ids [][]byte) ([]Row, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	text, args := db.WhereIn(from, "presences WHERE id", ids, nil)
	return columns.Select(ctx, from, text, args...)
}

// usual is how many presences are read together, mostly: a page, or a workplace
// on a day.
const usual = 64

// values reads rows that hold the columns of presences, and closes them.
func (p *Presences) values(rows *sql.Rows) (all []checkin.Presence, err error) {
	err = columns.Each(rows, func(row *Row) error {
		one, err := row.value(p.Keys)
		if err != nil {
			return err
		}
		if all == nil {
			all = make([]checkin.Presence, 0, usual)
		}
		all = append(all, one)
		return nil
	})
	return all, err
}
