package audit

import (
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ciaw/server/seal"
	"ciaw/server/store/db"
)

// HeadsSince is the version of the schema in which the heads of chains are
// sealed.
const HeadsSince = 4

// HeadRow is a row of the table audit_ends: the head of a chain.
type HeadRow struct {
	Chain []byte `gorm:"primaryKey"`
	Seq   int64
	Seal  []byte
}

// TableName names the table for gorm.
func (HeadRow) TableName() string { return "audit_ends" }

// heads moves the head of a chain that is there.
var heads = db.NewTable("audit_ends", " ON CONFLICT (chain) DO UPDATE SET seq = excluded.seq, seal = excluded.seal", []db.Column[HeadRow]{
	{Name: "chain", Field: func(r *HeadRow) any { return &r.Chain }},
	{Name: "seq", Field: func(r *HeadRow) any { return &r.Seq }},
	{Name: "seal", Field: func(r *HeadRow) any { return &r.Seal }},
})

// headOf returns the head of a chain if that is its last entry, sealed: who can
// write to the database but has no keys cannot move it.
func headOf(keys *seal.Keys, last *Row) HeadRow {
	mac := keys.Find("audit end", fmt.Sprintf("%x %d %x", last.Chain, last.Seq, last.Hash))
	return HeadRow{last.Chain, last.Seq, mac[:]}
}

// SealOldHeads seals the heads of chains that were written before heads were
// sealed. It runs once, when the schema comes to HeadsSince: later, a chain
// without a head is a chain that somebody has cut.
func SealOldHeads(write *gorm.DB, keys *seal.Keys) error {
	return write.Transaction(func(tx *gorm.DB) error {
		var last []Row
		err := tx.Where("seq = (SELECT max(seq) FROM audit b WHERE b.chain = audit.chain)").Find(&last).Error
		for i := range last {
			if err == nil {
				head := headOf(keys, &last[i])
				err = tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&head).Error
			}
		}
		return err
	})
}

// Tables copy the tables of this package.
var Tables = []db.Copier{db.Copy[Row], db.Copy[HeadRow], db.Copy[digestRow]}
