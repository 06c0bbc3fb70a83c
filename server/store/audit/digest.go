package audit

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ciaw/server/store/db"
)

// Digest stands for all that the audit log says at a moment. It is made to be
// kept elsewhere: with it one can tell later whether anything of that was
// changed or cut off, also by somebody who has the keys, or who put back the
// whole database as it was earlier.
type Digest struct {
	At      time.Time // to the second
	Entries int64     // how many the log had
	Sum     [sha256.Size]byte
}

// String returns the digest on one line, as ParseDigest reads it.
func (d Digest) String() string {
	return fmt.Sprintf("ciaw-audit-1 %s %d %x", d.At.UTC().Format(time.RFC3339), d.Entries, d.Sum)
}

// ErrNoDigest is the failure of a line that is no digest.
var ErrNoDigest = errors.New("a digest is one line, as ciaw audit digest prints it")

var digestLine = regexp.MustCompile(`^ciaw-audit-1 (\S+) (\d+) ([0-9a-f]{64})$`)

// ParseDigest reads what String wrote.
func ParseDigest(line string) (d Digest, err error) {
	parts := digestLine.FindStringSubmatch(line)
	if parts == nil {
		return d, ErrNoDigest
	}
	if d.At, err = time.Parse(time.RFC3339, parts[1]); err != nil {
		return d, ErrNoDigest
	}
	if _, err = fmt.Sscan(parts[2], &d.Entries); err != nil {
		return d, ErrNoDigest
	}
	_, err = hex.Decode(d.Sum[:], []byte(parts[3]))
	return d, err
}

// digestRow is a row of the table audit_digests.
type digestRow struct {
	Digest []byte `gorm:"primaryKey"`
	At     int64
	Heads  []byte
}

// TableName names the table for gorm.
func (digestRow) TableName() string { return "audit_digests" }

// headBytes is how many bytes stand for the head of a chain.
const headBytes = 16 + 8 + sha256.Size

// TakeDigest stores what the log is now, and returns its digest.
func TakeDigest(changes Changer, now time.Time) (d Digest, err error) {
	err = changes.Change(func(tx *gorm.DB, _ *Chain) error {
		var last []Row
		err := tx.Where("seq = (SELECT max(seq) FROM audit b WHERE b.chain = audit.chain)").Order("chain").Find(&last).Error
		if err != nil {
			return err
		}
		row := digestRow{At: now.Unix()}
		d = Digest{At: now.UTC().Truncate(time.Second)}
		for _, head := range last {
			row.Heads = append(row.Heads, head.Chain...)
			row.Heads = binary.BigEndian.AppendUint64(row.Heads, uint64(head.Seq))
			row.Heads = append(row.Heads, head.Hash...)
			d.Entries += head.Seq
		}
		d.Sum = row.sum()
		row.Digest = d.Sum[:]
		if row.Heads == nil {
			row.Heads = []byte{}
		}
		return tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error
	})
	return d, db.Wrap("take digest of the audit log", err)
}

func (row digestRow) sum() [sha256.Size]byte {
	return sha256.Sum256(append(binary.BigEndian.AppendUint64(nil, uint64(row.At)), row.Heads...))
}

// VerifyDigest fails if the log no longer holds all that it held when that
// digest was taken. Verify looks at what came later.
func VerifyDigest(ctx context.Context, h db.Handle, d Digest) error {
	var rows []digestRow
	if err := h.Read.WithContext(ctx).Where("digest = ?", d.Sum[:]).Find(&rows).Error; err != nil {
		return db.Wrap("find digest", err)
	}
	if len(rows) == 0 {
		return fmt.Errorf("%w: it does not know this digest: it was put back to an earlier state, or is of another register", ErrBroken)
	}
	row := rows[0]
	if row.sum() != d.Sum || row.At != d.At.Unix() || len(row.Heads)%headBytes != 0 {
		return fmt.Errorf("%w: what it has kept of this digest was changed", ErrBroken)
	}
	for heads := row.Heads; len(heads) > 0; heads = heads[headBytes:] {
		chain, seq, hash := heads[:16], binary.BigEndian.Uint64(heads[16:24]), heads[24:headBytes]
		var found []Row
		if err := h.Read.WithContext(ctx).Where("chain = ? AND seq = ?", chain, seq).Find(&found).Error; err != nil {
			return db.Wrap("find entry", err)
		}
		if len(found) == 0 || !bytes.Equal(found[0].Hash, hash) {
			return fmt.Errorf("%w: chain %x, entry %d is not what it was", ErrBroken, chain, seq)
		}
	}
	return nil
}
