package store

import (
	"context"
	"crypto/hmac"
	"database/sql"
	"encoding/hex"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ciaw/server/seal"
)

// endsSince is the version of the schema in which the ends of chains are
// sealed.
const endsSince = 4

// endRow is a row of the table audit_ends.
type endRow struct {
	Chain []byte `gorm:"primaryKey"`
	Seq   int64
	Seal  []byte
}

// TableName names the table for gorm.
func (endRow) TableName() string { return "audit_ends" }

// endOf returns where a chain ends if that is its last entry, sealed: who can
// write to the database but has no keys cannot move it.
func endOf(keys *seal.Keys, last auditRow) endRow {
	mac := keys.Find("audit end", fmt.Sprintf("%x %d %x", last.Chain, last.Seq, last.Hash))
	return endRow{last.Chain, last.Seq, mac[:]}
}

// putEnd moves the end of a chain to its last entry, in the transaction that
// writes the entry.
func putEnd(tx *gorm.DB, end endRow) error {
	text := spelled(tx, "INSERT INTO audit_ends (chain, seq, seal) VALUES (?, ?, ?)"+endMoves)
	_, err := tx.Statement.ConnPool.ExecContext(tx.Statement.Context, text, end.Chain, end.Seq, end.Seal)
	return err
}

// endMoves ends a statement that writes the end of a chain.
const endMoves = " ON CONFLICT (chain) DO UPDATE SET seq = excluded.seq, seal = excluded.seal"

// ends returns the ends of all chains, by chain.
func ends(tx *gorm.DB) (map[string]endRow, error) {
	var rows []endRow
	if err := tx.Find(&rows).Error; err != nil {
		return nil, err
	}
	all := map[string]endRow{}
	for _, row := range rows {
		all[string(row.Chain)] = row
	}
	return all, nil
}

// checkEnd takes the end of a chain off the list, and fails unless it is at
// that last entry.
func (s *Store) checkEnd(list map[string]endRow, last auditRow) error {
	if last.Seq == 0 {
		return nil // before the first chain
	}
	end, found := list[string(last.Chain)]
	delete(list, string(last.Chain))
	switch {
	case !found:
		return fmt.Errorf("%w: chain %x has no end", ErrAudit, last.Chain)
	case end.Seq != last.Seq:
		return fmt.Errorf("%w: chain %x ends at entry %d, should at %d", ErrAudit, last.Chain, last.Seq, end.Seq)
	case !hmac.Equal(end.Seal, endOf(s.Keys, last).Seal):
		return fmt.Errorf("%w: the end of chain %x was not sealed by us", ErrAudit, last.Chain)
	}
	return nil
}

// sealOldEnds seals the ends of chains that were written before ends were
// sealed. It runs once, when the schema comes to that version: later, a chain
// without an end is a chain that somebody has cut.
func (s *Store) sealOldEnds(ctx context.Context) error {
	if s.migratedFrom == 0 || s.migratedFrom >= endsSince {
		return nil
	}
	return s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		var last []auditRow
		err := tx.Where("seq = (SELECT max(seq) FROM audit b WHERE b.chain = audit.chain)").Find(&last).Error
		for _, row := range last {
			if err == nil {
				end := endOf(s.Keys, row)
				err = tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&end).Error
			}
		}
		return err
	})
}

// moment returns how to begin a transaction that sees the database as it is at
// one moment.
func (s *Store) moment() *sql.TxOptions {
	if s.dialect.name == "sqlite" {
		return nil // every transaction does
	}
	return &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
}

// missing fails if an end is left whose chain is not there.
func missing(list map[string]endRow) error {
	for chain := range list {
		return fmt.Errorf("%w: chain %s is missing", ErrAudit, hex.EncodeToString([]byte(chain)))
	}
	return nil
}
