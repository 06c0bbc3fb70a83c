package presences

import (
	"encoding/base64"
	"encoding/binary"
	"math"

	"ciaw/server/seal"
)

// fingerprint returns a keyed hash over all of a row that must never change, in
// 22 characters of base64url. It stands in the audit log: whoever changes the
// row, and has no keys, cannot change the fingerprint with it. What is left out
// is what the register changes itself: the state, remarks, links, and how
// numbers are encrypted.
func fingerprint(keys *seal.Keys, row *Row) string {
	all := make([]byte, 0, 256)
	for _, field := range [][]byte{
		row.ID, row.Owner, row.Person, []byte(row.Workplace), []byte(row.Poster), []byte(row.Day), []byte(row.Channel),
		[]byte(row.Employer), row.Company, row.Registrar, []byte(row.Direction), []byte(row.Authority), row.Mandate,
		real(row.Latitude), real(row.Longitude), real(row.Accuracy),
	} {
		all = binary.BigEndian.AppendUint32(all, uint32(len(field)))
		all = append(all, field...)
	}
	for _, number := range []int64{row.CapturedAt, row.RecordedAt, row.Receipt, int64(row.Screen)} {
		all = binary.BigEndian.AppendUint64(all, uint64(number))
	}
	sum := keys.Find("presence", string(all))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// real returns the bits of a number that may be missing.
func real(n *float64) []byte {
	if n == nil {
		return nil
	}
	return binary.BigEndian.AppendUint64(nil, math.Float64bits(*n))
}
