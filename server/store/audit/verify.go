package audit

import (
	"cmp"
	"context"
	"crypto/hmac"
	"encoding/hex"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"ciaw/server/seal"
	"ciaw/server/store/db"
)

// ErrBroken is the failure of an audit log that somebody has changed.
var ErrBroken = errors.New("the audit log is broken")

// Verify goes through every chain and returns how many entries there are, or
// where the first break is.
func Verify(ctx context.Context, h db.Handle, keys *seal.Keys) (entries int64, err error) {
	err = h.Read.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		v := verifier{keys: keys, heads: map[string]HeadRow{}}
		var rows []HeadRow
		if err := tx.Find(&rows).Error; err != nil {
			return err
		}
		for _, row := range rows {
			v.heads[string(row.Chain)] = row
		}
		err := v.chains(tx)
		entries = v.entries
		return cmp.Or(err, v.missing())
	}, h.Snapshot())
	return entries, db.Wrap("read audit log", err)
}

// verifier goes through chains.
type verifier struct {
	keys    *seal.Keys
	heads   map[string]HeadRow // of chains that it has not come to yet
	entries int64
}

// chains goes through all chains.
func (v *verifier) chains(tx *gorm.DB) (err error) {
	rows, err := tx.Model(&Row{}).Order("chain, seq").Rows()
	if err != nil {
		return err
	}
	defer func() { err = cmp.Or(err, rows.Close()) }()
	var last Row
	for rows.Next() {
		var row Row
		if err := tx.ScanRows(rows, &row); err != nil {
			return err
		}
		if string(row.Chain) != string(last.Chain) {
			if err := v.head(last); err != nil {
				return err
			}
			last = Row{Chain: row.Chain}
		}
		if row.Seq != last.Seq+1 || string(row.Hash) != string(row.hash(last.Hash)) {
			return fmt.Errorf("%w: chain %x, entry %d", ErrBroken, row.Chain, row.Seq)
		}
		last = row
		v.entries++
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return v.head(last)
}

// head takes the head of a chain off the list, and fails unless it is at that
// last entry.
func (v *verifier) head(last Row) error {
	if last.Seq == 0 {
		return nil // before the first chain
	}
	head, found := v.heads[string(last.Chain)]
	delete(v.heads, string(last.Chain))
	switch {
	case !found:
		return fmt.Errorf("%w: chain %x has no end", ErrBroken, last.Chain)
	case head.Seq != last.Seq:
		return fmt.Errorf("%w: chain %x ends at entry %d, should at %d", ErrBroken, last.Chain, last.Seq, head.Seq)
	case !hmac.Equal(head.Seal, headOf(v.keys, &last).Seal):
		return fmt.Errorf("%w: the end of chain %x was not sealed by us", ErrBroken, last.Chain)
	}
	return nil
}

// missing fails if a head is left whose chain is not there.
func (v *verifier) missing() error {
	for chain := range v.heads {
		return fmt.Errorf("%w: chain %s is missing", ErrBroken, hex.EncodeToString([]byte(chain)))
	}
	return nil
}
