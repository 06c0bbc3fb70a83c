package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/seal"
)

// auditRow is a row of the table audit.
type auditRow struct {
	Chain   []byte `gorm:"primaryKey"`
	Seq     int64  `gorm:"primaryKey"`
	At      int64
	Actor   string
	Action  string
	Subject []byte
	Detail  string
	Hash    []byte
}

// TableName names the table for gorm.
func (auditRow) TableName() string { return "audit" }

// chain is the end of a writer's audit chain: every entry's hash covers the
// one before it, so that none can be changed or taken out of the middle
// without all later ones being made again. A writer has a chain of its own, so
// that writers need not wait for each other.
type chain struct {
	keys *seal.Keys // seal its end
	id   [16]byte
	seq  int64  // of the last entry
	hash []byte // of the last entry
	lost bool   // the last commit may or may not have happened
}

func newChain(keys *seal.Keys) chain {
	c := chain{keys: keys}
	_, _ = rand.Read(c.id[:]) // never fails
	return c
}

// entry is what somebody did.
type entry struct {
	at      time.Time
	actor   string
	action  string
	subject []byte
	detail  string
}

// actorOf names the user who registered a presence, or who owns it, without
// saying who it is.
func actorOf(p checkin.Presence) string {
	if !p.Registrar.IsZero() {
		return string(p.Channel) + ":" + userActor(p.Registrar)
	}
	return string(p.Channel) + ":" + hex.EncodeToString(p.Owner[:8])
}

// add writes entries behind the last one.
func (c *chain) add(tx *gorm.DB, entries ...entry) error {
	if err := c.recall(tx); err != nil || len(entries) == 0 {
		return err
	}
	rows := c.extend(entries)
	if _, err := insertAll(tx, intoAudit, rows); err != nil {
		return err
	}
	return putEnd(tx, endOf(c.keys, rows[len(rows)-1]))
}

// extend returns the rows of entries behind the last one, which must be known.
func (c *chain) extend(entries []entry) []auditRow {
	rows := make([]auditRow, len(entries))
	for i, e := range entries {
		c.seq++
		row := auditRow{
			Chain: c.id[:], Seq: c.seq, At: e.at.UnixMilli(), Actor: e.actor,
			Action: e.action, Subject: e.subject, Detail: e.detail,
		}
		row.Hash = row.hash(c.hash)
		c.hash = row.Hash
		rows[i] = row
	}
	return rows
}

// recall finds the end of the chain after a commit whose outcome is not known.
func (c *chain) recall(tx *gorm.DB) error {
	if !c.lost {
		return nil
	}
	var rows []auditRow
	if err := tx.Where("chain = ?", c.id[:]).Order("seq DESC").Limit(1).Find(&rows).Error; err != nil {
		return err
	}
	c.lost, c.seq, c.hash = false, 0, nil
	if len(rows) > 0 {
		c.seq, c.hash = rows[0].Seq, rows[0].Hash
	}
	return nil
}

// forget says that what was added since the last commit may be lost.
func (c *chain) forget() { c.lost = true }

// hash covers every field and the hash before.
func (r auditRow) hash(before []byte) []byte {
	all := make([]byte, 0, 256)
	for _, field := range [][]byte{
		before, r.Chain, binary.BigEndian.AppendUint64(nil, uint64(r.Seq)), binary.BigEndian.AppendUint64(nil, uint64(r.At)),
		[]byte(r.Actor), []byte(r.Action), r.Subject, []byte(r.Detail),
	} {
		all = binary.BigEndian.AppendUint32(all, uint32(len(field)))
		all = append(all, field...)
	}
	sum := sha256.Sum256(all)
	return sum[:]
}

// ErrAudit is the failure of an audit log that somebody has changed.
var ErrAudit = errors.New("the audit log is broken")

// VerifyAudit goes through every chain and returns how many entries there are,
// or where the first break is.
func (s *Store) VerifyAudit(ctx context.Context) (entries int64, err error) {
	err = s.read.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		list, err := ends(tx)
		if err != nil {
			return err
		}
		if entries, err = s.verifyChains(tx, list); err != nil {
			return err
		}
		return missing(list)
	}, s.moment())
	return entries, wrap("read audit log", err)
}

// verifyChains takes the ends of the chains that it goes through off the list.
func (s *Store) verifyChains(tx *gorm.DB, list map[string]endRow) (entries int64, err error) {
	rows, err := tx.Model(&auditRow{}).Order("chain, seq").Rows()
	if err != nil {
		return 0, err
	}
	defer func() { err = firstError(err, rows.Close()) }()
	var last auditRow
	for rows.Next() {
		var row auditRow
		if err := tx.ScanRows(rows, &row); err != nil {
			return entries, err
		}
		if string(row.Chain) != string(last.Chain) {
			if err := s.checkEnd(list, last); err != nil {
				return entries, err
			}
			last = auditRow{Chain: row.Chain}
		}
		if row.Seq != last.Seq+1 || string(row.Hash) != string(row.hash(last.Hash)) {
			return entries, fmt.Errorf("%w: chain %x, entry %d", ErrAudit, row.Chain, row.Seq)
		}
		last = row
		entries++
	}
	if err := rows.Err(); err != nil {
		return entries, err
	}
	return entries, s.checkEnd(list, last)
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
