package presences

import (
	"fmt"
	"strings"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/seal"
	"ciaw/server/store/db"
)

// Row is a row of the table presences.
type Row struct {
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
	Direction    string
	Turn         int    // of an In or Out that counts: how many counted before it that day; else 0
	Authority    string // "": this register
	Mandate      []byte // the company under whose mandate it goes there
	Number       int64  // that the authority gave; 0 if none yet, or it is this register
	SentAt       int64  // when the authority was last sent it; 0 = never
	Screen       int    // 1 = read from a screen at the gate
	Network      []byte // keyed hash; nil if not known
}

// TableName names the table for gorm.
func (Row) TableName() string { return "presences" }

var columns = db.NewTable("presences", "", []db.Column[Row]{
	{Name: "id", Field: func(r *Row) any { return &r.ID }},
	{Name: "owner", Field: func(r *Row) any { return &r.Owner }},
	{Name: "person", Field: func(r *Row) any { return &r.Person }},
	{Name: "sealed", Field: func(r *Row) any { return &r.Sealed }},
	{Name: "workplace", Field: func(r *Row) any { return &r.Workplace }},
	{Name: "poster", Field: func(r *Row) any { return &r.Poster }},
	{Name: "day", Field: func(r *Row) any { return &r.Day }},
	{Name: "channel", Field: func(r *Row) any { return &r.Channel }},
	{Name: "captured_at", Field: func(r *Row) any { return &r.CapturedAt }},
	{Name: "recorded_at", Field: func(r *Row) any { return &r.RecordedAt }},
	{Name: "latitude", Field: func(r *Row) any { return &r.Latitude }},
	{Name: "longitude", Field: func(r *Row) any { return &r.Longitude }},
	{Name: "accuracy", Field: func(r *Row) any { return &r.Accuracy }},
	{Name: "state", Field: func(r *Row) any { return &r.State }},
	{Name: "receipt", Field: func(r *Row) any { return &r.Receipt }},
	{Name: "remarks", Field: func(r *Row) any { return &r.Remarks }},
	{Name: "duplicate_of", Field: func(r *Row) any { return &r.DuplicateOf }},
	{Name: "first", Field: func(r *Row) any { return &r.First }},
	{Name: "cancel_reason", Field: func(r *Row) any { return &r.CancelReason }},
	{Name: "cancelled_at", Field: func(r *Row) any { return &r.CancelledAt }},
	{Name: "employer", Field: func(r *Row) any { return &r.Employer }},
	{Name: "company", Field: func(r *Row) any { return &r.Company }},
	{Name: "registrar", Field: func(r *Row) any { return &r.Registrar }},
	{Name: "direction", Field: func(r *Row) any { return &r.Direction }},
	{Name: "turn", Field: func(r *Row) any { return &r.Turn }},
	{Name: "authority", Field: func(r *Row) any { return &r.Authority }},
	{Name: "mandate", Field: func(r *Row) any { return &r.Mandate }},
	{Name: "screen", Field: func(r *Row) any { return &r.Screen }},
	{Name: "network", Field: func(r *Row) any { return &r.Network }},
	{Name: "number", Field: func(r *Row) any { return &r.Number }, Later: true},
	{Name: "sent_at", Field: func(r *Row) any { return &r.SentAt }, Later: true},
})

// naturalKey is the key that only one presence of the day may hold: the first
// of a person, for an employer, at a workplace. Of In and Out, each that counts
// holds it with its turn.
type naturalKey struct {
	day, workplace   string
	person, employer string
}

func (row Row) natural() naturalKey {
	return naturalKey{row.Day, row.Workplace, string(row.Person), row.Employer}
}

// rowOf returns the row that holds p. The person's number is in it only
// encrypted, for this row alone, and as a keyed hash.
func rowOf(keys *seal.Keys, p checkin.Presence) Row {
	person := personOf(keys, p)
	row := Row{
		ID: db.PresenceBytes(p.ID), Owner: p.Owner[:], Person: person[:],
		Sealed:   keys.Seal(identityOf(p), db.PresenceBytes(p.ID)),
		Employer: p.Employer.Number(), Company: db.KeyBytes(p.Company), Registrar: db.KeyBytes(p.Registrar),
		Workplace: p.Workplace.String(), Poster: p.Poster.String(), Day: p.On.String(),
		Channel: string(p.Channel), CapturedAt: p.CapturedAt.UnixMilli(), RecordedAt: p.RecordedAt.UnixMilli(),
		State: string(p.State), Receipt: p.Receipt.Number(), Remarks: joined(p.Remarks),
		Direction: string(p.Direction), Authority: p.Authority, Mandate: db.KeyBytes(p.Mandate),
		Screen: db.Flag(p.Screen),
	}
	if p.Network != (checkin.Network{}) {
		row.Network = p.Network[:]
	}
	if p.Position != nil {
		row.Latitude, row.Longitude, row.Accuracy = &p.Position.Latitude, &p.Position.Longitude, &p.Position.Accuracy
	}
	if !p.DuplicateOf.IsZero() {
		row.DuplicateOf = db.PresenceBytes(p.DuplicateOf)
	}
	if p.Cancellation != nil {
		row.CancelReason, row.CancelledAt = string(p.Cancellation.Reason), p.Cancellation.At.UnixMilli()
	}
	return row
}

// value returns the presence that the row holds, or says what in it is none.
func (row Row) value(keys *seal.Keys) (checkin.Presence, error) {
	var r db.Reader
	sealed, err := keys.Open(row.Sealed, row.ID)
	if err != nil {
		return checkin.Presence{}, fmt.Errorf("column sealed: %w", err)
	}
	p := checkin.Presence{
		ID: r.Presence(row.ID), Owner: r.Owner(row.Owner),
		Company: r.Key(row.Company), Registrar: r.Key(row.Registrar), Workplace: db.Parse(&r, "workplace", id.ParseWorkplace, row.Workplace),
		On: db.Parse(&r, "day", checkin.ParseDay, row.Day), Channel: checkin.Channel(row.Channel),
		CapturedAt: db.Time(row.CapturedAt), RecordedAt: db.Time(row.RecordedAt),
		State: checkin.State(row.State), Authority: row.Authority, Mandate: r.Key(row.Mandate), Direction: checkin.Direction(row.Direction),
		Screen:      row.Screen != 0,
		DuplicateOf: r.Presence(row.DuplicateOf), Poster: db.Parse(&r, "poster", id.ParsePoster, row.Poster),
	}
	copy(p.Network[:], row.Network)
	if p.CapturedAt.Year() < 1 { // stored before such times were refused; no answer can hold them
		p.CapturedAt = p.RecordedAt
	}
	p.Receipt = row.number(&r)
	p.Employer = db.Parse(&r, "employer", checkin.ParseEmployer, row.Employer)
	readIdentity(&r, &p, sealed)
	p.Remarks = remarksOf(row.Remarks)
	if row.Latitude != nil && row.Longitude != nil && row.Accuracy != nil {
		p.Position = &checkin.Position{Latitude: *row.Latitude, Longitude: *row.Longitude, Accuracy: *row.Accuracy}
	}
	if row.CancelReason != "" {
		p.Cancellation = &checkin.Cancellation{
			Reason: checkin.CancelReason(row.CancelReason), At: db.Time(row.CancelledAt),
		}
	}
	return p, r.Err
}

// number returns the receipt number: the authority's, once it has given it.
func (row Row) number(r *db.Reader) id.Receipt {
	switch {
	case row.Authority == "":
		return r.Receipt(row.Receipt)
	case row.Number == 0:
		return id.Receipt{}
	}
	n, err := id.ReceiptOf(row.Number)
	if err != nil {
		r.Fail("number")
	}
	return n
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
