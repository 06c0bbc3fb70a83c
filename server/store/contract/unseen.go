package contract

import (
	"database/sql"
	"errors"
	"strings"
	"testing"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/outbox"
	"ciaw/server/store"
	"ciaw/server/store/audit"
)

// kept returns a register with two presences, of which one is cancelled, a
// company with a colleague, and two posters of which one is revoked.
func (c suite) kept(t *testing.T) (s *store.Store, database string) {
	t.Helper()
	database = c.database(t)
	s = open(t, database)
	boss := company(0)
	unconfirmed := company(1)
	unconfirmed.Company.Confirmed = false
	colleague := checkin.User{
		ID: id.NewKey(seven), Company: boss.Company.ID, Name: "Carl Collega", Created: seven, Entitlements: []checkin.Entitlement{checkin.MayConsult},
	}
	err := errors.Join(
		s.AddCompany(t.Context(), boss.Company, boss),
		s.AddCompany(t.Context(), unconfirmed.Company, unconfirmed),
		s.ChangeUsers(t.Context(), boss.User.ID, boss.Company.ID, func(all []checkin.User) ([]checkin.User, error) { return append(all, colleague), nil }),
	)
	for _, poster := range []id.Poster{gate, posterOf(2)} {
		_, failed := s.AddPoster(t.Context(), boss.User.ID, north, checkin.Poster{Code: poster})
		err = errors.Join(err, failed)
	}
	_, revoked := s.RevokePoster(t.Context(), boss.User.ID, north, gate)
	add(t, s, presence(1))
	add(t, s, presence(2))
	_, cancelled := s.CancelPresence(t.Context(), presence(2).ID, checkin.Cancellation{Reason: checkin.Planning, At: seven}, outbox.Cancel)
	if err = errors.Join(err, revoked, cancelled); err != nil {
		t.Fatal(err)
	}
	settle(t, s)
	healthy(t, s)
	return s, database
}

// unseen are changes by somebody who can write to the database, but has no keys,
// and keeps out of the audit log.
var unseen = map[string]string{
	"a presence of another day":            "UPDATE presences SET day = '2026-11-20' WHERE state <> 'cancelled'",
	"a presence at another workplace":      "UPDATE presences SET workplace = '1Y1000NF9KCQZ' WHERE state <> 'cancelled'",
	"a presence of another person":         "UPDATE presences SET person = (SELECT owner FROM presences WHERE state = 'cancelled') WHERE state <> 'cancelled'",
	"a presence of another employer":       "UPDATE presences SET employer = 'BE0000000196' WHERE state <> 'cancelled'",
	"a presence recorded earlier":          "UPDATE presences SET recorded_at = recorded_at - 3600000 WHERE state <> 'cancelled'",
	"a presence with another owner":        "UPDATE presences SET owner = person WHERE state <> 'cancelled'",
	"a presence with a position":           "UPDATE presences SET latitude = 51, longitude = 4, accuracy = 10 WHERE state <> 'cancelled'",
	"a presence with another receipt":      "UPDATE presences SET receipt = receipt + 970000 WHERE state <> 'cancelled'",
	"a presence without a trace":           "DELETE FROM presences WHERE state <> 'cancelled'",
	"a cancellation without a trace":       "UPDATE presences SET state = 'cancelled', cancel_reason = 'PLANNING', cancelled_at = recorded_at WHERE state <> 'cancelled'",
	"a cancellation taken back":            "UPDATE presences SET state = 'validated', cancel_reason = '', cancelled_at = 0 WHERE state = 'cancelled'",
	"a cancellation for another reason":    "UPDATE presences SET cancel_reason = 'OTHER' WHERE state = 'cancelled'",
	"a cancellation at another time":       "UPDATE presences SET cancelled_at = cancelled_at + 1 WHERE state = 'cancelled'",
	"a presence refused by nobody":         "UPDATE presences SET state = 'refused' WHERE state <> 'cancelled'",
	"a presence that counts no more":       "UPDATE presences SET first = 0 WHERE state <> 'cancelled'",
	"a sighting by nobody":                 "INSERT INTO sightings (presence, observer, seen_at) SELECT id, owner, 1 FROM presences WHERE state <> 'cancelled'",
	"a look by nobody":                     "INSERT INTO looks (presence, flags, observer, looked_at) SELECT id, 'typed', owner, 1 FROM presences WHERE state <> 'cancelled'",
	"a founder of another company":         "UPDATE users SET company = (SELECT id FROM companies WHERE confirmed = 0) WHERE entitlements <> 'consult'",
	"entitlements":                         "UPDATE users SET entitlements = 'register consult access' WHERE entitlements = 'consult'",
	"a user taken away":                    "DELETE FROM users WHERE entitlements = 'consult'",
	"a company confirmed":                  "UPDATE companies SET confirmed = 1 WHERE confirmed = 0",
	"a company that is confirmed no more":  "UPDATE companies SET confirmed = 0 WHERE confirmed = 1",
	"a poster that is good again":          "UPDATE posters SET revoked = 0",
	"a poster revoked":                     "UPDATE posters SET revoked = 1",
	"a poster of another workplace":        "UPDATE posters SET workplace = '1Y1000NF9KCQZ'",
	"a poster taken away":                  "DELETE FROM posters WHERE revoked = 0",
	"a poster that nobody made":            "INSERT INTO posters (code, workplace, gate, revoked, created_at) SELECT 'AAAA-AAAA-AAAA', workplace, gate, revoked, created_at FROM posters WHERE revoked = 0",
	"an entry of the log with its subject": "DELETE FROM audit WHERE action = 'revoke poster'",
}

// WhatIsChangedUnseenIsTold has each of them done, and looks for it.
func (c suite) WhatIsChangedUnseenIsTold(t *testing.T) {
	for name, statement := range unseen {
		t.Run(name, func(t *testing.T) {
			s, database := c.kept(t)
			alter(t, database, statement)
			findings, err := s.CheckIntegrity(t.Context())
			if err != nil || len(findings) == 0 {
				t.Errorf("found %v, %v", findings, err)
			}
		})
	}
}

// alter runs a statement behind the register's back.
func alter(t *testing.T, database, statement string) {
	t.Helper()
	driver := "sqlite3"
	if strings.HasPrefix(database, "postgres") {
		driver = "pgx"
	}
	db, err := sql.Open(driver, database)
	if err != nil {
		t.Fatal(err)
	}
	result, err := db.ExecContext(t.Context(), statement)
	if err = errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		t.Fatalf("%s changed %d rows, %v", statement, n, err)
	}
}

// ADigestKeptElsewhereTellsWhatWasLost takes a digest, goes on, and then puts
// the log back in ways that leave it whole in itself.
func (c suite) ADigestKeptElsewhereTellsWhatWasLost(t *testing.T) {
	s, _ := c.kept(t)
	digest, err := s.TakeAuditDigest()
	if err != nil {
		t.Fatal(err)
	}
	read, err := audit.ParseDigest(digest.String())
	if err != nil || read != digest {
		t.Fatalf("%q is read as %v, %v", digest, read, err)
	}
	add(t, s, presence(3))
	if err := s.VerifyAuditDigest(t.Context(), digest); err != nil {
		t.Errorf("after more was registered: %v", err)
	}
	later, err := s.TakeAuditDigest()
	if err != nil || later.Sum == digest.Sum || later.Entries != digest.Entries+1 {
		t.Fatalf("a later digest is %v, %v", later, err)
	}
	other, _ := c.kept(t)
	if err := other.VerifyAuditDigest(t.Context(), digest); !errors.Is(err, audit.ErrBroken) {
		t.Errorf("of a register that was put back to before it was taken: %v", err)
	}
	for name, statement := range map[string]string{
		"an entry made again":   "UPDATE audit SET hash = subject WHERE action = 'cancel'",
		"a chain taken away":    "DELETE FROM audit",
		"what is kept of it":    "UPDATE audit_digests SET at = at + 1",
		"the heads it is about": "UPDATE audit_digests SET heads = digest",
	} {
		s, database := c.kept(t)
		digest, err := s.TakeAuditDigest()
		if err != nil {
			t.Fatal(err)
		}
		alter(t, database, statement)
		if err := s.VerifyAuditDigest(t.Context(), digest); !errors.Is(err, audit.ErrBroken) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, line := range []string{"", "ciaw-audit-1", digest.String() + "0", strings.Replace(digest.String(), "T", " ", 1)} {
		if _, err := audit.ParseDigest(line); !errors.Is(err, audit.ErrNoDigest) {
			t.Errorf("%q is read: %v", line, err)
		}
	}
}
