package store

import (
	"fmt"
	"strings"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/seal"
)

// presenceRow is a row of the table presences.
type presenceRow struct {
	ID           []byte `gorm:"primaryKey"`
	Owner        []byte
	Person       []byte
	Sealed       []byte
	Workplace    string
	Poster       string
	Day          string
	Channel      string
	CapturedAt   int64
	RecordedAt   int64
	Latitude     *float64
	Longitude    *float64
	Accuracy     *float64
	State        string
	Receipt      int64
	Remarks      string
	DuplicateOf  []byte
	First        int
	CancelReason string
	CancelledAt  int64
	Employer     string
	Company      []byte
	Registrar    []byte
}

// TableName names the table for gorm.
func (presenceRow) TableName() string { return "presences" }

// rowOf returns the row that holds p. The person's number is in it only
// encrypted, for this row alone, and as a keyed hash.
func (s *Store) rowOf(p checkin.Presence) presenceRow {
	person := s.personOf(p)
	row := presenceRow{
		ID: bytesOf(p.ID), Owner: p.Owner[:], Person: person[:],
		Sealed:   s.Keys.Seal(identityOf(p), bytesOf(p.ID)),
		Employer: p.Employer.Number(), Company: keyBytes(p.Company), Registrar: keyBytes(p.Registrar),
		Workplace: p.Workplace.String(), Poster: p.Poster.String(), Day: p.On.String(),
		Channel: string(p.Channel), CapturedAt: p.CapturedAt.UnixMilli(), RecordedAt: p.RecordedAt.UnixMilli(),
		State: string(p.State), Receipt: receiptOf(p.Receipt), Remarks: joined(p.Remarks),
	}
	if p.Position != nil {
		row.Latitude, row.Longitude, row.Accuracy = &p.Position.Latitude, &p.Position.Longitude, &p.Position.Accuracy
	}
	if !p.DuplicateOf.IsZero() {
		row.DuplicateOf = bytesOf(p.DuplicateOf)
	}
	if p.Cancellation != nil {
		row.CancelReason, row.CancelledAt = string(p.Cancellation.Reason), p.Cancellation.At.UnixMilli()
	}
	return row
}

// value returns the presence that the row holds, or says what in it is none.
func (row presenceRow) value(keys *seal.Keys) (checkin.Presence, error) {
	var r reader
	sealed, err := keys.Open(row.Sealed, row.ID)
	if err != nil {
		return checkin.Presence{}, fmt.Errorf("column sealed: %w", err)
	}
	p := checkin.Presence{
		ID: r.presence(row.ID), Owner: r.owner(row.Owner),
		Company: r.key(row.Company), Registrar: r.key(row.Registrar), Workplace: parse(&r, "workplace", id.ParseWorkplace, row.Workplace),
		On: parse(&r, "day", checkin.ParseDay, row.Day), Channel: checkin.Channel(row.Channel),
		CapturedAt: time.UnixMilli(row.CapturedAt).UTC(), RecordedAt: time.UnixMilli(row.RecordedAt).UTC(),
		State: checkin.State(row.State), Receipt: r.receipt(row.Receipt),
		DuplicateOf: r.presence(row.DuplicateOf), Poster: parse(&r, "poster", id.ParsePoster, row.Poster),
	}
	p.Employer = parse(&r, "employer", checkin.ParseEmployer, row.Employer)
	r.identity(&p, sealed)
	p.Remarks = remarksOf(row.Remarks)
	if row.Latitude != nil && row.Longitude != nil && row.Accuracy != nil {
		p.Position = &checkin.Position{Latitude: *row.Latitude, Longitude: *row.Longitude, Accuracy: *row.Accuracy}
	}
	if row.CancelReason != "" {
		p.Cancellation = &checkin.Cancellation{
			Reason: checkin.CancelReason(row.CancelReason), At: time.UnixMilli(row.CancelledAt).UTC(),
		}
	}
	return p, r.err
}

func bytesOf(p id.Presence) []byte {
	b := p.Bytes()
	return b[:]
}

func remarksOf(text string) (remarks []checkin.Remark) {
	for word := range strings.FieldsSeq(text) {
		remarks = append(remarks, checkin.Remark(word))
	}
	return remarks
}

func joined(remarks []checkin.Remark) string {
	words := make([]string, len(remarks))
	for i, r := range remarks {
		words[i] = string(r)
	}
	return strings.Join(words, " ")
}
