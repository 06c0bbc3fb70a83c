package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"time"

	"gorm.io/gorm"

	"ciaw/server/checkin"
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
	id   [16]byte
	seq  int64  // of the last entry
	hash []byte // of the last entry
	lost bool   // the last commit may or may not have happened
}

func newChain() chain {
	var c chain
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
	if err := c.recall(tx); err != nil {
		return err
	}
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
	_, err := insertAll(tx, intoAudit, rows)
	return err
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
	h := sha256.New()
	for _, field := range [][]byte{
		before, r.Chain, binary.BigEndian.AppendUint64(nil, uint64(r.Seq)), binary.BigEndian.AppendUint64(nil, uint64(r.At)),
		[]byte(r.Actor), []byte(r.Action), r.Subject, []byte(r.Detail),
	} {
		h.Write(binary.BigEndian.AppendUint32(nil, uint32(len(field)))) // never fails
		h.Write(field)
	}
	return h.Sum(nil)
}

// VerifyAudit goes through every chain and returns how many entries there are,
// or where the first break is.
func (s *Store) VerifyAudit(ctx context.Context) (entries int64, err error) {
	rows, err := s.read.WithContext(ctx).Model(&auditRow{}).Order("chain, seq").Rows()
	if err != nil {
		return 0, fmt.Errorf("read audit log: %w", err)
	}
	defer func() { err = firstError(err, rows.Close()) }()
	var last auditRow
	for rows.Next() {
		var row auditRow
		if err := s.read.ScanRows(rows, &row); err != nil {
			return entries, fmt.Errorf("read audit log: %w", err)
		}
		if string(row.Chain) != string(last.Chain) {
			last = auditRow{Chain: row.Chain}
		}
		if row.Seq != last.Seq+1 || string(row.Hash) != string(row.hash(last.Hash)) {
			return entries, fmt.Errorf("the audit log is broken: chain %x, entry %d", row.Chain, row.Seq)
		}
		last = row
		entries++
	}
	return entries, rows.Err()
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
