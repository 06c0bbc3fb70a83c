package presences

import (
	"cmp"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/store/db"
)

// settled is what a row says after the content check, where that adds remarks.
type settled struct {
	state   checkin.State
	remarks string
}

// settleRemarked settles presences to which remarks are added, and returns how
// many were.
func (p *Presences) settleRemarked(tx *gorm.DB, ids [][]byte, all map[id.Presence]checkin.Settlement) (n int, err error) {
	if len(ids) == 0 {
		return 0, nil
	}
	rows, err := p.registered(tx, ids)
	if err != nil {
		return 0, err
	}
	alike := map[settled][][]byte{}
	for _, row := range rows {
		s := all[id.PresenceOf([16]byte(row.ID))]
		key := settled{s.State, joined(checkin.WithRemarks(remarksOf(row.Remarks), s.Remarks...))}
		alike[key] = append(alike[key], row.ID)
	}
	for to, ids := range alike {
		text := "UPDATE presences SET state = ?, remarks = ? WHERE state = ? AND id"
		changed, err := db.ExecIn(tx, text, ids, string(to.state), to.remarks, string(checkin.Registered))
		if err != nil {
			return 0, err
		}
		n += changed
	}
	return n, nil
}

// registered reads the remarks of those of the presences that are Registered.
// Nobody else changes them before the transaction ends.
func (p *Presences) registered(tx *gorm.DB, ids [][]byte) (rows []Row, err error) {
	text, args := db.WhereIn(tx, "SELECT id, remarks FROM presences WHERE state = ? AND id", ids, []any{string(checkin.Registered)})
	found, err := db.Query(tx.Statement.Context, tx, text+" ORDER BY id"+p.ForUpdate, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = cmp.Or(err, found.Close()) }()
	for found.Next() {
		var row Row
		if err := found.Scan(&row.ID, &row.Remarks); err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, found.Err()
}
